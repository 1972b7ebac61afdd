//! [`Condition`]: what a spec declares about the payloads and headers of a trigger.

use std::borrow::Cow;

use crate::Number;
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
    /// The text, or a part of it, is one of several.
    Text(TextTest),
    /// The value is of this kind.
    Kind(Kind),
}

/// Compares a text with several others.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TextTest {
    /// The part of the text that is compared.
    pub part: Part,
    /// The texts, one of which must be there.
    pub texts: Texts,
    /// Whether the case of ASCII letters does not matter.
    pub ignore_case: bool,
}

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// All of it. Numbers and booleans are compared too.
    Whole,
    /// The start of a string.
    Start,
    /// The end of a string.
    End,
}

impl Condition {
    /// Returns a weight that is higher the more the condition requires, so the less likely it is to hold by chance.
    pub fn specificity(&self) -> usize {
        match self {
            Condition::All(conditions) => conditions.iter().map(Condition::specificity).sum(),
            Condition::Any(conditions) => conditions.iter().map(Condition::specificity).min().unwrap_or(0),
            Condition::Path(_, Test::Text(_)) | Condition::Header(..) => 3,
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
    /// Creates the test that passes if the text, number or boolean is one of these.
    pub const fn equals(texts: Texts) -> Test {
        Test::Text(TextTest { part: Part::Whole, texts, ignore_case: false })
    }

    /// Returns whether the test needs the text of the value, not just its kind.
    pub(super) fn reads_text(&self) -> bool {
        matches!(self, Test::Text(_))
    }

    /// Returns whether a value passes, given its kind and its text: the contents of a string, or the JSON of any other value.
    ///
    /// What is not known is `None` and passes no test that needs it.
    #[inline]
    pub(super) fn passes(&self, kind: Option<Kind>, text: Option<&str>) -> bool {
        match self {
            Test::Present => true,
            Test::Kind(expected) => kind == Some(*expected),
            Test::Text(test) => match (test.part, kind) {
                (Part::Whole, Some(Kind::Number)) => text.is_some_and(|text| test.passes_number(text)),
                (Part::Whole, _) | (_, Some(Kind::String)) => text.is_some_and(|text| test.passes(text)),
                _ => false,
            },
        }
    }
}

impl TextTest {
    /// Returns whether the texts are compared as a whole, with their case, so that equal texts can be looked up. Equal numbers
    /// may be written differently.
    pub(super) fn is_exact(&self) -> bool {
        self.part == Part::Whole && !self.ignore_case && !self.texts.iter().any(|text| Number::parse(text).is_some())
    }

    fn passes_number(&self, text: &str) -> bool {
        let Some(number) = Number::parse(text) else { return false };
        let is_equal = |other: Number<'_>| match (number.as_i64(), other.as_i64()) {
            (Some(number), Some(other)) => number == other,
            _ => number.as_f64().is_some() && number.as_f64() == other.as_f64(),
        };
        self.texts.iter().any(|expected| Number::parse(expected).is_some_and(is_equal))
    }

    fn passes(&self, text: &str) -> bool {
        self.texts.iter().any(|expected| {
            let part = match self.part {
                Part::Whole => Some(text),
                Part::Start => text.get(..expected.len()),
                Part::End => text.len().checked_sub(expected.len()).and_then(|start| text.get(start..)),
            };
            part.is_some_and(|part| if self.ignore_case { part.eq_ignore_ascii_case(expected) } else { part == expected })
        })
    }
}
