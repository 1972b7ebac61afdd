//! Reads the fields of an object, with their constraints and accepted forms.

use toml::de::{DeTable, DeValue};
use triggerkit_core::json::write_string;

use super::table::{Table, Value, kind, ordered};
use super::{Field, Items, SensitiveKeys, Spanned, Text, TypeRef, ValueRules};
use crate::diagnostic::{Context, Problem};

/// Reads the fields under `key`. Returns `None` if the key is missing.
pub(super) fn read_all(table: &mut Table<'_, '_>, owner: &str) -> Option<Vec<Field>> {
    let value = table.value("fields")?;
    let entries = table.entries("fields", "a table", value)?;
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
    Field {
        ty: table.required("type").nonempty_text("type").map(TypeRef::Text),
        required: table.boolean("required"),
        nullable: table.boolean("nullable"),
        default: default(&mut table),
        doc: table.nonempty_text("doc"),
        source: table.nonempty_text("source"),
        rules: value_rules(&mut table),
        items: items(&mut table, &format!("field `{}`", *key)),
        aliases: table.texts("aliases").map(|texts| texts.value).unwrap_or_default(),
        codec: table.texts("codec"),
        base64_flag: table.text("base64_flag"),
        rename: table.text("rename"),
        damaged: !table.finish(),
        rust_name: None,
        key,
    }
}

/// Reads a value that has no presence of its own, such as a variant of a union.
pub(super) fn read_value(mut table: Table<'_, '_>, key: Text) -> Field {
    Field {
        ty: table.required("type").nonempty_text("type").map(TypeRef::Text),
        doc: table.nonempty_text("doc"),
        rules: constraints(&mut table),
        items: items(&mut table, &format!("variant `{}`", *key)),
        codec: table.texts("codec"),
        damaged: !table.finish(),
        key,
        ..Field::default()
    }
}

fn items(table: &mut Table<'_, '_>, owner: &str) -> Option<Spanned<Items>> {
    let span = table.value("items")?.span();
    let mut items = table.table("items", format!("`items` of {owner}"))?;
    let read = Items { rules: value_rules(&mut items), codec: items.texts("codec") };
    let right = items.finish();
    table.merge(right);
    Some(Spanned::new(read, span))
}

fn value_rules(table: &mut Table<'_, '_>) -> ValueRules {
    ValueRules { empty: table.texts("empty"), ..constraints(table) }
}

fn constraints(table: &mut Table<'_, '_>) -> ValueRules {
    ValueRules {
        length: table.text("length"),
        range: range(table),
        pattern: table.text("pattern"),
        format: table.text("format"),
        one_of: table.texts("one_of"),
        constant: table.text("const"),
        accept: table.texts("accept"),
        empty: None,
        sensitive: table.boolean("sensitive"),
        sensitive_keys: sensitive_keys(table),
    }
}

fn sensitive_keys(table: &mut Table<'_, '_>) -> Option<Spanned<SensitiveKeys>> {
    let value = table.value("sensitive_keys")?;
    let keys = match value.get_ref() {
        DeValue::String(_) => SensitiveKeys::List(table.text("sensitive_keys")?),
        DeValue::Array(_) => SensitiveKeys::Keys(table.texts("sensitive_keys")?.value),
        _ => return table.wrong_kind("sensitive_keys", "a list of strings, `\"headers\"` or `\"query\"`", value),
    };
    Some(Spanned::new(keys, value.span()))
}

fn range(table: &mut Table<'_, '_>) -> Option<Spanned<[Spanned<f64>; 2]>> {
    let value = table.value("range")?;
    let ends: Option<Vec<Spanned<f64>>> = value.get_ref().as_array().and_then(|list| list.iter().map(number).collect());
    match ends.map(<[Spanned<f64>; 2]>::try_from) {
        Some(Ok(ends)) => Some(Spanned::new(ends, value.span())),
        _ => table.wrong_kind("range", "a list of two numbers", value),
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
    match to_json(value.get_ref()) {
        Some(json) => Some(Spanned::new(json, value.span())),
        None => table.wrong_kind("default", "a string, a number or a boolean", value),
    }
}

/// Returns the value as JSON text, or `None` if JSON has no such value.
fn to_json(value: &DeValue<'_>) -> Option<String> {
    let mut json = String::new();
    match value {
        DeValue::String(text) => write_string(&mut json, text),
        DeValue::Boolean(yes) => json = yes.to_string(),
        DeValue::Integer(integer) => json = i128::from_str_radix(integer.as_str(), integer.radix()).ok()?.to_string(),
        DeValue::Float(float) => {
            float.as_str().parse().ok().filter(|number: &f64| number.is_finite())?;
            json.push_str(float.as_str().trim_start_matches('+'));
        }
        DeValue::Datetime(_) => return None,
        DeValue::Array(list) => {
            let items: Vec<String> = list.iter().map(|item| to_json(item.get_ref())).collect::<Option<_>>()?;
            json = format!("[{}]", items.join(","));
        }
        DeValue::Table(table) => {
            let member = |(key, value): (Text, &Value<'_>)| {
                let mut member = String::new();
                write_string(&mut member, &key);
                Some(format!("{member}:{}", to_json(value.get_ref())?))
            };
            let members: Vec<String> = ordered(table).map(member).collect::<Option<_>>()?;
            json = format!("{{{}}}", members.join(","));
        }
    }
    Some(json)
}
