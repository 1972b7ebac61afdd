// The path of a spec is required.

#[triggerkit::spec]
mod without {}

#[triggerkit::spec()]
mod empty {}

#[triggerkit::spec(crate = triggerkit)]
mod only_crate {}

fn main() {}
