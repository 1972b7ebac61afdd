//! Payloads that differ from a sample in one value: valid and invalid ones, and values at the limits of constraints.

use serde_json::{Map, Value, json};
use triggerkit_core::{Accept, Format, Length, Step, TimeKind, Unit};
use triggerkit_spec::definitions::innermost;
use triggerkit_spec::model::{By, Check, Field, Object, Provider, RuleKind, Type, UnionDef, UnionVariant, ValueRules};

use super::usual::{FORMATS, Usual};

/// A payload that differs from a sample in one value.
pub struct Probe<'w> {
    /// What is different.
    pub what: &'static str,
    /// The keys and indices that lead to the value.
    pub at: &'w [String],
    pub payload: &'w Value,
}

/// Calls `test` with every probe.
pub fn each(provider: &Provider, object: &Object, sample: &Value, test: &mut dyn FnMut(Probe<'_>)) {
    let payload = sample.clone();
    let usual = Usual { provider };
    let mut walk = Walk { provider, usual, tolerant: object.tolerant, payload, at: Vec::new(), made_up: 0, text: None, test };
    match object.root.map(|index| &object.fields[index]) {
        Some(list) if !names(list).any(|name| sample.get(name).is_some()) => walk.root(list, sample),
        _ => walk.object(object, sample),
    }
}

/// Returns the names under which a field is read.
fn names(field: &Field) -> impl Iterator<Item = &String> {
    std::iter::once(&field.wire).chain(&field.aliases)
}

struct Walk<'w> {
    provider: &'w Provider,
    usual: Usual<'w>,
    /// Whether values are also read in the forms that clouds mix up.
    tolerant: bool,
    payload: Value,
    at: Vec<String>,
    /// The number of enclosing values that are not from the sample. It is limited, because types may contain themselves.
    made_up: usize,
    /// The description of any text, if its contents matter.
    text: Option<&'static str>,
    test: &'w mut dyn FnMut(Probe<'_>),
}

/// The descriptions of values that only the decoder looks into.
const JSON: &str = "JSON in text";
const DIGITS: &str = "a number in place of limited text";
const RANGE: &str = "a number of a limited range, as text";

impl Walk<'_> {
    fn target(&mut self) -> &mut Value {
        self.at.iter().fold(&mut self.payload, |value, step| match value {
            Value::Array(list) => &mut list[step.parse::<usize>().unwrap()],
            other => other.get_mut(step).unwrap(),
        })
    }

    /// Replaces the current value, calls `test`, and restores the value.
    fn put(&mut self, what: &'static str, value: Value) {
        let what = value.as_str().and_then(|text| self.contents(text)).unwrap_or(what);
        let before = std::mem::replace(self.target(), value);
        (self.test)(Probe { what, at: &self.at, payload: &self.payload });
        *self.target() = before;
    }

    /// Returns the description of a text whose contents matter.
    fn contents(&self, text: &str) -> Option<&'static str> {
        let is_list = self.tolerant && text.trim_start().starts_with('[');
        self.text.or(is_list.then_some(JSON))
    }

    /// Edits the current object, calls `test`, and restores the object.
    fn edit(&mut self, what: &'static str, edit: impl FnOnce(&mut Map<String, Value>)) {
        let mut value = self.target().clone();
        edit(value.as_object_mut().unwrap());
        self.put(what, value);
    }

    fn step(&mut self, step: &str, inner: impl FnOnce(&mut Self)) {
        self.at.push(step.to_owned());
        inner(self);
        self.at.pop();
    }

    /// Probes a payload that is the value of a list.
    fn root(&mut self, list: &Field, sample: &Value) {
        self.field(list, sample);
        for name in names(list) {
            self.put("the list in an object", json!({name: sample}));
            self.put("the list after another key", json!({"A": 1, name: sample}));
            self.put("another kind", json!({name: 7}));
        }
    }

    fn object(&mut self, object: &Object, value: &Value) {
        self.put("another kind", json!([1]));
        self.edit("an unknown field", |map| drop(map.insert("unknown".into(), json!([null]))));
        for field in &object.fields {
            self.names(field);
            let there = value.get(&field.wire).cloned();
            if there.is_none() {
                // Absent fields are probed as well, with a value that may be valid.
                let Some(map) = self.target().as_object_mut() else { continue };
                map.insert(field.wire.clone(), Value::Null);
            }
            let was = there.clone().unwrap_or_else(|| self.usual.value(&field.ty));
            self.made_up += usize::from(there.is_none());
            if self.made_up < 3 {
                self.step(&field.wire, |walk| walk.field(field, &was));
            }
            self.made_up -= usize::from(there.is_none());
            if there.is_none() {
                self.target().as_object_mut().unwrap().remove(&field.wire);
            }
        }
        for rule in &object.rules {
            self.rule(object, &rule.rule.kind);
        }
    }

    fn names(&mut self, field: &Field) {
        self.edit("absent", |map| drop(map.remove(&field.wire)));
        let value = self.usual.value(&field.ty);
        for alias in &field.aliases {
            self.edit("under another name", |map| {
                let value = map.remove(&field.wire).unwrap_or(value.clone());
                map.insert(alias.clone(), value);
            });
            self.edit("under both names", |map| drop(map.insert(alias.clone(), json!([1]))));
        }
    }

    fn field(&mut self, field: &Field, value: &Value) {
        for text in &field.rules.empty {
            self.put("a text that counts as absent", json!(text));
        }
        let outer = std::mem::replace(&mut self.text, inside(field, self.tolerant));
        self.value(&field.ty, &field.rules, &field.items, value);
        self.text = outer;
    }

    fn encoded(&mut self, rules: &ValueRules, value: &Value) {
        self.put(if rules.checks.is_empty() { "another kind" } else { DIGITS }, json!(7));
        for value in [json!(null), json!(true)] {
            self.put("another kind", value);
        }
        for value in [json!([]), json!({}), json!([1]), json!({"$bytes": "aGk="})] {
            self.put("a value in place of its text", value);
        }
        for value in [json!([0, -128, 255]), json!([256]), json!([-129]), json!([[1]])] {
            self.put("a list of bytes", value);
        }
        self.checks(&Type::String, rules);
        self.put("another text", json!("garbage"));
        self.put("JSON text", json!(value.to_string()));
    }

    fn kinds(&mut self, ty: &Type, rules: &ValueRules, items: &ValueRules) {
        let union = matches!(ty, Type::Union(_));
        self.put("null", json!(null));
        for number in [json!(-7), json!(7), json!(1.5), json!(123_456_789)] {
            self.put(if limits_text(ty, rules, items) { DIGITS } else { "another kind" }, number);
        }
        for value in [json!(true), json!("x"), json!([]), json!([1]), json!({})] {
            self.put(if union { "a value that no tag selects" } else { "another kind" }, value);
        }
        let has_range = rules.checks.iter().any(|check| matches!(check, Check::Range(_)));
        for text in ["", "9", "-9", "1.5", "09", "true", "yes", "None"] {
            let what = if has_range { RANGE } else { "another text" };
            self.put(if union { "a value that no tag selects" } else { what }, json!(text));
        }
        self.put("bytes", json!({"$bytes": "aGk="}));
        self.put("TRUE", json!("TRUE"));
    }

    fn value(&mut self, ty: &Type, rules: &ValueRules, items: &ValueRules, value: &Value) {
        if ty.is_encoded() {
            return self.encoded(rules, value);
        }
        self.kinds(ty, rules, items);
        self.checks(ty, rules);
        let none = ValueRules::default();
        match ty {
            Type::I64 | Type::U64 | Type::F64 => {
                self.put("1.0", json!(1.0));
                self.put("the largest integer", json!(u64::MAX));
                self.put("the smallest integer", json!(i64::MIN));
                self.put("an integer that no type holds, as text", json!("99999999999999999999"));
            }
            Type::Time(_) | Type::TimeLike(_) => {
                self.put("a time", json!("2018-06-26T08:54:07.123+08:00"));
                self.put("a date", json!("26.6.2018"));
            }
            Type::Enum(name) => self.names_of(name),
            Type::List(item) => {
                if let Value::Array(list) = value {
                    self.put("JSON text", json!(value.to_string()));
                    self.put("JSON text of another kind", json!("7"));
                    self.put("text that is not JSON", json!("{"));
                    self.put("one item", list.first().cloned().unwrap_or(self.usual.value(item)));
                    self.put("text with commas", json!("a,b"));
                    self.put("text with commas", json!("a,b,c,d,e,f,g,,"));
                    self.put("an item of another kind", json!([{"a": [1]}]));
                    self.put("null as an item", json!([null]));
                    for (index, each) in list.iter().enumerate().take(2) {
                        *self.target() = value.clone();
                        self.step(&index.to_string(), |walk| walk.value(item, items, &none, each));
                    }
                }
            }
            Type::Map(item) => {
                if let Value::Object(map) = value {
                    self.put("JSON text", json!(value.to_string()));
                    self.put("JSON text of another kind", json!("7"));
                    self.put("text that is not JSON", json!("{"));
                    self.put("null as an item", json!({"a": null}));
                    for (key, each) in map.iter().take(2) {
                        *self.target() = value.clone();
                        self.step(key, |walk| walk.value(item, items, &none, each));
                    }
                }
            }
            Type::Union(name) => self.variants(self.provider.union_def(name).unwrap()),
            Type::Object(name) if value.is_object() => {
                self.put("JSON text", json!(value.to_string()));
                self.put("JSON text of another kind", json!("7"));
                self.put("text that is not JSON", json!("{"));
                let def = self.provider.type_def(name).unwrap();
                *self.target() = value.clone();
                self.object(&def.object, value);
            }
            _ => {}
        }
    }

    /// Probes values that select each variant of a union, with what fits it and what does not.
    fn variants(&mut self, union: &UnionDef) {
        for UnionVariant { tags, field, .. } in &union.variants {
            let usual = self.usual.value(&field.ty);
            let tolerant = self.tolerant;
            let mut put = |value| self.put("a variant", value);
            put(usual.clone());
            match (union.by, tags.first(), &union.tag) {
                (By::Key, Some(key), _) => {
                    let others = [json!(null), json!(7), json!(true), json!("x"), json!([]), json!([7]), json!({}), json!(["x"])];
                    for value in others.into_iter().chain([usual]) {
                        self.put("several keys", json!({key: value, "more": 1}));
                        let what = inside(field, tolerant).filter(|_| value.to_string().contains('"')).unwrap_or("a variant");
                        self.put(what, json!({key: value}));
                    }
                    self.put("another key", json!({"none of them": 1}));
                }
                (By::Field, Some(text), Some(tag)) => {
                    for value in [json!(text), json!([text]), json!(null), json!(true), json!(2)] {
                        let mut members = usual.clone();
                        members.as_object_mut().unwrap().insert(tag.clone(), value.clone());
                        put(members);
                        put(json!({tag: value}));
                    }
                }
                (By::Detect, ..) => {
                    for (version, kind) in [(2, "moved"), (1, "moved"), (2, "lost")] {
                        let mut members = usual.clone();
                        members
                            .as_object_mut()
                            .unwrap()
                            .extend([("version".into(), json!(version)), ("type".into(), json!(kind))]);
                        put(members);
                        put(json!({"version": version, "type": kind, "place": "b"}));
                    }
                    put(json!({"removed": {"at": 1}}));
                    put(json!({"removed": {"at": "1"}}));
                }
                _ => {}
            }
        }
    }

    /// Probes both sides of each limit, and texts that a format or pattern does not allow.
    fn checks(&mut self, ty: &Type, rules: &ValueRules) {
        for check in &rules.checks {
            match check {
                Check::Length(length) if length.unit == Unit::Items => self.counts(ty, *length),
                Check::Length(length) => {
                    let what = if length.unit == Unit::Bytes { "a length in bytes" } else { "a length" };
                    for count in ends(length.min as f64, length.max as f64) {
                        self.put(what, json!("x".repeat(count as usize)));
                        self.put(what, json!("火".repeat(count as usize)));
                    }
                }
                Check::Range(range) => {
                    for number in ends(range.min, range.max) {
                        let number = if number.fract() == 0.0 { json!(number as i64) } else { json!(number) };
                        self.put("a number at the end of its range", number.clone());
                        self.put(RANGE, json!(number.to_string()));
                    }
                }
                Check::Format(Format::Json) => {
                    self.put("JSON text", json!("[1]"));
                    self.put("text that is not JSON", json!("{"));
                }
                Check::Format(Format::Cron) => FORMATS.iter().for_each(|text| self.put("a cron expression", json!(text))),
                Check::Format(_) | Check::Pattern(_) | Check::Time(_) => {
                    self.put("the 30th of February", json!("2018-02-30T08:54:07Z"));
                    FORMATS.iter().for_each(|text| self.put("a text of some format", json!(text)));
                }
                Check::OneOf(texts) => {
                    texts.iter().for_each(|text| self.put("a text of the list", json!(text)));
                    self.put("a text not of the list", json!("no such text"));
                }
            }
        }
    }

    fn counts(&mut self, ty: &Type, length: Length) {
        for count in ends(length.min as f64, length.max as f64) {
            let count = count as usize;
            let value = match ty {
                Type::List(item) => vec![self.usual.value(item); count].into(),
                Type::Map(item) => {
                    (0..count).map(|index| (index.to_string(), self.usual.value(item))).collect::<Map<_, _>>().into()
                }
                _ => continue,
            };
            self.put("a number of items", value);
        }
    }

    fn names_of(&mut self, name: &str) {
        let known: Vec<String> = self.provider.enum_def(name).unwrap().variants.iter().map(|each| each.wire.clone()).collect();
        known.into_iter().for_each(|name| self.put("a known name", json!(name)));
        self.put("a name that unknown", json!("no such text"));
    }

    /// Probes payloads that follow a rule, violate it, or do not fall under it.
    fn rule(&mut self, object: &Object, rule: &RuleKind) {
        let usual = self.usual;
        let first = |path: &str| path.split(['.', '[']).next().unwrap_or_default().to_owned();
        match rule {
            RuleKind::AtLeastOne(fields) | RuleKind::AtMostOne(fields) | RuleKind::ExactlyOne(fields) => {
                for present in 0..(1_usize << fields.len()) {
                    self.edit("fields of a rule", |map| {
                        for (index, wire) in fields.iter().enumerate() {
                            map.remove(&first(wire));
                            if present >> index & 1 == 1 {
                                map.extend([usual.member(object, wire)]);
                            }
                        }
                    });
                }
                self.edit("nulls in fields of a rule", |map| {
                    fields.iter().for_each(|wire| drop(map.insert(first(wire), Value::Null)));
                });
            }
            RuleKind::Requires { when, equals, fields } => {
                let condition = equals.as_ref().map_or_else(|| usual.member(object, when).1, |text| json!(text));
                for wire in fields.iter() {
                    self.edit("a field that is needed", |map| {
                        map.insert(when.to_string(), condition.clone());
                        map.remove(&first(wire));
                    });
                    self.edit("a field that is needed", |map| {
                        map.remove(&**when);
                        map.remove(&first(wire));
                    });
                }
            }
            RuleKind::Excludes { list, value, others } => {
                for other in others.iter() {
                    let mut put = |members| {
                        self.edit("members that exclude each other", |map| drop(map.insert(list.to_string(), members)));
                    };
                    put(json!([other, value]));
                    put(json!([other]));
                }
            }
            RuleKind::Base64 { text, flag } => {
                for (body, is_base64) in [("YQ==", true), ("no base64", true), ("no base64", false)] {
                    self.edit("a body that is flagged as base64", |map| {
                        map.insert(text.to_string(), json!(body));
                        map.insert(flag.to_string(), json!(is_base64));
                    });
                }
            }
            RuleKind::Unique { list } => {
                let member = self.target().get(&**list).and_then(|list| list.get(0)).cloned().unwrap_or(json!("x"));
                self.edit("a member twice", |map| drop(map.insert(list.to_string(), json!([member, member]))));
            }
        }
    }
}

/// Returns the description of the texts of a field, if their contents matter.
fn inside(field: &Field, tolerant: bool) -> Option<&'static str> {
    let accepts = |form| field.rules.accept.contains(&form) || field.items.accept.contains(&form);
    let json = |check: &Check| *check == Check::Format(Format::Json);
    let is_mixed_up = tolerant && has_members(&field.ty);
    if accepts(Accept::JsonText)
        || is_mixed_up
        || [field.ty.codec(), field.ty.item_codec()].iter().any(|steps| steps.first() == Some(&Step::Json))
        || field.rules.checks.iter().any(json)
    {
        return Some(JSON);
    }
    if field.rules.checks.iter().any(|check| matches!(check, Check::Length(Length { unit: Unit::Bytes, .. }))) {
        return Some("a length in bytes");
    }
    if matches!(innermost(&field.ty), Type::Time(TimeKind::Rfc3339) | Type::TimeLike(_)) {
        return Some("text of a time");
    }
    accepts(Accept::CommaText).then_some("a list in text")
}

/// Returns whether a value, or an item of it, is an object.
fn has_members(ty: &Type) -> bool {
    match ty {
        Type::List(item) => has_members(item),
        ty => matches!(ty, Type::Object(_) | Type::Map(_) | Type::Union(_)),
    }
}

/// Returns whether a value, or an item of it, is text with constraints, which a number in its place has to satisfy too.
fn limits_text(ty: &Type, rules: &ValueRules, items: &ValueRules) -> bool {
    match ty {
        Type::List(item) => limits_text(item, items, &ValueRules::default()),
        ty => matches!(ty, Type::String | Type::Encoded(..)) && !rules.checks.is_empty(),
    }
}

/// Returns numbers on both sides of both limits.
fn ends(min: f64, max: f64) -> Vec<f64> {
    let near = |end: f64| [end - 1.0, end, end + 1.0];
    let small = |end: &f64| end.is_finite() && end.abs() < 100_000.0;
    let all = [min, max].into_iter().filter(small).flat_map(near);
    all.collect()
}
