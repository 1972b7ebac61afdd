// Setters accept only types that convert into the type of the field.

use triggerkit::{Str, Trigger};

#[triggerkit::spec("../../specs/orders.toml")]
mod orders {}

#[derive(Trigger)]
struct Refund {
    order: Str,
    cents: u64,
}

fn main() {
    let _ = orders::Item::builder().sku(5);
    let _ = orders::Item::builder().count("two");
    let _ = orders::PlacedEvent::builder().items(["tea"]);
    let _ = Refund::builder().cents("five");
}
