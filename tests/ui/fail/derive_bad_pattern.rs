// Patterns are compiled where they stand.

use triggerkit::Trigger;

#[derive(Trigger)]
struct Order {
    #[trigger(pattern = "^[A-Z")]
    id: String,
}

fn main() {}
