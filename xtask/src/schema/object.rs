//! Schemas of objects and enums.

use triggerkit_core::Accept;
use triggerkit_spec::definitions::{Definition, named};
use triggerkit_spec::model::{By, EnumDef, Field, HttpResponse, Object as Model, Presence, Type, ValueRules};

use super::node::{Node, Object};
use super::scope::Scope;
use super::{rules, text, union, value};

/// Returns the schema of a payload, with all types that it uses in `$defs`.
pub fn document(scope: &Scope<'_>, model: &Model, http: Option<HttpResponse>) -> Object {
    let mut defs = Object::default();
    for definition in scope.definitions.reached(named(model), |_| true) {
        match definition {
            Definition::Object(def) => defs.put(&def.object.name, object(scope, &def.object, def.http)),
            Definition::Enum(def) => defs.put(&def.name, enumeration(scope, def)),
            Definition::Union(def) if def.by == By::Sibling => {}
            Definition::Union(def) => defs.put(&def.name, union::of(scope, def)),
        }
    }
    let root = match model.root {
        Some(index) => root_list(scope, model, &model.fields[index]),
        None => object(scope, model, http),
    };
    if defs.is_empty() { root } else { root.with("$defs", defs) }
}

/// Returns the schema of a payload that is the value of a field, unless it is an object with the field.
fn root_list(scope: &Scope<'_>, model: &Model, field: &Field) -> Object {
    Object::default()
        .with_some("description", model.doc.as_ref())
        .with("type", vec!["array", "object"])
        .with("if", Object::of("type", "object").and(rules::there(field)))
        .with("then", object(scope, model, None))
        .with("else", value::field(scope, field).with_list("allOf", rules::of_root(scope, model, field)))
}

fn object(scope: &Scope<'_>, model: &Model, http: Option<HttpResponse>) -> Object {
    let mut properties = Object::default();
    let mut required: Vec<&String> = Vec::new();
    let mut also = Vec::new();
    for field in &model.fields {
        let schema = value::field(scope, field);
        let aliases = field.aliases.iter().map(|alias| {
            let title = format!("Another name of `{}`.", field.wire);
            (alias, Object::of("title", title).and(schema.clone()))
        });
        let aliases: Vec<_> = aliases.collect();
        properties.put(&field.wire, schema);
        aliases.into_iter().for_each(|(alias, schema)| properties.put(alias, schema));
        match field.presence {
            Presence::Required | Presence::Nullable if field.aliases.is_empty() => required.push(&field.wire),
            Presence::Required | Presence::Nullable => also.push(rules::there(field).into()),
            Presence::Optional | Presence::Default(_) => {}
        }
        also.extend(variants(scope, model, field));
    }
    also.extend(rules::of(scope, model));
    also.extend(http.map(|http| flagged(model, http)));
    Object::default()
        .with_some("description", model.doc.as_ref())
        .with("type", "object")
        .with("properties", properties)
        .with_list("required", required.into_iter().map(Node::from).collect())
        .with_list("allOf", also)
}

/// Returns a condition for each type of a union: its tags require it.
fn variants(scope: &Scope<'_>, model: &Model, field: &Field) -> Vec<Node> {
    let (Type::Union(name), Some(tag)) = (&field.ty, field.tag) else { return Vec::new() };
    let Some(Definition::Union(union)) = scope.definitions.find(name) else { return Vec::new() };
    let tag = &model.fields[tag];
    let variants = union.variants.iter().map(|variant| {
        let plain = Field { ty: variant.field.ty.clone(), doc: None, tag: None, ..field.clone() };
        let value: Node = value::field(scope, &plain).into();
        let properties = rules::names(field).fold(Object::default(), |object, name| object.with(name, value.clone()));
        Object::of("if", rules::with(tag, text::read_as(scope, &tag.rules, &variant.tags).into()))
            .with("then", Object::of("properties", properties))
            .into()
    });
    variants.collect()
}

/// Requires a base64 body if the flag is set, because gateways reject any other response. Of the other values that are read as
/// text, only `true` is base64, and numbers by accident.
fn flagged(model: &Model, http: HttpResponse) -> Node {
    let [body, flag] = [http.body, http.base64].map(|index| &model.fields[index]);
    let is_set = Object::of("enum", vec![Node::from(true), "true".into(), "True".into(), "TRUE".into()]);
    let mut kinds = vec!["string", "boolean", "null"];
    if !body.rules.accept.contains(&Accept::Json) {
        // Empty ones count as absent.
        kinds.extend(["array", "object"]);
    }
    let base64 = Object::of("type", kinds).with("pattern", text::BASE64).with("not", Object::of("const", false));
    Object::of("if", rules::with(flag, is_set.into()))
        .with("then", Object::of("properties", Object::of(&body.wire, base64)))
        .into()
}

/// Returns the schema of an enum. A closed enum allows no other values, an open one only lists the known ones.
fn enumeration(scope: &Scope<'_>, def: &EnumDef) -> Object {
    let mut known: Vec<Node> = def.variants.iter().map(|variant| Node::from(&variant.wire)).collect();
    let docs = def.variants.iter().filter_map(|variant| Some(format!("- `{}`: {}", variant.wire, variant.doc.as_ref()?)));
    let lines: Vec<String> = def.doc.iter().cloned().chain(docs).collect();
    let kinds: Node = if scope.tolerant { vec!["string", "number", "boolean"].into() } else { "string".into() };
    if def.closed {
        let wires = def.variants.iter().map(|variant| &variant.wire);
        known.extend(text::literals(scope, &ValueRules::default(), wires));
    }
    Object::default()
        .with_some("description", (!lines.is_empty()).then(|| lines.join("\n")))
        .with("type", kinds)
        .with(if def.closed { "enum" } else { "examples" }, known)
}
