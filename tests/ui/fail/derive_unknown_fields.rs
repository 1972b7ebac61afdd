// Only one field can keep unknown fields, and only a `Kept`.

use triggerkit::{Json, Kept, Map, Trigger};

#[derive(Trigger)]
struct Order {
    id: String,
    #[trigger(unknown)]
    unknown: Kept,
    #[trigger(unknown)]
    more: Kept,
}

#[derive(Trigger)]
struct Refund {
    id: String,
    #[trigger(unknown, length = "1-")]
    unknown: Kept,
}

#[derive(Trigger)]
struct Unmarked {
    id: String,
    unknown: Kept,
}

#[derive(Trigger)]
struct Otherwise {
    id: String,
    #[trigger(unknown)]
    unknown: Map<Json>,
}

fn main() {}
