//! Nothing is lost: an event is written as JSON that is equal to its payload.

use serde_json::{Value, json};
use triggerkit_spec::model::{Object, Provider, Type};

use crate::every_trigger::{each_with_fields, object, samples};

#[test]
fn every_sample_is_written_back() {
    each_with_fields(|_, model, compiled| {
        for sample in samples(model) {
            let event = compiled.decode(sample.to_string().as_bytes());
            let event = event.unwrap_or_else(|report| panic!("{}: {report}", compiled.info.id));
            let written: Value = serde_json::from_str(&event.to_json()).unwrap();
            assert_eq!(written, sample, "{}", compiled.info.id);
            assert_eq!(event.validate(), Ok(()), "{}", compiled.info.id);
        }
    });
}

/// Adds unknown fields of every kind to every object that has a struct.
fn add_unknown(provider: &Provider, model: &Object, value: &mut Value, added: &mut usize) {
    let Value::Object(map) = value else { return };
    for field in &model.fields {
        let Some(value) = map.get_mut(&field.wire).filter(|_| field.codec.is_empty()) else { continue };
        match (&field.ty, value) {
            (Type::Object(name), value) => add_unknown(provider, object(provider, name), value, added),
            (Type::List(item), Value::Array(list)) => {
                if let Type::Object(name) = &**item {
                    list.iter_mut().for_each(|value| add_unknown(provider, object(provider, name), value, added));
                }
            }
            _ => {}
        }
    }
    map.insert("unknown to \"all\" \u{1f525}".into(), json!({"deep": [1, 2.5, null, "\n", {"": 18446744073709551615u64}]}));
    map.insert("another".into(), Value::Null);
    *added += 1;
}

#[test]
fn unknown_fields_survive_at_any_depth() {
    let mut added = 0;
    each_with_fields(|provider, model, compiled| {
        for mut sample in samples(model) {
            add_unknown(provider, &model.event, &mut sample, &mut added);
            let event = compiled.decode(sample.to_string().as_bytes());
            let event = event.unwrap_or_else(|report| panic!("{}: {report}", compiled.info.id));
            assert_eq!(serde_json::from_str::<Value>(&event.to_json()).unwrap(), sample, "{}", compiled.info.id);
        }
    });
    assert!(added > 30, "{added}");
}

#[test]
fn keys_may_come_in_any_order() {
    each_with_fields(|_, model, compiled| {
        for sample in samples(model) {
            let Value::Object(map) = &sample else { continue };
            let members: Vec<String> = map.iter().rev().map(|(key, value)| format!("{}:{value}", json!(key))).collect();
            let event = compiled.decode(format!("{{{}}}", members.join(",")).as_bytes()).unwrap();
            assert_eq!(serde_json::from_str::<Value>(&event.to_json()).unwrap(), sample, "{}", compiled.info.id);
        }
    });
}

#[test]
fn optional_fields_may_be_null_or_absent() {
    each_with_fields(|_, model, compiled| {
        for sample in samples(model) {
            for field in model.event.fields.iter().filter(|field| field.presence == triggerkit_spec::model::Presence::Optional) {
                if field.aliases.iter().any(|alias| sample.get(alias).is_some()) {
                    continue;
                }
                let mut without = sample.clone();
                without.as_object_mut().unwrap().remove(&field.wire);
                let mut null = without.clone();
                null[&field.wire] = Value::Null;
                for payload in [without, null] {
                    // A rule may need the removed field.
                    let (event, report) = compiled.decode_lenient(payload.to_string().as_bytes()).unwrap();
                    assert!(report.violations().iter().all(|violation| violation.rule == triggerkit::Rule::Fields), "{report}");
                    assert_eq!(serde_json::from_str::<Value>(&event.to_json()).unwrap(), payload, "{}", compiled.info.id);
                }
            }
        }
    });
}
