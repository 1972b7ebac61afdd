//! Whether a JSON value obeys an object of the model: what the checker asks of every sample and default.
//!
//! It judges as a decoder does: unknown keys are fine, open sets are open, null and absent are the same, and every
//! violation is found, each with its path. It is stricter in two points, because a documented value should show what
//! the spec says: text of a time must be one, and JSON text of a codec must hold what its type asks for.

mod rules;
mod text;

use triggerkit_core::json::SyntaxError;
use triggerkit_core::{Accept, Number, Step};

use crate::definitions::{Definition, Definitions};
use crate::json::{self, Node, Value};
use crate::model::{Check, Field, Object, Presence, Provider, Span, Type, ValueRules};
use crate::words;

/// One place of a value that breaks the spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Where in the value: `Records[3].Ckafka.offset`. Empty for the value itself.
    pub path: String,
    /// Byte offset in the value's text.
    pub at: usize,
    /// What is broken: `type`, `required`, `length`, `range`, `pattern`, `format`, `one_of`, or a rule's own word.
    pub rule: &'static str,
    /// What should be there, in words.
    pub expected: String,
    /// What is there, in words.
    pub found: String,
    /// What the spec itself says about a broken rule, in place of what is expected.
    pub doc: Option<String>,
    /// Place of the field or rule in the spec.
    pub spec: Span,
}

/// Every violation in a JSON text that should be `object` of `provider`.
///
/// # Errors
/// The text is not JSON.
pub fn object(provider: &Provider, object: &Object, text: &str) -> Result<Vec<Violation>, SyntaxError> {
    Ok(violations(&Definitions::of(provider), object, &json::parse(text)?))
}

pub(crate) fn violations(definitions: &Definitions<'_>, object: &Object, node: &Node<'_>) -> Vec<Violation> {
    let mut walk = Walk::new(definitions, object.span.clone());
    walk.object(object, node);
    walk.found
}

/// The violations of a single value, such as a default.
pub(crate) fn value(definitions: &Definitions<'_>, ty: &Type, rules: &ValueRules, node: &Node<'_>) -> Vec<Violation> {
    let mut walk = Walk::new(definitions, 0..0);
    walk.value(ty, rules, &NO_RULES, node);
    walk.found
}

/// Why a text breaks the checks; `None` when it obeys them all.
pub(crate) fn broken_check<'c>(checks: &'c [Check], text: &str) -> Option<&'c Check> {
    checks.iter().find(|check| !text::obeys(check, text))
}

pub(crate) use text::rule as key;

struct Walk<'m> {
    definitions: &'m Definitions<'m>,
    path: String,
    /// The offset to report for everything inside text that is read as JSON again.
    within: Option<usize>,
    spec: Span,
    found: Vec<Violation>,
}

impl<'m> Walk<'m> {
    fn new(definitions: &'m Definitions<'m>, spec: Span) -> Self {
        Walk { definitions, path: String::new(), within: None, spec, found: Vec::new() }
    }

    fn broken(&mut self, node: &Node<'_>, rule: &'static str, expected: impl Into<String>, found: impl Into<String>) {
        self.found.push(Violation {
            path: self.path.clone(),
            at: self.within.unwrap_or(node.at),
            rule,
            expected: expected.into(),
            found: found.into(),
            doc: None,
            spec: self.spec.clone(),
        });
    }

    fn mismatch(&mut self, ty: &Type, node: &Node<'_>) {
        self.broken(node, "type", words::expected(ty), node.words());
    }

    /// Runs `inner` one step deeper.
    fn step(&mut self, step: &str, inner: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        if length > 0 && !step.starts_with('[') {
            self.path.push('.');
        }
        self.path.push_str(step);
        inner(self);
        self.path.truncate(length);
    }

    fn object(&mut self, object: &'m Object, node: &Node<'_>) {
        if !matches!(node.value, Value::Object(_)) {
            return self.mismatch(&Type::Object(object.name.clone()), node);
        }
        for field in &object.fields {
            let outer = std::mem::replace(&mut self.spec, field.span.clone());
            self.step(&field.wire, |walk| walk.field(object, field, node));
            self.spec = outer;
        }
        self.rules(object, node);
    }

    fn field(&mut self, object: &'m Object, field: &'m Field, parent: &Node<'_>) {
        let value = member(field, parent);
        match value.filter(|node| !is_nothing(field, node)) {
            Some(node) if !field.codec.is_empty() => self.encoded(field, node),
            Some(node) => match &field.ty {
                Type::Union(name) => self.union_value(object, field, name, parent, node),
                ty => self.value(ty, &field.rules, &field.items, node),
            },
            None if field.presence == Presence::Required => {
                let found = value.map_or_else(|| "nothing".into(), Node::words);
                self.broken(value.unwrap_or(parent), "required", words::expected(&field.ty), found);
            }
            None if field.presence == Presence::Nullable && value.is_none() => {
                self.broken(parent, "required", format!("{} or null", words::expected(&field.ty)), "nothing");
            }
            None => {}
        }
    }

    /// Encoded text: its own constraints hold, and where it is plain JSON text, so do those of what is inside.
    fn encoded(&mut self, field: &'m Field, node: &Node<'_>) {
        let value = matches!(node.value, Value::Object(_) | Value::List(_));
        if value && field.codec == [Step::Json] {
            return self.value(&field.ty, &NO_RULES, &NO_RULES, node);
        }
        let Some(text) = node.text() else { return self.mismatch(&Type::Bytes, node) };
        self.text_checks(&field.rules.checks, text, node);
        if field.codec == [Step::Json]
            && let Ok(inner) = json::parse(text)
        {
            self.again(node, |walk| walk.value(&field.ty, &NO_RULES, &NO_RULES, &inner));
        }
    }

    /// Runs `inner` on a value that was found in text at `node`.
    fn again(&mut self, node: &Node<'_>, inner: impl FnOnce(&mut Self)) {
        let outer = self.within;
        self.within = Some(outer.unwrap_or(node.at));
        inner(self);
        self.within = outer;
    }

    fn union_value(&mut self, object: &'m Object, field: &'m Field, name: &str, parent: &Node<'_>, node: &Node<'_>) {
        if !matches!(node.value, Value::Object(_)) {
            return self.mismatch(&field.ty, node);
        }
        let tag = field.tag.and_then(|index| object.fields.get(index)).and_then(|tag| member(tag, parent)?.text());
        let Some((tag, Definition::Union(union))) = tag.zip(self.definitions.find(name)) else { return };
        if let Some(variant) = union.variant_of(tag) {
            self.named(&variant.type_name, node);
        }
    }

    fn named(&mut self, name: &str, node: &Node<'_>) {
        if let Some(Definition::Object(ty)) = self.definitions.find(name) {
            self.object(&ty.object, node);
        }
    }

    fn value(&mut self, ty: &'m Type, rules: &'m ValueRules, items: &'m ValueRules, node: &Node<'_>) {
        let accepts = |form| rules.accept.contains(&form);
        match (ty, &node.value) {
            (Type::Json | Type::Foreign(_), _) => {}
            (Type::List(_) | Type::Map(_) | Type::Object(_), Value::String(text)) if accepts(Accept::JsonText) => {
                match json::parse(text) {
                    Ok(inner) => self.again(node, |walk| walk.plain(ty, rules, items, &inner)),
                    Err(_) => self.broken(node, "type", "JSON text", node.words()),
                }
            }
            (Type::List(_), Value::String(text)) if accepts(Accept::CommaText) => {
                let parts = text.split(',').filter(|_| !text.is_empty());
                let parts = parts.map(|part| Node { at: node.at, value: Value::String(part.into()) }).collect();
                self.plain(ty, rules, items, &Node { at: node.at, value: Value::List(parts) });
            }
            (Type::List(_), value) if accepts(Accept::One) && !matches!(value, Value::List(_)) => {
                self.plain(ty, rules, items, &Node { at: node.at, value: Value::List(vec![node.clone()]) });
            }
            _ => self.plain(ty, rules, items, node),
        }
    }

    /// A value in its usual form, or a scalar in another one.
    fn plain(&mut self, ty: &'m Type, rules: &'m ValueRules, items: &'m ValueRules, node: &Node<'_>) {
        match (ty, &node.value) {
            (Type::List(item), Value::List(list)) => {
                self.count(rules, list.len(), node);
                for (index, node) in list.iter().enumerate() {
                    self.step(&format!("[{index}]"), |walk| walk.value(item, items, &NO_RULES, node));
                }
            }
            (Type::Map(item), Value::Object(members)) => {
                self.count(rules, members.len(), node);
                for (key, node) in members {
                    self.step(key, |walk| walk.value(item, items, &NO_RULES, node));
                }
            }
            (Type::Object(name), Value::Object(_)) => self.named(name, node),
            (Type::Enum(name), Value::String(text)) => self.member_of(name, text, node),
            _ => self.scalar(ty, rules, node),
        }
    }

    fn scalar(&mut self, ty: &Type, rules: &ValueRules, node: &Node<'_>) {
        let accepts = |form| rules.accept.contains(&form);
        match (ty, &node.value) {
            (Type::String, Value::String(text)) => self.text_checks(&rules.checks, text, node),
            (Type::String, Value::Number(number)) if accepts(Accept::Number) => {
                self.text_checks(&rules.checks, number.as_str(), node);
            }
            (Type::Scalar, value) if !matches!(value, Value::List(_) | Value::Object(_)) => {}
            (Type::Bool, Value::Bool(_)) => {}
            (Type::Bool, Value::String(text)) if accepts(Accept::String) && matches!(&**text, "true" | "false") => {}
            (Type::I64 | Type::U64 | Type::F64, Value::Number(number)) => self.number(ty, rules, *number, node),
            (Type::I64 | Type::U64 | Type::F64, Value::String(text)) if accepts(Accept::String) => match Number::parse(text) {
                Some(number) => self.number(ty, rules, number, node),
                None => self.mismatch(ty, node),
            },
            (Type::Time(kind), value) => {
                if !text::is_time(*kind, value, &rules.accept) {
                    self.mismatch(ty, node);
                }
            }
            _ => self.mismatch(ty, node),
        }
    }

    fn number(&mut self, ty: &Type, rules: &ValueRules, number: Number<'_>, node: &Node<'_>) {
        let holds = match ty {
            Type::I64 => number.as_i64().is_some(),
            Type::U64 => number.as_u64().is_some(),
            _ => number.as_f64().is_some(),
        };
        if !holds {
            return self.mismatch(ty, node);
        }
        for check in &rules.checks {
            if let Check::Range(range) = check
                && !text::in_range(*range, ty, number)
            {
                self.broken(node, "range", words::check(check), node.words());
            }
        }
    }

    fn count(&mut self, rules: &ValueRules, count: usize, node: &Node<'_>) {
        for check in &rules.checks {
            if let Check::Length(length) = check
                && !length.admits(count)
            {
                let found = if count == 1 { "1 item".to_owned() } else { format!("{count} items") };
                self.broken(node, "length", words::check(check), found);
            }
        }
    }

    fn member_of(&mut self, name: &str, text: &str, node: &Node<'_>) {
        let Some(Definition::Enum(def)) = self.definitions.find(name) else { return };
        if def.closed && !def.variants.iter().any(|variant| variant.wire == text) {
            let all: Vec<String> = def.variants.iter().map(|variant| variant.wire.clone()).collect();
            self.broken(node, "one_of", words::check(&Check::OneOf(all)), node.words());
        }
    }

    fn text_checks(&mut self, checks: &[Check], text: &str, node: &Node<'_>) {
        for check in checks {
            if !text::obeys(check, text) {
                let found = match check {
                    Check::Length(length) => length.measure(text),
                    _ => node.words(),
                };
                self.broken(node, text::rule(check), words::check(check), found);
            }
        }
    }
}

static NO_RULES: ValueRules = ValueRules { checks: Vec::new(), accept: Vec::new(), empty: Vec::new(), sensitive: false };

/// The value of a field under its wire name, or else under an alias.
fn member<'n, 'p>(field: &Field, parent: &'n Node<'p>) -> Option<&'n Node<'p>> {
    std::iter::once(&field.wire).chain(&field.aliases).find_map(|key| parent.get(key))
}

/// Whether the value says that there is none: null, a declared text, or no text where text is one form among others.
fn is_nothing(field: &Field, node: &Node<'_>) -> bool {
    match &node.value {
        Value::Null => true,
        Value::String(text) => {
            let accepts = |form| field.rules.accept.contains(&form);
            let other_form = accepts(Accept::String) || (accepts(Accept::JsonText) && field.ty != Type::Json);
            (text.is_empty() && other_form) || field.rules.empty.iter().any(|empty| empty == text)
        }
        _ => false,
    }
}
