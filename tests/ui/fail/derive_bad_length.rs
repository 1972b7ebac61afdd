// Lengths that are malformed or have no effect.

use triggerkit::Trigger;

#[derive(Trigger)]
struct Order {
    #[trigger(length = "short")]
    id: String,
    #[trigger(length = "9-3")]
    note: String,
    #[trigger(length = "0-")]
    place: String,
    #[trigger(length = 36)]
    voucher: String,
}

fn main() {}
