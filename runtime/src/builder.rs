//! Marker types by which generated builders track which required fields are set.

/// Marks a required field that is set.
///
/// As long as a field is not set, its place is taken by a type with the name of the field, which compiler messages then show.
#[derive(Clone, Copy, Debug)]
pub enum Set {}

/// A bound of the `build` method that only [`Set`] satisfies.
#[diagnostic::on_unimplemented(message = "the required field `{Self}` is not set", label = "call its setter before `.build()`")]
pub trait IsSet {}

impl IsSet for Set {}
