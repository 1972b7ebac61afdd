// Every argument that is wrong is reported, and what is behind it is still read.

#[triggerkit::spec("../specs/orders.toml", krate = triggerkit, strict)]
mod orders {}

fn main() {}
