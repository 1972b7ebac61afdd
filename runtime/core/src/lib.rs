//! The part of triggerkit that compile time and run time share. The spec checker decodes samples with the same engine that
//! decodes payloads in production, so both reach the same verdict in the same words.
//!
//! From the bottom up: the JSON [scanner](json), the words of the spec language ([`Length`], [`Range`], [`Format`],
//! [`TimeKind`], [`Step`], [`Accept`]), [detection](detect), [texts](text), [reports](report), [names of secrets](secrets),
//! [shapes](shape), [data types](data), the [engine], the [values](value) that it decodes into, whole [payloads](payload),
//! the [places](locate) of violations in their text, and the [`Document`](document::Document) trait that users see.

#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "cbor")]
pub mod cbor;
pub mod data;
pub mod detect;
pub mod document;
pub mod engine;
pub mod form;
mod format;
pub mod json;
pub mod key_path;
mod length;
pub mod limits;
pub mod locate;
mod number;
pub mod payload;
pub mod quote;
mod range;
pub mod report;
pub mod secrets;
#[cfg(feature = "serde")]
pub mod serde_text;
pub mod shape;
pub mod text;
pub mod time;
pub mod untyped;
pub mod value;
mod vocabulary;

pub use format::Format;
pub use length::{Length, Unit};
pub use number::Number;
pub use range::Range;
pub use vocabulary::{Accept, Step, TimeKind};
