//! Keywords for rules across fields. As in the decoder, a field is absent if it is null, empty, or a text that counts as absent.

use triggerkit_core::Accept;
use triggerkit_core::key_path::{Mark, split_mark, split_path};
use triggerkit_core::shape::Texts;
use triggerkit_spec::definitions::{Definition, name_of};
use triggerkit_spec::model::{Field, Object as Model, RuleKind, ValueRules};

use super::absent::Absent;
use super::node::{Node, Object};
use super::scope::Scope;
use super::text;

/// Returns a schema for each rule of an object.
pub fn of(scope: &Scope<'_>, model: &Model) -> Vec<Node> {
    let rules = model.rules.iter().map(|rule| {
        let words = rule.rule.doc.as_deref();
        Object::default().with_some("description", words).and(kind(scope, model, &rule.rule.kind)).into()
    });
    rules.collect()
}

fn kind(scope: &Scope<'_>, model: &Model, kind: &RuleKind) -> Object {
    let field = |wire: &str| model.field(wire);
    let present = |paths: &Texts| paths.iter().map(|path| self::present(scope, model, path)).collect::<Vec<Object>>();
    match kind {
        RuleKind::AtLeastOne(fields) => Object::of("anyOf", present(fields)),
        RuleKind::ExactlyOne(fields) => Object::of("oneOf", present(fields)),
        RuleKind::AtMostOne(fields) => {
            let mut ways = present(fields);
            ways.push(Object::of("not", Object::of("anyOf", present(fields))));
            Object::of("oneOf", ways)
        }
        RuleKind::Requires { when, equals, fields } => {
            let Some(when) = field(when) else { return Object::default() };
            let condition = match equals {
                Some(value) => with(when, text::read_as(scope, &when.rules, &[value]).into()),
                None => with(when, something(scope, when)),
            };
            Object::of("if", condition).with("then", all(present(fields)))
        }
        RuleKind::Excludes { list, .. } | RuleKind::Unique { list } => {
            let Some(list) = field(list) else { return Object::default() };
            let schema = of_list(scope, list, kind).map_or(Node::from(true), Node::from);
            Object::of("properties", names(list).fold(Object::default(), |object, name| object.with(name, schema.clone())))
        }
        RuleKind::Base64 { .. } => Object::of("$comment", kind.to_string()),
    }
}

/// Returns a schema for each rule of a payload that is the value of a list.
pub fn of_root(scope: &Scope<'_>, model: &Model, list: &Field) -> Vec<Node> {
    model.rules.iter().filter_map(|rule| of_list(scope, list, &rule.rule.kind)).map(Node::from).collect()
}

fn of_list(scope: &Scope<'_>, list: &Field, kind: &RuleKind) -> Option<Object> {
    let contains = |texts: &[_]| contains(text::read_as(scope, &list.items, texts).into());
    match kind {
        RuleKind::Excludes { value, others, .. } => {
            Some(Object::of("if", contains(std::slice::from_ref(value))).with("then", not(contains(others))))
        }
        RuleKind::Unique { .. } => Some(Object::of("uniqueItems", true)),
        _ => None,
    }
}

/// Combines schemas into one that requires all of them.
fn all(mut schemas: Vec<Object>) -> Object {
    if schemas.len() == 1 { schemas.remove(0) } else { Object::of("allOf", schemas) }
}

fn not(schema: Object) -> Node {
    Object::of("not", schema).into()
}

/// Requires a list with an item that matches.
fn contains(item: Node) -> Object {
    Object::of("type", "array").with("contains", item)
}

/// Iterates over the wire name and the aliases of a field.
pub fn names(field: &Field) -> impl Iterator<Item = &String> {
    std::iter::once(&field.wire).chain(&field.aliases)
}

/// Requires the field under one of its names.
pub fn there(field: &Field) -> Object {
    any_name(field, |name| Object::of("required", vec![name.clone()]))
}

/// Requires the field with a value that matches.
pub fn with(field: &Field, value: Node) -> Object {
    any_name(field, |name| {
        let properties = Object::of(name, value.clone());
        Object::of("properties", properties).with("required", vec![name.clone()])
    })
}

fn any_name(field: &Field, schema: impl Fn(&String) -> Object) -> Object {
    any(names(field).map(schema).collect())
}

/// Combines schemas into one that requires any of them.
fn any(mut schemas: Vec<Object>) -> Object {
    if schemas.len() == 1 { schemas.remove(0) } else { Object::of("anyOf", schemas) }
}

/// Requires a value at a path, in any item of the lists and any value of the maps on the way.
fn present(scope: &Scope<'_>, model: &Model, path: &str) -> Object {
    match model.field(path) {
        Some(field) => with(field, something(scope, field)),
        None => present_at(scope, model, path),
    }
}

fn present_at(scope: &Scope<'_>, model: &Model, path: &str) -> Object {
    let (step, rest) = split_path(path);
    let Some(field) = model.field(step.key) else { return Object::default() };
    let value = match (name_of(&field.ty).and_then(|name| scope.definitions.find(name)), rest) {
        (Some(Definition::Object(def)), Some(rest)) => {
            let object = Object::of("type", "object").and(present_at(scope, &def.object, rest));
            within(scope, &[&field.rules, &field.items], step.marks, object).into()
        }
        _ => something(scope, field),
    };
    with(field, value)
}

/// Requires an object that matches, in a value with these rules or in what the marks lead to. The further rules are those of its items.
/// What is inside of a text is not known.
fn within(scope: &Scope<'_>, rules: &[&ValueRules], marks: &str, object: Object) -> Object {
    let accepts = |form| rules.first().is_some_and(|rules| scope.accepts(rules, form));
    let text = accepts(Accept::JsonText).then(|| Object::of("type", "string").with("minLength", 1_usize));
    let inside = |marks| within(scope, rules.get(1..).unwrap_or_default(), marks, object.clone());
    let (value, one) = match split_mark(marks) {
        None => (object, None),
        Some((Mark::Items, marks)) => {
            let one = if marks.is_empty() { object.clone() } else { inside(marks) };
            (contains(inside(marks).into()), accepts(Accept::One).then_some(one))
        }
        Some((Mark::Values, marks)) => {
            let others = Object::of("additionalProperties", not(inside(marks)));
            (Object::of("type", "object").with("not", others), None)
        }
    };
    any(std::iter::once(value).chain(one).chain(text).collect())
}

/// Requires a value that does not count as absent.
fn something(scope: &Scope<'_>, field: &Field) -> Node {
    let values = Absent::of(scope, field).values();
    not(if values.len() == 1 { Object::of("type", "null") } else { Object::of("enum", values) })
}
