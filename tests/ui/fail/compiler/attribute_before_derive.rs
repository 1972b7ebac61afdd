// An attribute of a derive stands behind the derive. Before it, it would be another attribute of the same name, if there is one.

use triggerkit::Trigger;

#[trigger(id = "shop.order")]
#[derive(Trigger)]
struct Order {
    id: String,
}

fn main() {}
