// A module has one spec and one path of triggerkit.

#[triggerkit::spec("../specs/orders.toml", "../specs/everything.toml")]
mod two_specs {}

#[triggerkit::spec("../specs/orders.toml", crate = triggerkit, crate = triggerkit)]
mod two_crates {}

fn main() {}
