//! Nothing emitted gives a warning, used or not, and none of it is unsafe.

#![deny(warnings, missing_docs, missing_debug_implementations, unreachable_pub, unused, nonstandard_style, future_incompatible)]
#![deny(rust_2018_idioms, single_use_lifetimes, trivial_casts, unused_qualifications, unused_results, let_underscore_drop)]
#![forbid(unsafe_code)]

/// Every kind of thing that a spec can say.
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

fn main() {
    use triggerkit::Document;
    assert!(Empty::decode("{}").is_ok());
    assert_eq!(One::decode("{\"only\": 3}").map_or(0, |one| one.only), 3);
}
