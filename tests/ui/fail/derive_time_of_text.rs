// `time` on a field that holds no time.

use triggerkit::Trigger;

#[derive(Trigger)]
struct Order {
    #[trigger(time = "unix-ms")]
    placed: String,
}

fn main() {}
