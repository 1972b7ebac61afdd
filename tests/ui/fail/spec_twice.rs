// One module, one spec, one triggerkit.

#[triggerkit::spec("../specs/orders.toml", "../specs/everything.toml")]
mod two_specs {}

#[triggerkit::spec("../specs/orders.toml", crate = triggerkit, crate = triggerkit)]
mod two_crates {}

fn main() {}
