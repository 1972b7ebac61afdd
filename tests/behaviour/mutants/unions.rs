//! What is expected of unions.

use serde_json::Value;
use triggerkit_core::Accept;
use triggerkit_core::detect::{Condition, Part, Test, TextTest};
use triggerkit_spec::model::{By, UnionDef, UnionVariant};

use super::expected::{Evaluator, Seen, Spot, step};

impl<'p> Evaluator<'p> {
    pub(super) fn union(&mut self, spot: &Spot<'p>, union: &'p UnionDef, value: &Value, path: &str) -> Seen<'p> {
        let by_text = |text: Option<String>| text.and_then(|text| union.variant_of(&text));
        match (union.by, value) {
            (By::Sibling, _) => self.variant(spot, by_text(spot.tag.clone()), value, path),
            (By::Kind, _) => {
                let Some(variant) = union.variant_of(kind(value)) else { return Seen::Other };
                let mut inner = Spot::of(&variant.field, spot.is_hidden);
                (inner.is_item, inner.is_dispensable) = (spot.is_item, spot.is_dispensable);
                self.value(&inner, value, path)
            }
            (By::Key, Value::Object(members)) => {
                let only = members.iter().next().filter(|_| members.len() == 1);
                let Some((value, variant)) = only.and_then(|(key, value)| Some((value, union.variant_of(key)?))) else {
                    return Seen::Other;
                };
                let left = self.expected.left.len();
                let inner = Spot::of(&variant.field, spot.is_hidden || spot.rules.sensitive);
                if matches!(self.value(&inner, value, &step(path, &variant.field.wire)), Seen::Misfit | Seen::Nothing) {
                    // The whole object is kept as JSON.
                    self.expected.left.truncate(left);
                }
                Seen::Other
            }
            (By::Field, Value::Object(members)) => {
                let tag = union.tag.as_ref().and_then(|tag| match members.get(tag)? {
                    Value::String(text) => Some(text.clone()),
                    tag @ (Value::Number(_) | Value::Bool(_)) => Some(tag.to_string()),
                    _ => None,
                });
                self.variant(spot, by_text(tag), value, path)
            }
            (By::Detect, Value::Object(_)) => {
                let holds = |variant: &&UnionVariant| variant.detect.as_ref().is_some_and(|condition| holds(condition, value));
                self.variant(spot, union.variants.iter().find(holds), value, path)
            }
            (_, Value::String(text)) if self.accepts(spot, Accept::JsonText) => self.embedded(spot, text, path),
            (_, other) => {
                self.misfit(spot, other, path);
                Seen::Misfit
            }
        }
    }

    fn variant(&mut self, spot: &Spot<'p>, variant: Option<&'p UnionVariant>, value: &Value, path: &str) -> Seen<'p> {
        match variant.and_then(UnionVariant::object) {
            Some(name) => self.object(spot, name, value, path),
            None => Seen::Other,
        }
    }
}

/// Returns the word for the kind of a value.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    }
}

fn holds(condition: &Condition, value: &Value) -> bool {
    match condition {
        Condition::All(list) => list.iter().all(|each| holds(each, value)),
        Condition::Any(list) => list.iter().any(|each| holds(each, value)),
        Condition::Not(list) => !list.iter().any(|each| holds(each, value)),
        Condition::Header(..) => false,
        Condition::Absent(path) => at(value, path).is_none(),
        Condition::Path(path, test) => at(value, path).is_some_and(|value| match test {
            Test::Present => true,
            Test::Kind(expected) => kind(value) == expected.word(),
            Test::Text(test) => passes(test, value),
        }),
    }
}

fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(value, |value, step| {
        let value = value.get(step.trim_end_matches("[]"))?;
        if step.ends_with("[]") { value.get(0) } else { Some(value) }
    })
}

fn passes(test: &TextTest, value: &Value) -> bool {
    let is_one = |passes: &dyn Fn(&str) -> bool| test.texts.iter().any(|text| passes(text));
    match (test.part, value) {
        (Part::Whole, Value::Number(number)) => is_one(&|text| text.parse::<f64>().ok() == number.as_f64()),
        (Part::Whole, Value::Bool(bool)) => is_one(&|text| text == bool.to_string()),
        (Part::Whole, Value::String(found)) => is_one(&|text| text == found),
        (Part::Start, Value::String(found)) => is_one(&|text| found.starts_with(text)),
        (Part::End, Value::String(found)) => is_one(&|text| found.ends_with(text)),
        (Part::Anywhere, Value::String(found)) => is_one(&|text| found.contains(text)),
        _ => false,
    }
}
