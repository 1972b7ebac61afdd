//! Nothing is lost: an event is written as JSON that is equal to its payload.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use triggerkit_spec::model::{Field, Presence, Provider, Trigger, Type};

use crate::every_trigger::{each_with_fields, samples};
use crate::places::{places, step};

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

/// Adds unknown fields of every kind to every object that has a struct, and returns how many objects that are.
fn add_unknown(provider: &Provider, model: &Trigger, payload: &mut Value) -> usize {
    let places = places(provider, &model.event, payload);
    let structs = places.iter().filter(|place| !place.is_encoded() && matches!(place.ty, Type::Object(_) | Type::Union(_)));
    // A payload that is one item of a list is a place itself.
    let event = Vec::new();
    let pointers: BTreeSet<&Vec<String>> = structs.map(|place| &place.at).chain([&event]).collect();
    let mut added = 0;
    for at in pointers {
        if let Value::Object(members) = at.iter().fold(&mut *payload, step) {
            members.insert(
                "unknown to \"all\" \u{1f525}".into(),
                json!({"deep": [1, 2.5, null, "\n", {"": 18446744073709551615u64}]}),
            );
            members.insert("yet another".into(), Value::Null);
            added += 1;
        }
    }
    added
}

#[test]
fn unknown_fields_survive_at_any_depth() {
    let mut added = 0;
    each_with_fields(|provider, model, compiled| {
        for mut sample in samples(model) {
            added += add_unknown(provider, model, &mut sample);
            let event = compiled.decode(sample.to_string().as_bytes());
            let event = event.unwrap_or_else(|report| panic!("{}: {report}", compiled.info.id));
            assert_eq!(serde_json::from_str::<Value>(&event.to_json()).unwrap(), sample, "{}", compiled.info.id);
        }
    });
    assert!(added > 500, "{added}");
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
    each_with_fields(|provider, model, compiled| {
        for sample in samples(model) {
            for place in places(provider, &model.event, &sample).iter().filter(|place| place.is_optional()) {
                let (key, parents) = place.at.split_last().unwrap();
                let null = place.put(&sample, Value::Null);
                let mut without = null.clone();
                parents.iter().fold(&mut without, step).as_object_mut().unwrap().remove(key);
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

#[test]
fn null_is_kept_where_a_sample_has_no_field() {
    each_with_fields(|_, model, compiled| {
        for sample in samples(model).filter(|_| model.event.root.is_none()) {
            let is_absent = |field: &&Field| !member_names(field).any(|name| sample.get(name).is_some());
            let optional = model.event.fields.iter().filter(|field| field.presence == Presence::Optional);
            for field in optional.filter(is_absent) {
                let mut payload = sample.clone();
                payload[&field.wire] = Value::Null;
                let event = compiled.decode(payload.to_string().as_bytes()).unwrap();
                assert_eq!(serde_json::from_str::<Value>(&event.to_json()).unwrap(), payload, "{}", compiled.info.id);
            }
        }
    });
}

fn member_names(field: &Field) -> impl Iterator<Item = &String> {
    field.aliases.iter().chain([&field.wire])
}
