//! Reads unions.

use toml::de::{DeTable, DeValue};

use super::table::{Table, Value, ordered, text_of};
use super::{Field, Text, TypeRef, UnionDef, Variant, detect, example, field};
use crate::diagnostic::{Context, Problem};
use crate::model::By;
use crate::suggest::Suggestion;

/// Reads `[unions.<Name>]`.
pub(super) fn read(cx: &mut Context, name: Text, entries: &DeTable<'_>) -> UnionDef {
    let span = name.span.clone();
    let place = format!("union `{}`", *name);
    let mut table = Table::new(cx, entries, place.clone(), span);
    let by = by(&mut table);
    let mut table = table.with_examples(if by == Some(By::Detect) { of_conditions } else { of_words });
    let tag = match by {
        Some(by) if by.has_tag() => table.required("tag").text("tag"),
        _ => table.text("tag"),
    };
    let def = UnionDef {
        variants: variants(table.required("variants"), &place, by),
        name,
        doc: table.nonempty_text("doc"),
        by,
        tag,
        rename: table.text_map("rename").map(|map| map.value).unwrap_or_default(),
        export: table.boolean("export").is_some_and(|export| export.value),
    };
    table.finish();
    def
}

fn of_words(key: &str) -> &'static str {
    if key == "rename" { r#"rename = { SS = "StringSet" }"# } else { example::of(key) }
}

fn of_conditions(key: &str) -> &'static str {
    if key == "variants" { r#"variants = [{ type = "FileEvent", detect = { path = "file" } }]"# } else { of_words(key) }
}

/// Reads what the type depends on. Without the key, it is the text of a sibling.
fn by(table: &mut Table<'_, '_>) -> Option<By> {
    if table.value("by").is_none() {
        return Some(By::Sibling);
    }
    let word = table.text("by")?;
    By::ALL.into_iter().find(|by| by.word() == *word).or_else(|| {
        let suggestion = Suggestion::new(&word, "words", By::ALL.map(By::word));
        table.cx.fail(&word.span, Problem::UnknownBy { word: &*word, suggestion: &suggestion })
    })
}

fn variants(table: &mut Table<'_, '_>, place: &str, by: Option<By>) -> Option<Vec<Variant>> {
    let value = table.value("variants")?;
    match (by?, value.get_ref()) {
        (_, DeValue::Table(entries)) if entries.is_empty() => table.empty_list("variants", value),
        (_, DeValue::Array(items)) if items.is_empty() => table.empty_list("variants", value),
        (By::Sibling | By::Field, DeValue::Table(entries)) => {
            let pairs = table.text_entries("variants", entries).into_iter();
            Some(pairs.map(|(tag, ty)| plain(tag, ty)).collect())
        }
        (By::Key | By::Kind, DeValue::Table(entries)) => {
            ordered(entries).map(|(key, value)| described(table, place, key, value)).collect()
        }
        (By::Detect, DeValue::Array(items)) => items.iter().map(|item| detected(table, place, item)).collect(),
        (By::Detect, _) => table.wrong_kind("variants", "a list of tables", value),
        _ => table.wrong_kind("variants", "a table of types", value),
    }
}

/// Returns a variant of which only the type is given.
fn plain(key: Text, ty: Text) -> Variant {
    Variant { field: Field::new(key, TypeRef::Text(ty)), detect: None }
}

/// Reads a variant that is a type, or a table with a type and constraints.
fn described(parent: &mut Table<'_, '_>, place: &str, key: Text, value: &Value<'_>) -> Option<Variant> {
    if let Some(ty) = text_of(value) {
        return Some(plain(key, ty));
    }
    let DeValue::Table(entries) = value.get_ref() else {
        return parent.wrong_kind("variants", "a type, or a table with a `type`", value);
    };
    let place = format!("variant `{}` of {place}", *key);
    let field = field::read_value(Table::new(parent.cx, entries, place, key.span.clone()), key);
    parent.merge(!field.damaged);
    Some(Variant { field, detect: None })
}

/// Reads a variant that is a table with a type and a condition.
fn detected<'t>(parent: &mut Table<'t, '_>, place: &str, value: &'t Value<'t>) -> Option<Variant> {
    let entries = parent.entries("variants", "a list of tables", value)?;
    let mut table = Table::new(parent.cx, entries, format!("a variant of {place}"), value.span());
    let ty = table.required("type").nonempty_text("type");
    let doc = table.nonempty_text("doc");
    let detect = detect::read(table.required("detect"));
    let right = table.finish();
    parent.merge(right);
    let ty = ty?;
    let field = Field { doc, damaged: !right, ..Field::new(ty.clone(), TypeRef::Text(ty)) };
    Some(Variant { field, detect })
}
