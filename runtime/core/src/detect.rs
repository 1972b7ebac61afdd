//! Detection: which triggers a payload belongs to, decided by the conditions that specs declare.
//!
//! A [`Condition`] is what a spec declares. A [`Matcher`] is compiled from the conditions of many triggers and answers every question
//! about them. No payload is decoded for detection: only the places that conditions name are looked at.

mod condition;
mod conditions;
mod evidence;
mod headers;
mod key_table;
mod matcher;
mod path;
mod reading;
mod tree;
mod words;

pub use condition::{Candidate, Condition, MAX_ALTERNATIVES, Part, Test, TextTest, Texts};
pub use conditions::Conditions;
pub use evidence::{Comparison, Matches};
pub use headers::Headers;
pub use matcher::{Known, Matcher};
pub use path::find;
