// Options with values of the wrong kind.

use triggerkit::Trigger;

#[derive(Trigger)]
#[trigger(id = order, title = 5, crate = "not a path")]
struct Order {
    #[trigger(length = 36, pattern, one_of = "web")]
    id: String,
    #[trigger(one_of = ["web", 1], aliases("a", "b"))]
    channel: String,
    #[trigger(default = [], sensitive = "yes")]
    count: u64,
    #[trigger(items)]
    lines: Vec<String>,
    #[trigger(items())]
    tags: Vec<String>,
}

fn main() {}
