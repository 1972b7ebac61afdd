// What the struct does not name is kept in one place.

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
