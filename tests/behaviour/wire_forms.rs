//! Every wire form that a spec accepts is read in every sample, and written back in the same form. `deviations` tries the forms that
//! tolerant specs accept everywhere.

use serde_json::{Value, json};
use triggerkit_core::Accept;
use triggerkit_spec::model::{Provider, Type};

use crate::every_trigger::{each_with_fields, samples};
use crate::places::{Place, places};

/// Collects the other forms of a sample.
struct Forms<'p> {
    provider: &'p Provider,
    sample: &'p Value,
    /// Payloads in another form, each with a description of the change.
    variants: Vec<(Value, String)>,
}

impl Forms<'_> {
    fn add(&mut self, place: &Place<'_>, what: &str, value: Value) {
        self.variants.push((place.put(self.sample, value), format!("{} as {what}", place.path)));
    }

    /// Adds null and the texts that count as absent, if the field is optional and no other depends on it.
    fn nothing(&mut self, place: &Place<'_>) {
        if !place.is_optional() || place.is_ruled || place.is_tag() {
            return;
        }
        self.add(place, "null", Value::Null);
        for text in &place.rules.empty {
            self.add(place, "a text that means nothing", json!(text));
        }
    }

    fn value(&mut self, place: &Place<'_>) {
        for form in &place.rules.accept {
            match (form, &place.value) {
                (Accept::Json, Value::String(_)) => {
                    self.add(place, "an object", json!({"deep": [1, 2.50, "x", null]}));
                    self.add(place, "a list", json!([{"a": "b"}, true]));
                }
                (Accept::One, Value::Array(list)) if list.len() == 1 && list[0].is_object() => {
                    self.add(place, "one", list[0].clone());
                }
                (Accept::CommaText, Value::String(text)) => {
                    self.add(place, "a list of its texts", text.split(',').map(|part| json!(part.trim())).collect());
                }
                _ => {}
            }
        }
        if let (Type::Enum(name), Value::String(text)) = (place.ty, &place.value) {
            let open = self.provider.enums.iter().any(|def| def.name == *name && !def.closed);
            if open && place.rules.checks.is_empty() {
                self.add(place, "a name nobody knows", json!(format!("{text}:v2 火")));
            }
        }
    }
}

#[test]
fn every_accepted_form_is_read_and_written_back() {
    let mut tried = std::collections::BTreeMap::new();
    each_with_fields(|provider, model, compiled| {
        for sample in samples(model) {
            let mut forms = Forms { provider, sample: &sample, variants: Vec::new() };
            for place in places(provider, &model.event, &sample).iter().filter(|place| !place.is_encoded()) {
                forms.nothing(place);
                forms.value(place);
            }
            for (payload, what) in forms.variants {
                // An unknown name may decide what other fields must be.
                let event = compiled.decode(payload.to_string().as_bytes());
                let event = event.unwrap_or_else(|report| panic!("{}, {what}: {report}", compiled.info.id));
                let written: Value = serde_json::from_str(&event.to_json()).unwrap();
                assert_eq!(written, payload, "{}, {what}", compiled.info.id);
                *tried.entry(what.split(" as ").last().unwrap().to_owned()).or_insert(0) += 1;
            }
        }
    });
    let kinds: Vec<&str> = tried.keys().map(String::as_str).collect();
    assert_eq!(
        kinds,
        ["a list", "a list of its texts", "a name nobody knows", "a text that means nothing", "an object", "null", "one"],
        "{tried:?}"
    );
}
