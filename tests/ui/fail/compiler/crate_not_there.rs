// The path of `crate` does not exist.

use triggerkit::Trigger;

#[triggerkit::spec("../../specs/orders.toml", crate = ::elsewhere)]
mod orders {}

#[derive(Trigger)]
#[trigger(crate = ::elsewhere)]
struct Order {
    id: String,
    count: Option<u64>,
}

fn main() {}
