//! Compiles the Rust code of the README and of the pages in `docs/` as doc tests.
//!
//! The examples are the other files in this folder. Run one with `cargo run --example quickstart`.

/// Turns each page into the documentation of a struct, so that its code becomes doc tests.
macro_rules! pages {
    ($($name:ident = $path:literal;)+) => {
        $(
            #[cfg(doctest)]
            #[doc = include_str!($path)]
            pub struct $name;
        )+
    };
}

pages! {
    Readme = "../README.md";
    Guide = "../docs/guide.md";
    Violations = "../docs/violations.md";
    Testing = "../docs/testing.md";
    OwnSpecs = "../docs/own-specs.md";
    Handlers = "../docs/handlers.md";
    Http = "../docs/http.md";
    FromAwsLambdaEvents = "../docs/from-aws-lambda-events.md";
    Aliyun = "../docs/triggers/aliyun.md";
    Aws = "../docs/triggers/aws.md";
    Huawei = "../docs/triggers/huawei.md";
    Tencent = "../docs/triggers/tencent.md";
    Volcengine = "../docs/triggers/volcengine.md";
}
