//! The types that typify generates for the same payloads, from `schemas/`.

#![allow(missing_docs, clippy::all, reason = "another generator's code")]

/// Declares a module for each schema.
macro_rules! schemas {
    ($($name:ident = $file:literal;)+) => {
        $(pub mod $name {
            typify::import_types!($file);
        })+
    };
}

schemas! {
    apig = "schemas/apig.json";
    ckafka = "schemas/ckafka.json";
    kafka = "schemas/kafka.json";
    lts_log = "schemas/lts_log.json";
    mps = "schemas/mps.json";
    oss = "schemas/oss.json";
    sls = "schemas/sls.json";
    work_success = "schemas/work_success.json";
}
