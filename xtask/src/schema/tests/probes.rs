//! Payloads that differ from a sample in one value: valid and invalid ones, and values at the limits of constraints.

use serde_json::{Map, Value, json};
use triggerkit_core::{Accept, Format, Length, Step, TimeKind, Unit};
use triggerkit_spec::model::{Check, Field, Object, Provider, RuleKind, Type, ValueRules};

/// Calls `test` with every probe and a description of its difference.
pub fn each(provider: &Provider, object: &Object, sample: &Value, test: &mut dyn FnMut(&'static str, &Value)) {
    let mut walk = Walk { provider, payload: sample.clone(), at: Vec::new(), made_up: 0, text: None, test };
    walk.object(object, sample);
}

struct Walk<'w> {
    provider: &'w Provider,
    payload: Value,
    at: Vec<String>,
    /// The number of enclosing values that are not from the sample. It is limited, because types may contain themselves.
    made_up: usize,
    /// The description of any text, if its contents matter.
    text: Option<&'static str>,
    test: &'w mut dyn FnMut(&'static str, &Value),
}

impl Walk<'_> {
    fn target(&mut self) -> &mut Value {
        self.at.iter().fold(&mut self.payload, |value, step| match value {
            Value::Array(list) => &mut list[step.parse::<usize>().unwrap()],
            other => other.get_mut(step).unwrap(),
        })
    }

    /// Replaces the current value, calls `test`, and restores the value.
    fn put(&mut self, what: &'static str, value: Value) {
        let what = self.text.filter(|_| value.is_string()).unwrap_or(what);
        let before = std::mem::replace(self.target(), value);
        (self.test)(what, &self.payload);
        *self.target() = before;
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
            let was = there.clone().unwrap_or_else(|| usual(&field.ty));
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
        for alias in &field.aliases {
            self.edit("under another name", |map| {
                let value = map.remove(&field.wire).unwrap_or(json!("x"));
                map.insert(alias.clone(), value);
            });
            self.edit("under both names", |map| drop(map.insert(alias.clone(), json!([1]))));
        }
    }

    fn field(&mut self, field: &Field, value: &Value) {
        for text in &field.rules.empty {
            self.put("a text that counts as absent", json!(text));
        }
        let outer = std::mem::replace(&mut self.text, inside(field));
        self.places(field, value);
        self.text = outer;
    }

    fn places(&mut self, field: &Field, value: &Value) {
        if field.codec.is_empty() {
            return self.value(&field.ty, &field.rules, &field.items, value);
        }
        for value in [json!(null), json!(7), json!(true)] {
            self.put("another kind", value);
        }
        for value in [json!([]), json!({}), json!([1]), json!({"$bytes": "aGk="})] {
            self.put("a value in place of its text", value);
        }
        self.checks(&Type::String, &field.rules);
        self.put("another text", json!("garbage"));
        self.put("JSON text", json!(value.to_string()));
    }

    fn kinds(&mut self, ty: &Type) {
        let union = matches!(ty, Type::Union(_));
        self.put("null", json!(null));
        for value in [json!(true), json!(-7), json!(7), json!(1.5), json!("x"), json!([]), json!([1]), json!({})] {
            self.put(if union { "a value that no tag selects" } else { "another kind" }, value);
        }
        for text in ["", "9", "-9", "1.5", "09", "true", "yes", "None"] {
            self.put(if union { "a value that no tag selects" } else { "another text" }, json!(text));
        }
        self.put("bytes", json!({"$bytes": "aGk="}));
        self.put("TRUE", json!("TRUE"));
    }

    fn value(&mut self, ty: &Type, rules: &ValueRules, items: &ValueRules, value: &Value) {
        self.kinds(ty);
        self.checks(ty, rules);
        let none = ValueRules::default();
        match ty {
            Type::I64 | Type::U64 | Type::F64 => {
                self.put("1.0", json!(1.0));
                self.put("the largest integer", json!(u64::MAX));
                self.put("the smallest integer", json!(i64::MIN));
                self.put("an integer that no type holds, as text", json!("99999999999999999999"));
            }
            Type::Time(_) => {
                self.put("a time", json!("2018-06-26T08:54:07.123+08:00"));
                self.put("a date", json!("26.6.2018"));
            }
            Type::Enum(name) => self.names_of(name),
            Type::List(item) => {
                if let Value::Array(list) = value {
                    self.put("JSON text", json!(value.to_string()));
                    self.put("JSON text of another kind", json!("7"));
                    self.put("text that is not JSON", json!("{"));
                    self.put("one item", list.first().cloned().unwrap_or(usual(item)));
                    self.put("text with commas", json!("a,b"));
                    self.put("text with commas", json!("a,b,c,d,e,f,g,,"));
                    self.put("an item of another kind", json!([{"a": [1]}]));
                    self.put("null as an item", json!([null]));
                    for (index, each) in list.iter().enumerate() {
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
                    for (key, each) in map {
                        *self.target() = value.clone();
                        self.step(key, |walk| walk.value(item, items, &none, each));
                    }
                }
            }
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
                        self.put("a number at the end of its range, as text", json!(number.to_string()));
                    }
                }
                Check::Format(Format::Json) => {
                    self.put("JSON text", json!("[1]"));
                    self.put("text that is not JSON", json!("{"));
                }
                Check::Format(_) | Check::Pattern(_) => {
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
                Type::List(item) => vec![usual(item); count].into(),
                Type::Map(item) => (0..count).map(|index| (index.to_string(), usual(item))).collect::<Map<_, _>>().into(),
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
        let usual_of = |wire: &str| usual(&object.field(wire).unwrap().ty);
        match rule {
            RuleKind::AtLeastOne(fields) | RuleKind::AtMostOne(fields) | RuleKind::ExactlyOne(fields) => {
                for present in 0..(1_usize << fields.len()) {
                    self.edit("fields of a rule", |map| {
                        for (index, wire) in fields.iter().enumerate() {
                            map.remove(&**wire);
                            if present >> index & 1 == 1 {
                                map.insert(wire.to_string(), usual_of(wire));
                            }
                        }
                    });
                }
                self.edit("nulls in fields of a rule", |map| {
                    fields.iter().for_each(|wire| drop(map.insert(wire.to_string(), Value::Null)));
                });
            }
            RuleKind::Requires { when, equals, fields } => {
                let condition = equals.as_ref().map_or_else(|| usual_of(when), |text| json!(text));
                for wire in fields.iter() {
                    self.edit("a field that is needed", |map| {
                        map.insert(when.to_string(), condition.clone());
                        map.remove(&**wire);
                    });
                    self.edit("a field that is needed", |map| {
                        map.remove(&**when);
                        map.remove(&**wire);
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
fn inside(field: &Field) -> Option<&'static str> {
    let accepts = |form| field.rules.accept.contains(&form) || field.items.accept.contains(&form);
    let json = |check: &Check| *check == Check::Format(Format::Json);
    if accepts(Accept::JsonText) || field.codec.first() == Some(&Step::Json) || field.rules.checks.iter().any(json) {
        return Some("JSON in text");
    }
    if field.rules.checks.iter().any(|check| matches!(check, Check::Length(Length { unit: Unit::Bytes, .. }))) {
        return Some("a length in bytes");
    }
    if field.ty == Type::Time(TimeKind::Rfc3339) {
        return Some("text of a time");
    }
    accepts(Accept::CommaText).then_some("a list in text")
}

/// Returns numbers on both sides of both limits.
fn ends(min: f64, max: f64) -> Vec<f64> {
    let near = |end: f64| [end - 1.0, end, end + 1.0];
    let small = |end: &f64| end.is_finite() && end.abs() < 100_000.0;
    let all = [min, max].into_iter().filter(small).flat_map(near);
    all.collect()
}

/// Returns a simple value of the type.
fn usual(ty: &Type) -> Value {
    match ty {
        Type::Bool => json!(false),
        Type::I64 | Type::U64 | Type::F64 => json!(1),
        Type::Time(kind) if kind.nanoseconds().is_some() => json!(1),
        Type::Time(_) => json!("2018-06-26T08:54:07Z"),
        Type::List(item) => json!([usual(item)]),
        Type::Map(item) => json!({"a": usual(item)}),
        Type::Object(_) | Type::Union(_) => json!({}),
        _ => json!("x"),
    }
}

const FORMATS: &[&str] = &[
    "",
    "x",
    "a-b3",
    "ab3",
    "aGVsbG8=",
    "aGVsbG9=",
    "aGVsbG8",
    "aGk=",
    "aA==",
    "aB==",
    "0 1/10 * * * *",
    "0 0 0 * *",
    "* * * *",
    "@every 5m",
    "@every 0m",
    "@every 5y",
    "https://example.com/a?b",
    "https:",
    "://x",
    "a b:c",
    "urn:smn:topic",
    "urn::x",
    "URN:a:b c",
    "123e4567-e89b-12d3-a456-426614174000",
    "123e4567e89b12d3a456426614174000",
    "127.0.0.1",
    "127.0.0.01",
    "256.0.0.1",
    "1.2.3",
    "-12",
    "+12",
    "1.5",
    "0012",
    "2018-06-26T08:54:07Z",
    "2018-06-26 08:54:07.5+0800",
    "2018-13-26T08:54:07Z",
    "2018-06-26",
    "火",
];
