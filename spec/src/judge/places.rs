//! [`Places`]: where values are, in a JSON text and in the spec, by the paths that violations name.

use std::collections::BTreeMap;

use triggerkit_core::detect::Matcher;
use triggerkit_core::engine::push_name;
use triggerkit_core::json::{MAX_DEPTH, Scanner};
use triggerkit_core::report::{self, Rule};
use triggerkit_core::time::parse_rfc3339;
use triggerkit_core::{Accept, Step, TimeKind};

use super::violation::Violation;
use crate::definitions::{Definition, Definitions, name_of};
use crate::json::{self, Node, Value};
use crate::model::{By, Field, Object, Span, Type, UnionDef, ValueRules};

/// The places of all values of a JSON text.
pub(super) struct Places<'m> {
    by_path: BTreeMap<String, Place<'m>>,
    root: Place<'m>,
    /// Texts in place of RFC 3339 times that are not such times: their path and content.
    pub(super) wrong_times: Vec<(String, String)>,
    /// JSON texts that a codec decodes only when asked to.
    pub(super) json_texts: Vec<JsonText<'m>>,
}

/// JSON text in a field with the codec `json`.
pub(super) struct JsonText<'m> {
    pub(super) path: String,
    pub(super) text: String,
    /// The type of the value inside.
    pub(super) ty: &'m Type,
}

#[derive(Clone)]
struct Place<'m> {
    at: usize,
    spec: Span,
    /// The object whose field this is, and the object's offset.
    owner: (&'m Object, usize),
}

impl<'m> Places<'m> {
    /// Finds the places of an object and of everything in it, given its text as a tree as well.
    pub(super) fn of(definitions: &Definitions<'m>, object: &'m Object, text: &str, node: &Node<'_>) -> Self {
        let field = object.root.map(|index| &object.fields[index]).filter(|field| !is_wrapped(field, node));
        let spec = field.map_or(&object.span, |field| &field.span).clone();
        let root = Place { at: node.at, spec, owner: (object, node.at) };
        let places = Places { by_path: BTreeMap::new(), root: root.clone(), wrong_times: Vec::new(), json_texts: Vec::new() };
        let (path, text, tolerant) = (String::new(), text.to_owned(), object.tolerant);
        let mut walk = Walk { definitions, places, path, text, text_at: None, current: root, tolerant, depth: 0 };
        match field {
            Some(field) => walk.value(&field.ty, &field.rules, node),
            None => walk.object(object, node),
        }
        walk.places
    }

    /// Adds the places to a violation.
    pub(super) fn locate(&self, path: String, violation: report::Violation) -> Violation {
        let place = self.by_path.get(&path).unwrap_or(&self.root);
        let (object, object_at) = place.owner;
        // A violation of a rule names a field, but is about the object.
        let rule = object.rules.iter().find(|rule| violation.rule == Rule::Fields && rule.rule.to_string() == violation.expected);
        let (at, spec) = rule.map_or((place.at, &place.spec), |rule| (object_at, &rule.span));
        let (expected, found) = (violation.expected.into_owned(), violation.found.as_str().to_owned());
        Violation { path, at, rule: violation.rule, expected, found, spec: spec.clone() }
    }
}

/// Visits the values of a JSON text along with the model.
struct Walk<'d, 'm> {
    definitions: &'d Definitions<'m>,
    places: Places<'m>,
    path: String,
    /// The text that the current value is in.
    text: String,
    /// The offset of the JSON text that the current value is in, if it is in one.
    text_at: Option<usize>,
    current: Place<'m>,
    /// Whether values are also read in the forms that clouds mix up.
    tolerant: bool,
    /// How many values the current one is inside of, those included that contain it as JSON text.
    depth: u32,
}

impl<'m> Walk<'_, 'm> {
    /// Records the place of a value inside the current one and visits it.
    fn step(&mut self, push: impl FnOnce(&mut String), at: usize, visit: impl FnOnce(&mut Self)) {
        // Decoding reports deeper values.
        if self.depth > MAX_DEPTH {
            return;
        }
        self.depth += 1;
        let length = self.path.len();
        push(&mut self.path);
        self.current.at = self.text_at.unwrap_or(at);
        self.places.by_path.insert(self.path.clone(), self.current.clone());
        visit(self);
        self.path.truncate(length);
        self.depth -= 1;
    }

    fn object(&mut self, object: &'m Object, node: &Node<'_>) {
        if !matches!(node.value, Value::Object(_)) {
            return;
        }
        let outer = self.current.clone();
        let object_at = self.text_at.unwrap_or(node.at);
        for field in &object.fields {
            let value = member(field, node);
            self.current = Place { at: object_at, spec: field.span.clone(), owner: (object, object_at) };
            let push = |path: &mut String| push_name(path, &field.wire);
            self.step(push, value.map_or(node.at, |value| value.at), |walk| {
                if let Some(value) = value {
                    walk.field(object, field, node, value);
                }
            });
        }
        self.current = outer;
    }

    fn field(&mut self, object: &'m Object, field: &'m Field, parent: &Node<'_>, node: &Node<'_>) {
        match field.tag {
            Some(tag) => {
                let tag = object.fields.get(tag).and_then(|tag| member(tag, parent)?.text());
                let variant = tag.and_then(|tag| self.union(&field.ty)?.variant_of(tag));
                variant.into_iter().for_each(|variant| self.described(&variant.field, node));
            }
            None => self.described(field, node),
        }
    }

    /// Visits a value with the description of a field or variant.
    fn described(&mut self, field: &'m Field, node: &Node<'_>) {
        self.value(&field.ty, &field.rules, node);
    }

    fn union(&self, ty: &Type) -> Option<&'m UnionDef> {
        match (ty, self.definitions.find(name_of(ty)?)) {
            (Type::Union(_), Some(Definition::Union(union))) => Some(union),
            _ => None,
        }
    }

    /// Visits a union whose type depends on the value itself.
    fn variant(&mut self, union: &'m UnionDef, node: &Node<'_>) {
        match (union.by, &node.value) {
            (By::Key, Value::Object(members)) => {
                let [(key, node)] = members.as_slice() else { return };
                if let Some(variant) = union.variant_of(key) {
                    self.step(|path| push_name(path, key), node.at, |walk| walk.described(&variant.field, node));
                }
            }
            (By::Kind, value) => {
                let variant = union.variant_of(value.kind().word());
                variant.into_iter().for_each(|variant| self.described(&variant.field, node));
            }
            (By::Field, Value::Object(_)) => {
                let tag = union.tag.as_ref().and_then(|tag| node.get(tag)?.text());
                let variant = tag.and_then(|tag| union.variant_of(tag));
                variant.into_iter().for_each(|variant| self.described(&variant.field, node));
            }
            (By::Detect, Value::Object(_)) => {
                let matcher = Matcher::new(union.variants.iter().map(|variant| variant.detect.as_ref()));
                let Ok(text) = Scanner::new(&self.text).at(node.at).skip() else { return };
                let found = matcher.matches(text, &NO_HEADERS).indices().first().copied();
                found.into_iter().for_each(|index| self.described(&union.variants[index].field, node));
            }
            _ => {}
        }
    }

    /// Visits the value in JSON text, or in place of it.
    fn json_text(&mut self, ty: &'m Type, node: &Node<'_>) {
        let Some(text) = node.text() else { return self.value(ty, &NO_RULES, node) };
        if let Ok(inside) = json::parse(text) {
            self.places.json_texts.push(JsonText { path: self.path.clone(), text: text.to_owned(), ty });
            self.inside(node, text, |walk| walk.value(ty, &NO_RULES, &inside));
        }
    }

    /// Visits values in text, which have the place of the text.
    fn inside(&mut self, node: &Node<'_>, text: &str, visit: impl FnOnce(&mut Self)) {
        let (outer, outer_text) = (self.text_at, std::mem::replace(&mut self.text, text.to_owned()));
        self.text_at = Some(outer.unwrap_or(node.at));
        visit(self);
        (self.text_at, self.text) = (outer, outer_text);
    }

    fn named(&mut self, name: &str, node: &Node<'_>) {
        if let Some(Definition::Object(ty)) = self.definitions.find(name) {
            self.object(&ty.object, node);
        }
    }

    fn value(&mut self, ty: &'m Type, rules: &ValueRules, node: &Node<'_>) {
        match (ty, &node.value) {
            (Type::Encoded(ty, steps), _) if **steps == [Step::Json] => self.json_text(ty, node),
            (Type::List(item), Value::List(items)) => {
                for (index, node) in items.iter().enumerate() {
                    self.item(index, item, node);
                }
            }
            (Type::List(_), Value::String(text)) if rules.accept.contains(&Accept::CommaText) => {
                for index in 0..text.split(',').count() {
                    self.step(|path| push_index(path, index), node.at, |_| {});
                }
            }
            (Type::Map(item), Value::Object(members)) => {
                for (key, node) in members {
                    self.step(|path| push_name(path, key), node.at, |walk| walk.value(item, &NO_RULES, node));
                }
            }
            (Type::Object(name), Value::Object(_)) => self.named(name, node),
            (Type::Union(_), _) => {
                let union = self.union(ty).into_iter();
                union.for_each(|union| self.variant(union, node));
            }
            (Type::List(_) | Type::Map(_) | Type::Object(_), Value::String(text))
                if rules.accepts(Accept::JsonText, self.tolerant) =>
            {
                if let Ok(inside) = json::parse(text) {
                    self.inside(node, text, |walk| walk.value(ty, rules, &inside));
                }
            }
            (Type::List(item), _) if rules.accepts(Accept::One, self.tolerant) => self.item(0, item, node),
            (Type::Time(TimeKind::Rfc3339), Value::String(text)) if parse_rfc3339(text).is_none() => {
                self.places.wrong_times.push((self.path.clone(), text.to_string()));
            }
            _ => {}
        }
    }

    fn item(&mut self, index: usize, ty: &'m Type, node: &Node<'_>) {
        self.step(|path| push_index(path, index), node.at, |walk| walk.value(ty, &NO_RULES, node));
    }
}

fn push_index(path: &mut String, index: usize) {
    path.push_str(&format!("[{index}]"));
}

/// A value inside of a payload has no headers.
const NO_HEADERS: &[(&str, &str)] = &[];

static NO_RULES: ValueRules =
    ValueRules { checks: Vec::new(), accept: Vec::new(), empty: Vec::new(), sensitive: false, sensitive_keys: Vec::new() };

/// Returns whether a payload is an object whose first key is one of the field's.
fn is_wrapped(field: &Field, node: &Node<'_>) -> bool {
    let Value::Object(members) = &node.value else { return false };
    members.first().is_some_and(|(key, _)| *key == field.wire || field.aliases.iter().any(|alias| key == alias))
}

/// Returns the value of a field under its wire name, or else under an alias.
fn member<'n, 'p>(field: &Field, parent: &'n Node<'p>) -> Option<&'n Node<'p>> {
    std::iter::once(&field.wire).chain(&field.aliases).find_map(|key| parent.get(key))
}
