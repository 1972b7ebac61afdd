// Options that do not exist, on the struct, on fields and on items.

use triggerkit::Trigger;

#[derive(Trigger)]
#[trigger(id = "shop.order", tittle = "Order")]
struct Order {
    #[trigger(lenght = "1-64")]
    id: String,
    #[trigger(optional, range = [0, 9])]
    count: u64,
    #[trigger(items(max = 3))]
    lines: Vec<String>,
}

fn main() {}
