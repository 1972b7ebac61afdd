//! Constraints: on one value, across fields, and over a whole value made by hand. Decoder, validator and builder share them.

use std::borrow::Cow;
use std::collections::HashSet;

use triggerkit_core::Accept;
use triggerkit_core::Format;
use triggerkit_core::json::{Kind, Scanner};

use super::path::{Path, Segment, Told};
use crate::Object;
use crate::report::{HIDDEN, Report, Rule, Violation, quote, quote_text};
use crate::shape::{Ask, Check, Field, FieldsRule, Form, Presence, Shape};
use crate::value::{List, Str, Value, View};

/// What a broken constraint says: the rule, what it asks, what is there.
type Broken = (Rule, Cow<'static, str>, String);

/// The first constraint that the value breaks.
#[inline]
pub(super) fn broken(field: &Field, view: View<'_>) -> Option<Broken> {
    let view = match view {
        View::Encoded(encoded) => View::Json(encoded.raw()),
        view => view,
    };
    field.checks.iter().find_map(|check| match check.admits(view) {
        true => None,
        false => Some(check.words(view)),
    })
}

impl Check {
    /// Whether the value passes; values of a kind that the constraint does not speak of do.
    #[inline]
    fn admits(&self, view: View<'_>) -> bool {
        match (self, view) {
            (Check::Length(length), View::Text(text)) => length.admits_text(text),
            (Check::Length(length), View::List(list)) => length.admits(list.len()),
            (Check::Length(length), View::Map(map)) => length.admits(map.len()),
            (Check::Range(range), View::I64(value)) => range.admits_i64(value),
            (Check::Range(range), View::U64(value)) => range.admits_u64(value),
            (Check::Range(range), View::F64(value)) => range.admits_f64(value),
            (Check::Pattern(pattern), View::Text(text)) => pattern.admits(text),
            (Check::Format(format), View::Text(text)) => format.admits(text),
            (Check::OneOf(texts), View::Text(text)) => texts.contains(&text),
            (_, View::Json(raw)) => self.admits_json(raw),
            _ => true,
        }
    }

    /// The same for a value kept as it was written: a string counts by its content.
    fn admits_json(&self, raw: &str) -> bool {
        let mut json = Scanner::new(raw);
        match json.peek() {
            Ok(Kind::String) => json.string().is_ok_and(|text| self.admits(View::Text(&text))),
            Ok(Kind::Number) => {
                json.number().ok().and_then(|number| number.as_f64()).is_none_or(|value| self.admits(View::F64(value)))
            }
            _ => true,
        }
    }

    #[cold]
    fn words(&self, view: View<'_>) -> Broken {
        let (rule, expected) = match self {
            Check::Length(length) => (Rule::Length, length.to_string().into()),
            Check::Range(range) => (Rule::Range, range.to_string().into()),
            Check::Pattern(pattern) => (Rule::Pattern, format!("text that matches `{}`", pattern.as_str()).into()),
            Check::Format(format) => (Rule::Format, format.expected().into()),
            Check::OneOf(texts) => (Rule::OneOf, one_of(texts)),
        };
        let found = match (self, view) {
            (Check::Length(length), View::Text(text)) => length.measure(text),
            (Check::Length(length), View::List(list)) => length.counted(list.len()),
            (Check::Length(length), View::Map(map)) => length.counted(map.len()),
            (_, View::I64(value)) => value.to_string(),
            (_, View::U64(value)) => value.to_string(),
            (_, View::F64(value)) => value.to_string(),
            (_, View::Text(text)) => quote_text(text),
            (_, View::Json(raw)) => quote(raw),
            _ => "another kind of value".into(),
        };
        (rule, expected, found)
    }
}

/// `"a", "b" or "c"`
pub(super) fn one_of(texts: &[&str]) -> Cow<'static, str> {
    let quoted: Vec<String> = texts.iter().map(|text| format!("{text:?}")).collect();
    match quoted.split_last() {
        None => "nothing".into(),
        Some((only, [])) => only.clone().into(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")).into(),
    }
}

/// Whether a value is there, as far as rules across fields go.
fn present(view: View<'_>) -> bool {
    match view {
        View::Absent => false,
        View::List(list) => list.len() > 0,
        View::Map(map) => map.len() > 0,
        View::Json(raw) => raw != "null",
        _ => true,
    }
}

/// A broken rule: the field it stands at, what it asks, what is there.
type BrokenRule = (&'static Field, Cow<'static, str>, String);

/// The broken rules across the fields of an object. `misread` tells of a field that was there, though its value is not.
pub(super) fn rules(object: &dyn Object, misread: &dyn Fn(&'static Field) -> bool) -> Vec<BrokenRule> {
    let fields = Fields { shape: object.shape(), object, misread };
    fields.shape.rules.iter().filter(|rule| !fields.keep(&rule.ask)).filter_map(|rule| fields.words(rule)).collect()
}

/// The fields of an object, as rules across them see them.
struct Fields<'o> {
    shape: &'static Shape,
    object: &'o dyn Object,
    misread: &'o dyn Fn(&'static Field) -> bool,
}

impl<'o> Fields<'o> {
    fn there(&self, index: usize) -> bool {
        present(self.view(index)) || (self.misread)(&self.shape.fields[index])
    }

    fn view(&self, index: usize) -> View<'o> {
        self.object.field(index).view()
    }

    fn list(&self, index: usize) -> Option<&'o dyn List> {
        match self.view(index) {
            View::List(items) => Some(items),
            _ => None,
        }
    }

    fn count(&self, fields: &[usize]) -> usize {
        fields.iter().filter(|index| self.there(**index)).count()
    }

    /// Whether they do what a rule asks.
    fn keep(&self, ask: &Ask) -> bool {
        match *ask {
            Ask::AtLeastOne(fields) => self.count(fields) >= 1,
            Ask::AtMostOne(fields) => self.count(fields) <= 1,
            Ask::ExactlyOne(fields) => self.count(fields) == 1,
            Ask::Requires { when, equals, fields } => {
                let asks = || equals.is_none_or(|text| is_text(self.view(when), text)) && self.there(when);
                fields.iter().all(|index| self.there(*index)) || !asks()
            }
            Ask::Excludes { list, value, others } => {
                self.list(list).is_none_or(|items| !holds(items, value) || !others.iter().any(|other| holds(items, other)))
            }
            Ask::Base64 { text, flag } => match (self.view(flag), self.view(text)) {
                (View::Bool(true), View::Text(body)) => Format::Base64.admits(body),
                _ => true,
            },
            Ask::Unique { list } => self.list(list).is_none_or(|items| double(items).is_none()),
        }
    }

    /// What is said of a rule that they break.
    #[cold]
    fn words(&self, rule: &FieldsRule) -> Option<BrokenRule> {
        let names = |fields: &[usize]| fields.iter().map(|&index| self.shape.fields[index].wire).collect::<Vec<_>>().join(", ");
        let there = |fields: &[usize]| match fields.iter().copied().filter(|index| self.there(*index)).collect::<Vec<_>>() {
            none if none.is_empty() => "none of them".to_owned(),
            some => names(&some),
        };
        let (field, expected, found) = match rule.ask {
            Ask::AtLeastOne(fields) => (*fields.first()?, format!("at least one of {}", names(fields)), there(fields)),
            Ask::AtMostOne(fields) => (*fields.first()?, format!("at most one of {}", names(fields)), there(fields)),
            Ask::ExactlyOne(fields) => (*fields.first()?, format!("exactly one of {}", names(fields)), there(fields)),
            Ask::Requires { when, equals, fields } => {
                let missing: Vec<usize> = fields.iter().copied().filter(|index| !self.there(*index)).collect();
                let with = equals.map_or(String::new(), |text| format!(" {text:?}"));
                let expected = format!("{} beside {}{with}", names(&missing), self.shape.fields[when].wire);
                (*missing.first()?, expected, "nothing".into())
            }
            Ask::Excludes { list, value, others } => {
                let items = self.list(list)?;
                let beside: Vec<&str> = others.iter().copied().filter(|other| holds(items, other)).collect();
                (list, format!("none of {} beside {value}", others.join(", ")), beside.join(", "))
            }
            Ask::Base64 { text, flag } => {
                let View::Text(body) = self.view(text) else { return None };
                let expected = format!("base64 text, as {} says", self.shape.fields[flag].wire);
                (text, expected, format!("{:?}", quote(body)))
            }
            Ask::Unique { list } => (list, "no item twice".into(), format!("item {} again", double(self.list(list)?)?)),
        };
        let expected = match rule.doc {
            Some(doc) => format!("{expected} ({})", doc.trim_end_matches('.')),
            None => expected,
        };
        Some((&self.shape.fields[field], expected.into(), found))
    }
}

/// The first text that is in a list a second time.
fn double(items: &dyn List) -> Option<usize> {
    let mut seen = HashSet::new();
    let again = |index: &usize| matches!(items.item(*index), View::Text(text) if !seen.insert(text));
    (0..items.len()).find(again)
}

fn is_text(view: View<'_>, text: &str) -> bool {
    matches!(view, View::Text(value) if value == text)
}

fn holds(items: &dyn List, text: &str) -> bool {
    (0..items.len()).any(|index| is_text(items.item(index), text))
}

/// Whether a payload would not have the list or map at all, as it is empty: then nothing is asked of its length.
fn is_absent(field: &Field, view: View<'_>, form: Form) -> bool {
    let empty = match view {
        View::List(list) => list.len() == 0,
        View::Map(map) => map.len() == 0,
        _ => false,
    };
    let there = match form {
        Form::EMPTY | Form::TEXT => true,
        Form::COMMA => field.accepts(Accept::CommaText),
        _ => field.presence != Presence::Optional,
    };
    empty && !there
}

/// A value that no payload could hold there: a float that JSON cannot write, or a time of another kind.
fn unwritable(field: &Field, view: View<'_>) -> Option<Broken> {
    match view {
        View::F64(value) if !value.is_finite() => Some((Rule::Type, "a number that JSON can hold".into(), value.to_string())),
        View::Time(time) if !time.fits(field) => {
            let found = if time.is_number() { format!("{time} ({})", time.kind().word()) } else { quote_text(time.as_str()) };
            Some((Rule::Type, field.time.expected().into(), found))
        }
        _ => None,
    }
}

/// Checks a value made by hand by the same rules as a payload.
///
/// # Errors
/// Everything that is wrong with it.
pub fn validate(value: &dyn Value) -> Result<(), Report> {
    let mut validator = Validator::default();
    validator.value(value.view(), &Field::PLAIN);
    validator.report.into_result(())
}

#[derive(Default)]
struct Validator {
    path: Path,
    told: Told,
    report: Report,
}

impl Validator {
    fn record(&mut self, field: &Field, (rule, expected, found): Broken) {
        let (path, sensitive) = self.told.tell(&self.path, "", field.wire);
        let path = path.to_owned();
        let found = if field.sensitive || sensitive { HIDDEN.into() } else { found.into() };
        self.report.push(Violation { path, rule, expected, found, source: field.source });
    }

    fn value(&mut self, view: View<'_>, field: &'static Field) {
        if let Some(broken) = unwritable(field, view).or_else(|| broken(field, view)) {
            self.record(field, broken);
        }
        match view {
            View::Object(object) => self.object(object, field),
            View::List(list) => {
                for index in 0..list.len() {
                    self.inside(field, Segment::Item(index), list.item(index));
                }
            }
            View::Map(map) => {
                for index in 0..map.len() {
                    let (key, view) = map.entry(index);
                    self.inside(field, Segment::Key(Str::from(key)), view);
                }
            }
            View::Absent if field.presence == Presence::Required => {
                self.record(field, (Rule::Required, "a value".into(), "nothing".into()));
            }
            _ => {}
        }
    }

    fn inside(&mut self, field: &'static Field, segment: Segment, view: View<'_>) {
        self.path.push(Segment::Field(field));
        self.path.push(segment);
        self.value(view, field.items);
        self.path.pop();
        self.path.pop();
    }

    fn object(&mut self, object: &dyn Object, field: &'static Field) {
        self.path.push(Segment::Field(field));
        let shape = object.shape();
        for (index, field) in shape.fields.iter().enumerate() {
            let view = object.field(index).view();
            let form = object.kept().map_or(Form::PLAIN, |kept| kept.form(index));
            if !is_absent(field, view, form) {
                self.value(view, field);
            }
        }
        for (field, expected, found) in rules(object, &|_| false) {
            self.record(field, (Rule::Fields, expected, found));
        }
        self.path.pop();
    }
}
