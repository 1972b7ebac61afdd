// Types that a payload cannot have.

use std::collections::HashMap;

use triggerkit::Trigger;

#[derive(Trigger)]
struct Order {
    price: f32,
    count: Option<usize>,
    total: Vec<i128>,
    grade: char,
    place: (f64, f64),
    key: [u8; 16],
    note: &'static str,
    labels: HashMap<String, String>,
}

fn main() {}
