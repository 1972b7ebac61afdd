//! Schemas of values, with every wire form that the decoder accepts.

use triggerkit_core::shape::{Measurable, Texts};
use triggerkit_core::{Accept, Length, Step, TimeKind, Unit};
use triggerkit_spec::model::{By, Check, Field, Presence, Type, ValueRules};

use super::absent::{Absent, is_any_json_type, is_empty_text, is_null_item};
use super::forms::Forms;
use super::node::{Node, Object};
use super::scope::Scope;
use super::text;

/// Returns the schema of a field's value, with its documentation.
pub fn field(scope: &Scope<'_>, field: &Field) -> Object {
    let mut forms = Forms::new(scope);
    let optional = field.presence != Presence::Required;
    let &Field { ref ty, ref rules, ref items, batch, batch_items, .. } = field;
    forms.value(&Value { ty, rules, items, optional, batch, batch_items });
    if optional {
        forms.nothing(field);
    }
    let default = match &field.presence {
        Presence::Default(json) => serde_json::from_str(json).ok().map(Node::Scalar),
        _ => None,
    };
    if field.rules.sensitive || field.items.sensitive {
        forms.comments.push("Sensitive: keep it out of logs.".to_owned());
    }
    if !field.rules.sensitive_keys.is_empty() || !field.items.sensitive_keys.is_empty() {
        forms.comments.push("Some keys are sensitive: keep their values out of logs.".to_owned());
    }
    let comment = (!forms.comments.is_empty()).then(|| forms.comments.join(" "));
    Object::default()
        .with_some("description", field.doc.as_ref())
        .and(forms.schema())
        .with_some("default", default)
        .with_some("$comment", comment)
}

/// A value.
struct Value<'m> {
    ty: &'m Type,
    rules: &'m ValueRules,
    /// The rules of its items.
    items: &'m ValueRules,
    /// Whether an empty text counts as absent.
    optional: bool,
    /// Whether it holds the records of a batch.
    batch: bool,
    /// How many lists and maps inside of it hold them as well.
    batch_items: usize,
}

impl Forms<'_> {
    /// Adds null, and the other values that count as absent.
    fn nothing(&mut self, field: &Field) {
        let mut texts = field.rules.empty.clone();
        // The forms of other types already allow `""`.
        texts.retain(|text| !text.is_empty() || !is_empty_text(self.scope, field));
        if !texts.is_empty() && !self.has_any_text() {
            self.other(text::one_of(&texts));
        }
        let absent = Absent::of(self.scope, field);
        if absent.list && !self.has("array") {
            self.kind("array", Object::of("maxItems", 0_usize));
        }
        if absent.object && !self.has("object") {
            self.kind("object", Object::of("maxProperties", 0_usize));
        }
        self.kind("null", Object::default());
    }

    fn value(&mut self, value: &Value<'_>) {
        let Value { ty, rules, optional, .. } = *value;
        match ty {
            Type::String => self.string(rules),
            Type::Bool => self.boolean(rules, optional),
            Type::I64 | Type::U64 | Type::F64 => self.number(ty, rules, optional),
            Type::Time(kind) => self.time(*kind, rules, optional),
            Type::TimeLike(pattern) => {
                self.comments.push(format!("Time: `{}`.", pattern.as_str()));
                self.time(TimeKind::Text, rules, optional);
            }
            // The object requires the type that the tag of a union selects.
            Type::Union(name) if self.scope.by(name) != Some(By::Sibling) => {
                self.other(Object::reference(name));
                if self.scope.is_object(name) {
                    self.json_text(rules, optional);
                }
            }
            Type::Json | Type::Generic | Type::Foreign(_) | Type::Union(_) if optional => self.open = true,
            Type::Json | Type::Generic | Type::Foreign(_) | Type::Union(_) => {
                self.kinds(&["object", "array", "string", "number", "boolean"]);
            }
            Type::Scalar => {
                self.kinds(&["string", "number", "boolean"]);
                self.other(bytes());
            }
            Type::Object(name) => {
                self.other(Object::reference(name));
                self.json_text(rules, optional);
            }
            Type::Enum(name) => self.other(Object::reference(name)),
            Type::List(item) => self.list(item, value),
            Type::Map(item) => self.map(item, value),
            Type::Encoded(contents, steps) => self.encoded(contents, steps, rules),
            Type::Raw | Type::Bytes => self.kind("string", Object::of("contentEncoding", "base64")),
        }
        if rules.accept.contains(&Accept::JsonText) && !self.open {
            self.comments.push("As text: the value as JSON.".to_owned());
        }
    }

    /// Adds the JSON text of an object or map.
    fn json_text(&mut self, rules: &ValueRules, optional: bool) {
        if self.scope.accepts(rules, Accept::JsonText) {
            self.some_text(optional);
        }
    }

    /// Adds any text, or any that is not empty.
    fn some_text(&mut self, optional: bool) {
        self.kind("string", if optional { Object::default() } else { Object::of("minLength", 1_usize) });
    }

    fn list(&mut self, item: &Type, list: &Value<'_>) {
        let mut items = self.item(item, list);
        let length = counts(list.rules);
        if self.scope.accepts(list.rules, Accept::One) && length.admits(1) {
            self.one(items.clone(), list.optional);
        }
        if self.leaves_out_null(list, item) {
            items.kind("null", Object::default());
        }
        self.kind("array", text::ends("minItems", "maxItems", length.min, length.max).with("items", items.schema()));
        if list.rules.accept.contains(&Accept::CommaText) {
            self.comments.push("As text: the items, separated by commas.".to_owned());
            self.kind("string", Object::default());
        } else if list.rules.accept.contains(&Accept::JsonText) {
            self.some_text(list.optional);
        } else if self.scope.tolerant && !self.has("string") {
            // Any other text is an item.
            self.kind("string", Object::of("pattern", if list.optional { r"^(\s*\[|$)" } else { r"^\s*\[" }));
        }
    }

    fn map(&mut self, item: &Type, map: &Value<'_>) {
        let mut items = self.item(item, map);
        if self.leaves_out_null(map, item) {
            items.kind("null", Object::default());
        }
        let length = counts(map.rules);
        let ends = text::ends("minProperties", "maxProperties", length.min, length.max);
        self.kind("object", ends.with("additionalProperties", items.schema()));
        self.json_text(map.rules, map.optional);
    }

    /// Returns whether null is read in place of an item, which is left out then.
    fn leaves_out_null(&self, value: &Value<'_>, item: &Type) -> bool {
        self.scope.tolerant && !value.batch && !is_null_item(item)
    }

    /// Returns the forms of the items of a list or map.
    fn item(&mut self, ty: &Type, container: &Value<'_>) -> Self {
        let mut forms = Forms::new(self.scope);
        // Null is an item like any other if the items are any JSON, or unions, which keep it as such.
        forms.value(&Value {
            ty,
            rules: container.items,
            items: &ValueRules::default(),
            optional: is_any_json_type(self.scope, ty),
            batch: container.batch_items > 0,
            batch_items: container.batch_items.saturating_sub(1),
        });
        if matches!(ty, Type::Union(_)) && !forms.open {
            forms.kind("null", Object::default());
        }
        self.comments.append(&mut forms.comments);
        forms
    }

    /// Adds one item in place of a list. A list or null in its place is never taken for an item.
    fn one(&mut self, item: Forms<'_>, optional: bool) {
        if item.open {
            self.kinds(&["object", "number", "boolean"]);
            self.some_text(optional);
            return;
        }
        let item = item.without("array");
        if !item.is_empty() {
            self.other(item.schema());
        }
    }

    fn string(&mut self, rules: &ValueRules) {
        let keywords = text::checks(&rules.checks, &mut self.comments);
        self.text(rules, keywords);
        self.bare_text(rules);
        if rules.accept.contains(&Accept::Json) {
            self.kinds(&["object", "array"]);
        }
    }

    /// Adds text with the keywords of its constraints.
    fn text(&mut self, rules: &ValueRules, keywords: Object) {
        match one_of(rules) {
            // These keywords apply to every kind of value.
            Some(_) => self.other(Object::of("type", "string").and(keywords)),
            None => self.kind("string", keywords),
        }
    }

    /// Adds the numbers and booleans that are read as text.
    fn bare_text(&mut self, rules: &ValueRules) {
        let admits = |text: &str| rules.checks.iter().all(|check| check.admits(Measurable::Text(text)));
        if let Some(texts) = one_of(rules) {
            let literals = text::literals(self.scope, rules, texts.iter().filter(|text| admits(text)));
            if !literals.is_empty() {
                self.other(Object::of("enum", literals));
            }
            return;
        }
        if self.scope.accepts(rules, Accept::Number) {
            if !rules.checks.is_empty() {
                self.comments.push("The constraints on the text also apply to the digits of a number.".to_owned());
            }
            self.kind("number", Object::default());
        }
        if self.scope.accepts(rules, Accept::Bool) {
            match [admits("true"), admits("false")] {
                [true, true] => self.kind("boolean", Object::default()),
                [true, false] => self.other(Object::of("const", true)),
                [false, true] => self.other(Object::of("const", false)),
                [false, false] => {}
            }
        }
    }

    fn boolean(&mut self, rules: &ValueRules, optional: bool) {
        self.kind("boolean", Object::default());
        if self.scope.accepts(rules, Accept::String) {
            let words = ["true", "True", "TRUE", "false", "False", "FALSE", ""];
            self.other(Object::of("enum", &words[..if optional { 7 } else { 6 }]));
        }
    }

    fn number(&mut self, ty: &Type, rules: &ValueRules, optional: bool) {
        let (kind, pattern, mut least, mut most) = match ty {
            Type::I64 => ("integer", text::INTEGER, Some(Node::from(i64::MIN)), Some(Node::from(i64::MAX))),
            Type::U64 => ("integer", text::WHOLE, Some(Node::from(0_u64)), Some(Node::from(u64::MAX))),
            _ => ("number", text::NUMBER, None, None),
        };
        for check in &rules.checks {
            let Check::Range(range) = check else { continue };
            if range.min.is_finite() && !(*ty == Type::U64 && range.min < 0.0) {
                least = Some(range.min.into());
            }
            if range.max.is_finite() {
                most = Some(range.max.into());
            }
        }
        self.kind(kind, Object::default().with_some("minimum", least).with_some("maximum", most));
        if self.scope.accepts(rules, Accept::String) {
            self.digits(pattern, optional);
        }
    }

    /// Adds a number in a text. If the field is optional, an empty text counts as absent.
    fn digits(&mut self, pattern: &str, optional: bool) {
        let pattern = if optional { format!("^({pattern})?$") } else { format!("^{pattern}$") };
        self.kind("string", Object::of("pattern", pattern));
    }

    fn time(&mut self, kind: TimeKind, rules: &ValueRules, optional: bool) {
        self.comments.extend(match kind {
            TimeKind::Text => None,
            TimeKind::Any => Some("Time: RFC 3339, a date as vendors write it, or a count since 1970.".to_owned()),
            kind => Some(format!("Time: {}.", kind.expected())),
        });
        let counted = kind.nanoseconds().is_some();
        if counted || kind == TimeKind::Any || self.scope.accepts(rules, Accept::Number) {
            self.kind("number", Object::default());
        }
        if !counted {
            // A time is kept as it arrived and parsed on request, so any text is accepted.
            self.kind("string", Object::default());
        } else if self.scope.accepts(rules, Accept::String) {
            self.digits(text::NUMBER, optional);
        }
    }

    /// Adds the text of a codec. The decoder accepts any contents, so they are described, but not required.
    fn encoded(&mut self, contents: &Type, codec: &[Step], rules: &ValueRules) {
        if codec.first() == Some(&Step::Numbers) {
            let byte = Object::of("type", "integer").with("minimum", -128_i64).with("maximum", 255_i64);
            return self.kind("array", Object::of("items", byte));
        }
        let mut keywords = text::checks(&rules.checks, &mut self.comments);
        if codec.first() == Some(&Step::Base64) {
            keywords.put("contentEncoding", "base64");
        }
        if codec.last() == Some(&Step::Json) && !keywords.has("contentMediaType") {
            keywords.put("contentMediaType", "application/json");
        }
        if codec.contains(&Step::Percent) {
            self.comments.push("The text is percent-encoded like a form.".to_owned());
        }
        if codec.contains(&Step::Unpack) {
            self.comments.push("The bytes are gzip, zlib, zip or plain.".to_owned());
        } else if codec.last() == Some(&Step::Json) {
            let mut inside = Forms::new(self.scope);
            let none = ValueRules::default();
            inside.value(&Value { ty: contents, rules: &none, items: &none, optional: false, batch: false, batch_items: 0 });
            keywords.put("contentSchema", inside.schema());
        }
        self.text(rules, keywords);
        match codec.first() {
            Some(Step::Json) => self.kinds(&["object", "array"]),
            _ if codec == [Step::Base64] => {
                self.bare_text(rules);
                self.other(bytes());
            }
            _ => {}
        }
    }
}

/// Returns the limits on the number of items.
fn counts(rules: &ValueRules) -> Length {
    let length = rules.checks.iter().find_map(|check| match check {
        Check::Length(length) => Some(*length),
        _ => None,
    });
    length.unwrap_or(Length { min: 0, max: usize::MAX, unit: Unit::Items })
}

/// Returns the only valid texts.
fn one_of(rules: &ValueRules) -> Option<&Texts> {
    rules.checks.iter().find_map(|check| match check {
        Check::OneOf(texts) => Some(texts),
        _ => None,
    })
}

/// Returns the schema of bytes of a CBOR payload, as JSON shows them.
fn bytes() -> Object {
    Object::of("type", "object")
        .with("properties", Object::of("$bytes", Object::of("type", "string").with("contentEncoding", "base64")))
        .with("required", vec!["$bytes"])
        .with("maxProperties", 1_usize)
}
