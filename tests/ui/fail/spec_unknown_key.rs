// A key that the spec language does not have.

#[triggerkit::spec("../specs/broken/unknown_key.toml")]
mod orders {}

fn main() {}
