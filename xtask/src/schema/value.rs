//! Schemas of values, with every wire form that the decoder accepts.

use triggerkit_core::{Accept, Step, TimeKind};
use triggerkit_spec::model::{Check, Field, Presence, Type, ValueRules};

use super::node::{Node, Object};
use super::{rules, text};

/// Returns the schema of a field's value, with its documentation.
pub fn field(field: &Field) -> Object {
    let mut forms = Forms::default();
    let optional = field.presence != Presence::Required;
    if field.codec.is_empty() {
        forms.value(&field.ty, &field.rules, &field.items, optional);
    } else {
        forms.encoded(field);
    }
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
    let comment = (!forms.comments.is_empty()).then(|| forms.comments.join(" "));
    Object::default()
        .with_some("description", field.doc.as_ref())
        .and(forms.schema())
        .with_some("default", default)
        .with_some("$comment", comment)
}

/// The forms of a value. Forms share one schema if their keywords apply only to their own kind of value.
#[derive(Default)]
struct Forms {
    kinds: Vec<&'static str>,
    keywords: Object,
    others: Vec<Node>,
    /// Whether every value is allowed.
    open: bool,
    comments: Vec<String>,
}

impl Forms {
    fn kind(&mut self, kind: &'static str, keywords: Object) {
        if !self.kinds.contains(&kind) {
            self.kinds.push(kind);
        }
        self.keywords = std::mem::take(&mut self.keywords).and(keywords);
    }

    fn other(&mut self, schema: impl Into<Node>) {
        self.others.push(schema.into());
    }

    /// Adds a number in a text. If the field is optional, an empty text counts as absent.
    fn digits(&mut self, pattern: &str, optional: bool) {
        let pattern = if optional { format!("^({pattern})?$") } else { format!("^{pattern}$") };
        self.kind("string", Object::of("pattern", pattern));
    }

    fn schema(self) -> Object {
        if self.open {
            return Object::default();
        }
        let kinds = match &self.kinds[..] {
            [] => Object::default(),
            [only] => Object::of("type", *only),
            several => Object::of("type", several),
        };
        let shared = kinds.and(self.keywords);
        match (shared.is_empty(), self.others) {
            (false, others) if others.is_empty() => shared,
            (true, mut others) if others.len() == 1 => match others.remove(0) {
                Node::Object(only) => only,
                other => Object::of("allOf", vec![other]),
            },
            (true, others) => Object::of("anyOf", others),
            (false, others) => Object::of("anyOf", [vec![shared.into()], others].concat()),
        }
    }

    /// Adds null, and the texts that count as absent.
    fn nothing(&mut self, field: &Field) {
        let plain_text = self.kinds.contains(&"string") && !["minLength", "pattern"].iter().any(|key| self.keywords.has(key));
        let mut texts: Vec<&str> = rules::empty_texts(field);
        // The forms of other types already allow `""`.
        texts.retain(|text| !text.is_empty() || !field.rules.accept.contains(&Accept::String));
        if !texts.is_empty() && !plain_text {
            let texts: Vec<String> = texts.into_iter().map(str::to_owned).collect();
            self.other(text::one_of(&texts));
        }
        self.kind("null", Object::default());
    }

    fn value(&mut self, ty: &Type, rules: &ValueRules, items: &ValueRules, optional: bool) {
        let accepts = |form| rules.accept.contains(&form);
        // An empty text counts as absent.
        let some_text = || if optional { Object::default() } else { Object::of("minLength", 1_usize) };
        match ty {
            Type::String => self.string(rules),
            Type::Bool => {
                self.kind("boolean", Object::default());
                if accepts(Accept::String) {
                    let words = ["true", "True", "TRUE", "false", "False", "FALSE", ""];
                    self.other(Object::of("enum", &words[..if optional { 7 } else { 6 }]));
                }
            }
            Type::I64 | Type::U64 | Type::F64 => self.number(ty, rules, optional),
            Type::Time(kind) => self.time(*kind, rules, optional),
            Type::Json | Type::Foreign(_) if optional => self.open = true,
            Type::Json | Type::Foreign(_) => {
                for kind in ["object", "array", "string", "number", "boolean"] {
                    self.kind(kind, Object::default());
                }
            }
            Type::Scalar => {
                for kind in ["string", "number", "boolean"] {
                    self.kind(kind, Object::default());
                }
                self.other(bytes());
            }
            // The object requires the type of the tag.
            Type::Union(_) => self.open = true,
            Type::Object(name) | Type::Enum(name) => self.other(Object::reference(name)),
            Type::List(item) => {
                let schema = self.item(item, items);
                let one = accepts(Accept::One) && counts(rules).is_none_or(|length| length.admits(1));
                if one {
                    self.other(schema.clone());
                }
                let (min, max) = counts(rules).map_or((0, usize::MAX), |length| (length.min, length.max));
                self.kind("array", text::ends("minItems", "maxItems", min, max).with("items", schema));
            }
            Type::Map(item) => {
                let schema = self.item(item, items);
                let (min, max) = counts(rules).map_or((0, usize::MAX), |length| (length.min, length.max));
                let ends = text::ends("minProperties", "maxProperties", min, max);
                self.kind("object", ends.with("additionalProperties", schema));
            }
            Type::Raw | Type::Bytes => self.kind("string", Object::of("contentEncoding", "base64")),
        }
        if accepts(Accept::CommaText) {
            self.comments.push("As text: the items, separated by commas.".to_owned());
            self.kind("string", Object::default());
        }
        if accepts(Accept::JsonText) && !self.open {
            self.comments.push("As text: the value as JSON.".to_owned());
            self.kind("string", some_text());
        }
    }

    fn item(&mut self, ty: &Type, rules: &ValueRules) -> Node {
        let mut forms = Forms::default();
        forms.value(ty, rules, &ValueRules::default(), false);
        self.comments.append(&mut forms.comments);
        forms.schema().into()
    }

    fn string(&mut self, rules: &ValueRules) {
        let keywords = text::checks(&rules.checks, &mut self.comments);
        if rules.checks.iter().any(|check| matches!(check, Check::OneOf(_))) {
            // These keywords apply to every kind of value.
            self.other(Object::of("type", "string").and(keywords));
        } else {
            self.kind("string", keywords);
        }
        if rules.accept.contains(&Accept::Number) {
            if !rules.checks.is_empty() {
                self.comments.push("The constraints on the text also apply to the digits of a number.".to_owned());
            }
            self.kind("number", Object::default());
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
        if rules.accept.contains(&Accept::String) {
            self.digits(pattern, optional);
        }
    }

    fn time(&mut self, kind: TimeKind, rules: &ValueRules, optional: bool) {
        self.comments.extend(match kind {
            TimeKind::Text => None,
            kind => Some(format!("Time: {}.", kind.expected())),
        });
        let counted = kind.nanoseconds().is_some();
        if counted || rules.accept.contains(&Accept::Number) {
            self.kind("number", Object::default());
        }
        if !counted {
            // A time is kept as it arrived and parsed on request, so any text is accepted.
            self.kind("string", Object::default());
        } else if rules.accept.contains(&Accept::String) {
            self.digits(text::NUMBER, optional);
        }
    }

    /// Adds the text of a codec. The decoder accepts any contents, so they are described, but not required.
    fn encoded(&mut self, field: &Field) {
        let mut keywords = text::checks(&field.rules.checks, &mut self.comments);
        if field.codec.first() == Some(&Step::Base64) {
            keywords.put("contentEncoding", "base64");
        }
        if field.codec.last() == Some(&Step::Json) && !keywords.has("contentMediaType") {
            keywords.put("contentMediaType", "application/json");
        }
        if field.codec.contains(&Step::Unpack) {
            self.comments.push("The bytes are gzip, zlib, zip or plain.".to_owned());
        } else if field.codec.last() == Some(&Step::Json) {
            let mut inside = Forms::default();
            inside.value(&field.ty, &ValueRules::default(), &ValueRules::default(), false);
            keywords.put("contentSchema", inside.schema());
        }
        if field.rules.checks.iter().any(|check| matches!(check, Check::OneOf(_))) {
            self.other(Object::of("type", "string").and(keywords));
        } else {
            self.kind("string", keywords);
        }
        match field.codec.first() {
            Some(Step::Json) => {
                self.kind("object", Object::default());
                self.kind("array", Object::default());
            }
            _ if field.ty == Type::Bytes && field.codec == [Step::Base64] => self.other(bytes()),
            _ => {}
        }
    }
}

fn counts(rules: &ValueRules) -> Option<triggerkit_core::Length> {
    rules.checks.iter().find_map(|check| match check {
        Check::Length(length) => Some(*length),
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
