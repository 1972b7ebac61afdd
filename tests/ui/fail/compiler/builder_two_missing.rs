// Each missing required field is named.

use triggerkit::{Str, Trigger};

#[triggerkit::spec("../../specs/orders.toml")]
mod orders {}

#[derive(Trigger)]
struct Refund {
    order: Str,
    cents: u64,
    reason: Option<Str>,
}

fn main() {
    let _ = orders::PlacedEvent::builder().channel("web").build();
    let _ = Refund::builder().reason("broken").build();
}
