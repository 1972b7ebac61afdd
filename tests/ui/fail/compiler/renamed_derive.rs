// If triggerkit has another name, the derive needs `crate = path`.

extern crate core as triggerkit;
extern crate triggerkit as renamed;

#[derive(renamed::Trigger)]
struct Order {
    id: String,
    count: Option<u64>,
}

fn main() {}
