// The module needs a body for the generated items.

#[triggerkit::spec("../specs/orders.toml")]
mod orders;

fn main() {}
