//! The ways in which a value of a payload is changed.

use serde_json::{Value, json};
use triggerkit_core::{Accept, Length, Range, Unit};
use triggerkit_spec::model::{Check, Field, Provider, Type};

use super::completion::of_length;
use crate::places::{Place, step};

/// A payload that differs from a sample in one place.
pub(super) struct Mutant {
    /// The kind of the change.
    pub(super) what: &'static str,
    pub(super) payload: Value,
    /// The text of the payload, which may contain a key twice.
    pub(super) text: String,
    /// The path of the value whose key occurs twice.
    pub(super) twice: Option<String>,
}

/// Characters of one to four bytes, and one that consists of two.
const ALPHABETS: [(&str, &str); 4] = [
    ("length in ASCII", "a"),
    ("length in CJK", "火"),
    ("length in emoji", "🔥"),
    ("length in combining characters", "e\u{301}"),
];

/// Texts and lists beyond this length take too long.
const LONGEST: usize = 100_000;

/// Takes the place of a key that occurs twice.
const AGAIN: &str = "the same key again";

/// Returns the mutants of a payload at one place.
pub(super) fn mutants(provider: &Provider, place: &Place<'_>, payload: &Value) -> Vec<Mutant> {
    let mut changes = vec![("null", Value::Null)];
    changes.extend([json!(""), json!([]), json!({})].map(|value| ("empty", value)));
    changes.extend(kinds().map(|value| ("another kind", value)));
    changes.extend(numbers_and_texts(place));
    changes.extend(other_forms(place));
    for check in &place.rules.checks {
        changes.extend(bounds(check, &place.value));
    }
    changes.extend(names(provider, place));
    if *place.ty == Type::String && place.rules.checks.is_empty() {
        changes.extend(ALPHABETS.map(|(what, part)| (what, json!(of_length(part, 40, Unit::Characters)))));
    }
    let mut mutants: Vec<Mutant> = changes
        .into_iter()
        .filter(|(_, value)| *value != place.value)
        .map(|(what, value)| put(what, place.put(payload, value)))
        .collect();
    if let Some((key, parents)) = place.at.split_last() {
        mutants.extend(changed_keys(place, key, parents, payload));
    }
    mutants
}

fn put(what: &'static str, payload: Value) -> Mutant {
    Mutant { what, text: payload.to_string(), payload, twice: None }
}

/// Returns a value of each kind in JSON, and texts that may be mistaken for one.
fn kinds() -> [Value; 11] {
    [
        json!(true),
        json!(7),
        json!(-2.5),
        json!("no JSON"),
        json!("[1]"),
        json!("{\"a\":1}"),
        json!("null"),
        json!({"a": 1}),
        json!([{"a": 1}]),
        json!(["a"]),
        json!([null]),
    ]
}

/// Returns numbers in place of text and the other way round, if the place holds one or the other.
fn numbers_and_texts(place: &Place<'_>) -> Vec<(&'static str, Value)> {
    let is_single = matches!(
        place.ty,
        Type::String
            | Type::Enum(_)
            | Type::I64
            | Type::U64
            | Type::F64
            | Type::Bool
            | Type::Time(_)
            | Type::TimeLike(_)
            | Type::Scalar
    );
    let numbers = [json!(-1), json!(1.5), json!(u64::MAX)];
    let texts = numbers.iter().map(|number| json!(number.to_string())).collect::<Vec<_>>();
    let others = ["true", "7x", "18446744073709551616"].map(|text| json!(text));
    let own = match &place.value {
        Value::String(text) => {
            serde_json::from_str::<Value>(text).ok().filter(|inside| !inside.is_array() && !inside.is_object())
        }
        Value::Number(_) | Value::Bool(_) => Some(json!(place.value.to_string())),
        _ => None,
    };
    let all = numbers.into_iter().chain(texts).chain(others).chain(own);
    all.filter(|_| is_single).map(|value| ("number or text", value)).collect()
}

/// Returns the value as JSON text, alone in place of a list, and in a list.
fn other_forms(place: &Place<'_>) -> Vec<(&'static str, Value)> {
    let value = &place.value;
    let mut forms = vec![("an item with nothing beside it", json!([value])), ("an item beside null", json!([null, value]))];
    if value.is_array() || value.is_object() {
        forms.extend([value.to_string(), format!(" {value:#} ")].map(|text| ("JSON text", json!(text))));
    }
    if let Value::Array(list) = value {
        forms.extend(list.first().map(|first| ("an item in place of its list", first.clone())));
        let with_null: Value = list.iter().cloned().chain([Value::Null]).collect();
        forms.push(("an item beside null", with_null));
    }
    if let Value::Object(map) = value {
        let mut with_null = map.clone();
        with_null.insert("one more".into(), Value::Null);
        forms.push(("an entry beside null", with_null.into()));
    }
    if place.rules.accept.contains(&Accept::CommaText) {
        forms.extend(["a", " a , b,", ","].map(|text| ("comma-separated text", json!(text))));
    }
    forms
}

/// Returns values at each bound of a constraint, and beyond it.
fn bounds(check: &Check, value: &Value) -> Vec<(&'static str, Value)> {
    match check {
        Check::Length(length @ Length { unit: Unit::Items, .. }) => {
            lengths(length).into_iter().filter_map(|length| Some(("length in items", with_items(value, length)?))).collect()
        }
        Check::Length(length) => {
            let each = |length: &usize| ALPHABETS.map(|(what, part)| (what, json!(of_length(part, *length, check_unit(check)))));
            lengths(length).iter().flat_map(each).collect()
        }
        Check::Range(Range { min, max }) => {
            let ends = [*min, *max].into_iter().filter(|end| end.is_finite());
            let near = ends.flat_map(|end| [end, end - 1.0, end + 1.0, end.next_down(), end.next_up()]);
            let number = |value: f64| if value.fract() == 0.0 { json!(value as i64) } else { json!(value) };
            let numbers = near.map(number).flat_map(|number| [json!(number.to_string()), number]);
            numbers.map(|value| ("range", value)).collect()
        }
        Check::OneOf(texts) => named(texts.iter().map(|text| &**text)),
        Check::Pattern(_) | Check::Format(_) | Check::Time(_) => {
            let texts =
                ["", "x", "🔥 🔥", "7", "{", "{}", "e30=", "e30", "e31=", "urn:a:b", "a:b", ":", "10.0.0.256", "2026-03-02"];
            texts.map(|text| ("pattern or format", json!(text))).into()
        }
    }
}

fn check_unit(check: &Check) -> Unit {
    if let Check::Length(length) = check { length.unit } else { Unit::Characters }
}

fn lengths(length: &Length) -> Vec<usize> {
    let min = [length.min.checked_sub(1), Some(length.min)];
    let max = [Some(length.max), length.max.checked_add(1)];
    let mut lengths: Vec<usize> = min.into_iter().chain(max).flatten().filter(|length| *length <= LONGEST).collect();
    lengths.dedup();
    lengths
}

/// Returns a list or map with this many items, all like the first one.
fn with_items(value: &Value, length: usize) -> Option<Value> {
    match value {
        Value::Array(list) => Some(json!(vec![list.first()?; length])),
        Value::Object(map) => {
            let item = map.values().next()?;
            Some(Value::Object((0..length).map(|index| (format!("key{index}"), item.clone())).collect()))
        }
        _ => None,
    }
}

/// Returns the names of an enum, and other texts.
fn names(provider: &Provider, place: &Place<'_>) -> Vec<(&'static str, Value)> {
    let Type::Enum(name) = place.ty else { return Vec::new() };
    named(provider.enum_def(name).unwrap().variants.iter().map(|variant| variant.wire.as_str()))
}

fn named<'n>(names: impl DoubleEndedIterator<Item = &'n str> + Clone) -> Vec<(&'static str, Value)> {
    let ends = [names.clone().next(), names.clone().next_back()].into_iter().flatten();
    let others = ends.clone().flat_map(|name| [name.to_lowercase(), name.to_uppercase(), format!("{name} ")]);
    let texts = ends.map(str::to_owned).chain(others).chain(["no such name".to_owned()]);
    texts.map(|text| ("name", json!(text))).collect()
}

/// Returns the payload without the value, under other keys, with the key twice, and with an unknown key beside it.
fn changed_keys(place: &Place<'_>, key: &str, parents: &[String], payload: &Value) -> Vec<Mutant> {
    let change = |change: &dyn Fn(&mut Value)| {
        let mut changed = payload.clone();
        change(parents.iter().fold(&mut changed, step));
        changed
    };
    let mut mutants = vec![put("absent", change(&|parent| drop(take(parent, key))))];
    if place.is_item {
        return mutants;
    }
    let Field { wire, aliases, .. } = place.field;
    let renamed = |name: &str| change(&|parent| parent[name] = take(parent, key));
    let case = if wire.to_uppercase() == *wire { wire.to_lowercase() } else { wire.to_uppercase() };
    // Another field may have this name.
    if place.owner.fields.iter().all(|field| field.wire != case && !field.aliases.contains(&case)) {
        mutants.push(put("key in another case", renamed(&case)));
    }
    for name in aliases.iter().chain([wire]).filter(|name| *name != key) {
        mutants.push(put("alias", renamed(name)));
        if place.owner.root.is_some() {
            continue;
        }
        mutants.push(put("alias beside the key", change(&|parent| parent[name] = parent[key].clone())));
    }
    mutants.push(put("unknown sibling", change(&|parent| parent["an unknown sibling"] = json!({"any": [1, null, ""]}))));
    let twice = change(&|parent| parent[AGAIN] = parent[key].clone()).to_string();
    let text = twice.replacen(&json!(AGAIN).to_string(), &json!(key).to_string(), 1);
    mutants.push(Mutant { what: "duplicate key", payload: payload.clone(), text, twice: Some(place.path.clone()) });
    mutants
}

/// Takes a part out of a list or object.
fn take(parent: &mut Value, key: &str) -> Value {
    match parent {
        Value::Array(list) => list.remove(key.parse().unwrap()),
        other => other.as_object_mut().unwrap().remove(key).unwrap(),
    }
}
