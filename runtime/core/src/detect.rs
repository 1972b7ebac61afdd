//! Recognising a trigger by declared discriminators: conditions on the payload and on request headers.
//!
//! No trial parsing: each condition looks at the paths it names and at nothing else.

mod keys;
mod plan;
mod reading;

use std::borrow::Cow;
use std::fmt;

pub use plan::{Plan, Verdict};

use crate::json::{Kind, Scan, Scanner};

/// A condition, as declared by `detect` in a spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Every one holds.
    All(Cow<'static, [Condition]>),
    /// At least one holds.
    Any(Cow<'static, [Condition]>),
    /// A request header has one of these values. Names and values compare without case.
    Header(Cow<'static, str>, Texts),
    /// The payload has this path, and what is there passes the test.
    Path(Cow<'static, str>, Test),
    /// The payload does not have this path.
    Absent(Cow<'static, str>),
}

/// A list of texts, made at compile time or read from a spec.
pub type Texts = Cow<'static, [Cow<'static, str>]>;

/// What a condition asks of the value at its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// It is there.
    Present,
    /// Its text, number or boolean is one of these.
    Equals(Texts),
    /// Its text starts so.
    Prefix(Cow<'static, str>),
    /// It is of this kind.
    Kind(Kind),
}

/// Looks a request header up by its name, without case.
pub trait Headers {
    /// The header's value, if it is there and text.
    fn header(&self, name: &str) -> Option<&str>;
}

/// Name and value pairs.
impl Headers for &[(&str, &str)] {
    fn header(&self, name: &str) -> Option<&str> {
        self.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }
}

impl Condition {
    /// Whether the condition holds for a payload and its headers.
    pub fn holds(&self, facts: &Facts<'_>, headers: &dyn Headers) -> bool {
        match self {
            Condition::All(conditions) => conditions.iter().all(|each| each.holds(facts, headers)),
            Condition::Any(conditions) => conditions.iter().any(|each| each.holds(facts, headers)),
            Condition::Header(name, values) => header_is(headers, name, values),
            Condition::Path(path, test) => facts.at(path).is_some_and(|value| test.passes(value)),
            Condition::Absent(path) => facts.is_whole && facts.at(path).is_none(),
        }
    }
}

impl Condition {
    /// How much the condition asks for: the more, the less likely it holds by chance.
    pub fn demands(&self) -> usize {
        match self {
            Condition::All(conditions) => conditions.iter().map(Condition::demands).sum(),
            Condition::Any(conditions) => conditions.iter().map(Condition::demands).min().unwrap_or(0),
            Condition::Path(_, Test::Equals(_) | Test::Prefix(_)) | Condition::Header(..) => 3,
            Condition::Path(..) => 2,
            Condition::Absent(_) => 1,
        }
    }
}

impl Condition {
    /// What the payload and headers lack for the condition to hold, each in words; empty when it holds. Of several ways to hold, the nearest.
    pub fn lacks(&self, facts: &Facts<'_>, headers: &dyn Headers) -> Vec<String> {
        match self {
            Condition::All(conditions) => conditions.iter().flat_map(|each| each.lacks(facts, headers)).collect(),
            Condition::Any(conditions) => {
                let ways = conditions.iter().map(|each| each.lacks(facts, headers));
                ways.min_by_key(Vec::len).unwrap_or_default()
            }
            _ if self.holds(facts, headers) => Vec::new(),
            single => vec![single.to_string()],
        }
    }

    /// How many of its parts hold; the absence of something speaks for nothing.
    pub fn met(&self, facts: &Facts<'_>, headers: &dyn Headers) -> usize {
        match self {
            Condition::All(conditions) => conditions.iter().map(|each| each.met(facts, headers)).sum(),
            Condition::Any(conditions) => conditions.iter().map(|each| each.met(facts, headers)).max().unwrap_or(0),
            Condition::Absent(_) => 0,
            single => usize::from(single.holds(facts, headers)),
        }
    }
}

impl Condition {
    /// Headers of a request for which it holds, as far as that is a matter of headers; of several, the first.
    pub fn headers(&self) -> Vec<(&str, &str)> {
        match self {
            Condition::All(conditions) => conditions.iter().flat_map(Condition::headers).collect(),
            Condition::Any(conditions) => conditions.first().map(Condition::headers).unwrap_or_default(),
            Condition::Header(name, values) => values.first().map(|value| (&**name, &**value)).into_iter().collect(),
            Condition::Path(..) | Condition::Absent(_) => Vec::new(),
        }
    }
}

/// A condition in words: "`trigger_type` is `TIMER`".
impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts = |values: &Texts| values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(" or ");
        let nested = |condition: &Condition| match condition {
            Condition::All(_) | Condition::Any(_) => format!("({condition})"),
            single => single.to_string(),
        };
        let several = |conditions: &[Condition], word: &str| conditions.iter().map(nested).collect::<Vec<_>>().join(word);
        match self {
            Condition::All(conditions) => write!(f, "{}", several(conditions, " and ")),
            Condition::Any(conditions) => write!(f, "{}", several(conditions, " or ")),
            Condition::Header(name, values) => write!(f, "header `{name}` is {}", texts(values)),
            Condition::Absent(path) => write!(f, "no `{path}`"),
            Condition::Path(path, Test::Present) => write!(f, "`{path}` is there"),
            Condition::Path(path, Test::Equals(values)) => write!(f, "`{path}` is {}", texts(values)),
            Condition::Path(path, Test::Prefix(prefix)) => write!(f, "`{path}` starts with `{prefix}`"),
            Condition::Path(path, Test::Kind(kind)) => write!(f, "`{path}` is of kind {}", kind.word()),
        }
    }
}

/// Whether a request header has one of these values.
fn header_is(headers: &dyn Headers, name: &str, values: &Texts) -> bool {
    headers.header(name).is_some_and(|value| is_one_of(value, values))
}

/// Whether the value of a header is one of these.
fn is_one_of(value: &str, values: &Texts) -> bool {
    values.iter().any(|each| each.eq_ignore_ascii_case(value.trim()))
}

impl Test {
    /// Whether the test reads the value itself, beyond what kind it is of.
    fn reads(&self) -> bool {
        matches!(self, Test::Equals(_) | Test::Prefix(_))
    }

    /// Whether a value passes, by its kind and its text: that of a string, any other as it is written.
    #[inline]
    fn admits(&self, kind: Kind, text: &str) -> bool {
        match self {
            Test::Present => true,
            Test::Kind(asked) => *asked == kind,
            Test::Equals(values) => values.iter().any(|value| value == text),
            Test::Prefix(prefix) => kind == Kind::String && text.starts_with(&**prefix),
        }
    }

    fn passes(&self, value: &str) -> bool {
        let mut json = Scanner::new(value);
        match json.peek() {
            Ok(Kind::String) => json.string().is_ok_and(|text| self.admits(Kind::String, &text)),
            Ok(kind) => self.admits(kind, value),
            Err(_) => false,
        }
    }
}

/// What conditions ask of a payload, found in one pass over it.
#[derive(Debug)]
pub struct Facts<'p> {
    /// Members of the payload whose keys begin a path that is asked for.
    members: Vec<(Cow<'p, str>, &'p str)>,
    /// The payload is one whole JSON object: only then is it known what it lacks.
    is_whole: bool,
}

impl<'p> Facts<'p> {
    /// Reads a payload for some conditions.
    pub fn of<'c>(payload: &'p str, conditions: impl IntoIterator<Item = &'c Condition>) -> Self {
        let mut keys: Vec<&str> = Vec::new();
        for condition in conditions {
            condition.keys(&mut keys);
        }
        keys.sort_unstable();
        let mut members = Vec::new();
        let end = collect(payload, &keys, &mut members);
        let is_whole = end.is_ok_and(|rest| rest.trim_ascii().is_empty());
        // An object that is cut off shows what it is; one with something behind it is no payload.
        if end.is_ok() && !is_whole {
            members.clear();
        }
        Facts { members, is_whole }
    }

    /// The text of the value at a path that a condition of [`of`](Self::of) asks for.
    fn at(&self, path: &str) -> Option<&'p str> {
        let key = first_key(path);
        let (_, value) = self.members.iter().find(|(name, _)| name == key)?;
        find(value, path[key.len()..].trim_start_matches('.'))
    }
}

/// Keeps the members of an object whose keys are asked for, and returns what stands behind the object.
fn collect<'p>(payload: &'p str, keys: &[&str], members: &mut Vec<(Cow<'p, str>, &'p str)>) -> Scan<&'p str> {
    let mut json = Scanner::new(payload);
    json.enter_object()?;
    while let Some(key) = json.next_key()? {
        let value = json.skip()?;
        if keys.binary_search(&&*key).is_ok() {
            members.push((key, value));
        }
    }
    Ok(&payload[json.position()..])
}

/// The key that a path begins with.
pub fn first_key(path: &str) -> &str {
    path.split(['.', '[']).next().unwrap_or_default()
}

impl Condition {
    /// The keys with which the condition's paths begin.
    fn keys<'c>(&'c self, keys: &mut Vec<&'c str>) {
        match self {
            Condition::All(conditions) | Condition::Any(conditions) => conditions.iter().for_each(|each| each.keys(keys)),
            Condition::Path(path, _) | Condition::Absent(path) => keys.push(first_key(path)),
            Condition::Header(..) => {}
        }
    }
}

/// The text of the value at `path` (`Records[].s3.bucket`), where `[]` steps into the first item of a list.
pub fn find<'p>(payload: &'p str, path: &str) -> Option<&'p str> {
    let mut json = Scanner::new(payload);
    for step in path.split('.').filter(|step| !step.is_empty()) {
        let key = step.trim_end_matches("[]");
        if !key.is_empty() {
            json.enter_object().ok()?;
            while json.next_key().ok()?? != key {
                json.skip().ok()?;
            }
        }
        for _ in 0..(step.len() - key.len()) / 2 {
            json.enter_list().ok()?;
            json.next_item().ok()?.then_some(())?;
        }
    }
    json.skip().ok()
}
