//! Plants markers in the place of secrets.

use std::cell::RefCell;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use triggerkit_core::Step;
use triggerkit_spec::model::{By, Field, KeyList, Object, Provider, Type};

use super::{MARKER, NUMBER};
use crate::every_trigger::object;

/// A step from an object to an object inside of it.
#[derive(Clone)]
pub(super) struct Hop<'m> {
    field: &'m Field,
    /// The field that selects the type, and the text that does.
    tag: Option<(&'m str, &'m str)>,
}

/// A secret: the way to the object that has it, its key, and its other keys.
pub(super) struct Secret<'m> {
    hops: Vec<Hop<'m>>,
    owner: &'m Object,
    /// The map that has the key, or the text with parameters; `None` if the key is that of a field.
    map: Option<&'m Field>,
    pub(super) key: &'m str,
    aliases: &'m [String],
}

/// Finds every secret of an object and of what is in it.
pub(super) fn secrets<'m>(provider: &'m Provider, owner: &'m Object, hops: &[Hop<'m>], found: &mut Vec<Secret<'m>>) {
    for field in &owner.fields {
        let secret = |map, key, aliases| Secret { hops: hops.to_vec(), owner, map, key, aliases };
        if field.rules.sensitive || field.items.sensitive {
            found.push(secret(None, &field.wire, &field.aliases));
        }
        found.extend(some_keys(field).into_iter().map(|key| secret(Some(field), key, &[])));
        each_type(provider, field, &mut |object, tag| {
            let is_circle = hops.iter().any(|hop| std::ptr::eq(hop.field, field));
            if !is_circle {
                let mut hops = hops.to_vec();
                hops.push(Hop { field, tag });
                secrets(provider, object, &hops, found);
            }
        });
    }
}

/// Calls a function with every object type that a field may hold.
fn each_type<'m>(provider: &'m Provider, field: &'m Field, visit: &mut dyn FnMut(&'m Object, Option<(&'m str, &'m str)>)) {
    let mut ty = &field.ty;
    while let Type::List(item) | Type::Map(item) | Type::Encoded(item, _) = ty {
        ty = item;
    }
    match ty {
        Type::Object(name) => visit(object(provider, name), None),
        Type::Union(name) => {
            let union = provider.unions.iter().find(|union| union.name == *name).unwrap();
            for variant in union.variants.iter().filter(|_| union.by == By::Sibling) {
                let tag = union.tag.as_deref().zip(variant.tags.first()).map(|(tag, text)| (tag, text.as_str()));
                variant.object().into_iter().for_each(|ty| visit(object(provider, ty), tag));
            }
        }
        _ => {}
    }
}

/// Returns sensitive keys of a field, of long lists a few.
fn some_keys(field: &Field) -> Vec<&str> {
    let keys = &field.rules.sensitive_keys;
    let usual: &[&str] = match KeyList::of(keys) {
        Some(KeyList::Headers) => {
            &["Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "X-Api-Key", "X-Amz-Security-Token"]
        }
        Some(KeyList::Query) => &["signature", "X-Amz-Signature", "sign", "token", "access_token"],
        None => return keys.iter().chain(&field.items.sensitive_keys).map(String::as_str).collect(),
    };
    keys.iter().map(String::as_str).filter(|key| usual.contains(key)).collect()
}

/// Calls a function with the object at the end of a way, which is made where it is missing.
fn at(value: &mut Value, hops: &[Hop<'_>], change: &mut dyn FnMut(&mut Map<String, Value>)) {
    if !value.is_object() {
        *value = json!({});
    }
    let members = value.as_object_mut().unwrap();
    let Some((hop, rest)) = hops.split_first() else { return change(members) };
    let field = hop.field;
    if let Some((tag, text)) = hop.tag {
        members.insert(tag.to_owned(), text.into());
    }
    let key = std::iter::once(&field.wire).chain(&field.aliases).find(|key| members.contains_key(*key)).unwrap_or(&field.wire);
    inside(members.entry(key.clone()).or_insert(Value::Null), &field.ty, &mut |value| at(value, rest, change));
}

/// Calls a function with the first item of lists and maps, which is made if it is missing.
fn inside(value: &mut Value, ty: &Type, change: &mut dyn FnMut(&mut Value)) {
    match ty {
        Type::List(item) => {
            if value.as_array().is_none_or(Vec::is_empty) {
                *value = json!([null]);
            }
            inside(&mut value[0], item, change);
        }
        Type::Map(item) => {
            if value.as_object().is_none_or(Map::is_empty) {
                *value = json!({"some": null});
            }
            inside(value.as_object_mut().unwrap().values_mut().next().unwrap(), item, change);
        }
        Type::Encoded(contents, steps) => {
            let mut inner = decoded(steps, value);
            inside(&mut inner, contents, change);
            *value = encoded(steps, inner);
        }
        _ => change(value),
    }
}

/// Returns the value that encoded text contains, if it can be read simply.
fn decoded(codec: &[Step], value: &Value) -> Value {
    match (codec, value) {
        ([], _) => value.clone(),
        ([Step::Json], Value::String(text)) => serde_json::from_str(text).unwrap_or(Value::Null),
        ([Step::Json], value) => value.clone(),
        (_, Value::String(text)) => {
            STANDARD.decode(text).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or(Value::Null)
        }
        _ => Value::Null,
    }
}

fn encoded(codec: &[Step], value: Value) -> Value {
    match codec {
        [] => value,
        [Step::Json] => value.to_string().into(),
        [Step::Numbers] => value.to_string().into_bytes().into(),
        [Step::Percent] => escaped(&value.to_string()).into(),
        _ => STANDARD.encode(value.to_string()).into(),
    }
}

/// Returns a value of a type that has another one encoded in it.
fn in_codec(ty: &Type, value: &Value) -> Value {
    match ty {
        Type::List(item) => json!([in_codec(item, value)]),
        Type::Map(item) => json!({ "some": in_codec(item, value) }),
        ty => encoded(ty.codec(), value.clone()),
    }
}

/// Returns a text whose bytes are all percent-encoded.
fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Returns a name in other cases.
fn in_other_cases(name: &str) -> Vec<String> {
    let swapped =
        name.chars().map(|each| if each.is_lowercase() { each.to_ascii_uppercase() } else { each.to_ascii_lowercase() });
    vec![name.to_lowercase(), name.to_uppercase(), swapped.collect()]
}

/// The values that are planted: text that breaks constraints or is long, and values of every other kind.
fn values() -> Vec<Value> {
    vec![
        json!(MARKER),
        json!(format!("\0{MARKER}")),
        json!(format!("{MARKER}{}", "x".repeat(400))),
        json!(NUMBER),
        json!(-(NUMBER as f64) - 0.5),
        json!([MARKER]),
        json!([[NUMBER]]),
        json!({ MARKER: 1 }),
        json!({ "x": { MARKER: [MARKER] } }),
        json!({ MARKER: { MARKER: NUMBER } }),
        json!([{ MARKER: true }, true]),
        json!(format!(r#"{{"x":"{MARKER}"}}"#)),
    ]
}

/// Marks a key that becomes a second one of the same name.
const AGAIN: &str = "@again@";

/// Plants markers, and calls a function with the name of each position and the payload.
pub(super) fn plant(
    secret: &Secret<'_>,
    event: &Object,
    sample: &Value,
    encoded_ways: &[Vec<Hop<'_>>],
    take: &mut dyn FnMut(&str, String),
) {
    let key = secret.key;
    let take = RefCell::new(take);
    let take = |position: &str, payload: String| take.borrow_mut()(position, payload);
    // In a map, the keys are one object deeper.
    let place = |payload: &mut Value, change: &mut dyn FnMut(&mut Map<String, Value>)| {
        at(payload, &secret.hops, &mut |owner| match secret.map {
            Some(map) if !matches!(map.ty, Type::String) => {
                let value = owner.entry(map.wire.clone()).or_insert(json!({}));
                if !value.is_object() {
                    *value = json!({});
                }
                change(value.as_object_mut().unwrap());
            }
            Some(map) => {
                let mut members = Map::new();
                change(&mut members);
                let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                let query: Vec<String> = members.iter().map(|(name, value)| format!("{name}={}", text(value))).collect();
                owner.insert(map.wire.clone(), query.join("&").into());
            }
            None => change(owner),
        });
    };
    let planted = |position: &str, change: &mut dyn FnMut(&mut Map<String, Value>)| {
        let mut payload = sample.clone();
        place(&mut payload, change);
        take(position, payload.to_string().replace(AGAIN, ""));
    };
    let pair = |value: &Value| json!({ key: value });
    // Other keys of the same list differ only in their names.
    let is_first = secret.map.is_none_or(|map| some_keys(map).first() == Some(&key));
    for value in values().into_iter().filter(|value| is_first || value.is_string() || value.is_object()) {
        planted("in place", &mut |owner| drop(owner.insert(key.into(), value.clone())));
        planted("twice", &mut |owner| {
            owner.insert(key.into(), value.clone());
            owner.insert(format!("{AGAIN}{key}"), json!(1));
            owner.insert(format!("{key}{AGAIN}"), value.clone());
        });
        for alias in secret.aliases {
            planted("alias", &mut |owner| {
                owner.remove(key);
                owner.insert(alias.clone(), value.clone());
            });
            planted("alias twice", &mut |owner| {
                owner.insert(key.into(), json!(1));
                owner.insert(alias.clone(), value.clone());
            });
        }
        for name in in_other_cases(key).into_iter().take(if is_first { 3 } else { 1 }) {
            planted("other case", &mut |owner| {
                owner.remove(key);
                owner.insert(name.clone(), value.clone());
            });
        }
    }
    // Each place gets one of the values, in turn, so that the whole takes seconds.
    let mut turn = 0_usize;
    let mut is_next = |of: usize| {
        turn += 1;
        turn.is_multiple_of(of)
    };
    for value in [json!(MARKER), json!({ MARKER: [NUMBER] })].into_iter().take(1 + usize::from(is_first)) {
        let pair = pair(&value);
        let broken = pair.to_string().trim_end_matches('}').to_owned();
        let text = pair.to_string();
        let others = [
            ("in an object", json!({ "z": pair })),
            ("deeper in an object", json!({ "y": [{ "z": { "z": pair } }] })),
            ("in JSON text", json!(text)),
            ("in JSON text of JSON text", json!(json!(text).to_string())),
            ("in JSON text of an object", json!({ "z": text })),
            ("in broken JSON text", json!(broken)),
            ("in a list", json!([pair])),
            ("in a list of lists", json!([[pair], [pair]])),
            ("in JSON text of a list", json!(json!([pair, pair]).to_string())),
        ];
        for (position, other) in others {
            if secret.map.is_none_or(|map| !matches!(map.ty, Type::String)) {
                planted(&format!("unknown {position}"), &mut |owner| drop(owner.insert("zzz".into(), other.clone())));
                for name in in_other_cases(key).into_iter().filter(|_| is_next(3)) {
                    let other: Value = serde_json::from_str(&other.to_string().replace(key, &name)).unwrap();
                    planted(&format!("unknown {position}, other case"), &mut |owner| {
                        drop(owner.insert("zzz".into(), other.clone()));
                    });
                }
            }
            // Among the unknown fields of the event, and of every object on the way.
            for length in (0..=secret.hops.len()).filter(|_| is_first || is_next(4)) {
                let mut payload = sample.clone();
                at(&mut payload, &secret.hops[..length], &mut |owner| drop(owner.insert("zzz".into(), other.clone())));
                take(&format!("unknown above {position}"), payload.to_string());
                // In the place of an object on the way.
                let Some(hop) = secret.hops.get(length) else { continue };
                let mut payload = sample.clone();
                at(&mut payload, &secret.hops[..length], &mut |owner| drop(owner.insert(hop.field.wire.clone(), other.clone())));
                take(&format!("for a parent {position}"), payload.to_string());
                // In the place of an item of a list or map on the way.
                let mut payload = sample.clone();
                at(&mut payload, &secret.hops[..length], &mut |owner| {
                    for item in [json!([other]), json!([[other], other]), json!({ "some": other })] {
                        owner.insert(hop.field.wire.clone(), item);
                    }
                });
                take(&format!("for an item {position}"), payload.to_string());
            }
            if let Some(map) = secret.map {
                let mut payload = sample.clone();
                at(&mut payload, &secret.hops, &mut |owner| drop(owner.insert(map.wire.clone(), other.clone())));
                take(&format!("for the map {position}"), payload.to_string());
            }
            // In the place of every other field beside it, and of the event.
            for (hops, owner) in [(&secret.hops[..], secret.owner), (&[], event)] {
                for field in owner.fields.iter().filter(|field| is_first && field.wire != key && is_next(5)) {
                    let mut payload = sample.clone();
                    at(&mut payload, hops, &mut |owner| drop(owner.insert(field.wire.clone(), other.clone())));
                    take(&format!("for another field {position}"), payload.to_string());
                }
            }
            // In encoded fields.
            for way in encoded_ways.iter().filter(|_| is_first && is_next(2)) {
                let Some((last, way)) = way.split_last() else { continue };
                let mut payload = sample.clone();
                at(&mut payload, way, &mut |owner| {
                    owner.insert(last.field.wire.clone(), in_codec(&last.field.ty, &other));
                });
                take(&format!("in an opened codec {position}"), payload.to_string());
            }
        }
        // The whole payload in other kinds.
        let mut payload = sample.clone();
        place(&mut payload, &mut |owner| drop(owner.insert(key.into(), value.clone())));
        for whole in [json!([payload]), json!(payload.to_string()), json!({ "z": payload }), json!([payload.to_string()])] {
            take("the payload in another", whole.to_string());
        }
        let text = payload.to_string();
        for (index, hop) in secret.hops.iter().enumerate() {
            let mut wrapped = payload.clone();
            at(&mut wrapped, &secret.hops[..index], &mut |owner| {
                let parent = owner.remove(&hop.field.wire).unwrap_or_default();
                owner.insert(hop.field.wire.clone(), json!([parent]));
            });
            take("parent in a list", wrapped.to_string());
            let mut wrapped = payload.clone();
            at(&mut wrapped, &secret.hops[..index], &mut |owner| {
                let parent = owner.remove(&hop.field.wire).unwrap_or_default();
                owner.insert(hop.field.wire.clone(), json!(parent.to_string()));
            });
            take("parent as text", wrapped.to_string());
            let mut wrapped = payload.clone();
            at(&mut wrapped, &secret.hops[..index], &mut |owner| {
                let parent = owner.remove(&hop.field.wire).unwrap_or_default();
                owner.insert(hop.field.wire.clone(), json!([[parent, parent.to_string()], parent]));
            });
            take("parent as a list of itself", wrapped.to_string());
            let mut wrapped = payload.clone();
            at(&mut wrapped, &secret.hops[..index], &mut |owner| {
                let parent = owner.get(&hop.field.wire).cloned().unwrap_or_default();
                owner.insert(format!("{AGAIN}{}", hop.field.wire), json!(7));
                owner.insert(format!("{}{AGAIN}", hop.field.wire), json!([parent]));
            });
            take("parent twice", wrapped.to_string().replace(AGAIN, ""));
        }
        take("cut off", text[..text.len() - 1].to_owned());
    }
}

/// Finds the ways to the fields with a codec. The last step is the field itself.
pub(super) fn encoded_ways<'m>(provider: &'m Provider, owner: &'m Object, hops: &[Hop<'m>], found: &mut Vec<Vec<Hop<'m>>>) {
    for field in &owner.fields {
        let mut way = hops.to_vec();
        way.push(Hop { field, tag: None });
        if field.ty.is_encoded() || !field.ty.item_codec().is_empty() {
            found.push(way);
        }
        each_type(provider, field, &mut |object, tag| {
            if !hops.iter().any(|hop| std::ptr::eq(hop.field, field)) {
                let mut hops = hops.to_vec();
                hops.push(Hop { field, tag });
                encoded_ways(provider, object, &hops, found);
            }
        });
    }
}
