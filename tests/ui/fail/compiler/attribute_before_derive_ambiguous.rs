// With an attribute macro of the same name in scope, it is ambiguous before the derive.

use triggerkit::Trigger;
use triggerkit_tests_attribute::trigger;

#[trigger(id = "shop.order")]
#[derive(Trigger)]
struct Order {
    id: String,
}

#[trigger]
fn main() {}
