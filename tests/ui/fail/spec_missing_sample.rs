// Every trigger needs a sample.

#[triggerkit::spec("../specs/broken/missing_sample.toml")]
mod orders {}

fn main() {}
