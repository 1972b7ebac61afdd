// The id of a trigger must be a provider and a trigger.

use triggerkit::Trigger;

#[derive(Trigger)]
#[trigger(id = "Order placed")]
struct Order {
    id: String,
}

#[derive(Trigger)]
#[trigger(title = "Refund")]
struct Refund {
    id: String,
}

fn main() {}
