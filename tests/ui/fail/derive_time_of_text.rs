// `time` on a field that is not a time.

use triggerkit::Trigger;

#[derive(Trigger)]
struct Order {
    #[trigger(time = "unix-ms")]
    placed: String,
}

fn main() {}
