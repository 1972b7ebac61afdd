//! What triggerkit's compile time and run time must agree on, in one place and without dependencies:
//! the JSON [scanner](json), [lengths](Length), [ranges](Range), [formats](Format), [time kinds](TimeKind),
//! [codec steps](Step), [accepted forms](Accept) and [detection](detect).
//!
//! The spec checker judges a sample with the same code that judges a payload in production, and the words of a
//! constraint in a message are the words in the documentation.

pub mod detect;
mod format;
pub mod json;
mod length;
mod number;
mod range;
pub mod time;
mod vocabulary;

pub use format::Format;
pub use length::{Length, Unit};
pub use number::Number;
pub use range::Range;
pub use vocabulary::{Accept, Step, TimeKind};
