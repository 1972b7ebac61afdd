// Fields need names, which are the keys of the payload.

use triggerkit::Trigger;

#[derive(Trigger)]
struct Tuple(String, u64);

#[derive(Trigger)]
struct Unit;

fn main() {}
