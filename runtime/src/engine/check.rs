//! Constraints: on one value, across fields, and over a whole value made by hand. Decoder, validator and builder share them.

use std::borrow::Cow;

use triggerkit_core::json::{Kind, Scanner};

use super::path::{Path, Segment};
use crate::Object;
use crate::report::{Report, Rule, Violation, quote};
use crate::shape::{Ask, Check, Field, FieldsRule, Presence, Shape};
use crate::value::{List, Str, Value, View};

/// What a broken constraint says: the rule, what it asks, what is there.
type Broken = (Rule, Cow<'static, str>, String);

/// The first constraint that the value breaks.
#[inline]
pub(super) fn broken(field: &Field, view: View<'_>) -> Option<Broken> {
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
            (_, View::List(list)) => format!("{} items", list.len()),
            (_, View::Map(map)) => format!("{} items", map.len()),
            (_, View::I64(value)) => value.to_string(),
            (_, View::U64(value)) => value.to_string(),
            (_, View::F64(value)) => value.to_string(),
            (_, View::Text(text)) => format!("{:?}", quote(text)),
            (_, View::Json(raw)) => quote(raw),
            (_, View::Absent | View::Bool(_) | View::Object(_) | View::Bytes(_) | View::Raw(_)) => "another kind of value".into(),
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

/// What to do with a broken rule: the field it stands at, what it asks, what is there.
type Broke<'a> = &'a mut dyn FnMut(&'static Field, Cow<'static, str>, String);

/// Checks the rules across the fields of an object.
pub(super) fn rules(object: &dyn Object, broke: Broke<'_>) {
    let shape = object.shape();
    for rule in shape.rules {
        if let Some((field, expected, found)) = rule.broken(shape, object) {
            let expected = rule.doc.map_or(expected, Into::into);
            broke(&shape.fields[field], expected, found);
        }
    }
}

impl FieldsRule {
    fn broken(&self, shape: &Shape, object: &dyn Object) -> Option<(usize, Cow<'static, str>, String)> {
        let there = |index: &usize| present(object.field(*index).view());
        let names = |fields: &[usize]| fields.iter().map(|&index| shape.fields[index].wire).collect::<Vec<_>>().join(", ");
        let found = |fields: &[usize]| match fields.iter().copied().filter(there).collect::<Vec<_>>() {
            none if none.is_empty() => "none of them".to_owned(),
            some => names(&some),
        };
        let count = |fields: &[usize]| fields.iter().filter(|index| there(index)).count();
        match self.ask {
            Ask::AtLeastOne(fields) if count(fields) < 1 => {
                Some((*fields.first()?, format!("at least one of {}", names(fields)).into(), found(fields)))
            }
            Ask::AtMostOne(fields) if count(fields) > 1 => {
                Some((*fields.first()?, format!("at most one of {}", names(fields)).into(), found(fields)))
            }
            Ask::ExactlyOne(fields) if count(fields) != 1 => {
                Some((*fields.first()?, format!("exactly one of {}", names(fields)).into(), found(fields)))
            }
            Ask::Requires { when, equals, fields } => {
                let asks = there(&when) && equals.is_none_or(|text| is_text(object.field(when).view(), text));
                let missing: Vec<usize> = fields.iter().copied().filter(|index| !there(index)).collect();
                let with = equals.map_or(String::new(), |text| format!(" {text:?}"));
                let words = || format!("{} beside {}{with}", names(&missing), shape.fields[when].wire);
                (asks && !missing.is_empty()).then(|| (missing[0], words().into(), "nothing".into()))
            }
            Ask::Excludes { list, value, others } => {
                let View::List(items) = object.field(list).view() else { return None };
                let beside: Vec<&str> = others.iter().copied().filter(|other| holds(items, other)).collect();
                let expected = || format!("none of {} beside {value}", others.join(", "));
                (holds(items, value) && !beside.is_empty()).then(|| (list, expected().into(), beside.join(", ")))
            }
            Ask::Unique { list } => {
                let View::List(items) = object.field(list).view() else { return None };
                let double = (1..items.len()).find(|&index| (0..index).any(|before| same(items, before, index)))?;
                Some((list, "no item twice".into(), format!("item {double} again")))
            }
            Ask::AtLeastOne(_) | Ask::AtMostOne(_) | Ask::ExactlyOne(_) => None,
        }
    }
}

fn is_text(view: View<'_>, text: &str) -> bool {
    matches!(view, View::Text(value) if value == text)
}

fn holds(items: &dyn List, text: &str) -> bool {
    (0..items.len()).any(|index| is_text(items.item(index), text))
}

fn same(items: &dyn List, a: usize, b: usize) -> bool {
    let written = |index| {
        let mut text = String::new();
        super::write_view(&mut text, items.item(index), &Field::PLAIN, crate::shape::Form::PLAIN);
        text
    };
    written(a) == written(b)
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
    report: Report,
}

impl Validator {
    fn record(&mut self, field: &Field, (rule, expected, found): Broken) {
        let path = self.path.to_text(field.wire);
        let found = if field.sensitive { "[hidden]".to_owned() } else { found };
        self.report.push(Violation { path, rule, expected, found, source: field.source });
    }

    fn value(&mut self, view: View<'_>, field: &'static Field) {
        if let Some(broken) = broken(field, view) {
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
        self.path.0.extend([Segment::Field(field.wire), segment]);
        self.value(view, field.items);
        self.path.0.pop();
        self.path.0.pop();
    }

    fn object(&mut self, object: &dyn Object, field: &'static Field) {
        self.path.0.push(Segment::Field(field.wire));
        let shape = object.shape();
        for (index, field) in shape.fields.iter().enumerate() {
            self.value(object.field(index).view(), field);
        }
        rules(object, &mut |field, expected, found| self.record(field, (Rule::Fields, expected, found)));
        self.path.0.pop();
    }
}
