// A type that is neither built in nor defined.

#[triggerkit::spec("../specs/broken/unknown_type.toml")]
mod orders {}

fn main() {}
