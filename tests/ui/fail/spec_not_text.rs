// The path must be a string literal.

#[triggerkit::spec(5)]
mod number {}

#[triggerkit::spec(concat!("../specs/", "orders.toml"))]
mod call {}

#[triggerkit::spec("../specs/orders.toml", crate = 5)]
mod bad_crate {}

fn main() {}
