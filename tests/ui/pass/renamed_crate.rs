//! triggerkit under another name. Emitted code does not refer to `::triggerkit`, which is another crate here. Nor does it refer to
//! `::core` and the others of the standard library, whose names may be those of crates in the user's workspace.

#![allow(unused_extern_crates, reason = "the names are there so that emitted code would use them by mistake")]

extern crate core as triggerkit;
extern crate self as alloc;
extern crate self as core;
extern crate self as std;
extern crate triggerkit as renamed;

mod deep {
    pub mod reexport {
        pub use renamed::__private;
    }
}

#[renamed::spec("../specs/everything.toml", crate = renamed)]
mod by_path {}

#[renamed::spec("../specs/orders.toml", crate = "crate::deep::reexport")]
mod by_text {}

#[derive(Clone, PartialEq, renamed::Trigger)]
#[trigger(crate = renamed, id = "shop.refund")]
struct Refund {
    #[trigger(length = "1-9")]
    order: renamed::Str,
    lines: Vec<String>,
}

#[derive(Clone, PartialEq, renamed::Trigger)]
#[trigger(crate = "crate::deep::reexport")]
struct Other {
    id: String,
}

#[renamed::trigger(Refund, crate = renamed)]
async fn refunded(_: Refund) {}

#[renamed::trigger(renamed::huawei::Kafka, each, crate = "crate::deep::reexport")]
fn message(_: renamed::Str) {}

struct Shop;

#[renamed::triggers(crate = renamed)]
impl Shop {
    #[renamed::trigger(renamed::huawei::Kafka)]
    fn messages(&self, _: renamed::huawei::KafkaEvent) {}
}

mod tk {
    pub use renamed::huawei::*;
}

// Here, `tk` is a module of the user.
#[renamed::trigger(tk::Kafka, crate = renamed)]
fn aliased(_: tk::KafkaEvent) {}

fn main() {
    let _ = renamed::Router::new().with(renamed::handler!(refunded)).with(renamed::handler!(message));
    let _ = renamed::Router::new().with(Shop).with(renamed::handler!(aliased));
    use renamed::Document;
    assert!(by_path::ScanEvent::decode(b"bytes").is_ok());
    assert!(by_text::Item::builder().sku("tea").count(2).build().is_ok());
    assert!(Refund::builder().order("A-1").build().is_ok());
    assert!(Other::decode("{}").is_err());
}
