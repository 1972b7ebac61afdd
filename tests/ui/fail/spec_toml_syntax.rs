// The file is not even TOML.

#[triggerkit::spec("../specs/broken/toml_syntax.toml")]
mod orders {}

fn main() {}
