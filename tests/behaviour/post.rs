//! A tolerant provider that is made up, for the tests of what tolerant specs have.

#[triggerkit::spec("behaviour/specs/envelopes.toml")]
mod spec {}

pub(crate) use spec::*;
