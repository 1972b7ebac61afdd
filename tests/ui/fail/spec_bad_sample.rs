// A sample must follow its own spec.

#[triggerkit::spec("../specs/broken/bad_sample.toml")]
mod orders {}

fn main() {}
