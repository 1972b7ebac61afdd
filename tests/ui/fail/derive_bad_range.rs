// Ranges that are not two numbers in ascending order.

use triggerkit::Trigger;

#[derive(Trigger)]
struct Order {
    #[trigger(range = [3])]
    one: u64,
    #[trigger(range = "3-9")]
    text: u64,
    #[trigger(range = ["3", "9"])]
    texts: u64,
    #[trigger(range = [9, 3])]
    swapped: u64,
    #[trigger(range = [-9, -3])]
    negative: u64,
    #[trigger(range = [-inf, inf])]
    everything: f64,
}

fn main() {}
