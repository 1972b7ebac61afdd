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
    /// None of these holds.
    Not(Cow<'static, [Condition]>),
}

/// A condition among others, and how it relates to them.
#[derive(Clone, Debug, Default)]
pub struct Candidate<'c> {
    /// The condition. Without one, the candidate never matches.
    pub condition: Option<&'c Condition>,
    /// Whether the condition counts only if none holds that is not a fallback.
    pub is_fallback: bool,
    /// The positions of conditions that can hold for the same payload. It is enough if one of two names the other.
    pub ambiguous_with: Vec<usize>,
}

impl<'c> From<Option<&'c Condition>> for Candidate<'c> {
    fn from(condition: Option<&'c Condition>) -> Self {
        Candidate { condition, ..Candidate::default() }
    }
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
    /// Any part of a string.
    Anywhere,
}

/// What it takes for a condition to have a certain outcome.
pub(super) enum Needs<'c> {
    /// Each of these conditions has to have this outcome.
    Each(&'c [Condition], bool),
    /// One of these conditions has to have this outcome.
    OneOf(&'c [Condition], bool),
    /// The condition does not consist of others.
    Itself,
}

impl Condition {
    /// Returns a weight that is higher the more the condition requires, so the less likely it is to hold by chance.
    pub fn specificity(&self) -> usize {
        match self {
            Condition::All(conditions) => conditions.iter().map(Condition::specificity).sum(),
            Condition::Any(conditions) => conditions.iter().map(Condition::specificity).min().unwrap_or(0),
            Condition::Path(_, Test::Text(_)) | Condition::Header(..) => 3,
            Condition::Path(..) => 2,
            Condition::Absent(_) | Condition::Not(_) => 1,
        }
    }

    /// Returns the number of alternatives when the condition is written as one `any` of `all`s, which is how it is compiled.
    pub fn alternatives(&self) -> usize {
        self.alternatives_of(true)
    }

    fn alternatives_of(&self, holds: bool) -> usize {
        match self.needs(holds) {
            Needs::Each(conditions, holds) => {
                conditions.iter().map(|each| each.alternatives_of(holds)).fold(1, usize::saturating_mul)
            }
            Needs::OneOf(conditions, holds) => {
                conditions.iter().map(|each| each.alternatives_of(holds)).fold(0, usize::saturating_add)
            }
            // A value fails a test if it is another one, or absent.
            Needs::Itself if !holds && matches!(self, Condition::Path(_, Test::Text(_) | Test::Kind(_))) => 2,
            Needs::Itself => 1,
        }
    }

    /// Returns what it takes for the condition to hold, or not to hold.
    pub(super) fn needs(&self, holds: bool) -> Needs<'_> {
        match (self, holds) {
            (Condition::All(conditions), true) => Needs::Each(conditions, true),
            (Condition::All(conditions), false) => Needs::OneOf(conditions, false),
            (Condition::Any(conditions), true) | (Condition::Not(conditions), false) => Needs::OneOf(conditions, true),
            (Condition::Any(conditions), false) | (Condition::Not(conditions), true) => Needs::Each(conditions, false),
            (Condition::Header(..) | Condition::Path(..) | Condition::Absent(_), _) => Needs::Itself,
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

    fn passes(&self, contents: &str) -> bool {
        self.texts.iter().any(|expected| {
            let equals = |part: &[u8]| match self.ignore_case {
                true => part.eq_ignore_ascii_case(expected.as_bytes()),
                false => part == expected.as_bytes(),
            };
            let (text, length) = (contents.as_bytes(), expected.len());
            match self.part {
                Part::Whole => equals(text),
                Part::Start => text.get(..length).is_some_and(equals),
                Part::End => text.len().checked_sub(length).is_some_and(|start| equals(&text[start..])),
                Part::Anywhere if self.ignore_case && length > 0 => text.windows(length).any(equals),
                Part::Anywhere => contents.contains(&**expected),
            }
        })
    }
}
