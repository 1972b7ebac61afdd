//! [`Violation`]: what is wrong with a JSON text, and where.

use triggerkit_core::report::Rule;

use crate::model::Span;

/// A violation of the spec, with its place in the JSON text and in the spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The path of the value, in wire names: `Records[3].Ckafka.offset`; `$` is the whole value.
    pub path: String,
    /// The byte offset of the value in the JSON text.
    pub at: usize,
    /// The rule that is broken.
    pub rule: Rule,
    /// What the rule expects, in words.
    pub expected: String,
    /// What was found, in words.
    pub found: String,
    /// The place of the field or rule in the spec.
    pub spec: Span,
}
