//! The values that count as absent.

use serde_json::Value;
use triggerkit_core::{Accept, Step};
use triggerkit_spec::model::{Field, Presence, Type};

use super::node::{Node, Object};
use super::scope::Scope;

/// The values of a field that count as absent, besides null.
pub struct Absent<'f> {
    /// Texts.
    pub texts: Vec<&'f str>,
    /// Whether `[]` does.
    pub list: bool,
    /// Whether `{}` does.
    pub object: bool,
}

impl<'f> Absent<'f> {
    /// Returns the values of a field that count as absent.
    pub fn of(scope: &Scope<'_>, field: &'f Field) -> Self {
        let mut texts: Vec<&str> = field.rules.empty.iter().map(String::as_str).collect();
        if is_empty_text(scope, field) && !texts.contains(&"") {
            texts.push("");
        }
        let is_dispensable = matches!(field.presence, Presence::Optional | Presence::Default(_));
        let mixed_up = scope.tolerant && is_dispensable && !is_any_json(scope, field);
        let (list, object) = match &field.ty {
            // An empty list is an empty text.
            Type::Encoded(_, steps) if steps.first() == Some(&Step::Numbers) => (false, mixed_up),
            Type::List(item) => (true, mixed_up && !field.batch && !is_null_item(item)),
            Type::Map(_) => (mixed_up, true),
            Type::Object(name) => (mixed_up, mixed_up && field.presence == Presence::Optional && scope.has_demands(name)),
            _ => (mixed_up, mixed_up),
        };
        Absent { texts, list, object }
    }

    /// Returns all of the values, null included.
    pub fn values(&self) -> Vec<Node> {
        let mut values = vec![Node::Scalar(Value::Null)];
        values.extend(self.texts.iter().copied().map(Node::from));
        values.extend(self.list.then(|| Node::List(Vec::new())));
        values.extend(self.object.then(|| Object::default().into()));
        values
    }
}

/// Returns whether `""` is a form of an absent value.
pub fn is_empty_text(scope: &Scope<'_>, field: &Field) -> bool {
    let accepts = |form| scope.accepts(&field.rules, form);
    match &field.ty {
        Type::Bool | Type::I64 | Type::U64 | Type::F64 => accepts(Accept::String),
        Type::Time(kind) => kind.nanoseconds().is_some() && accepts(Accept::String),
        Type::List(_) => accepts(Accept::JsonText) || accepts(Accept::CommaText),
        Type::Map(_) | Type::Object(_) => accepts(Accept::JsonText),
        Type::Union(name) => scope.is_object(name) && accepts(Accept::JsonText),
        _ => false,
    }
}

/// Returns whether any object or list is a value of the field.
fn is_any_json(scope: &Scope<'_>, field: &Field) -> bool {
    match field.ty.codec().first() {
        Some(step) => *step == Step::Json,
        None => is_any_json_type(scope, &field.ty) || field.rules.accept.contains(&Accept::Json),
    }
}

/// Returns whether null is an item like any other of a list or map with items of this type.
pub fn is_null_item(ty: &Type) -> bool {
    matches!(ty, Type::Json | Type::Generic | Type::Foreign(_) | Type::Scalar)
}

/// Returns whether the type takes any JSON, or JSON of any kind.
pub fn is_any_json_type(scope: &Scope<'_>, ty: &Type) -> bool {
    match ty {
        Type::Json | Type::Generic | Type::Foreign(_) => true,
        Type::Union(name) => !scope.is_object(name),
        _ => false,
    }
}
