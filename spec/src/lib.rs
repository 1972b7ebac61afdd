//! The trigger specs of triggerkit and the checker that reads them.
//!
//! ```text
//! spec text ──parse──▶ raw ──resolve and check──▶ model
//! ```
//!
//! [`check`] turns a TOML text and its samples into a [`model::Provider`], or reports every mistake at once.
//! [`check_struct`] does the same for the fields of a hand-written struct. [`builtin`] contains the specs that come
//! with triggerkit. `docs/spec-language.md` describes the language.

pub mod builtin;
mod check;
pub mod definitions;
pub mod diagnostic;
pub mod json;
pub mod judge;
pub mod model;
pub mod names;
pub mod raw;
mod samples;
mod source;
mod suggest;
pub mod words;

pub use check::{Failure, Struct, check, check_struct};
pub use diagnostic::{Diagnostic, Diagnostics};
pub use samples::{NoSamples, SampleFiles, SampleFolder};
pub use source::{SourceFile, part_name, read_text};
pub use suggest::Suggestion;
