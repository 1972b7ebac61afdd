// Options that are given twice, also in two attributes.

use triggerkit::Trigger;

#[derive(Trigger)]
#[trigger(id = "shop.order", id = "shop.order")]
struct Order {
    #[trigger(length = "1-64", sensitive, length = "1-32")]
    id: String,
    #[trigger(range = [1, 9])]
    #[trigger(range = [1, 99])]
    count: u64,
    #[trigger(items(length = "1-", length = "1-9"))]
    lines: Vec<String>,
}

fn main() {}
