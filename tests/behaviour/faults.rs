//! A payload with k faults gives a report with exactly their k paths. The faults are derived from the spec.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use triggerkit_core::{Length, Unit};
use triggerkit_spec::model::{By, Check, Presence, Provider, Trigger, Type, UnionDef};

use crate::every_trigger::{each_with_fields, samples};
use crate::places::{Place, places, pointer, step};

/// One way to break a payload.
#[derive(Clone, Debug)]
struct Fault {
    /// The segments of a JSON pointer to the value.
    at: Vec<String>,
    /// The new value, or `None` to remove the key.
    put: Option<Value>,
    /// The path that the report must contain.
    path: String,
}

/// Returns all faults of a payload that can be derived from the model. Other fields depend on tags and on fields with rules, so
/// that a fault there would cause further violations.
fn faults(provider: &Provider, model: &Trigger, payload: &Value) -> Vec<Fault> {
    let places = places(provider, &model.event, payload);
    let independent = places.iter().filter(|place| !place.at.is_empty() && !place.is_tag() && !place.is_ruled);
    let independent = independent.filter(|place| !may_select(provider, place));
    independent.flat_map(|place| faults_at(provider, place)).collect()
}

/// Returns whether a union may choose the type of the object by this field, so that the object has another type without it.
fn may_select(provider: &Provider, place: &Place<'_>) -> bool {
    let has_owner = |union: &&UnionDef| union.variants.iter().any(|variant| variant.object() == Some(&place.owner.name));
    provider.unions.iter().filter(has_owner).any(|union| match union.by {
        By::Field => union.tag.as_deref() == Some(&*place.field.wire),
        By::Detect => true,
        By::Sibling | By::Key | By::Kind => false,
    })
}

fn faults_at(provider: &Provider, place: &Place<'_>) -> Vec<Fault> {
    let fault = |put: Option<Value>, path: &str| Fault { at: place.at.clone(), put, path: path.to_owned() };
    let mut faults = Vec::new();
    // Without the key of its list, a payload is one item of it.
    let is_root = place.owner.root.is_some();
    if !place.is_item && !is_root && place.field.presence == Presence::Required {
        faults.push(fault(None, &place.path));
    }
    for check in &place.rules.checks {
        faults.extend(breaking(check).map(|value| fault(Some(value), &place.path)));
    }
    if let Type::Enum(name) = place.ty
        && provider.enum_def(name).is_some_and(|def| def.closed)
    {
        faults.push(fault(Some(json!("no such name")), &place.path));
    }
    faults.extend(place.misfits().into_iter().next().map(|(value, path)| fault(Some(value), &path)));
    faults
}

/// Returns a value of the right kind that violates a constraint.
fn breaking(check: &Check) -> Option<Value> {
    match check {
        Check::Length(Length { min, unit: Unit::Items, .. }) => (*min > 0).then(|| json!([])),
        Check::Length(Length { max, .. }) if *max < 100_000 => Some(json!("0".repeat(max + 1))),
        Check::Length(_) => None,
        Check::Range(range) => Some(if range.max.is_finite() { json!(range.max + 1.0) } else { json!(range.min - 1.0) }),
        Check::Pattern(_) | Check::Format(_) | Check::Time(_) => Some(json!("\u{1f525} \u{1f525}")),
        Check::OneOf(_) => Some(json!("no such text")),
    }
}

/// Returns whether one value is inside the other.
fn nested(a: &Fault, b: &Fault) -> bool {
    a.at.starts_with(&b.at) || b.at.starts_with(&a.at)
}

/// Returns the first `k` faults, beginning at `start`, that do not overlap.
fn choose(faults: &[Fault], start: usize, k: usize) -> Vec<&Fault> {
    let mut chosen: Vec<&Fault> = Vec::new();
    for step in 0..faults.len() {
        // A prime step spreads the faults over the payload.
        let fault = &faults[(start + step * 7919) % faults.len()];
        if chosen.len() < k && !chosen.iter().any(|other| nested(other, fault)) {
            chosen.push(fault);
        }
    }
    chosen
}

fn apply(payload: &mut Value, fault: &Fault) {
    let (last, parents) = fault.at.split_last().unwrap();
    let parent = parents.iter().fold(payload, step);
    match (parent, &fault.put) {
        (Value::Object(map), Some(value)) => drop(map.insert(last.clone(), value.clone())),
        (Value::Object(map), None) => drop(map.remove(last)),
        (Value::Array(list), Some(value)) => list[last.parse::<usize>().unwrap()] = value.clone(),
        (other, _) => panic!("{other} has no parts"),
    }
}

/// Returns whether a fault has taken the last key from an object inside the payload, which means no value then.
fn leaves_nothing(payload: &Value, fault: &Fault) -> bool {
    let (Some((_, around)), None) = (fault.at.split_last(), &fault.put) else { return false };
    let object = payload.pointer(&pointer(around));
    !around.is_empty() && object.and_then(Value::as_object).is_some_and(serde_json::Map::is_empty)
}

#[test]
fn k_faults_give_k_paths() {
    let mut tried = [0; 6];
    each_with_fields(|provider, model, compiled| {
        for sample in samples(model) {
            let faults = faults(provider, model, &sample);
            // Items of this one may be any JSON.
            assert!(!faults.is_empty() || compiled.info.id == "aliyun.eb_raw", "{} cannot be broken", compiled.info.id);
            for (k, tried) in tried.iter_mut().enumerate().skip(1) {
                for start in 0..faults.len() {
                    let chosen = choose(&faults, start, k);
                    if chosen.len() < k {
                        continue;
                    }
                    let mut payload = sample.clone();
                    chosen.iter().for_each(|fault| apply(&mut payload, fault));
                    if chosen.iter().any(|fault| leaves_nothing(&payload, fault)) {
                        continue;
                    }
                    let decoded = compiled.decode(payload.to_string().as_bytes());
                    let report = decoded.expect_err(&format!("{chosen:?} break {}", compiled.info.id));
                    let found: BTreeSet<&str> = report.violations().iter().map(|violation| violation.path.as_str()).collect();
                    let expected: BTreeSet<&str> = chosen.iter().map(|fault| fault.path.as_str()).collect();
                    assert_eq!(found, expected, "{}: {payload}\n{report}\n{chosen:?}", compiled.info.id);
                    assert_eq!(report.violations().len(), k, "{}: {report}", compiled.info.id);
                    *tried += 1;
                }
            }
        }
    });
    assert!(tried[1..].iter().all(|count| *count > 100), "{tried:?}");
}
