// `const` and `one_of` exclude each other.

use triggerkit::Trigger;

#[derive(Trigger)]
struct Order {
    #[trigger(const = "web", one_of = ["web", "shop"])]
    channel: String,
    #[trigger(one_of = ["a", "bc", "a"], length = "1")]
    place: String,
}

fn main() {}
