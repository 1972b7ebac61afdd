//! Writes values as JSON, each part in the form in which it arrived.

use std::fmt::Write;

use super::contract::{List, Object, Union, View};
use crate::data::{BYTES_KEY, Base64, Kept};
use crate::form::Form;
use crate::json::alike::is_alike;
use crate::json::write_string;
use crate::shape::{Field, FieldSet, Presence};
use crate::{Accept, Number};

/// Writes a struct as a JSON object: its fields in the order of the spec, then the fields that the spec does not define.
pub fn write_object(out: &mut String, object: &dyn Object) {
    const NOTHING: &Kept = &Kept::new();
    let kept = object.kept().unwrap_or(NOTHING);
    let mut separator = '{';
    let mut written = FieldSet::NONE;
    for (index, field) in object.shape().fields.iter().enumerate() {
        let view = object.field(index).view();
        let form = kept.form(index);
        let start = out.len();
        out.push(separator);
        match kept.alias(index) {
            Some(alias) => write_key(out, alias),
            None => out.push_str(field.key.json),
        }
        if write_field(out, view, field, form, kept.original(index)) {
            separator = ',';
            written.insert(index);
        } else {
            out.truncate(start);
        }
    }
    let fields = object.shape().fields.iter().enumerate();
    let keys = fields.filter(|(index, _)| written.has(*index)).map(|(index, field)| kept.alias(index).unwrap_or(field.key.text));
    for (key, value) in kept.unknown().iter() {
        // A value that did not fit its field is kept here until the field is set.
        if keys.clone().any(|written| written == key) {
            continue;
        }
        out.push(separator);
        write_key(out, key);
        out.push_str(value.as_str());
        separator = ',';
    }
    if separator == '{' {
        out.push('{');
    }
    out.push('}');
}

/// Writes a struct as a payload that is the value of its field at `index`, or as an object if the payload was one.
pub fn write_list(out: &mut String, object: &dyn Object, index: usize) {
    let (field, kept) = (&object.shape().fields[index], object.kept());
    if kept.is_some_and(|kept| kept.alias(index).is_some()) {
        return write_object(out, object);
    }
    let form = kept.map_or(Form::PLAIN, |kept| kept.form(index));
    if !write_field(out, object.field(index).view(), field, form, kept.and_then(|kept| kept.original(index))) {
        out.push_str("[]");
    }
}

fn write_key(out: &mut String, key: &str) {
    write_string(out, key);
    out.push(':');
}

/// Writes the value of a field: the original JSON if the value is still the same. Returns `false` if the field is to be left
/// out.
pub(super) fn write_field(out: &mut String, view: View<'_>, field: &Field, form: Form, original: Option<&str>) -> bool {
    let start = out.len();
    let is_written = write_value(out, view, field, form);
    match original {
        Some(original) if is_unchanged(view, field, original) => {
            out.truncate(start);
            out.push_str(original);
            true
        }
        _ => is_written,
    }
}

/// Returns whether a value is still the one that was read from this JSON.
fn is_unchanged(view: View<'_>, field: &Field, original: &str) -> bool {
    let mut usual = String::new();
    write_view(&mut usual, view, field, Form::PLAIN);
    is_alike(original, &usual, takes_text_as_item(view, field))
}

/// Returns whether a text in place of a list of texts is its only item, and not several texts with commas between them.
fn takes_text_as_item(view: View<'_>, field: &Field) -> bool {
    match view {
        View::Text(_) => true,
        View::List(_) if field.accepts(Accept::CommaText) => false,
        View::List(list) => (0..list.len()).any(|index| takes_text_as_item(list.item(index), field.items)),
        View::Map(map) => (0..map.len()).any(|index| takes_text_as_item(map.entry(index).1, field.items)),
        _ => false,
    }
}

fn write_value(out: &mut String, view: View<'_>, field: &Field, form: Form) -> bool {
    match view {
        View::Absent => return write_nothing(out, field, form),
        View::List(list) if list.is_empty() => return write_empty(out, "[]", field, form),
        View::Map(map) if map.is_empty() => return write_empty(out, "{}", field, form),
        _ => {
            let start = out.len();
            write_view(out, view, field, form);
            if let Presence::Default(default) = field.presence
                && matches!(form, Form::ABSENT | Form::NULL | Form::EMPTY)
                && is_default(view, &out[start..], default)
            {
                out.truncate(start);
                return write_nothing(out, field, form);
            }
        }
    }
    true
}

/// Returns whether a value is the default. A float may be written in several ways.
fn is_default(view: View<'_>, written: &str, default: &str) -> bool {
    match view {
        View::F64(value) => default.parse() == Ok(value),
        _ => written == default,
    }
}

/// Writes an empty list or map. Returns `false` if the field is to be left out.
fn write_empty(out: &mut String, usual: &str, field: &Field, form: Form) -> bool {
    match form {
        Form::COMMA => out.push_str("\"\""),
        Form::TEXT => write_string(out, usual),
        Form::EMPTY => out.push_str(usual),
        _ if form == Form::NULL || form.as_sentinel().is_some() => return write_nothing(out, field, form),
        _ if must_be_written(field) => out.push_str(usual),
        _ => return false,
    }
    true
}

fn must_be_written(field: &Field) -> bool {
    matches!(field.presence, Presence::Required | Presence::Nullable)
}

fn write_nothing(out: &mut String, field: &Field, form: Form) -> bool {
    if let Some(text) = form.as_sentinel().and_then(|index| field.empty.get(index)) {
        write_string(out, text);
        return true;
    }
    match form {
        Form::EMPTY => out.push_str("\"\""),
        Form::NULL => out.push_str("null"),
        _ if must_be_written(field) => out.push_str("null"),
        _ => return false,
    }
    true
}

/// Writes a value in a form. If the form does not fit the value, the usual one is used.
pub fn write_view(out: &mut String, view: View<'_>, field: &Field, form: Form) {
    let of_items = form.of_items();
    match view {
        View::Absent => out.push_str("null"),
        View::Text(text) if form == Form::BARE && Number::parse(text).is_some() => out.push_str(text),
        View::Text(text) => write_string(out, text),
        View::Json(raw) if form == Form::TEXT && raw.starts_with(['{', '[']) => write_string(out, raw),
        View::Json(raw) => out.push_str(raw),
        View::Encoded(encoded) => write_view(out, View::Json(encoded.raw()), field, form),
        View::Bytes(base64) => push(out, format_args!("{{\"{BYTES_KEY}\":\"{base64}\"}}")),
        View::Raw(bytes) => write_string(out, Base64::encode(bytes).as_str()),
        View::List(list) if form == Form::ONE && list.len() == 1 => write_view(out, list.item(0), field.items, of_items),
        View::List(list) if form == Form::COMMA && field.accepts(Accept::CommaText) => match comma_text(list) {
            Some(joined) => write_string(out, &joined),
            None => write_view(out, view, field, Form::PLAIN),
        },
        View::Time(time) if time.is_number() => out.push_str(time.as_str()),
        View::Time(time) => write_string(out, time.as_str()),
        View::F64(value) if !value.is_finite() => out.push_str("null"),
        View::F64(_) if form == Form::WHOLE_TEXT => write_text(out, view, field, Form::WHOLE),
        _ if form == Form::TEXT => write_text(out, view, field, Form::PLAIN),
        View::Bool(value) => out.push_str(if value { "true" } else { "false" }),
        View::I64(value) => push(out, format_args!("{value}")),
        View::U64(value) => push(out, format_args!("{value}")),
        View::F64(value) => write_float(out, value, form),
        View::Object(object) => write_object(out, object),
        View::Variant(union) => write_variant(out, union),
        View::List(list) => {
            out.push('[');
            for index in 0..list.len() {
                out.push_str(if index > 0 { "," } else { "" });
                write_view(out, list.item(index), field.items, of_items);
            }
            out.push(']');
        }
        View::Map(map) => {
            out.push('{');
            for index in 0..map.len() {
                let (key, value) = map.entry(index);
                out.push_str(if index > 0 { "," } else { "" });
                write_string(out, key);
                out.push(':');
                write_view(out, value, field.items, of_items);
            }
            out.push('}');
        }
    }
}

/// Writes the value of a variant: as the only member of an object, if the variant has a key.
fn write_variant(out: &mut String, union: &dyn Union) {
    let (field, view) = union.described();
    if field.key.text.is_empty() {
        return write_view(out, view, field, Form::PLAIN);
    }
    out.push('{');
    out.push_str(field.key.json);
    write_view(out, view, field, Form::PLAIN);
    out.push('}');
}

/// Writes a value as text in a string.
fn write_text(out: &mut String, view: View<'_>, field: &Field, form: Form) {
    let mut inner = String::new();
    write_view(&mut inner, view, field, form);
    write_string(out, &inner);
}

/// Joins texts with commas. Returns `None` if that text could not be split again.
fn comma_text(list: &dyn List) -> Option<String> {
    let text = |index| match list.item(index) {
        View::Text(text) if !text.contains(',') => Some(text),
        _ => None,
    };
    let joined = (0..list.len()).map(text).collect::<Option<Vec<_>>>()?.join(",");
    (list.len() != 1 || !joined.is_empty()).then_some(joined)
}

fn write_float(out: &mut String, value: f64, form: Form) {
    match form {
        Form::WHOLE if value.fract() == 0.0 => push(out, format_args!("{value}")),
        _ => push(out, format_args!("{value:?}")),
    }
}

fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(text);
}
