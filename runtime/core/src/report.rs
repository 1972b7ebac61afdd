//! [`Report`]: everything that is wrong with a payload or value, each violation with its exact path.

use std::borrow::Cow;
use std::fmt;

use crate::json::SyntaxError;
use crate::text::Str;

/// The greatest number of violations that a report holds. It counts the rest.
pub const MAX_VIOLATIONS: usize = 100;

/// How many violations are allocated with the first one: more than most reports have, in less than a kilobyte.
const FIRST_VIOLATIONS: usize = 10;

/// What a report shows in place of a sensitive value.
pub const HIDDEN: &str = "[hidden]";

/// What is expected of texts that have half of a surrogate pair.
pub const WHOLE_PAIRS: &str = "text without half of a surrogate pair";

/// The rule that was broken. Its [id](Rule::id) is stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Rule {
    /// The payload is not JSON.
    Json,
    /// The payload is not UTF-8, or a text has half of a surrogate pair, which UTF-8 cannot hold.
    Utf8,
    /// The payload is 4 GiB or larger.
    Size,
    /// The payload exceeds one of the [`Limits`](crate::limits::Limits).
    Limit,
    /// A value does not have the type of its field.
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
    /// `one_of`, `const`, or a closed enum.
    OneOf,
    /// A key occurs twice.
    Duplicate,
    /// A rule across fields.
    Fields,
    /// A codec step failed.
    Codec,
    /// A payload matches no trigger, or more than one.
    Detect,
    /// A request or response has an unexpected method, path, header or status.
    Http,
}

impl Rule {
    /// Returns the stable name: `json`, `required`, `length`, …
    pub const fn id(self) -> &'static str {
        match self {
            Rule::Json => "json",
            Rule::Utf8 => "utf8",
            Rule::Size => "size",
            Rule::Limit => "limit",
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

impl Rule {
    /// Returns how much it matters that a value breaks the rule, if the event cannot do without the value.
    pub(crate) const fn severity_of_value(self) -> Severity {
        match self {
            Rule::Type | Rule::Required | Rule::Limit => Severity::Fatal,
            _ => Severity::Drift,
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// How much a violation matters to a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The event is right in what it holds: a constraint is broken, or an optional field has a value of another kind, which is
    /// kept among the unknown fields.
    Drift,
    /// The event would hold something made up: the payload is not JSON, or a required value is missing or of another kind.
    Fatal,
}

impl Severity {
    /// Returns the stable name: `drift` or `fatal`.
    pub const fn id(self) -> &'static str {
        match self {
            Severity::Drift => "drift",
            Severity::Fatal => "fatal",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The path to the value, in wire names: `Records[3].Ckafka.offset`. `$` is the whole payload.
    pub path: String,
    /// The rule that was broken.
    pub rule: Rule,
    /// How much the violation matters.
    pub severity: Severity,
    /// What the rule requires, in words.
    pub expected: Cow<'static, str>,
    /// A short quotation of the value; its kind and size if it may contain sensitive values; `[hidden]` if it is sensitive itself.
    pub found: Str,
    /// The document that the rule is from, if the spec names one.
    pub source: Option<&'static str>,
}

impl Violation {
    /// Creates a fatal violation by the whole value.
    #[doc(hidden)]
    pub fn new(rule: Rule, expected: impl Into<Cow<'static, str>>, found: impl Into<Str>) -> Self {
        let (expected, found) = (expected.into(), found.into());
        Violation { path: "$".into(), rule, severity: Severity::Fatal, expected, found, source: None }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}, found {} [{}]", self.path, self.expected, self.found, self.rule)?;
        self.source.map_or(Ok(()), |source| write!(f, " ({source})"))
    }
}

/// Everything that is wrong with a payload or value. It is an [`Error`](std::error::Error).
///
/// It holds at most [`MAX_VIOLATIONS`] violations and counts the rest, so that a hostile payload cannot fill memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Report {
    violations: Vec<Violation>,
    omitted: usize,
    is_fatal: bool,
}

/// What a [`Report`] held at some time.
#[derive(Clone, Copy)]
pub(crate) struct ReportMark {
    violations: usize,
    omitted: usize,
    is_fatal: bool,
}

impl Report {
    /// Returns the violations, in the order in which they were found.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// Returns how many violations there were beyond those that the report holds.
    pub fn omitted(&self) -> usize {
        self.omitted
    }

    /// Returns whether any violation is fatal, those included that the report does not hold.
    pub fn is_fatal(&self) -> bool {
        self.is_fatal
    }

    /// Returns whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.violations.is_empty()
    }

    /// Returns the value if nothing is wrong.
    ///
    /// # Errors
    /// Returns the report if it is not empty.
    pub fn into_result<T>(self, value: T) -> Result<T, Report> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }

    /// Returns a mark of what the report holds.
    pub(crate) fn mark(&self) -> ReportMark {
        ReportMark { violations: self.violations.len(), omitted: self.omitted, is_fatal: self.is_fatal }
    }

    /// Removes the violations that were added since a mark.
    pub(crate) fn forget_since(&mut self, mark: ReportMark) {
        self.violations.truncate(mark.violations);
        (self.omitted, self.is_fatal) = (mark.omitted, mark.is_fatal);
    }

    /// Changes the path of each violation.
    pub(crate) fn map_paths(&mut self, change: impl Fn(&str) -> String) {
        for violation in &mut self.violations {
            violation.path = change(&violation.path);
        }
    }

    /// Changes what a violation shows of the value.
    pub(crate) fn set_found(&mut self, index: usize, found: Str) {
        if let Some(violation) = self.violations.get_mut(index) {
            violation.found = found;
        }
    }

    /// Adds a violation, or counts it if the report is full.
    #[doc(hidden)]
    #[inline]
    pub fn push(&mut self, violation: Violation) {
        self.is_fatal |= violation.severity == Severity::Fatal;
        if self.violations.is_empty() {
            self.violations.reserve_exact(FIRST_VIOLATIONS);
        }
        if self.violations.len() < MAX_VIOLATIONS {
            self.violations.push(violation);
        } else {
            self.push_beyond(violation);
        }
    }

    /// Counts a violation that the report has no room for. One of a limit takes the place of the last, because it tells that the
    /// payload was not read to its end.
    #[cold]
    fn push_beyond(&mut self, violation: Violation) {
        self.omitted += 1;
        if violation.rule == Rule::Limit
            && let Some(last) = self.violations.last_mut()
        {
            *last = violation;
        }
    }

    /// Creates the report of a text that is not JSON.
    pub fn not_json(text: &str, error: SyntaxError) -> Report {
        let before = &text.as_bytes()[..error.offset()];
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        let column = before.iter().rev().take_while(|&&byte| byte != b'\n').count() + 1;
        Violation::new(Rule::Json, "JSON", format!("{} at line {line}, byte {column}", error.reason())).into()
    }
}

/// Describes bytes that are not UTF-8: the encoding that their byte order mark names, or the first invalid byte.
pub fn describe_not_utf8(bytes: &[u8], valid_up_to: usize) -> String {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => "UTF-32".to_owned(),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "UTF-16".to_owned(),
        _ => format!("an invalid byte at offset {valid_up_to}"),
    }
}

impl From<Violation> for Report {
    fn from(violation: Violation) -> Self {
        let mut report = Report::default();
        report.push(violation);
        report
    }
}

impl IntoIterator for Report {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.violations.into_iter()
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
