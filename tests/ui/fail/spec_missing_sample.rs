// Every trigger has a documented payload.

#[triggerkit::spec("../specs/broken/missing_sample.toml")]
mod orders {}

fn main() {}
