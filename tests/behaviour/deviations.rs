//! The forms that clouds mix up, in every place of every sample: each is read without a violation and written back as it came.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use triggerkit::AnyTrigger;
use triggerkit_core::{Accept, TimeKind};
use triggerkit_spec::model::{Provider, Trigger, Type};

use crate::every_trigger::{each, object, samples};
use crate::places::{Place, places};

/// A name for a kind of change, and the value that takes the place of the usual one.
type Deviation = (&'static str, Value);

/// Times in the forms in which they are sent.
const TIMES: [&str; 12] = [
    "1576737962",
    "1576737962.5",
    "1576737962123",
    "1576737962123456",
    "\"1576737962123\"",
    "\"2026-03-02T08:15:30Z\"",
    "\"2026-03-02T16:15:30.123456789+08:00\"",
    "\"2018/06/26 08:54:07 GMT+08:00\"",
    "\"Wed Nov 15 2017 12:00:00 GMT+0800 (CST)\"",
    "\"2026-01-13T05:06:07Asia/Shanghai\"",
    "\"\"",
    "\"xxxxx\"",
];

/// Returns the other forms of the value at a place. They have to be the only reading of the value.
fn deviations(provider: &Provider, place: &Place<'_>) -> Vec<Deviation> {
    let mut found = Vec::new();
    match (place.ty, &place.value) {
        _ if place.is_encoded() => {}
        (ty, Value::String(_)) if is_text(provider, ty) && place.rules.checks.is_empty() => found.extend(other_texts()),
        (Type::I64 | Type::U64 | Type::F64 | Type::Bool, Value::Number(_) | Value::Bool(_)) => {
            found.push(("text in place of a number or boolean", json!(place.value.to_string())));
        }
        (Type::Time(TimeKind::Any), _) => {
            found.extend(TIMES.map(|text| ("another form of a time", serde_json::from_str(text).unwrap())));
        }
        (Type::Time(TimeKind::Rfc3339 | TimeKind::Text), _) => found.push(("a number in place of a time", json!(1_576_737_962))),
        (Type::Time(_), Value::Number(count)) => found.push(("digits in place of a count", json!(count.to_string()))),
        (Type::Map(item), Value::Object(map)) => found.extend(other_entries(item, map, place)),
        (Type::List(item), Value::Array(list)) => found.extend(other_items(item, list, place)),
        _ => {}
    }
    if !place.is_encoded() && is_container(place.ty) && !place.accepts(Accept::CommaText) && !place.at.is_empty() {
        let (is_container, text) = (place.value.is_object() || place.value.is_array(), &place.value);
        let texts = [text.to_string(), format!(" {text:#} ")].into_iter().filter(|_| is_container);
        found.extend(texts.map(|text| ("JSON text", json!(text))));
    }
    if place.is_optional() && !place.is_ruled {
        found.push(("null", Value::Null));
        // An empty value breaks the constraints and rules that it is subject to.
        let is_checked = !place.rules.checks.is_empty() || has_conditions(provider, place.ty);
        let nothing = [json!(""), json!({}), json!([])].into_iter().filter(|_| !is_checked);
        // In place of a batch, an object is its only record.
        let nothing = nothing.filter(|value| !(place.field.batch && value.is_object()));
        found.extend(nothing.map(|value| ("a value that means nothing", value)));
    }
    found
}

/// Returns whether a value of a type is subject to conditions, wherever it is.
fn has_conditions(provider: &Provider, ty: &Type) -> bool {
    match ty {
        Type::Enum(name) => provider.enum_def(name).is_some_and(|def| def.closed),
        Type::Object(name) => !object(provider, name).rules.is_empty(),
        _ => false,
    }
}

/// Returns whether a type holds any text.
fn is_text(provider: &Provider, ty: &Type) -> bool {
    match ty {
        Type::Enum(name) => provider.enum_def(name).is_some_and(|def| !def.closed),
        ty => *ty == Type::String,
    }
}

fn other_texts() -> [Deviation; 3] {
    [json!(17), json!(-2.5), json!(true)].map(|value| ("a number or boolean in place of text", value))
}

fn is_container(ty: &Type) -> bool {
    matches!(ty, Type::Object(_) | Type::Union(_) | Type::List(_) | Type::Map(_))
}

/// Returns whether null is a value like any other.
fn holds_null(item: &Type) -> bool {
    matches!(item, Type::Json | Type::Generic)
}

/// Returns the map with one more value that clouds put beside texts.
fn other_entries(item: &Type, map: &serde_json::Map<String, Value>, place: &Place<'_>) -> Vec<Deviation> {
    let with = |value: Value| {
        let mut map = map.clone();
        map.insert("one more".into(), value);
        Value::Object(map)
    };
    match item {
        Type::String => vec![
            ("true in a map of texts", with(json!(true))),
            ("null in a map of texts", with(Value::Null)),
            ("a number in a map of texts", with(json!(17))),
        ],
        item if holds_null(item) => vec![("null in a map of JSON", with(Value::Null))],
        // Null is not left out among the records of a batch.
        _ if place.field.batch => vec![],
        _ => vec![("null in another map", with(Value::Null))],
    }
}

/// Returns the list with a null, and its first item alone.
fn other_items(item: &Type, list: &[Value], place: &Place<'_>) -> Vec<Deviation> {
    let mut found = Vec::new();
    let with_null: Value = list.iter().cloned().chain([Value::Null]).collect();
    if holds_null(item) {
        found.push(("null in a list of JSON", with_null));
    } else if !place.field.batch && !place.is_ruled {
        found.push(("null in another list", with_null));
    }
    // A payload is never just text.
    let is_text_alone = |first: &Value| place.at.is_empty() && first.is_string();
    if let Some(first) = list.first().filter(|first| is_clearly_one(item, first, place) && !is_text_alone(first)) {
        found.push(("one item in place of a list", first.clone()));
    }
    found
}

/// Returns whether a value can only be an item of the list, not the list itself in another form.
fn is_clearly_one(item: &Type, value: &Value, place: &Place<'_>) -> bool {
    match value {
        Value::String(text) => !text.is_empty() && !text.starts_with('[') && !place.accepts(Accept::CommaText),
        Value::Array(_) | Value::Null => false,
        Value::Object(members) => !members.is_empty() || matches!(item, Type::Json),
        _ => true,
    }
}

/// Returns whether a payload is read as JSON. Of a trigger that takes other bytes as well, this depends on discriminators.
pub(crate) fn is_read_as_json(model: &Trigger, trigger: &AnyTrigger, payload: &Value) -> bool {
    let compared = || trigger.compare(payload.to_string().as_bytes(), &[]);
    model.raw.is_none() || compared().is_some_and(|comparison| comparison.lacks.is_empty())
}

/// Runs `test` with every place of every sample.
fn each_place(mut test: impl FnMut(&Provider, &Trigger, &'static AnyTrigger, &Value, &Place<'_>)) {
    each(|provider, model, trigger| {
        for sample in samples(model).filter(|sample| is_read_as_json(model, trigger, sample)) {
            for place in places(provider, &model.event, &sample) {
                test(provider, model, trigger, &sample, &place);
            }
        }
    });
}

#[test]
fn forms_that_clouds_mix_up_are_read_and_written_back() {
    let (mut tried, mut wrong) = (BTreeMap::<&str, usize>::new(), Vec::new());
    each_place(|provider, model, trigger, sample, place| {
        for (what, value) in deviations(provider, place) {
            let payload = place.put(sample, value.clone());
            if !is_read_as_json(model, trigger, &payload) {
                continue;
            }
            *tried.entry(what).or_default() += 1;
            let place = format!("{} {}: {what}, {value}", trigger.info.id, place.path);
            match trigger.decode(payload.to_string().as_bytes()) {
                Err(report) => wrong.push(format!("{place}\n    {report}")),
                Ok(event) => {
                    let written = event.to_json();
                    if serde_json::from_str::<Value>(&written).unwrap() != payload {
                        wrong.push(format!("{place}\n    is written as {written}"));
                    }
                    if let Err(report) = event.validate() {
                        wrong.push(format!("{place}\n    is not valid: {report}"));
                    }
                }
            }
        }
    });
    assert!(wrong.is_empty(), "{} deviations:\n{}", wrong.len(), wrong.join("\n"));
    assert!(tried.len() == 16 && tried.values().all(|count| *count > 5), "{tried:?}");
}

#[test]
fn names_in_another_case_are_never_fatal() {
    let mut tried = 0;
    each_place(|_, model, trigger, sample, place| {
        let (Type::Enum(_), Value::String(name)) = (place.ty, &place.value) else { return };
        for name in [name.to_uppercase(), name.to_lowercase()] {
            let payload = place.put(sample, json!(name));
            if !is_read_as_json(model, trigger, &payload) {
                continue;
            }
            let (event, report) = trigger.decode_lenient(payload.to_string().as_bytes()).unwrap();
            assert!(!report.is_fatal(), "{} {}: {report}", trigger.info.id, place.path);
            assert_eq!(serde_json::from_str::<Value>(&event.to_json()).unwrap(), payload, "{} {}", trigger.info.id, place.path);
            tried += 1;
        }
    });
    assert!(tried > 50, "{tried}");
}
