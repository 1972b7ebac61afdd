// A default must be a valid value of its field.

use triggerkit::Trigger;

#[derive(Trigger)]
struct Order {
    #[trigger(default = 0, range = [1, 9])]
    count: u64,
    #[trigger(default = "phone", one_of = ["web", "shop"])]
    channel: String,
    #[trigger(default = "yes")]
    paid: bool,
    #[trigger(default = [])]
    lines: Vec<String>,
}

fn main() {}
