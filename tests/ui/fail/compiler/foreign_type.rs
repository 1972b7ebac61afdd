// A type of the user that does not implement `Value`.

use triggerkit::{Str, Trigger};

struct Label;

#[derive(Trigger)]
struct Order {
    id: Str,
    label: Option<Label>,
}

fn main() {}
