// Several mistakes in one struct, each at its own token.

use triggerkit::Trigger;

#[derive(Trigger)]
#[trigger(id = "order", name = "Order")]
struct Order {
    #[trigger(lenght = "1-64", pattern = "(", frmat = "uuid")]
    id: String,
    #[trigger(range = [9, 1])]
    count: u64,
    #[trigger(required)]
    note: Option<String>,
    price: f32,
}

fn main() {}
