//! Emitted code has no warnings and no unsafe code, whether it is used or not.

#![deny(warnings, missing_docs, missing_debug_implementations, unreachable_pub, unused, nonstandard_style, future_incompatible)]
#![deny(rust_2018_idioms, single_use_lifetimes, trivial_casts, unused_qualifications, unused_results, let_underscore_drop)]
#![forbid(unsafe_code)]

/// A spec with every feature of the language.
#[triggerkit::spec("../specs/everything.toml")]
pub(crate) mod warehouse {}

mod private {
    #[triggerkit::spec("../specs/field_names.toml")]
    mod unused {}

    #[derive(triggerkit::Trigger)]
    #[allow(dead_code, reason = "nobody reads a field that is only decoded")]
    struct Unused {
        #[trigger(default = 3)]
        count: u64,
        #[trigger(const = "x")]
        kind: Option<String>,
        required: String,
        many: Vec<String>,
        nothing: Option<Box<Unused>>,
    }
}

#[derive(triggerkit::Trigger)]
struct Empty {}

#[derive(triggerkit::Trigger)]
struct One {
    only: u64,
}

/// Handlers that others may use.
pub mod handlers {
    use triggerkit::{Context, Error, huawei};

    /// Is called with messages.
    ///
    /// # Errors
    /// Never.
    #[triggerkit::trigger(huawei::Kafka, each(concurrency = 2))]
    pub async fn on_message(_: triggerkit::Str, _: Context) -> Result<(), Error> {
        Ok(())
    }

    /// Is called when it is time.
    #[triggerkit::trigger(huawei::Timer, validate = "report")]
    pub fn on_time(_: huawei::TimerEvent) {}

    /// Both in one.
    #[derive(Debug)]
    pub struct Both;

    #[triggerkit::triggers]
    impl Both {
        /// Is called with messages.
        ///
        /// # Errors
        /// Never.
        #[trigger(huawei::Kafka)]
        pub async fn on_kafka(&self, _: huawei::KafkaEvent) -> Result<(), Error> {
            Ok(())
        }

        #[cfg(any())]
        #[trigger(huawei::Nothing)]
        fn not_compiled(&self, _: NoSuchEvent) {}
    }

    #[derive(Debug)]
    struct Off;

    #[triggerkit::triggers]
    impl Off {
        #[cfg(any())]
        #[trigger(huawei::Nothing)]
        fn not_compiled(&self, _: NoSuchEvent) {}
    }

    /// There is nothing to call.
    pub fn none() -> triggerkit::Router {
        triggerkit::Router::new().with(Off)
    }

    #[cfg(any())]
    #[triggerkit::trigger(huawei::Nothing)]
    fn not_compiled(_: NoSuchEvent) {}

    #[triggerkit::trigger(huawei::Nothing)]
    #[cfg(any())]
    fn not_compiled_either(_: NoSuchEvent) {}
}

fn main() {
    use triggerkit::Document;
    assert!(Empty::decode("{}").is_ok());
    assert_eq!(One::decode("{\"only\": 3}").map_or(0, |one| one.only), 3);
}
