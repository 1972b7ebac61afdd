// Every invalid argument is reported.

#[triggerkit::spec("../specs/orders.toml", krate = triggerkit, strict)]
mod orders {}

fn main() {}
