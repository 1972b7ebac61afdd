// A constraint that cannot be applied to the type is an error.

#[triggerkit::spec("../specs/broken/constraint_misfit.toml")]
mod orders {}

fn main() {}
