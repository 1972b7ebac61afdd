//! Schemas of unions. A value that selects no variant is kept as JSON, so every such value is allowed.

use triggerkit_core::Accept;
use triggerkit_core::detect::{Condition, Part, Test, TextTest};
use triggerkit_core::json::Kind;
use triggerkit_core::key_path::path_steps;
use triggerkit_spec::model::{By, UnionDef, ValueRules};

use super::node::{Node, Object};
use super::scope::Scope;
use super::{text, value};

/// Returns the schema of a union whose type depends on the value itself.
pub fn of(scope: &Scope<'_>, def: &UnionDef) -> Object {
    let kind: Node = if def.by == By::Kind { KINDS.to_vec().into() } else { "object".into() };
    let schema = Object::default().with_some("description", def.doc.as_ref()).with("type", kind);
    match def.by {
        By::Sibling => schema,
        By::Key => {
            let put = |object: Object, (key, schema)| object.with(key, schema);
            let variants = def.variants.iter().map(|each| (each.field.wire.as_str(), value::field(scope, &each.field)));
            let properties = variants.fold(Object::default(), put);
            schema.with("if", Object::of("maxProperties", 1_usize)).with("then", Object::of("properties", properties))
        }
        By::Kind => schema.with("allOf", conditions(scope, def, |tags| Object::of("type", json_kind(&tags.concat())))),
        By::Field => {
            let tag = def.tag.as_deref().unwrap_or_default();
            schema.with("allOf", conditions(scope, def, |tags| member(tag, tag_value(scope, tags))))
        }
        By::Detect => schema.and(first(scope, def)),
    }
}

const KINDS: [&str; 5] = ["object", "array", "string", "number", "boolean"];

/// Returns a condition for each variant.
fn conditions(scope: &Scope<'_>, def: &UnionDef, condition: impl Fn(&[String]) -> Object) -> Vec<Object> {
    let variants = def.variants.iter();
    variants.map(|each| Object::of("if", condition(&each.tags)).with("then", value::field(scope, &each.field))).collect()
}

/// Requires a tag with one of these texts, which may also be written as a number or boolean.
fn tag_value(scope: &Scope<'_>, tags: &[String]) -> Object {
    let rules = ValueRules { accept: vec![Accept::Number, Accept::Bool], ..ValueRules::default() };
    text::read_as(scope, &rules, tags)
}

/// Requires the first variant whose condition holds.
fn first(scope: &Scope<'_>, def: &UnionDef) -> Object {
    def.variants.iter().rev().fold(Object::default(), |rest, variant| {
        let condition = variant.detect.as_ref().map_or(Object::default(), holds);
        let branch = Object::of("if", condition).with("then", value::field(scope, &variant.field));
        if rest.is_empty() { branch } else { branch.with("else", rest) }
    })
}

/// Returns the schema of the values for which a condition holds.
fn holds(condition: &Condition) -> Object {
    let each = |list: &[Condition]| list.iter().map(holds).collect::<Vec<_>>();
    match condition {
        Condition::All(list) => Object::of("allOf", each(list)),
        Condition::Any(list) => Object::of("anyOf", each(list)),
        Condition::Not(list) => Object::of("not", Object::of("anyOf", each(list))),
        // A value inside of a payload has no headers.
        Condition::Header(..) => Object::of("not", Object::default()),
        Condition::Path(path, test) => at(path, passes(test)),
        Condition::Absent(path) => Object::of("not", at(path, Object::default())),
    }
}

/// Requires a value at a path.
fn at(path: &str, value: Object) -> Object {
    let steps: Vec<_> = path_steps(path).collect();
    steps.into_iter().rev().fold(value, |value, step| {
        let lists = step.marks.matches("[]");
        let value =
            lists.fold(value, |value, _| Object::of("type", "array").with("minItems", 1_usize).with("prefixItems", vec![value]));
        if step.key.is_empty() { value } else { member(step.key, value) }
    })
}

/// Requires an object with a member.
fn member(key: &str, value: Object) -> Object {
    Object::of("type", "object").with("properties", Object::of(key, value)).with("required", vec![key])
}

fn passes(test: &Test) -> Object {
    match test {
        Test::Present => Object::default(),
        Test::Kind(kind) => Object::of("type", json_kind(kind.word())),
        Test::Text(test) => passes_text(test),
    }
}

fn passes_text(TextTest { part, texts, ignore_case }: &TextTest) -> Object {
    if *part == Part::Whole && !ignore_case {
        let literals = texts.iter().filter_map(|text| serde_json::from_str::<serde_json::Value>(text).ok());
        let literals = literals.filter(|value| value.is_number() || value.is_boolean()).map(Node::Scalar);
        let values: Vec<Node> = texts.iter().map(|text| Node::from(&**text)).chain(literals).collect();
        return Object::of("enum", values);
    }
    let one = texts.iter().map(|text| pattern(text, *ignore_case)).collect::<Vec<_>>().join("|");
    let pattern = match part {
        Part::Whole => format!("^({one})$"),
        Part::Start => format!("^({one})"),
        Part::End => format!("({one})$"),
        Part::Anywhere => format!("({one})"),
    };
    Object::of("type", "string").with("pattern", pattern)
}

/// Returns a regular expression for a text.
fn pattern(text: &str, ignore_case: bool) -> String {
    let letter = |letter: char| match letter {
        letter if letter.is_ascii_alphabetic() && ignore_case => {
            format!("[{}{}]", letter.to_ascii_lowercase(), letter.to_ascii_uppercase())
        }
        letter if letter.is_alphanumeric() || !letter.is_ascii() => letter.to_string(),
        letter => format!("\\u{:04x}", u32::from(letter)),
    };
    text.chars().map(letter).collect()
}

/// Returns the name that JSON Schema has for a kind of value.
fn json_kind(word: &str) -> &'static str {
    match Kind::from_word(word) {
        Some(Kind::Object) => "object",
        Some(Kind::List) => "array",
        Some(Kind::String) => "string",
        Some(Kind::Number) => "number",
        Some(Kind::Bool) => "boolean",
        Some(Kind::Null) | None => "null",
    }
}
