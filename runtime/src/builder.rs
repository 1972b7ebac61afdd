//! What generated builders track in their type: which required fields are set.

/// A required field that is set. One that is not has a type of its own name in its place.
#[derive(Clone, Copy, Debug)]
pub enum Set {}

/// Holds for [`Set`] alone, so that `build` exists only when nothing is missing.
#[diagnostic::on_unimplemented(message = "the required field `{Self}` is not set", label = "call its setter before `.build()`")]
pub trait IsSet {}

impl IsSet for Set {}
