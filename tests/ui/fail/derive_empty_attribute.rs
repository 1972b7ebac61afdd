// Attributes without a list of options.

use triggerkit::Trigger;

#[derive(Trigger)]
#[trigger]
struct Order {
    #[trigger = "required"]
    id: String,
    #[trigger("1-64")]
    note: String,
    #[trigger(length "1-64")]
    place: String,
    #[trigger(required = 1)]
    count: u64,
}

fn main() {}
