//! [`Check`]: a constraint on one value. It is evaluated and worded here, for payloads, samples, defaults and documentation.

use std::fmt;
use std::sync::OnceLock;

use regex_lite::Regex;

use crate::detect::Texts;
use crate::json::{Kind, Scanner};
use crate::quote::{Found, code_list};
use crate::report::Rule;
use crate::time::TimePattern;
use crate::{Format, Length, Range};

/// A constraint on one value.
#[derive(Clone, Debug, PartialEq)]
pub enum Check {
    /// The length of a string, list or map.
    Length(Length),
    /// The range of a number.
    Range(Range),
    /// A regular expression that matches somewhere in a string.
    Pattern(&'static Pattern),
    /// The format of a string.
    Format(Format),
    /// The form of a time.
    Time(&'static TimePattern),
    /// The only valid texts. `const` is a list of one.
    OneOf(Texts),
}

/// The part of a value that a [`Check`] measures.
#[derive(Clone, Copy, Debug)]
pub enum Measurable<'v> {
    /// The content of a string.
    Text(&'v str),
    /// The number of items of a list or entries of a map.
    Count(usize),
    /// A signed integer.
    I64(i64),
    /// An unsigned integer.
    U64(u64),
    /// A float.
    F64(f64),
    /// JSON text: a string counts by its content, a number by its value.
    Json(&'v str),
}

impl Check {
    /// Returns whether a value satisfies the constraint. A value that the constraint does not apply to does.
    #[inline]
    pub fn admits(&self, value: Measurable<'_>) -> bool {
        match (self, value) {
            (Check::Length(length), Measurable::Text(text)) => length.admits_text(text),
            (Check::Length(length), Measurable::Count(count)) => length.admits(count),
            (Check::Range(range), Measurable::I64(value)) => range.admits_i64(value),
            (Check::Range(range), Measurable::U64(value)) => range.admits_u64(value),
            (Check::Range(range), Measurable::F64(value)) => range.admits_f64(value),
            (Check::Pattern(pattern), Measurable::Text(text)) => pattern.admits(text),
            (Check::Format(format), Measurable::Text(text)) => format.admits(text),
            (Check::Time(pattern), Measurable::Text(text)) => pattern.admits(text),
            (Check::OneOf(texts), Measurable::Text(text)) => texts.iter().any(|each| each == text),
            (_, Measurable::Json(raw)) => self.admits_json(raw),
            _ => true,
        }
    }

    fn admits_json(&self, raw: &str) -> bool {
        let mut json = Scanner::new(raw);
        match json.peek() {
            Ok(Kind::String) => json.string().is_ok_and(|text| self.admits(Measurable::Text(&text))),
            Ok(Kind::Number) => {
                let number = json.number().ok().and_then(|number| number.as_f64());
                number.is_none_or(|value| self.admits(Measurable::F64(value)))
            }
            _ => true,
        }
    }

    /// Returns the rule that a violation of this constraint names.
    pub const fn rule(&self) -> Rule {
        match self {
            Check::Length(_) => Rule::Length,
            Check::Range(_) => Rule::Range,
            Check::Pattern(_) => Rule::Pattern,
            Check::Format(_) | Check::Time(_) => Rule::Format,
            Check::OneOf(_) => Rule::OneOf,
        }
    }

    /// Returns what a broken constraint found.
    #[cold]
    pub fn found<'v>(&self, value: Measurable<'v>) -> Found<'v> {
        match (self, value) {
            (Check::Length(length), Measurable::Text(text)) => length.measure(text).into(),
            (Check::Length(length), Measurable::Count(count)) => length.counted(count).into(),
            (_, Measurable::Text(text)) => Found::Text(text),
            (_, Measurable::Count(count)) => count.to_string().into(),
            (_, Measurable::I64(value)) => Found::Bare(value.to_string().into()),
            (_, Measurable::U64(value)) => Found::Bare(value.to_string().into()),
            (_, Measurable::F64(value)) => Found::Bare(value.to_string().into()),
            (_, Measurable::Json(raw)) => Found::Bare(raw.into()),
        }
    }
}

/// Words the constraint for messages and documentation: "1 to 32768 characters".
impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Check::Length(length) => length.fmt(f),
            Check::Range(range) => range.fmt(f),
            Check::Pattern(pattern) => write!(f, "text that matches `{}`", pattern.as_str()),
            Check::Format(format) => f.write_str(format.expected()),
            Check::Time(pattern) => write!(f, "a time in the form `{}`", pattern.as_str()),
            Check::OneOf(texts) => match &texts[..] {
                [only] => write!(f, "exactly `{only}`"),
                texts => write!(f, "one of {}", code_list(texts)),
            },
        }
    }
}

/// A regular expression that is compiled on first use.
pub struct Pattern {
    text: &'static str,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// Creates a pattern from an expression that the spec checker has compiled before.
    pub const fn new(text: &'static str) -> Self {
        Pattern { text, regex: OnceLock::new() }
    }

    /// Compiles an expression that a spec contains. The pattern lives as long as the process, like one in emitted code.
    ///
    /// # Errors
    /// Returns what is wrong with the expression.
    pub fn compile(text: &str) -> Result<&'static Self, String> {
        let regex = Regex::new(text).map_err(|error| error.to_string())?;
        let text = text.to_owned().leak();
        Ok(Box::leak(Box::new(Pattern { text, regex: OnceLock::from(Some(regex)) })))
    }

    /// Returns the expression.
    pub fn as_str(&self) -> &str {
        self.text
    }

    fn admits(&self, text: &str) -> bool {
        self.regex.get_or_init(|| Regex::new(self.text).ok()).as_ref().is_some_and(|regex| regex.is_match(text))
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}/", self.text)
    }
}
