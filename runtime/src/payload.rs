//! The bytes of a payload: JSON, CBOR, or something that no document describes.

use triggerkit_core::detect::Condition;

use crate::engine::{decode_into, write_object};
use crate::object::Object;
use crate::report::Report;
use crate::shape::Form;
use crate::value::View;

/// How the bytes of a payload are to be read.
#[derive(Clone, Copy, Debug)]
pub enum Payload {
    /// JSON.
    Json,
    /// CBOR, or its rendering in JSON.
    #[cfg(feature = "cbor")]
    Cbor,
    /// Any bytes; the field at an index takes them.
    Raw(usize),
    /// JSON where the condition holds; otherwise the field at the index takes the bytes.
    JsonOrRaw(usize, &'static Condition),
}

/// Reads a payload into a struct.
///
/// # Errors
/// Where there is no value at all.
pub(crate) fn decode(target: &mut dyn Object, payload: &[u8]) -> Result<Report, Report> {
    match target.payload() {
        Payload::Json => decode_into(target, payload),
        #[cfg(feature = "cbor")]
        Payload::Cbor if !is_object(payload) => decode_into(target, crate::cbor::to_json(payload)?.as_bytes()),
        #[cfg(feature = "cbor")]
        Payload::Cbor => decode_into(target, payload),
        Payload::JsonOrRaw(_, json) if holds(json, payload) => decode_into(target, payload),
        Payload::Raw(field) | Payload::JsonOrRaw(field, _) => {
            target.field_mut(field).read_raw(payload)?;
            if let Some(kept) = target.kept_mut() {
                kept.set_form(field, Form::RAW);
            }
            Ok(Report::default())
        }
    }
}

/// A struct as the bytes that arrive.
pub(crate) fn encode(object: &dyn Object) -> Vec<u8> {
    let raw = match object.payload() {
        Payload::Raw(field) => Some(field),
        Payload::JsonOrRaw(field, _) if object.kept().is_some_and(|kept| kept.form(field) == Form::RAW) => Some(field),
        _ => None,
    };
    match raw.map(|field| object.field(field).view()) {
        Some(View::Raw(bytes)) => bytes.to_vec(),
        Some(View::Text(text)) => text.as_bytes().to_vec(),
        _ => {
            let mut out = String::new();
            write_object(&mut out, object);
            #[cfg(feature = "cbor")]
            if let Payload::Cbor = object.payload() {
                return crate::cbor::from_json(&out);
            }
            out.into_bytes()
        }
    }
}

#[cfg(feature = "cbor")]
fn is_object(payload: &[u8]) -> bool {
    payload.trim_ascii_start().starts_with(b"{")
}

fn holds(condition: &Condition, payload: &[u8]) -> bool {
    let none: &[(&str, &str)] = &[];
    std::str::from_utf8(payload).is_ok_and(|text| condition.holds(text, &none))
}
