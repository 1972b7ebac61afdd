// A spec that an editor saved as UTF-16.

#[triggerkit::spec("../specs/broken/utf16.toml")]
mod orders {}

fn main() {}
