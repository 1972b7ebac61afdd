// A typo in the path.

#[triggerkit::spec("../specs/ordres.toml")]
mod orders {}

fn main() {}
