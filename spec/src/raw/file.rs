//! Reads the sections of a spec file.

use toml::de::{DeTable, DeValue};

use super::table::{Table, text_of};
use super::{
    Config, EnumDef, Http, Object, Operation, Provider, Spanned, Spec, Text, Trigger, TypeDef, UnionDef, detect, example, field,
    rule,
};
use crate::diagnostic::{Context, Problem};

/// Reads a whole file. Parts that cannot be read are reported and left out.
pub(crate) fn read(cx: &mut Context, text: &str) -> Spec {
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let span = error.span().unwrap_or(0..0);
        cx.error(&span, Problem::Toml { reason: &error.message() });
    }
    if errors.is_empty() {
        return sections(cx, &root);
    }
    // If the text is not TOML, parts of it are missing, so further reports would be guesses.
    sections(&mut Context::default(), &root)
}

fn sections(cx: &mut Context, root: &toml::Spanned<DeTable<'_>>) -> Spec {
    let mut table = Table::new(cx, root.get_ref(), "the spec".to_owned(), 0..0);
    let spec = Spec {
        provider: provider(table.required("provider")),
        triggers: each(&mut table, "triggers", trigger),
        types: each(&mut table, "types", type_def),
        configs: each(&mut table, "configs", config),
        enums: each(&mut table, "enums", enum_def),
        unions: each(&mut table, "unions", union_def),
        operations: each(&mut table, "operations", operation),
    };
    table.finish();
    spec
}

/// Reads each table of a section with `one`.
fn each<'t, T>(table: &mut Table<'t, '_>, key: &'static str, one: fn(&mut Context, Text, &'t DeTable<'t>) -> T) -> Vec<T> {
    table.sections(key).into_iter().map(|(id, entries)| one(table.cx, id, entries)).collect()
}

fn provider(root: &mut Table<'_, '_>) -> Option<Provider> {
    let mut table = root.table("provider", "`[provider]`".to_owned())?;
    let title = table.required("title").nonempty_text("title");
    let source = table.required("source").nonempty_text("source");
    let doc = table.nonempty_text("doc");
    table.finish();
    Some(Provider { title, source, doc })
}

/// Reads the keys that triggers, types and configurations share.
fn object(table: &mut Table<'_, '_>, id: Text, owner: &str) -> Object {
    Object {
        id,
        doc: table.nonempty_text("doc"),
        source: table.nonempty_text("source"),
        like: table.text("like"),
        fields: field::read_all(table, owner),
        rules: rule::read_all(table),
    }
}

/// Requires `fields`, unless the object takes over those of a type with `like`.
fn need_fields(table: &mut Table<'_, '_>, object: &Object) {
    if object.like.is_none() {
        table.required("fields");
    }
}

fn trigger(cx: &mut Context, id: Text, entries: &DeTable<'_>) -> Trigger {
    let owner = format!("trigger `{}`", *id);
    let mut table = Table::new(cx, entries, owner.clone(), id.span.clone());
    let trigger = Trigger {
        title: table.required("title").nonempty_text("title"),
        object: object(&mut table, id, &owner),
        body: body(&mut table),
        detect: detect::read(&mut table),
        ambiguous_with: table.text_map("ambiguous_with").map(|map| map.value).unwrap_or_default(),
        response: table.text("response"),
        raw: table.text("raw"),
        records: table.text("records"),
        sample: table.text("sample"),
    };
    if !trigger.is_raw() {
        need_fields(&mut table, &trigger.object);
    }
    table.finish();
    trigger
}

/// Reads one encoding, or a list of them.
fn body(table: &mut Table<'_, '_>) -> Option<Spanned<Vec<Text>>> {
    let value = table.value("body")?;
    match value.get_ref() {
        DeValue::Array(_) => table.texts("body"),
        DeValue::String(_) => text_of(value).map(|text| Spanned::new(vec![text], value.span())),
        _ => table.wrong_kind("body", "a string or a list of strings", value),
    }
}

fn type_def(cx: &mut Context, id: Text, entries: &DeTable<'_>) -> TypeDef {
    let owner = format!("type `{}`", *id);
    let mut table = Table::new(cx, entries, owner.clone(), id.span.clone());
    let type_def = TypeDef { object: object(&mut table, id, &owner), http: http(&mut table, &owner) };
    need_fields(&mut table, &type_def.object);
    table.finish();
    type_def
}

fn http(parent: &mut Table<'_, '_>, owner: &str) -> Option<Http> {
    let mut table = parent.table("http", format!("`http` of {owner}"))?.with_examples(|_| example::of("http"));
    let mut key = |key| table.required(key).text(key);
    let (status, headers, body, base64) = (key("status"), key("headers"), key("body"), key("base64"));
    let right = table.finish();
    parent.merge(right);
    Some(Http { status: status?, headers: headers?, body: body?, base64: base64? })
}

fn config(cx: &mut Context, id: Text, entries: &DeTable<'_>) -> Config {
    let owner = format!("configuration `{}`", *id);
    let mut table = Table::new(cx, entries, owner.clone(), id.span.clone());
    let config =
        Config { object: object(&mut table, id, &owner), wrapper: table.nonempty_text("wrapper"), sample: table.text("sample") };
    need_fields(&mut table, &config.object);
    table.finish();
    config
}

fn enum_def(cx: &mut Context, name: Text, entries: &DeTable<'_>) -> EnumDef {
    let span = name.span.clone();
    let place = format!("enum `{}`", *name);
    let mut table = Table::new(cx, entries, place, span).with_examples(|key| match key {
        "rename" => r#"rename = { "ObjectCreated:*" = "ObjectCreatedAny" }"#,
        key => example::of(key),
    });
    let def = EnumDef {
        values: values(table.required("values")),
        name,
        doc: table.nonempty_text("doc"),
        closed: table.boolean("closed").is_some_and(|closed| closed.value),
        rename: table.text_map("rename").map(|map| map.value).unwrap_or_default(),
    };
    table.finish();
    def
}

/// Reads a list of values, or a table of values with their docs.
fn values(table: &mut Table<'_, '_>) -> Option<Vec<(Text, Option<Text>)>> {
    let value = table.value("values")?;
    match value.get_ref() {
        DeValue::Array(_) => Some(table.texts("values")?.value.into_iter().map(|text| (text, None)).collect()),
        DeValue::Table(entries) if entries.is_empty() => table.empty_list("values", value),
        DeValue::Table(entries) => {
            Some(table.text_entries("values", entries).into_iter().map(|(value, doc)| (value, Some(doc))).collect())
        }
        _ => table.wrong_kind("values", "a list of strings, or a table of values and their docs", value),
    }
}

fn union_def(cx: &mut Context, name: Text, entries: &DeTable<'_>) -> UnionDef {
    let span = name.span.clone();
    let mut table = Table::new(cx, entries, format!("union `{}`", *name), span);
    let tag = table.required("tag").text("tag");
    let variants = variants(table.required("variants"));
    let def = UnionDef { name, doc: table.nonempty_text("doc"), tag, variants };
    table.finish();
    def
}

fn variants(table: &mut Table<'_, '_>) -> Option<Vec<(Text, Text)>> {
    let value = table.value("variants")?;
    let pairs = table.text_map("variants")?;
    if pairs.is_empty() { table.empty_list("variants", value) } else { Some(pairs.value) }
}

fn operation(cx: &mut Context, id: Text, entries: &DeTable<'_>) -> Operation {
    let span = id.span.clone();
    let mut table = Table::new(cx, entries, format!("operation `{}`", *id), span.clone());
    let operation = Operation {
        id,
        title: table.required("title").nonempty_text("title"),
        method: table.required("method").nonempty_text("method"),
        uri: table.required("uri").nonempty_text("uri"),
        messages: table.required("messages").texts("messages"),
        doc: table.nonempty_text("doc"),
        source: table.nonempty_text("source"),
        params: table.text_map("params").unwrap_or(Spanned::new(Vec::new(), span)),
    };
    table.finish();
    operation
}
