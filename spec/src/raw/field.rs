//! Reads the fields of an object, with their constraints and accepted forms.

use toml::de::{DeTable, DeValue};
use triggerkit_core::json::write_string;

use super::table::{Table, Value, kind, ordered};
use super::{Field, Spanned, Text, TypeRef, ValueRules};
use crate::diagnostic::{Context, Problem};

/// Reads the fields under `key`. Returns `None` if the key is missing.
pub(super) fn read_all(table: &mut Table<'_, '_>, owner: &str) -> Option<Vec<Field>> {
    let value = table.value("fields")?;
    let DeValue::Table(entries) = value.get_ref() else {
        table.wrong_kind("fields", "a table", value);
        return None;
    };
    Some(ordered(entries).map(|(key, value)| read(table, owner, key, value)).collect())
}

fn read(parent: &mut Table<'_, '_>, owner: &str, key: Text, value: &Value<'_>) -> Field {
    match value.get_ref() {
        DeValue::Table(entries) => read_entries(parent.cx, owner, key, entries),
        other => {
            // `id = "string"` probably gives the type.
            let mut ty = String::new();
            write_string(&mut ty, other.as_str().unwrap_or("string"));
            parent.cx.error(&value.span(), Problem::FieldNotTable { key: &*key, found: &kind(other), ty: &ty });
            Field { ty: None, damaged: true, ..Field::new(key.clone(), TypeRef::Text(key)) }
        }
    }
}

fn read_entries(cx: &mut Context, owner: &str, key: Text, entries: &DeTable<'_>) -> Field {
    let place = format!("field `{}` of {owner}", *key);
    let mut table = Table::new(cx, entries, place, key.span.clone());
    let ty = table.nonempty_text("type");
    let ty = table.require("type", ty).map(TypeRef::Text);
    let required = table.boolean("required");
    let nullable = table.boolean("nullable");
    let default = default(&mut table);
    let doc = table.nonempty_text("doc");
    let source = table.nonempty_text("source");
    let rules = value_rules(&mut table);
    let items = items(&mut table, &key);
    let aliases = table.texts("aliases").map(|texts| texts.value).unwrap_or_default();
    let codec = table.texts("codec");
    let base64_flag = table.text("base64_flag");
    let rename = table.text("rename");
    let damaged = !table.finish();
    Field {
        key,
        rust_name: None,
        ty,
        required,
        nullable,
        default,
        doc,
        source,
        rules,
        items,
        aliases,
        codec,
        base64_flag,
        rename,
        damaged,
    }
}

fn items(table: &mut Table<'_, '_>, field: &str) -> Option<Spanned<ValueRules>> {
    let span = table.value("items")?.span();
    let mut items = table.table("items", format!("`items` of field `{field}`"))?;
    let rules = value_rules(&mut items);
    let right = items.finish();
    table.merge(right);
    Some(Spanned::new(rules, span))
}

fn value_rules(table: &mut Table<'_, '_>) -> ValueRules {
    ValueRules {
        length: table.text("length"),
        range: range(table),
        pattern: table.text("pattern"),
        format: table.text("format"),
        one_of: table.texts("one_of"),
        constant: table.text("const"),
        accept: table.texts("accept"),
        empty: table.texts("empty"),
        sensitive: table.boolean("sensitive"),
    }
}

fn range(table: &mut Table<'_, '_>) -> Option<Spanned<[Spanned<f64>; 2]>> {
    let value = table.value("range")?;
    let ends: Option<Vec<Spanned<f64>>> = value.get_ref().as_array().and_then(|list| list.iter().map(number).collect());
    match ends.map(<[Spanned<f64>; 2]>::try_from) {
        Some(Ok(ends)) => Some(Spanned::new(ends, value.span())),
        _ => {
            table.wrong_kind("range", "a list of two numbers", value);
            None
        }
    }
}

fn number(value: &Value<'_>) -> Option<Spanned<f64>> {
    let number = match value.get_ref() {
        DeValue::Integer(integer) => i128::from_str_radix(integer.as_str(), integer.radix()).ok()? as f64,
        DeValue::Float(float) => float.as_str().parse().ok()?,
        _ => return None,
    };
    Some(Spanned::new(number, value.span()))
}

/// Reads the default as JSON text.
fn default(table: &mut Table<'_, '_>) -> Option<Text> {
    let value = table.value("default")?;
    let mut json = String::new();
    if write_json(&mut json, value.get_ref()) {
        return Some(Spanned::new(json, value.span()));
    }
    table.wrong_kind("default", "a string, a number or a boolean", value);
    None
}

/// Appends the value as JSON. Returns false if JSON has no such value.
fn write_json(out: &mut String, value: &DeValue<'_>) -> bool {
    match value {
        DeValue::String(text) => write_string(out, text),
        DeValue::Boolean(yes) => out.push_str(if *yes { "true" } else { "false" }),
        DeValue::Integer(integer) => match i128::from_str_radix(integer.as_str(), integer.radix()) {
            Ok(number) => out.push_str(&number.to_string()),
            Err(_) => return false,
        },
        DeValue::Float(float) => match float.as_str().parse::<f64>() {
            Ok(number) if number.is_finite() => out.push_str(float.as_str().trim_start_matches('+')),
            _ => return false,
        },
        DeValue::Datetime(_) => return false,
        DeValue::Array(list) => {
            out.push('[');
            for (index, item) in list.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { "," });
                if !write_json(out, item.get_ref()) {
                    return false;
                }
            }
            out.push(']');
        }
        DeValue::Table(table) => {
            out.push('{');
            for (index, (key, value)) in ordered(table).enumerate() {
                out.push_str(if index == 0 { "" } else { "," });
                write_string(out, &key);
                out.push(':');
                if !write_json(out, value.get_ref()) {
                    return false;
                }
            }
            out.push('}');
        }
    }
    true
}
