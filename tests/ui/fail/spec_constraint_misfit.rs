// A constraint that cannot be checked on the type is not dropped.

#[triggerkit::spec("../specs/broken/constraint_misfit.toml")]
mod orders {}

fn main() {}
