//! The places of a payload that its spec describes: the values of fields, and the items of lists and maps, at any depth.

use std::slice::from_ref;

use serde_json::{Map, Value, json};
use triggerkit_core::engine::push_name;
use triggerkit_core::key_path::path_steps;
use triggerkit_core::{Accept, Step, TimeKind};
use triggerkit_spec::model::{By, Field, Object, Presence, Provider, RuleKind, Type, UnionDef, UnionVariant, ValueRules};

use crate::every_trigger::object;

/// A value of a payload, with what the spec says about it.
pub(crate) struct Place<'p> {
    /// The steps of a JSON pointer to the value.
    pub(crate) at: Vec<String>,
    /// The path to the value in reports. It is empty if the value is the payload itself.
    pub(crate) path: String,
    /// The field that holds the value, and the object that has the field.
    pub(crate) field: &'p Field,
    pub(crate) owner: &'p Object,
    /// Whether this is an item of the field's list or map, not its own value.
    pub(crate) is_item: bool,
    pub(crate) ty: &'p Type,
    pub(crate) rules: &'p ValueRules,
    pub(crate) value: Value,
    /// Whether a rule of the object, or of one around it, names the field.
    pub(crate) is_ruled: bool,
}

impl Place<'_> {
    /// Returns whether this is the value of a field that may be absent.
    pub(crate) fn is_optional(&self) -> bool {
        !self.is_item && matches!(self.field.presence, Presence::Optional | Presence::Default(_))
    }

    /// Returns whether this is the value of a field whose text selects the type of another.
    pub(crate) fn is_tag(&self) -> bool {
        let is_this = |tag: usize| self.owner.fields[tag].wire == self.field.wire;
        self.owner.fields.iter().filter_map(|field| field.tag).any(is_this)
    }

    pub(crate) fn is_encoded(&self) -> bool {
        self.ty.is_encoded()
    }

    pub(crate) fn accepts(&self, form: Accept) -> bool {
        self.rules.accept.contains(&form)
    }

    /// Returns the payload with another value at this place.
    pub(crate) fn put(&self, payload: &Value, value: Value) -> Value {
        let mut changed = payload.clone();
        *self.at.iter().fold(&mut changed, step) = value;
        changed
    }

    /// Returns values of kinds that this place cannot hold in any form, each with the path of its violation.
    pub(crate) fn misfits(&self) -> Vec<(Value, String)> {
        misfits(self.ty, self.accepts(Accept::Json), self.field.items.accept.contains(&Accept::Json), &self.path)
    }
}

fn misfits(ty: &Type, takes_json: bool, items_take_json: bool, path: &str) -> Vec<(Value, String)> {
    let values = match ty {
        Type::String | Type::Enum(_) if takes_json => vec![],
        Type::Encoded(_, steps) if **steps != [Step::Base64] => {
            let wrong = [json!(7), json!(true), json!({"a": 1}), json!([1])];
            let count = match steps.first() {
                Some(Step::Json) => 2,
                Some(Step::Numbers) => 3,
                _ => 4,
            };
            wrong.into_iter().take(count).collect()
        }
        Type::String | Type::Enum(_) | Type::Scalar | Type::Bytes | Type::Encoded(..) => vec![json!({"a": 1}), json!([1])],
        Type::I64 | Type::U64 | Type::F64 => vec![json!({"a": 1}), json!([1]), json!("x"), json!(true)],
        Type::Bool => vec![json!({"a": 1}), json!([1]), json!("maybe"), json!(7)],
        Type::Time(TimeKind::UnixSeconds | TimeKind::UnixMillis | TimeKind::UnixMicros) => {
            vec![json!({"a": 1}), json!([1]), json!("soon"), json!(true)]
        }
        Type::Time(_) | Type::TimeLike(_) => vec![json!({"a": 1}), json!([1]), json!(true)],
        Type::Object(_) => vec![json!(7), json!(true), json!("no JSON"), json!("[1]"), json!([1])],
        Type::Map(_) => vec![json!(7), json!("no JSON"), json!("[1]"), json!([1])],
        // A list may also come as one item.
        Type::List(item) => {
            let wrong = misfits(item, items_take_json, false, &format!("{path}[0]"));
            return wrong.into_iter().filter(|(value, _)| !value.is_array()).collect();
        }
        Type::Json | Type::Generic | Type::Union(_) | Type::Raw | Type::Foreign(_) => vec![],
    };
    values.into_iter().map(|value| (value, path.to_owned())).collect()
}

/// The rules of a value about which a spec says nothing.
pub(crate) static NO_RULES: ValueRules =
    ValueRules { checks: Vec::new(), accept: Vec::new(), empty: Vec::new(), sensitive: false, sensitive_keys: Vec::new() };

/// Returns the value that one step of a pointer leads to.
pub(crate) fn step<'v>(value: &'v mut Value, step: &String) -> &'v mut Value {
    match value {
        Value::Array(list) => &mut list[step.parse::<usize>().unwrap()],
        other => other.get_mut(step).unwrap(),
    }
}

/// Returns all places of the payload of an event. Encoded values are places too, but nothing inside of them is.
pub(crate) fn places<'p>(provider: &'p Provider, event: &'p Object, payload: &Value) -> Vec<Place<'p>> {
    let mut walk = Walk { provider, places: Vec::new() };
    match event.root.map(|index| &event.fields[index]) {
        Some(field) if !is_wrapped(field, payload) => {
            let (ty, rules) = (&field.ty, &field.rules);
            let (at, path, value) = (Vec::new(), String::new(), payload.clone());
            let list = Place { at, path, field, owner: event, is_item: false, ty, rules, value, is_ruled: false };
            match payload {
                Value::Array(_) => walk.visit(list, &[]),
                one => walk.item(&list, one, None, "[0]".to_owned(), &[]),
            }
        }
        _ => walk.object(event, payload, &[], "", &[]),
    }
    walk.places
}

/// Returns whether a payload has its list under its first key.
pub(crate) fn is_wrapped(field: &Field, payload: &Value) -> bool {
    let first = payload.as_object().and_then(|members| members.keys().next());
    first.is_some_and(|key| *key == field.wire || field.aliases.contains(key))
}

struct Walk<'p> {
    provider: &'p Provider,
    places: Vec<Place<'p>>,
}

impl<'p> Walk<'p> {
    /// Visits the fields of an object. `named` are the names in the rules of the objects around it.
    fn object(&mut self, owner: &'p Object, value: &Value, at: &[String], path: &str, named: &[&'p str]) {
        let Value::Object(members) = value else { return };
        let named = [named, &names_in_rules(owner)].concat();
        for field in &owner.fields {
            let Some((key, value)) = member(field, members) else { continue };
            let at = [at, from_ref(key)].concat();
            let mut path = path.to_owned();
            push_name(&mut path, &field.wire);
            if let (Type::Union(union), Some(tag)) = (&field.ty, field.tag) {
                let tag = member(&owner.fields[tag], members).and_then(|(_, tag)| tag.as_str()).unwrap_or_default();
                let variant = self.provider.union_def(union).unwrap().variant_of(tag);
                if let Some(variant) = variant.and_then(UnionVariant::object) {
                    self.object(object(self.provider, variant), value, &at, &path, &named);
                }
            }
            let (ty, rules, value) = (&field.ty, &field.rules, value.clone());
            let is_ruled = named.contains(&field.wire.as_str());
            self.visit(Place { at, path, field, owner, is_item: false, ty, rules, value, is_ruled }, &named);
        }
    }

    /// Adds a place after everything inside of it.
    fn visit(&mut self, place: Place<'p>, named: &[&'p str]) {
        match (place.ty, &place.value) {
            _ if place.is_encoded() => {}
            (Type::Object(name), value) => self.object(object(self.provider, name), value, &place.at, &place.path, named),
            (Type::Union(name), _) => self.variant(&place, self.provider.union_def(name).unwrap(), named),
            (Type::List(_), Value::Array(list)) => {
                for (index, item) in list.iter().enumerate() {
                    self.item(&place, item, Some(index.to_string()), format!("{}[{index}]", place.path), named);
                }
            }
            (Type::Map(_), Value::Object(map)) => {
                for (key, item) in map {
                    let mut path = place.path.clone();
                    match place.rules.sensitive {
                        true => path.push_str("[hidden]"),
                        false => push_name(&mut path, key),
                    }
                    self.item(&place, item, Some(key.clone()), path, named);
                }
            }
            _ => {}
        }
        self.places.push(place);
    }

    /// Visits what a union holds, if the value itself selects its type.
    fn variant(&mut self, place: &Place<'p>, union: &'p UnionDef, named: &[&'p str]) {
        let Value::Object(members) = &place.value else { return };
        match union.by {
            By::Key => {
                let Some((key, value)) = members.iter().next().filter(|_| members.len() == 1) else { return };
                let Some(UnionVariant { field, .. }) = union.variant_of(key) else { return };
                let (at, mut path) = ([&place.at[..], from_ref(key)].concat(), place.path.clone());
                push_name(&mut path, key);
                let &Place { owner, is_ruled, .. } = place;
                let (ty, rules, value) = (&field.ty, &field.rules, value.clone());
                self.visit(Place { at, path, field, owner, is_item: true, ty, rules, value, is_ruled }, named);
            }
            By::Field => {
                let tag = union.tag.as_ref().and_then(|tag| members.get(tag)?.as_str());
                if let Some(name) = tag.and_then(|tag| union.variant_of(tag)?.object()) {
                    self.object(object(self.provider, name), &place.value, &place.at, &place.path, named);
                }
            }
            By::Sibling | By::Kind | By::Detect => {}
        }
    }

    /// Visits an item of a list or map. One without a step takes the place of its list.
    fn item(&mut self, container: &Place<'p>, item: &Value, step: Option<String>, path: String, named: &[&'p str]) {
        let (Type::List(ty) | Type::Map(ty)) = container.ty else { return };
        let &Place { field, owner, is_ruled, .. } = container;
        // Only the items of the field itself have rules.
        let rules = if std::ptr::eq(container.rules, &field.rules) { &field.items } else { &NO_RULES };
        let at = container.at.iter().cloned().chain(step).collect();
        self.visit(Place { at, path, field, owner, is_item: true, ty, rules, value: item.clone(), is_ruled }, named);
    }
}

/// Returns the JSON pointer with these steps.
pub(crate) fn pointer(steps: &[String]) -> String {
    steps.iter().map(|step| format!("/{}", step.replace('~', "~0").replace('/', "~1"))).collect()
}

/// Returns the key and the value of a field.
pub(crate) fn member<'v>(field: &Field, members: &'v Map<String, Value>) -> Option<(&'v String, &'v Value)> {
    members.get_key_value(&field.wire).or_else(|| field.aliases.iter().find_map(|alias| members.get_key_value(alias)))
}

/// Returns the names of all fields that the rules of an object mention.
fn names_in_rules(object: &Object) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for rule in &object.rules {
        match &rule.rule.kind {
            RuleKind::AtLeastOne(fields) | RuleKind::AtMostOne(fields) | RuleKind::ExactlyOne(fields) => {
                names.extend(names_in(fields));
            }
            RuleKind::Requires { when, fields, .. } => {
                names.push(when);
                names.extend(names_in(fields));
            }
            RuleKind::Excludes { list, .. } | RuleKind::Unique { list } => names.push(list),
            RuleKind::Base64 { text, flag } => names.extend([&**text, &**flag]),
        }
    }
    names
}

/// Iterates over the names in paths.
fn names_in<S: AsRef<str>>(paths: &[S]) -> impl Iterator<Item = &str> {
    paths.iter().flat_map(|path| path_steps(path.as_ref())).map(|step| step.key)
}
