// The attribute of a derive must come after the derive. Before it, rustc looks for another attribute of the same name.

use triggerkit::Trigger;

#[trigger(id = "shop.order")]
#[derive(Trigger)]
struct Order {
    id: String,
}

fn main() {}
