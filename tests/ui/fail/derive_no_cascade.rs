// One mistake in a struct is one error, however much code uses the struct.

use triggerkit::{Document, Report, Str, Trigger};

#[derive(Clone, PartialEq, Trigger)]
#[trigger(id = "shop.order", title = "Order")]
pub struct Order {
    #[trigger(length = "9-1")]
    pub id: Str,
    pub count: u64,
}

#[derive(Clone, PartialEq, Trigger)]
struct Batch {
    orders: Vec<Order>,
    last: Option<Order>,
}

fn read(payload: &str) -> Result<Order, Report> {
    let order = Order::decode(payload)?;
    order.validate()?;
    println!("{order:?} {} {:?}", order.to_json(), order.unknown());
    Ok(order)
}

fn build() -> Result<Order, Report> {
    Order::builder().id("A-1").count(2).build()
}

fn id<T: Trigger>() -> &'static str {
    T::INFO.id
}

fn serialises(_: &impl serde::Serialize) {}

fn main() {
    serialises(&build().unwrap());
    println!("{} {}", Order::INFO.title, id::<Order>());
    println!("{:?} {:?}", read("{}"), Batch::decode("{}").map(|batch| batch.orders.len()));
}
