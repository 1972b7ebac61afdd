//! A glob import does not change the meaning of other names.

#![allow(clippy::unwrap_used, reason = "a program that panics is a test that fails")]

use triggerkit::*;

#[triggerkit::spec("../specs/orders.toml")]
mod orders {
    #[allow(unused_imports)]
    use triggerkit::*;
}

use orders::*;

#[derive(Clone, PartialEq, Trigger)]
#[trigger(id = "shop.refund")]
struct Refund {
    order: Str,
    cents: i64,
    when: Option<Timestamp>,
    proof: Option<Base64>,
    lines: Vec<Item>,
    #[trigger(unknown)]
    rest: Kept,
}

fn main() {
    let item = Item::builder().sku("tea").count(2).build().unwrap();
    let refund = Refund::builder().order("A-1").cents(5).lines([item]).build().unwrap();
    assert_eq!(Refund::decode(refund.to_json()).unwrap(), refund);
    assert_eq!(PlacedEvent::decode("{}").unwrap_err().violations().len(), 2);
}
