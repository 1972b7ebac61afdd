//! Evaluates conditions one by one and in the most obvious way, to compare the compiled form of many conditions with.

use std::borrow::Cow;

use triggerkit_core::Number;
use triggerkit_core::detect::{Condition, Headers, Part, Test, find};
use triggerkit_core::json::{Kind, Scanner, SyntaxError};

/// The members or the first item of a payload.
pub struct Payload<'p> {
    members: Vec<(Cow<'p, str>, &'p str)>,
    /// The first item, or what is in it if it is JSON text of an object or list.
    first_item: Option<Cow<'p, str>>,
    /// Whether the payload is one complete JSON object or list. Only then is it known what it lacks.
    is_whole: bool,
}

impl<'p> Payload<'p> {
    pub fn new(payload: &'p str) -> Self {
        let mut read = Payload { members: Vec::new(), first_item: None, is_whole: false };
        match read.read(&mut Scanner::new(payload)) {
            // Text after the end means that this is not a payload.
            Ok(false) => Payload { members: Vec::new(), first_item: None, is_whole: false },
            whole => Payload { is_whole: whole.is_ok(), ..read },
        }
    }

    /// Reads as much as possible. Returns whether there is nothing after the end.
    fn read(&mut self, json: &mut Scanner<'p>) -> Result<bool, SyntaxError> {
        if json.peek()? == Kind::List {
            json.enter_list()?;
            while json.next_item()? {
                let item = json.skip()?;
                self.first_item.get_or_insert_with(|| inside(item).map_or(item.into(), Cow::Owned));
            }
        } else {
            json.enter_object()?;
            while let Some(key) = json.next_key()? {
                self.members.push((key, json.skip()?));
            }
        }
        Ok(json.end().is_ok())
    }

    /// Returns whether a condition holds for the payload and its headers.
    pub fn satisfies(&self, condition: &Condition, headers: &dyn Headers) -> bool {
        match condition {
            Condition::All(conditions) => conditions.iter().all(|each| self.satisfies(each, headers)),
            Condition::Any(conditions) => conditions.iter().any(|each| self.satisfies(each, headers)),
            Condition::Header(name, values) => {
                headers.header(name).is_some_and(|header| values.iter().any(|value| value.eq_ignore_ascii_case(header.trim())))
            }
            Condition::Path(path, test) => self.at(path).is_some_and(|value| passes(value, test)),
            Condition::Absent(path) => self.is_whole && self.at(path).is_none(),
            Condition::Not(conditions) => conditions.iter().all(|each| self.breaks(each, headers)),
        }
    }

    /// Returns whether it is certain that a condition does not hold.
    fn breaks(&self, condition: &Condition, headers: &dyn Headers) -> bool {
        match condition {
            Condition::All(conditions) => conditions.iter().any(|each| self.breaks(each, headers)),
            Condition::Any(conditions) => conditions.iter().all(|each| self.breaks(each, headers)),
            Condition::Header(..) => !self.satisfies(condition, headers),
            Condition::Path(path, test) => self.at(path).map_or(self.is_whole, |value| !passes(value, test)),
            Condition::Absent(path) => self.at(path).is_some(),
            Condition::Not(conditions) => conditions.iter().any(|each| self.satisfies(each, headers)),
        }
    }

    fn at(&self, path: &str) -> Option<&str> {
        if let Some(rest) = path.strip_prefix("[]") {
            return find(self.first_item.as_ref()?, rest.trim_start_matches('.'));
        }
        let (key, rest) = match path.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => path.split_at(path.find(['.', '[', '{']).unwrap_or(path.len())),
        };
        let (_, value) = self.members.iter().find(|(name, _)| name == key)?;
        find(value, rest.trim_start_matches('.'))
    }
}

/// Returns the object or list that is in a string.
fn inside(value: &str) -> Option<String> {
    let text = Scanner::new(value).string().ok()?;
    text.trim_start().starts_with(['{', '[']).then(|| text.into_owned())
}

fn passes(value: &str, test: &Test) -> bool {
    let mut json = Scanner::new(value);
    let Ok(kind) = json.peek() else { return false };
    let text = if kind == Kind::String { json.string().unwrap_or_default() } else { value.into() };
    match test {
        Test::Present => true,
        Test::Kind(expected) => *expected == kind,
        Test::Text(test) if test.part == Part::Whole && kind == Kind::Number => {
            test.texts.iter().any(|expected| is_same_number(&text, expected))
        }
        Test::Text(test) => {
            let case = |text: &str| if test.ignore_case { text.to_ascii_lowercase() } else { text.to_owned() };
            let (is_string, text) = (kind == Kind::String, case(&text));
            test.texts.iter().map(|expected| case(expected)).any(|expected| match test.part {
                Part::Whole => text == expected,
                Part::Start => is_string && text.starts_with(&expected),
                Part::End => is_string && text.ends_with(&expected),
                Part::Anywhere => is_string && text.contains(&expected),
            })
        }
    }
}

/// Returns whether both texts are the same number, however it is written. Whole numbers are exact.
fn is_same_number(text: &str, other: &str) -> bool {
    match (Number::parse(text), Number::parse(other)) {
        (Some(one), Some(other)) => match (one.as_i64(), other.as_i64()) {
            (Some(one), Some(other)) => one == other,
            _ => one.as_f64() == other.as_f64(),
        },
        _ => false,
    }
}
