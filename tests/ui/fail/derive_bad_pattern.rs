// Patterns are checked at compile time.

use triggerkit::Trigger;

#[derive(Trigger)]
struct Order {
    #[trigger(pattern = "^[A-Z")]
    id: String,
}

fn main() {}
