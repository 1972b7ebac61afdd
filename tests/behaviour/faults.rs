//! A payload with k faults gives a report with exactly their k paths. The faults are derived from the spec.

use std::collections::BTreeSet;
use std::slice::from_ref;

use serde_json::{Value, json};
use triggerkit_core::{Length, Unit};
use triggerkit_spec::model::{Check, Field, Object, Presence, Provider, RuleKind, Type, ValueRules};

use crate::every_trigger::{each_with_fields, object, samples};

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

/// Collects all faults of a payload that can be derived from the model.
struct Places<'p> {
    provider: &'p Provider,
    faults: Vec<Fault>,
}

impl Places<'_> {
    fn object(&mut self, object: &Object, value: &Value, at: &[String], path: &str) {
        for field in &object.fields {
            let Some(value) = value.get(&field.wire) else { continue };
            let at = [at, from_ref(&field.wire)].concat();
            let path = if path.is_empty() { field.wire.clone() } else { format!("{path}.{}", field.wire) };
            if steers(object, field) {
                if let (Type::Object(name), Value::Object(_)) = (&field.ty, value) {
                    self.object(self::object(self.provider, name), value, &at, &path);
                }
                continue;
            }
            if field.presence == Presence::Required {
                self.faults.push(Fault { at: at.clone(), put: None, path: path.clone() });
            }
            self.field(field, value, &at, &path);
        }
    }

    fn field(&mut self, field: &Field, value: &Value, at: &[String], path: &str) {
        if !field.codec.is_empty() {
            return self.put(at, path, json!(1));
        }
        self.value(&field.ty, &field.rules, Some(&field.items), value, at, path);
    }

    fn put(&mut self, at: &[String], path: &str, value: Value) {
        self.faults.push(Fault { at: at.to_vec(), put: Some(value), path: path.to_owned() });
    }

    fn value(&mut self, ty: &Type, rules: &ValueRules, items: Option<&ValueRules>, value: &Value, at: &[String], path: &str) {
        for check in &rules.checks {
            if let Some(broken) = breaking(check) {
                self.put(at, path, broken);
            }
        }
        match ty {
            Type::Json | Type::Foreign(_) | Type::Union(_) => {}
            Type::List(_) => self.put(at, path, json!(true)),
            Type::Enum(name) => {
                self.put(at, path, json!([1]));
                if self.provider.enums.iter().any(|def| def.name == *name && def.closed) {
                    self.put(at, path, json!("no such name"));
                }
            }
            _ => self.put(at, path, json!([1])),
        }
        let none = ValueRules::default();
        let items = items.unwrap_or(&none);
        match (ty, value) {
            (Type::Object(name), Value::Object(_)) => self.object(object(self.provider, name), value, at, path),
            (Type::List(item), Value::Array(list)) => {
                for (index, each) in list.iter().enumerate() {
                    let at = [at, &[index.to_string()]].concat();
                    self.value(item, items, None, each, &at, &format!("{path}[{index}]"));
                }
            }
            (Type::Map(item), Value::Object(map)) => {
                for (key, each) in map {
                    let plain = !key.is_empty() && key.chars().all(|letter| letter.is_alphanumeric() || "_-$:".contains(letter));
                    let path = if plain { format!("{path}.{key}") } else { format!("{path}[{key:?}]") };
                    self.value(item, items, None, each, &[at, from_ref(key)].concat(), &path);
                }
            }
            _ => {}
        }
    }
}

/// Returns whether other fields depend on this one, so that a fault in it causes further violations.
fn steers(object: &Object, field: &Field) -> bool {
    let is = |wire: &str| wire == field.wire;
    object.fields.iter().any(|other| other.tag.is_some_and(|tag| is(&object.fields[tag].wire)))
        || object.rules.iter().any(|rule| match &rule.rule.kind {
            RuleKind::Requires { when, fields, .. } => is(when) || fields.iter().any(|wire| is(wire)),
            RuleKind::AtLeastOne(fields) | RuleKind::AtMostOne(fields) | RuleKind::ExactlyOne(fields) => {
                fields.iter().any(|wire| is(wire))
            }
            _ => false,
        })
}

/// Returns a value of the right kind that violates a constraint.
fn breaking(check: &Check) -> Option<Value> {
    match check {
        Check::Length(Length { min, unit: Unit::Items, .. }) => (*min > 0).then(|| json!([])),
        Check::Length(Length { max, .. }) if *max < 100_000 => Some(json!("0".repeat(max + 1))),
        Check::Length(_) => None,
        Check::Range(range) => Some(if range.max.is_finite() { json!(range.max + 1.0) } else { json!(range.min - 1.0) }),
        Check::Pattern(_) | Check::Format(_) => Some(json!("\u{1f525} \u{1f525}")),
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
    let parent = parents.iter().fold(payload, |value, step| match value {
        Value::Array(list) => &mut list[step.parse::<usize>().unwrap()],
        other => other.get_mut(step).unwrap(),
    });
    match (parent, &fault.put) {
        (Value::Object(map), Some(value)) => drop(map.insert(last.clone(), value.clone())),
        (Value::Object(map), None) => drop(map.remove(last)),
        (Value::Array(list), Some(value)) => list[last.parse::<usize>().unwrap()] = value.clone(),
        (other, _) => panic!("{other} has no parts"),
    }
}

#[test]
fn k_faults_give_k_paths() {
    let mut tried = [0; 6];
    each_with_fields(|provider, model, compiled| {
        for sample in samples(model) {
            let mut places = Places { provider, faults: Vec::new() };
            places.object(&model.event, &sample, &[], "");
            assert!(!places.faults.is_empty(), "{} cannot be broken", compiled.info.id);
            for (k, tried) in tried.iter_mut().enumerate().skip(1) {
                for start in 0..places.faults.len() {
                    let chosen = choose(&places.faults, start, k);
                    if chosen.len() < k {
                        continue;
                    }
                    let mut payload = sample.clone();
                    chosen.iter().for_each(|fault| apply(&mut payload, fault));
                    let report = compiled.decode(payload.to_string().as_bytes()).expect_err("it is broken");
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
