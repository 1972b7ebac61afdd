// All errors of a spec are reported at once.

#[triggerkit::spec("../specs/broken/several_errors.toml")]
mod orders {}

fn main() {}
