//! Evaluates conditions one by one and in the most obvious way, to compare the compiled form of many conditions with.

use std::borrow::Cow;

use triggerkit_core::detect::{Condition, Headers, Test, find};
use triggerkit_core::json::{Kind, Scanner};

/// Returns whether a condition holds for a payload and its headers.
pub fn holds(condition: &Condition, payload: &str, headers: &dyn Headers) -> bool {
    let payload = Payload::new(payload);
    payload.satisfies(condition, headers)
}

/// The members of a payload.
struct Payload<'p> {
    members: Vec<(Cow<'p, str>, &'p str)>,
    /// Whether the payload is one complete JSON object. Only then is it known what it lacks.
    is_whole: bool,
}

impl<'p> Payload<'p> {
    fn new(payload: &'p str) -> Self {
        let mut members = Vec::new();
        let mut json = Scanner::new(payload);
        let mut read = || {
            json.enter_object()?;
            while let Some(key) = json.next_key()? {
                members.push((key, json.skip()?));
            }
            Ok::<_, triggerkit_core::json::SyntaxError>(json.end().is_ok())
        };
        match read() {
            // Text after the object means that this is not a payload.
            Ok(false) => Payload { members: Vec::new(), is_whole: false },
            Ok(true) => Payload { members, is_whole: true },
            Err(_) => Payload { members, is_whole: false },
        }
    }

    fn satisfies(&self, condition: &Condition, headers: &dyn Headers) -> bool {
        match condition {
            Condition::All(conditions) => conditions.iter().all(|each| self.satisfies(each, headers)),
            Condition::Any(conditions) => conditions.iter().any(|each| self.satisfies(each, headers)),
            Condition::Header(name, values) => {
                headers.header(name).is_some_and(|header| values.iter().any(|value| value.eq_ignore_ascii_case(header.trim())))
            }
            Condition::Path(path, test) => self.at(path).is_some_and(|value| passes(value, test)),
            Condition::Absent(path) => self.is_whole && self.at(path).is_none(),
        }
    }

    fn at(&self, path: &str) -> Option<&'p str> {
        let key = path.split(['.', '[']).next()?;
        let (_, value) = self.members.iter().find(|(name, _)| name == key)?;
        find(value, path[key.len()..].trim_start_matches('.'))
    }
}

fn passes(value: &str, test: &Test) -> bool {
    let mut json = Scanner::new(value);
    let Ok(kind) = json.peek() else { return false };
    let text = if kind == Kind::String { json.string().unwrap_or_default() } else { value.into() };
    match test {
        Test::Present => true,
        Test::Kind(expected) => *expected == kind,
        Test::Equals(values) => values.contains(&text),
        Test::Prefix(prefix) => kind == Kind::String && text.starts_with(&**prefix),
    }
}
