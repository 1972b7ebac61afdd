//! Handwritten types for the same payloads: structs with serde's derive and garde's constraints.
//!
//! The structs are generic over the type of texts: `String` for owned texts, [`Slice`] for texts borrowed from the payload.

#![allow(missing_docs, reason = "the fields are the payload's own")]

mod aliyun;
mod ckafka;
mod huawei;
mod mps;

use std::borrow::Cow;
use std::hash::Hash;

use garde::rules::length::chars::HasChars;
use serde::Deserialize;

pub use aliyun::{Oss, Sls, Tablestore};
pub use ckafka::Ckafka;
pub use huawei::{Apig, Kafka, Lts, LtsData, LtsLog, WorkSuccess};
pub use mps::Mps;

/// A text of a payload.
pub trait Text: AsRef<str> + Default + Eq + Hash + HasChars {}

impl Text for String {}

/// A text that is borrowed unless it has escapes.
#[derive(Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(transparent)]
pub struct Slice<'p>(#[serde(borrow)] Cow<'p, str>);

impl AsRef<str> for Slice<'_> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl HasChars for Slice<'_> {
    fn num_chars(&self) -> usize {
        self.0.num_chars()
    }
}

impl Text for Slice<'_> {}

/// The garde rule for a text with only one valid value.
fn exactly<S: Text>(only: &'static str) -> impl Fn(&Option<S>, &()) -> garde::Result {
    move |text, _| match text {
        Some(text) if text.as_ref() != only => Err(garde::Error::new(format!("is not `{only}`"))),
        _ => Ok(()),
    }
}

/// The garde rule for JSON text.
fn json<S: Text>(text: &S, _: &()) -> garde::Result {
    let read = serde_json::from_str::<serde::de::IgnoredAny>(text.as_ref());
    read.map(drop).map_err(garde::Error::new)
}
