// Fields that collide with each other or with the builder.

use triggerkit::Trigger;

#[derive(Trigger)]
struct Order {
    id: String,
    #[trigger(rename = "id")]
    order_id: String,
    #[trigger(aliases = ["id"])]
    number: u64,
    build: String,
}

fn main() {}
