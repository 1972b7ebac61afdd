//! What generated builders track in their type: which required fields are set.

/// A required field that is set.
#[derive(Clone, Copy, Debug)]
pub enum Set {}

/// A required field that is not set yet; `Field` is named like it.
#[derive(Clone, Copy, Debug)]
pub struct Missing<Field>(std::marker::PhantomData<Field>);

/// Holds for [`Set`] alone, so that `build` exists only when nothing is missing.
#[diagnostic::on_unimplemented(
    message = "a required field is not set: {Self}",
    label = "this builder still needs `{Self}`",
    note = "every required field must be set before `.build()`"
)]
pub trait IsSet {}

impl IsSet for Set {}
