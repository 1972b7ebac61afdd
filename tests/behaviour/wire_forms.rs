//! Every wire form that a spec accepts is read in every sample, and written back in the same form.

use std::slice::from_ref;

use serde_json::{Value, json};
use triggerkit_core::Accept;
use triggerkit_spec::model::{Field, Object, Presence, Provider, Type, ValueRules};

use crate::every_trigger::{each_with_fields, object, samples};

/// A payload in another form, and a description of the change.
struct Variant {
    payload: Value,
    what: String,
    /// A pointer to JSON text, whose members may be written in another order.
    text_at: Option<Vec<String>>,
}

/// Collects the other forms of a sample.
struct Forms<'p> {
    provider: &'p Provider,
    sample: &'p Value,
    variants: Vec<Variant>,
}

impl Forms<'_> {
    fn add(&mut self, at: &[String], what: &str, value: Value) {
        let mut payload = self.sample.clone();
        let target = at.iter().fold(&mut payload, |value, step| match value {
            Value::Array(list) => &mut list[step.parse::<usize>().unwrap()],
            other => other.get_mut(step).unwrap(),
        });
        *target = value;
        let text_at = (what == "json-text").then(|| at.to_vec());
        self.variants.push(Variant { payload, what: format!("{} as {what}", at.join(".")), text_at });
    }

    fn object(&mut self, model: &Object, value: &Value, at: &[String]) {
        for field in &model.fields {
            let Some(value) = value.get(&field.wire).filter(|_| field.codec.is_empty()) else { continue };
            let at = [at, from_ref(&field.wire)].concat();
            self.nothing(model, field, &at);
            self.value(&field.ty, &field.rules, Some(&field.items), value, &at);
        }
    }

    /// Adds null and the texts that count as absent, if the field is optional and no rule uses it.
    fn nothing(&mut self, model: &Object, field: &Field, at: &[String]) {
        if field.presence != Presence::Optional || !model.rules.is_empty() || model.fields.iter().any(|other| other.tag.is_some())
        {
            return;
        }
        self.add(at, "null", Value::Null);
        for text in &field.rules.empty {
            self.add(at, "a text that means nothing", json!(text));
        }
        if field.rules.accept.contains(&Accept::String) {
            self.add(at, "the empty text", json!(""));
        }
    }

    fn value(&mut self, ty: &Type, rules: &ValueRules, items: Option<&ValueRules>, value: &Value, at: &[String]) {
        for form in &rules.accept {
            match (form, value) {
                (Accept::String, Value::Number(_) | Value::Bool(_)) => self.add(at, "text", json!(value.to_string())),
                (Accept::String, Value::String(text)) if text.parse::<i64>().is_ok() => {
                    self.add(at, "a number", json!(text.parse::<i64>().unwrap()));
                }
                (Accept::Number, Value::String(_)) => self.add(at, "a number", json!(1_615_430_559_146_u64)),
                (Accept::JsonText, Value::Object(_) | Value::Array(_)) => self.add(at, "json-text", json!(value.to_string())),
                (Accept::One, Value::Array(list)) if list.len() == 1 && list[0].is_object() => {
                    self.add(at, "one", list[0].clone());
                }
                (Accept::CommaText, Value::String(text)) => self.add(at, "a list", text.split(',').map(Value::from).collect()),
                _ => {}
            }
        }
        let none = ValueRules::default();
        match (ty, value) {
            (Type::Enum(name), Value::String(text)) => {
                let open = self.provider.enums.iter().any(|def| def.name == *name && !def.closed);
                if open && rules.checks.is_empty() {
                    self.add(at, "a name nobody knows", json!(format!("{text}:v2 火")));
                }
            }
            (Type::Object(name), Value::Object(_)) => self.object(object(self.provider, name), value, at),
            (Type::List(item), Value::Array(list)) => {
                for (index, each) in list.iter().enumerate() {
                    self.value(item, items.unwrap_or(&none), None, each, &[at, &[index.to_string()]].concat());
                }
            }
            (Type::Map(item), Value::Object(map)) => {
                for (key, each) in map {
                    self.value(item, items.unwrap_or(&none), None, each, &[at, from_ref(key)].concat());
                }
            }
            _ => {}
        }
    }
}

/// Replaces the JSON text at a pointer with its value.
fn opened(mut payload: Value, at: &Option<Vec<String>>) -> Value {
    let Some(at) = at else { return payload };
    let text = at.iter().fold(&mut payload, |value, step| match value {
        Value::Array(list) => &mut list[step.parse::<usize>().unwrap()],
        other => other.get_mut(step).unwrap(),
    });
    *text = serde_json::from_str(text.as_str().unwrap()).unwrap();
    payload
}

#[test]
fn every_accepted_form_is_read_and_written_back() {
    let mut tried = std::collections::BTreeMap::new();
    each_with_fields(|provider, model, compiled| {
        for sample in samples(model) {
            let mut forms = Forms { provider, sample: &sample, variants: Vec::new() };
            forms.object(&model.event, &sample, &[]);
            for Variant { payload, what, text_at } in forms.variants {
                // An unknown name may decide what other fields must be.
                let event = compiled.decode(payload.to_string().as_bytes());
                let event = event.unwrap_or_else(|report| panic!("{}, {what}: {report}", compiled.info.id));
                let written: Value = serde_json::from_str(&event.to_json()).unwrap();
                assert_eq!(opened(written, &text_at), opened(payload, &text_at), "{}, {what}", compiled.info.id);
                *tried.entry(what.split(" as ").last().unwrap().to_owned()).or_insert(0) += 1;
            }
        }
    });
    let kinds: Vec<&str> = tried.keys().map(String::as_str).collect();
    assert_eq!(
        kinds,
        ["a list", "a name nobody knows", "a number", "a text that means nothing", "json-text", "null", "text", "the empty text"],
        "{tried:?}"
    );
}
