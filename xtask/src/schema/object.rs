//! Schemas of objects and enums.

use triggerkit_spec::definitions::{Definition, Definitions, named};
use triggerkit_spec::model::{EnumDef, Field, HttpShape, Object as Model, Presence, Type};

use super::node::{Node, Object};
use super::{rules, text, value};

/// Returns the schema of an object, with all types that it uses in `$defs`.
pub fn document(definitions: &Definitions<'_>, model: &Model, http: Option<HttpShape>) -> Object {
    let mut defs = Object::default();
    for definition in definitions.reached(named(model), |_| true) {
        match definition {
            Definition::Object(def) => defs.put(&def.object.name, object(definitions, &def.object, def.http)),
            Definition::Enum(def) => defs.put(&def.name, enumeration(def)),
            Definition::Union(_) => {}
        }
    }
    let root = object(definitions, model, http);
    if defs.is_empty() { root } else { root.with("$defs", defs) }
}

fn object(definitions: &Definitions<'_>, model: &Model, http: Option<HttpShape>) -> Object {
    let mut properties = Object::default();
    let mut required: Vec<&String> = Vec::new();
    let mut also = Vec::new();
    for field in &model.fields {
        let schema = value::field(field);
        let aliases = field.aliases.iter().map(|alias| {
            let title = format!("Another name of `{}`.", field.wire);
            (alias, Object::of("title", title).and(schema.clone()))
        });
        let aliases: Vec<_> = aliases.collect();
        properties.put(&field.wire, schema);
        aliases.into_iter().for_each(|(alias, schema)| properties.put(alias, schema));
        match field.presence {
            Presence::Required | Presence::Nullable if field.aliases.is_empty() => required.push(&field.wire),
            Presence::Required | Presence::Nullable => also.push(rules::there(field)),
            Presence::Optional | Presence::Default(_) => {}
        }
        also.extend(variants(definitions, model, field));
    }
    also.extend(rules::of(model));
    also.extend(http.map(|http| flagged(model, http)));
    Object::default()
        .with_some("description", model.doc.as_ref())
        .with("type", "object")
        .with("properties", properties)
        .with_list("required", required.into_iter().map(Node::from).collect())
        .with_list("allOf", also)
}

/// Returns a condition for each type of a union: its tags require it.
fn variants(definitions: &Definitions<'_>, model: &Model, field: &Field) -> Vec<Node> {
    let (Type::Union(name), Some(tag)) = (&field.ty, field.tag) else { return Vec::new() };
    let Some(Definition::Union(union)) = definitions.find(name) else { return Vec::new() };
    let variants = union.variants.iter().map(|variant| {
        let plain = Field { ty: Type::Object(variant.type_name.clone()), doc: None, tag: None, ..field.clone() };
        let value: Node = value::field(&plain).into();
        let properties = rules::names(field).fold(Object::default(), |object, name| object.with(name, value.clone()));
        Object::of("if", rules::with(&model.fields[tag], text::one_of(&variant.tags).into()))
            .with("then", Object::of("properties", properties))
            .into()
    });
    variants.collect()
}

/// Requires a base64 body if the flag is set, because gateways reject any other response.
fn flagged(model: &Model, http: HttpShape) -> Node {
    let [body, flag] = [http.body, http.base64].map(|index| &model.fields[index]);
    Object::of(
        "if",
        rules::with(flag, Object::of("enum", vec![Node::from(true), "true".into(), "True".into(), "TRUE".into()]).into()),
    )
    .with("then", Object::of("properties", Object::of(&body.wire, Object::of("pattern", text::BASE64))))
    .into()
}

/// Returns the schema of an enum. A closed enum allows no other values, an open one only lists the known ones.
fn enumeration(def: &EnumDef) -> Object {
    let known: Vec<&String> = def.variants.iter().map(|variant| &variant.wire).collect();
    let docs = def.variants.iter().filter_map(|variant| Some(format!("- `{}`: {}", variant.wire, variant.doc.as_ref()?)));
    let lines: Vec<String> = def.doc.iter().cloned().chain(docs).collect();
    Object::default()
        .with_some("description", (!lines.is_empty()).then(|| lines.join("\n")))
        .with("type", "string")
        .with(if def.closed { "enum" } else { "examples" }, known)
}
