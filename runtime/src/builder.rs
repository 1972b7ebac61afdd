//! What generated builders track in their type: which required fields are set.

/// A required field that is set.
///
/// A builder's `build` asks for a trait of each required field, which holds for this type alone; so it exists only when
/// nothing is missing, and the compiler names what is.
#[derive(Clone, Copy, Debug)]
pub enum Set {}

/// A required field that is not set yet.
#[derive(Clone, Copy, Debug)]
pub enum Missing {}
