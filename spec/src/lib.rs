//! The trigger specs of triggerkit and the checker that reads them.
//!
//! ```text
//! spec text ──parse──▶ raw ──resolve and check──▶ model
//! ```
//!
//! [`check`] turns a TOML text and its samples into a [`model::Provider`], or into every mistake at once.
//! [`check_struct`] does the same for the fields of a hand-written struct. [`builtin`] holds the specs that come
//! with triggerkit. The language is described in `docs/spec-language.md`.

pub mod builtin;
mod check;
pub mod conform;
pub mod definitions;
pub mod diagnostic;
pub mod dump;
pub mod json;
pub mod model;
pub mod names;
pub mod raw;
mod samples;
mod suggest;
pub mod words;

pub use check::{Failure, SourceFile, Struct, check, check_struct};
pub use diagnostic::{Diagnostic, Diagnostics};
pub use samples::{NoSamples, SampleFiles, SampleFolder};
pub use suggest::Suggestion;
