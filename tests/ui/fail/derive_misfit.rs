// Constraints that cannot be applied to the type of their field.

use triggerkit::Trigger;

#[derive(Trigger)]
struct Order {
    #[trigger(length = "1-3")]
    count: u64,
    #[trigger(range = [1, 9])]
    id: String,
    #[trigger(pattern = "^A")]
    lines: Vec<String>,
    #[trigger(items(length = "1-3"))]
    note: String,
    #[trigger(format = "uri")]
    paid: bool,
    #[trigger(accept = ["json-text"])]
    place: String,
}

fn main() {}
