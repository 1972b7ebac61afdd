// Everything that is wrong with a file comes at once.

#[triggerkit::spec("../specs/broken/several_errors.toml")]
mod orders {}

fn main() {}
