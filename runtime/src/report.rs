//! [`Report`]: everything that is wrong with a payload or value, each with its exact path.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;
use serde::ser::SerializeStruct;
use triggerkit_core::json::SyntaxError;

use crate::value::Str;

/// Most violations a report holds; it counts the rest.
pub const MAX_VIOLATIONS: usize = 100;

/// Room for violations, made with the first one: more than most reports have, in less than a kilobyte.
const FIRST_VIOLATIONS: usize = 10;

/// Longest text of a payload that a violation quotes, in characters.
const MAX_QUOTED: usize = 60;

/// What a report says in place of a sensitive value.
pub(crate) const HIDDEN: &str = "[hidden]";

/// The rule that was broken. Its [id](Rule::id) is stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Rule {
    /// The payload is not JSON, or nested too deep.
    Json,
    /// The payload is not UTF-8.
    Utf8,
    /// The payload is too large to be addressed.
    Size,
    /// A value of another kind than the field's.
    Type,
    /// A required value is absent or null.
    Required,
    /// `length`
    Length,
    /// `range`
    Range,
    /// `pattern`
    Pattern,
    /// `format`
    Format,
    /// `one_of`, `const` and closed enums.
    OneOf,
    /// A key came twice.
    Duplicate,
    /// A rule across fields.
    Fields,
    /// A codec step failed.
    Codec,
    /// A payload belongs to no trigger, or not to just one.
    Detect,
    /// A request or response is not the one expected: method, path, header or status.
    Http,
}

impl Rule {
    /// The stable name: `json`, `required`, `length`, …
    pub const fn id(self) -> &'static str {
        match self {
            Rule::Json => "json",
            Rule::Utf8 => "utf8",
            Rule::Size => "size",
            Rule::Type => "type",
            Rule::Required => "required",
            Rule::Length => "length",
            Rule::Range => "range",
            Rule::Pattern => "pattern",
            Rule::Format => "format",
            Rule::OneOf => "one_of",
            Rule::Duplicate => "duplicate",
            Rule::Fields => "fields",
            Rule::Codec => "codec",
            Rule::Detect => "detect",
            Rule::Http => "http",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// Where, in wire names: `Records[3].Ckafka.offset`; `$` is the whole payload.
    pub path: String,
    /// Which rule.
    pub rule: Rule,
    /// What the rule asks, in words.
    pub expected: Cow<'static, str>,
    /// What is there: a short quotation, or `[hidden]` where the field is sensitive.
    pub found: Str,
    /// The document that says so, where the spec names one.
    pub source: Option<&'static str>,
}

impl Violation {
    /// A violation of the whole value.
    pub(crate) fn new(rule: Rule, expected: impl Into<Cow<'static, str>>, found: impl Into<Str>) -> Self {
        Violation { path: "$".into(), rule, expected: expected.into(), found: found.into(), source: None }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}, found {} [{}]", self.path, self.expected, self.found, self.rule)?;
        self.source.map_or(Ok(()), |source| write!(f, " ({source})"))
    }
}

impl Serialize for Violation {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Violation", 4)?;
        fields.serialize_field("path", &self.path)?;
        fields.serialize_field("rule", self.rule.id())?;
        fields.serialize_field("expected", &self.expected)?;
        fields.serialize_field("found", &self.found)?;
        fields.end()
    }
}

/// Everything that is wrong with a payload or value. It is an [`Error`](std::error::Error), and empty when nothing is.
///
/// It holds at most [`MAX_VIOLATIONS`] violations and counts the rest, so that a hostile payload cannot fill memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Report {
    violations: Vec<Violation>,
    omitted: usize,
}

impl Report {
    /// The violations, in the order in which they were met.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// How many more there were than the report holds.
    pub fn omitted(&self) -> usize {
        self.omitted
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.violations.is_empty()
    }

    /// The value when nothing is wrong, the report otherwise.
    ///
    /// # Errors
    /// The report itself, when it is not empty.
    pub fn into_result<T>(self, value: T) -> Result<T, Report> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }

    #[inline]
    pub(crate) fn push(&mut self, violation: Violation) {
        if self.violations.is_empty() {
            self.violations.reserve_exact(FIRST_VIOLATIONS);
        }
        if self.violations.len() < MAX_VIOLATIONS {
            self.violations.push(violation);
        } else {
            self.omitted += 1;
        }
    }

    /// The report of a text that stops being JSON somewhere.
    pub(crate) fn not_json(text: &str, error: SyntaxError) -> Report {
        let before = &text.as_bytes()[..error.offset()];
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        let column = before.iter().rev().take_while(|&&byte| byte != b'\n').count() + 1;
        Violation::new(Rule::Json, "JSON", format!("{} at line {line}, byte {column}", error.reason())).into()
    }
}

impl IntoIterator for Report {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.violations.into_iter()
    }
}

/// A short quotation of a payload, on one line.
pub(crate) fn quote(text: &str) -> String {
    let mut quoted = String::new();
    push_quote(&mut quoted, text);
    quoted
}

/// Appends the same.
pub(crate) fn push_quote(out: &mut String, text: &str) {
    if text.len() <= MAX_QUOTED && text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return out.push_str(text);
    }
    let (start, rest) = shortened(text);
    let words = start.split(|letter: char| letter.is_whitespace() || letter.is_control());
    for (index, word) in words.filter(|word| !word.is_empty()).enumerate() {
        out.push_str(if index > 0 { " " } else { "" });
        out.push_str(word);
    }
    out.push_str(&rest);
}

/// A short quotation of a text, in quotes; what could not be seen is escaped.
pub(crate) fn quote_text(text: &str) -> String {
    let (start, rest) = shortened(text);
    format!("{start:?}{rest}")
}

/// The start of a text, and what to say of the rest.
fn shortened(text: &str) -> (&str, String) {
    let end = if text.len() > MAX_QUOTED { text.char_indices().nth(MAX_QUOTED) } else { None };
    match end {
        Some((end, _)) => (&text[..end], format!("… ({} bytes)", text.len())),
        None => (text, String::new()),
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.violations.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{violation}")?;
        }
        match self.omitted {
            0 if self.violations.is_empty() => f.write_str("no violations"),
            0 => Ok(()),
            more => write!(f, "\nand {more} more"),
        }
    }
}

impl std::error::Error for Report {}

impl Serialize for Report {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Report", 2)?;
        fields.serialize_field("violations", &self.violations)?;
        fields.serialize_field("omitted", &self.omitted)?;
        fields.end()
    }
}
