//! Completes samples, so that every field of a spec has a value that can be changed.

use serde_json::{Map, Value, json};
use triggerkit_core::{Format, Length, Step, TimeKind, Unit};
use triggerkit_spec::model::{Check, Field, Object, Provider, Type, ValueRules};

use crate::every_trigger::object;
use crate::places::{is_wrapped, member};

/// How many objects are put inside each other.
const DEPTH: usize = 4;

/// Returns a payload with a value for every field that it lacks.
pub(super) fn completed(provider: &Provider, event: &Object, mut payload: Value) -> Value {
    match event.root.map(|index| &event.fields[index]) {
        Some(Field { ty: Type::List(item), .. }) if payload.is_object() && !is_wrapped(&event.fields[0], &payload) => {
            complete_value(provider, item, &mut payload, DEPTH);
        }
        Some(field) if payload.is_array() => complete_value(provider, &field.ty, &mut payload, DEPTH),
        _ => complete_object(provider, event, payload.as_object_mut().unwrap(), DEPTH),
    }
    payload
}

fn complete_object(provider: &Provider, owner: &Object, members: &mut Map<String, Value>, depth: usize) {
    for field in &owner.fields {
        let key = member(field, members).map_or(&field.wire, |(key, _)| key).clone();
        let tag = field.tag.and_then(|tag| member(&owner.fields[tag], members)).and_then(|(_, tag)| tag.as_str());
        let ty = match &field.ty {
            Type::Union(name) => {
                let union = provider.union_def(name).unwrap();
                let variant = tag.and_then(|tag| union.variant_of(tag));
                variant.map_or(&Type::Json, |variant| &variant.field.ty)
            }
            ty => ty,
        };
        match members.get_mut(&key) {
            Some(value) => complete_value(provider, ty, value, depth),
            None => {
                drop(example_of(provider, ty, &field.rules, Some(&field.items), depth).map(|value| members.insert(key, value)));
            }
        }
    }
}

fn complete_value(provider: &Provider, ty: &Type, value: &mut Value, depth: usize) {
    match (ty, value) {
        (Type::Object(name), Value::Object(members)) if depth > 0 => {
            complete_object(provider, object(provider, name), members, depth - 1);
        }
        (Type::List(item), Value::Array(list)) => list.iter_mut().for_each(|each| complete_value(provider, item, each, depth)),
        (Type::Map(item), Value::Object(map)) => map.values_mut().for_each(|each| complete_value(provider, item, each, depth)),
        _ => {}
    }
}

/// Returns a value; `None` if objects are too deep already.
fn example_of(provider: &Provider, ty: &Type, rules: &ValueRules, items: Option<&ValueRules>, depth: usize) -> Option<Value> {
    Some(match ty {
        Type::Encoded(_, steps) if **steps == [Step::Json] => json!("{}"),
        Type::Encoded(_, steps) if **steps == [Step::Numbers] => json!([123, 125]),
        Type::String => json!(text(&rules.checks)?),
        Type::Enum(name) => json!(provider.enum_def(name)?.variants.first()?.wire),
        Type::I64 | Type::U64 | Type::F64 => json!(number(&rules.checks)),
        Type::Bool => json!(false),
        Type::Time(TimeKind::Rfc3339 | TimeKind::Text | TimeKind::Any) => json!("2026-03-02T08:15:30Z"),
        Type::Time(_) => json!(1_576_737_962),
        Type::TimeLike(_) => return None,
        Type::List(item) => {
            let no_rules = ValueRules::default();
            let item = example_of(provider, item, items.unwrap_or(&no_rules), None, depth);
            item.map_or(json!([]), |item| json!(vec![item; least(&rules.checks)]))
        }
        Type::Map(item) => {
            let no_rules = ValueRules::default();
            let item = example_of(provider, item, items.unwrap_or(&no_rules), None, depth);
            let entries = item
                .into_iter()
                .flat_map(|item| (0..least(&rules.checks)).map(move |index| (format!("key{index}"), item.clone())));
            Value::Object(entries.collect())
        }
        Type::Object(name) => {
            let mut members = Map::new();
            complete_object(provider, object(provider, name), &mut members, depth.checked_sub(1)?);
            Value::Object(members)
        }
        Type::Json | Type::Generic | Type::Union(_) => json!({"any": [1, null]}),
        Type::Scalar => json!("text"),
        Type::Encoded(..) | Type::Raw | Type::Bytes | Type::Foreign(_) => json!("e30="),
    })
}

/// Returns a text that satisfies constraints; `None` if there is a pattern.
fn text(checks: &[Check]) -> Option<String> {
    let mut text = "t".repeat(least(checks));
    for check in checks {
        match check {
            Check::OneOf(texts) => return texts.first().map(|text| text.clone().into_owned()),
            Check::Pattern(_) | Check::Time(_) => return None,
            Check::Format(format) => text = example_of_format(*format).to_owned(),
            Check::Length(_) | Check::Range(_) => {}
        }
    }
    Some(text)
}

fn example_of_format(format: Format) -> &'static str {
    match format {
        Format::Json => "{}",
        Format::Rfc3339 => "2026-03-02T08:15:30Z",
        Format::Base64 => "e30=",
        Format::Cron => "@every 5m",
        Format::Uri => "https://example.org/",
        Format::Urn => "urn:fgs:trigger",
        Format::Uuid => "123e4567-e89b-12d3-a456-426614174000",
        Format::Ipv4 => "10.0.0.1",
        Format::Integer => "7",
    }
}

/// Returns the smallest length that is not zero.
fn least(checks: &[Check]) -> usize {
    let least = |check: &Check| if let Check::Length(Length { min, .. }) = check { Some(*min) } else { None };
    checks.iter().find_map(least).unwrap_or(1).max(1)
}

fn number(checks: &[Check]) -> Value {
    let least = |check: &Check| if let Check::Range(range) = check { Some((range.min, range.max)) } else { None };
    match checks.iter().find_map(least) {
        Some((min, _)) if min.is_finite() && min.fract() == 0.0 => json!(min as i64),
        Some((min, _)) if min.is_finite() => json!(min),
        Some((_, max)) => json!(max.min(1.0) as i64),
        None => json!(1),
    }
}

/// Returns a text or list of exactly this length, made of `part`.
pub(super) fn of_length(part: &str, length: usize, unit: Unit) -> String {
    match unit {
        Unit::Characters => part.chars().cycle().take(length).collect(),
        Unit::Bytes | Unit::Items => {
            let text = part.repeat(length / part.len());
            let rest = length - text.len();
            text + &"a".repeat(rest)
        }
    }
}
