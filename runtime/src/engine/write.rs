//! Any generated value back to JSON text, each part in the form in which it arrived.

use std::fmt::Write;

use triggerkit_core::json::write_string;

use crate::Object;
use crate::shape::{Field, Form, Kept, Presence};
use crate::value::{BYTES, Base64, View};

/// Writes a struct as a JSON object: its fields in the order of the spec, then what the spec does not know.
pub fn write_object(out: &mut String, object: &dyn Object) {
    const NOTHING: &Kept = &Kept::new();
    let kept = object.kept().unwrap_or(NOTHING);
    let mut separator = '{';
    for (index, field) in object.shape().fields.iter().enumerate() {
        let view = object.field(index).view();
        let form = kept.form(index);
        let start = out.len();
        out.push(separator);
        write_string(out, kept.alias(index).unwrap_or(field.wire));
        out.push(':');
        if write_field(out, view, field, form) {
            separator = ',';
        } else {
            out.truncate(start);
        }
    }
    for (key, value) in kept.unknown().iter() {
        out.push(separator);
        write_string(out, key);
        out.push(':');
        out.push_str(value.as_str());
        separator = ',';
    }
    if separator == '{' {
        out.push('{');
    }
    out.push('}');
}

/// Writes the value of a field; false when the field is to be left out.
fn write_field(out: &mut String, view: View<'_>, field: &Field, form: Form) -> bool {
    let required = matches!(field.presence, Presence::Required | Presence::Nullable);
    match view {
        View::Absent => return write_nothing(out, field, form, required),
        View::List(list) if list.len() == 0 => match form {
            Form::NULL => out.push_str("null"),
            Form::COMMA => out.push_str("\"\""),
            Form::EMPTY => out.push_str("[]"),
            _ if required => out.push_str("[]"),
            _ => return false,
        },
        View::Map(map) if map.len() == 0 => match form {
            Form::NULL => out.push_str("null"),
            Form::EMPTY => out.push_str("{}"),
            _ if required => out.push_str("{}"),
            _ => return false,
        },
        _ => {
            let start = out.len();
            write_view(out, view, field, form);
            if let Presence::Default(default) = field.presence
                && (form == Form::ABSENT || form == Form::NULL)
                && out[start..] == *default
            {
                out.truncate(start);
                out.push_str("null");
                return form == Form::NULL;
            }
        }
    }
    true
}

fn write_nothing(out: &mut String, field: &Field, form: Form, required: bool) -> bool {
    if let Some(text) = form.as_sentinel().and_then(|index| field.empty.get(index)) {
        write_string(out, text);
        return true;
    }
    match form {
        Form::EMPTY => out.push_str("\"\""),
        Form::NULL => out.push_str("null"),
        _ if required => out.push_str("null"),
        _ => return false,
    }
    true
}

/// Writes a value in a form; a form that does not fit the value counts as the usual one.
pub fn write_view(out: &mut String, view: View<'_>, field: &Field, form: Form) {
    let of_items = if form == Form::TEXT_ITEMS { Form::TEXT } else { Form::PLAIN };
    match view {
        View::Absent => out.push_str("null"),
        View::Text(text) if form == Form::NUMBER && triggerkit_core::json::validate(text).is_ok() => out.push_str(text),
        View::Text(text) => write_string(out, text),
        View::Json(raw) => out.push_str(raw),
        View::Bytes(base64) => push(out, format_args!("{{\"{BYTES}\":\"{base64}\"}}")),
        View::Raw(bytes) => write_string(out, Base64::encode(bytes).as_str()),
        View::List(list) if form == Form::ONE && list.len() == 1 => write_view(out, list.item(0), field.items, of_items),
        View::List(list) if form == Form::COMMA => {
            let mut joined = String::new();
            for index in 0..list.len() {
                let View::Text(text) = list.item(index) else { continue };
                joined.push_str(if index > 0 { "," } else { "" });
                joined.push_str(text);
            }
            write_string(out, &joined);
        }
        _ if form == Form::TEXT => {
            let mut inner = String::new();
            write_view(&mut inner, view, field, Form::PLAIN);
            write_string(out, &inner);
        }
        View::Bool(value) => out.push_str(if value { "true" } else { "false" }),
        View::I64(value) => push(out, format_args!("{value}")),
        View::U64(value) => push(out, format_args!("{value}")),
        View::F64(value) => write_float(out, value, form),
        View::Object(object) => write_object(out, object),
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

/// JSON has no infinities; they become null, as in JavaScript.
fn write_float(out: &mut String, value: f64, form: Form) {
    match form {
        _ if !value.is_finite() => out.push_str("null"),
        Form::WHOLE if value.fract() == 0.0 => push(out, format_args!("{value}")),
        _ => push(out, format_args!("{value:?}")),
    }
}

fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(text);
}
