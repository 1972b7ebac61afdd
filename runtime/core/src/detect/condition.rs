//! [`Condition`]: what a spec declares about the payloads and headers of a trigger.

use std::borrow::Cow;

use crate::json::Kind;

/// The greatest number of alternatives that a spec may give a condition.
pub const MAX_ALTERNATIVES: usize = 1024;

/// A condition, as declared by `detect` in a spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// All of these hold.
    All(Cow<'static, [Condition]>),
    /// At least one of these holds.
    Any(Cow<'static, [Condition]>),
    /// A request header has one of these values. Names and values are compared without case.
    Header(Cow<'static, str>, Texts),
    /// The payload has a value at this path, and the value passes the test.
    Path(Cow<'static, str>, Test),
    /// The payload has no value at this path.
    Absent(Cow<'static, str>),
}

/// A list of texts, either a constant or read from a spec.
pub type Texts = Cow<'static, [Cow<'static, str>]>;

/// What a condition requires of the value at its path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Test {
    /// Any value will do.
    Present,
    /// The text, number or boolean is one of these.
    Equals(Texts),
    /// The text starts with this.
    Prefix(Cow<'static, str>),
    /// The value is of this kind.
    Kind(Kind),
}

impl Condition {
    /// Returns a weight that is higher the more the condition requires, so the less likely it is to hold by chance.
    pub fn specificity(&self) -> usize {
        match self {
            Condition::All(conditions) => conditions.iter().map(Condition::specificity).sum(),
            Condition::Any(conditions) => conditions.iter().map(Condition::specificity).min().unwrap_or(0),
            Condition::Path(_, Test::Equals(_) | Test::Prefix(_)) | Condition::Header(..) => 3,
            Condition::Path(..) => 2,
            Condition::Absent(_) => 1,
        }
    }

    /// Returns the number of alternatives when the condition is written as one `any` of `all`s, which is how it is compiled.
    pub fn alternatives(&self) -> usize {
        match self {
            Condition::All(conditions) => conditions.iter().map(Condition::alternatives).fold(1, usize::saturating_mul),
            Condition::Any(conditions) => conditions.iter().map(Condition::alternatives).fold(0, usize::saturating_add),
            Condition::Header(..) | Condition::Path(..) | Condition::Absent(_) => 1,
        }
    }
}

impl Test {
    /// Returns whether the test needs the text of the value, not just its kind.
    pub(super) fn reads_text(&self) -> bool {
        matches!(self, Test::Equals(_) | Test::Prefix(_))
    }

    /// Returns whether a value passes, given its kind and its text: the contents of a string, or the JSON of any other value.
    ///
    /// What is not known is `None` and passes no test that needs it.
    #[inline]
    pub(super) fn passes(&self, kind: Option<Kind>, text: Option<&str>) -> bool {
        match self {
            Test::Present => true,
            Test::Kind(expected) => kind == Some(*expected),
            Test::Equals(values) => text.is_some_and(|text| values.iter().any(|value| value == text)),
            Test::Prefix(prefix) => kind == Some(Kind::String) && text.is_some_and(|text| text.starts_with(&**prefix)),
        }
    }
}
