// The generated items need a place.

#[triggerkit::spec("../specs/orders.toml")]
mod orders;

fn main() {}
