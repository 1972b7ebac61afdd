// A type that no payload has a value of, and that the derive cannot know.

use triggerkit::{Str, Trigger};

struct Label;

#[derive(Trigger)]
struct Order {
    id: Str,
    label: Option<Label>,
}

fn main() {}
