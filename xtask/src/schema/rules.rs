//! Keywords for rules across fields. As in the decoder, a field is absent if it is null, empty, or a text that counts as absent.

use triggerkit_core::Accept;
use triggerkit_core::shape::Texts;
use triggerkit_spec::model::{Field, Object as Model, RuleKind, Type};

use super::node::{Node, Object};
use super::text;

/// Returns a schema for each rule of an object.
pub fn of(model: &Model) -> Vec<Node> {
    let rules = model.rules.iter().map(|rule| {
        let words = rule.rule.doc.as_deref();
        Object::default().with_some("description", words).and(kind(model, &rule.rule.kind)).into()
    });
    rules.collect()
}

fn kind(model: &Model, kind: &RuleKind) -> Object {
    let field = |wire: &str| model.field(wire);
    let present = |fields: &Texts| fields.iter().filter_map(|wire| field(wire)).map(self::present).collect::<Vec<Node>>();
    match kind {
        RuleKind::AtLeastOne(fields) => Object::of("anyOf", present(fields)),
        RuleKind::ExactlyOne(fields) => Object::of("oneOf", present(fields)),
        RuleKind::AtMostOne(fields) => {
            let mut ways = present(fields);
            ways.push(not(Object::of("anyOf", present(fields))));
            Object::of("oneOf", ways)
        }
        RuleKind::Requires { when, equals, fields } => {
            let Some(when) = field(when) else { return Object::default() };
            let condition = match equals {
                Some(value) => with(when, Object::of("const", &**value).into()),
                None => self::present(when),
            };
            Object::of("if", condition).with("then", all(present(fields)))
        }
        RuleKind::Excludes { list, value, others } => {
            let Some(list) = field(list) else { return Object::default() };
            let contains = |member: Node| Object::of("type", "array").with("contains", member);
            let condition = with(list, contains(Object::of("const", &**value).into()).into());
            Object::of("if", condition).with("then", each_name(list, &not(contains(text::one_of(others).into()))))
        }
        RuleKind::Unique { list } => {
            field(list).map_or_else(Object::default, |list| each_name(list, &Object::of("uniqueItems", true).into()))
        }
        RuleKind::Base64 { .. } => Object::of("$comment", kind.to_string()),
    }
}

/// Combines schemas into one that requires all of them.
pub fn all(mut schemas: Vec<Node>) -> Node {
    match (schemas.pop(), schemas.is_empty()) {
        (Some(only), true) => only,
        (last, _) => {
            schemas.extend(last);
            Object::of("allOf", schemas).into()
        }
    }
}

fn not(schema: Object) -> Node {
    Object::of("not", schema).into()
}

/// Iterates over the wire name and the aliases of a field.
pub fn names(field: &Field) -> impl Iterator<Item = &String> {
    std::iter::once(&field.wire).chain(&field.aliases)
}

/// Requires the field under one of its names.
pub fn there(field: &Field) -> Node {
    any_name(field, |name| Object::of("required", vec![name.clone()]).into())
}

/// Requires the field with a value that matches.
pub fn with(field: &Field, value: Node) -> Node {
    any_name(field, |name| {
        let properties = Object::of(name, value.clone());
        Object::of("properties", properties).with("required", vec![name.clone()]).into()
    })
}

fn any_name(field: &Field, schema: impl Fn(&String) -> Node) -> Node {
    let mut ways: Vec<Node> = names(field).map(schema).collect();
    if ways.len() == 1 { ways.remove(0) } else { Object::of("anyOf", ways).into() }
}

/// Requires a value that matches under each name of the field.
fn each_name(field: &Field, value: &Node) -> Object {
    let properties = names(field).fold(Object::default(), |object, name| object.with(name, value.clone()));
    Object::of("properties", properties)
}

/// Requires the field with a value that does not count as absent.
fn present(field: &Field) -> Node {
    let nothing = nothing(field);
    with(field, not(if nothing.is_empty() { Object::of("type", "null") } else { Object::of("enum", nothing) }))
}

/// Returns the values that count as absent; none if only null does.
fn nothing(field: &Field) -> Vec<Node> {
    let mut values: Vec<Node> = empty_texts(field).into_iter().map(Node::from).collect();
    if field.codec.is_empty() {
        match field.ty {
            Type::List(_) => values.push(Node::List(Vec::new())),
            Type::Map(_) => values.push(Object::default().into()),
            _ => {}
        }
    }
    if !values.is_empty() {
        values.insert(0, Node::Scalar(serde_json::Value::Null));
    }
    values
}

/// Returns the texts that count as absent.
pub fn empty_texts(field: &Field) -> Vec<&str> {
    let mut texts: Vec<&str> = field.rules.empty.iter().map(String::as_str).collect();
    let other_form = [Accept::String, Accept::JsonText, Accept::CommaText].iter().any(|form| field.rules.accept.contains(form));
    if other_form && field.ty != Type::Json && !texts.contains(&"") {
        texts.push("");
    }
    texts
}
