//! Reads the sections of a spec file.

use toml::de::{DeTable, DeValue};

use super::table::{Table, Value, ordered, text_of};
use super::{
    Config, EnumDef, HttpRequest, HttpResponse, Object, Operation, Provider, Section, Spanned, Spec, Status, Text, Trigger,
    TypeDef, detect, example, failures, field, rule, union,
};
use crate::diagnostic::{Context, Problem};
use crate::source::SourceFile;

/// Reads a spec. Pieces that cannot be read are reported and left out.
pub(crate) fn read(cx: &mut Context, source: &SourceFile) -> Spec {
    let files: Vec<_> = source.files().map(|(_, place)| place).collect();
    // Of several files, each has to be right by itself, so that a mistake is reported where it is.
    if let [own, parts @ ..] = &files[..]
        && !parts.is_empty()
    {
        report(cx, &DeTable::parse_recoverable(&source.text[own.clone()]).1, 0);
        parts.iter().for_each(|part| check_part(cx, &source.text[part.clone()], part.start));
    }
    let (root, errors) = DeTable::parse_recoverable(&source.text);
    if cx.len() == 0 {
        report(cx, &errors, 0);
    }
    let mut spec = if !cx.broken_toml() {
        sections(cx, &root)
    } else {
        // If the text is not TOML, pieces of it are missing, so further reports would be guesses.
        sections(&mut Context::default(), &root)
    };
    for part in spec.provider.iter_mut().flat_map(|provider| std::mem::take(&mut provider.parts)) {
        if let Some(reason) = source.problem(&part) {
            cx.error(&part.span, Problem::NoPart { part: &part.value, reason: &reason });
        }
    }
    spec
}

/// Reports what is not TOML in a part that starts at an offset, and keys before its first header.
fn check_part(cx: &mut Context, text: &str, start: usize) {
    report(cx, &DeTable::parse_recoverable(text).1, start);
    let mut at = start;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if !words.is_empty() && !words.starts_with('#') {
            if !words.starts_with('[') {
                cx.error(&(at..at + words.len()), Problem::PartWithoutHeader {});
            }
            return;
        }
        at += line.len();
    }
}

/// Reports errors of the TOML parser in a file that starts at an offset.
fn report(cx: &mut Context, errors: &[toml::de::Error], start: usize) {
    let mut in_table = false;
    for error in errors {
        let reason = error.message();
        // A table without its end has two errors: a missing comma on the next line, and the end of the table.
        if !(in_table && reason.starts_with("unclosed inline table")) {
            let right = match in_inline_table(reason) {
                true => "end the inline table with `}`, or write `,` before its next key",
                false => "fix the syntax first",
            };
            let span = error.span().unwrap_or(0..0);
            cx.error(&(start + span.start..start + span.end), Problem::Toml { reason: &reason, right: &right });
        }
        in_table = in_inline_table(reason);
        // The parser has read a header as part of an open table, so what follows is not where it seems to be.
        if reason.starts_with(HEADER_IN_TABLE) {
            break;
        }
    }
}

/// What the TOML parser reports for `[` where an inline table needs a key.
const HEADER_IN_TABLE: &str = "missing key for inline table element";

/// Returns whether the TOML parser expected a comma, a key or the end of an inline table.
fn in_inline_table(reason: &str) -> bool {
    ["missing comma between key-value pairs", "unclosed inline table", HEADER_IN_TABLE]
        .iter()
        .any(|each| reason.starts_with(each))
}

fn sections(cx: &mut Context, root: &toml::Spanned<DeTable<'_>>) -> Spec {
    let mut table = Table::new(cx, root.get_ref(), "the spec".to_owned(), 0..0);
    let spec = Spec {
        provider: provider(table.required("provider")),
        triggers: each(&mut table, "triggers", trigger),
        types: each(&mut table, "types", type_def),
        configs: each(&mut table, "configs", config),
        enums: each(&mut table, "enums", enum_def),
        unions: each(&mut table, "unions", union::read),
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
    let tolerant = table.boolean("tolerant").is_some_and(|tolerant| tolerant.value);
    let parts = table.texts("parts").map(|parts| parts.value).unwrap_or_default();
    table.finish();
    Some(Provider { title, source, doc, tolerant, parts })
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
        accessors: accessors(table),
    }
}

/// Reads the names of methods, each with a path or a list of them.
fn accessors(parent: &mut Table<'_, '_>) -> Vec<(Text, Vec<Text>)> {
    let Some(value) = parent.value("accessors") else { return Vec::new() };
    let Some(entries) = parent.entries("accessors", "a table of paths", value) else { return Vec::new() };
    ordered(entries)
        .filter_map(|(name, value)| {
            let paths = one_or_more(value).or_else(|| parent.wrong_kind("accessors", "only paths and lists of paths", value));
            if paths.as_ref().is_some_and(Vec::is_empty) {
                return parent.empty_list("accessors", value);
            }
            Some((name, paths?))
        })
        .collect()
}

/// Returns a text, or the texts of a list.
fn one_or_more(value: &Value<'_>) -> Option<Vec<Text>> {
    match value.get_ref() {
        DeValue::Array(list) => list.iter().map(text_of).collect(),
        _ => Some(vec![text_of(value)?]),
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
    let span = id.span.clone();
    let mut table = Table::new(cx, entries, owner.clone(), span).with_examples(|key| match key {
        "http" => example::HTTP_REQUEST,
        key => example::of(key),
    });
    let trigger = Trigger {
        title: table.required("title").nonempty_text("title"),
        object: object(&mut table, id, &owner),
        body: texts(&mut table, "body"),
        detect: detect::read(&mut table),
        fallback: table.boolean("fallback"),
        ambiguous_with: table.text_map("ambiguous_with").map(|map| map.value).unwrap_or_default(),
        response: texts(&mut table, "response").map(|texts| texts.value).unwrap_or_default(),
        http: http_request(&mut table, &owner),
        raw: table.text("raw"),
        records: texts(&mut table, "records").map(|texts| texts.value).unwrap_or_default(),
        failures: failures::read(&mut table, &owner),
        root: table.text("root"),
        status: status(&mut table, &owner),
        sample: table.text("sample"),
    };
    if !trigger.is_raw() {
        need_fields(&mut table, &trigger.object);
    }
    table.finish();
    trigger
}

fn http_request(parent: &mut Table<'_, '_>, owner: &str) -> Option<Spanned<HttpRequest>> {
    let span = parent.value("http")?.span();
    let mut table = parent.table("http", format!("`http` of {owner}"))?.with_examples(|key| match key {
        "method" => r#"method = "httpMethod""#,
        "path" => r#"path = "path""#,
        "body" => r#"body = "body""#,
        key => example::of(key),
    });
    table.required("headers");
    let mut paths = |key| texts(&mut table, key).map(|texts| texts.value).unwrap_or_default();
    let request = HttpRequest {
        method: paths("method"),
        path: paths("path"),
        base_path: paths("base_path"),
        host: paths("host"),
        path_parameters: paths("path_parameters"),
        query: paths("query"),
        headers: paths("headers"),
        cookies: paths("cookies"),
        body: paths("body"),
        base64: paths("base64"),
        client: paths("client"),
    };
    if let (Some(base64), None) = (table.value("base64"), table.value("body")) {
        table.cx.error(&base64.span(), Problem::Base64WithoutBody {});
    }
    let right = table.finish();
    parent.merge(right);
    Some(Spanned::new(request, span))
}

fn status(parent: &mut Table<'_, '_>, owner: &str) -> Status {
    let Some(value) = parent.value("status") else { return Status::default() };
    if value.get_ref().as_table().is_some_and(DeTable::is_empty) {
        return parent.empty_list("status", value).unwrap_or_default();
    }
    let Some(mut table) = parent.table("status", format!("`status` of {owner}")) else { return Status::default() };
    let [since, retired, successor] = ["since", "retired", "successor"].map(|key| table.nonempty_text(key));
    let right = table.finish();
    parent.merge(right);
    Status { since, retired, successor }
}

/// Reads one text, or a list of at least one.
fn texts(table: &mut Table<'_, '_>, key: &'static str) -> Option<Spanned<Vec<Text>>> {
    let value = table.value(key)?;
    match value.get_ref() {
        DeValue::Array(_) => table.texts(key),
        DeValue::String(_) => text_of(value).map(|text| Spanned::new(vec![text], value.span())),
        _ => table.wrong_kind(key, "a string or a list of strings", value),
    }
}

fn type_def(cx: &mut Context, id: Text, entries: &DeTable<'_>) -> TypeDef {
    let owner = format!("type `{}`", *id);
    let mut table = Table::new(cx, entries, owner.clone(), id.span.clone());
    let type_def = TypeDef {
        object: object(&mut table, id, &owner),
        export: table.boolean("export").is_some_and(|export| export.value),
        http: http_response(&mut table, &owner),
    };
    need_fields(&mut table, &type_def.object);
    table.finish();
    type_def
}

fn http_response(parent: &mut Table<'_, '_>, owner: &str) -> Option<HttpResponse> {
    parent.value("http")?;
    let Some(table) = parent.table("http", format!("`http` of {owner}")) else { return Some(HttpResponse::default()) };
    let mut table = table.with_examples(|_| example::of("http"));
    let mut key = |key| table.required(key).text(key);
    let (status, headers, body, base64) = (key("status"), key("headers"), key("body"), key("base64"));
    let response = HttpResponse { status, headers, body, base64, cookies: table.text("cookies") };
    let right = table.finish();
    parent.merge(right);
    Some(response)
}

fn config(cx: &mut Context, id: Text, entries: &DeTable<'_>) -> Config {
    let owner = format!("configuration `{}`", *id);
    let mut table = Table::new(cx, entries, owner.clone(), id.span.clone());
    let config = Config {
        object: object(&mut table, id, &owner),
        wrapper: table.nonempty_text("wrapper"),
        section: section(&mut table, &owner),
        sample: table.text("sample"),
    };
    need_fields(&mut table, &config.object);
    table.finish();
    config
}

fn section(parent: &mut Table<'_, '_>, owner: &str) -> Option<Section> {
    let span = parent.value("section")?.span();
    let mut table = parent.table("section", format!("`section` of {owner}"))?.with_examples(|_| example::of("section"));
    let section = Section {
        list: table.nonempty_text("list"),
        name: table.nonempty_text("name"),
        with: table.text_map("with").map(|map| map.value).unwrap_or_default(),
        text: table.boolean("text").is_some_and(|text| text.value),
        span,
    };
    let right = table.finish();
    parent.merge(right);
    Some(section)
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
        export: table.boolean("export").is_some_and(|export| export.value),
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
