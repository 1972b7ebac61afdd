// With the attribute macro of the same name in scope, it is ambiguous before the derive.

use triggerkit::{Trigger, trigger};

#[trigger(id = "shop.order")]
#[derive(Trigger)]
struct Order {
    id: String,
}

#[trigger(Order)]
fn ordered(_: Order) {}

fn main() {}
