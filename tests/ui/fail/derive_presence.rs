// The type and the options disagree on whether a field may be absent.

use triggerkit::Trigger;

#[derive(Trigger)]
struct Order {
    #[trigger(required)]
    id: Option<String>,
    #[trigger(required = false)]
    place: String,
    #[trigger(nullable)]
    voucher: String,
    #[trigger(default = 1)]
    count: Option<u64>,
    #[trigger(empty = ["None"])]
    note: String,
    #[trigger(required, default = "web")]
    channel: String,
}

fn main() {}
