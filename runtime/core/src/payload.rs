//! The bytes of a payload: JSON, CBOR, or something that no document describes.

use std::borrow::Cow;

use crate::detect::{Condition, Matcher, Matches};
use crate::engine::{Object, View, decode_into, write_object};
use crate::report::Report;
use crate::shape::Payload;

/// Reads a payload into a struct.
///
/// # Errors
/// Where there is no value at all.
pub fn decode(target: &mut dyn Object, payload: &[u8]) -> Result<Report, Report> {
    match target.payload() {
        Payload::Json => decode_into(target, payload),
        #[cfg(feature = "cbor")]
        Payload::Cbor if !is_object(payload) => decode_into(target, crate::cbor::to_json(payload)?.as_bytes()),
        #[cfg(feature = "cbor")]
        Payload::Cbor => decode_into(target, payload),
        Payload::JsonOrRaw(_, condition) if holds(condition, payload) => decode_into(target, payload),
        Payload::Raw(field) | Payload::JsonOrRaw(field, _) => {
            target.field_mut(field).read_raw(payload)?;
            Ok(Report::default())
        }
    }
}

/// The same, where every violation is an error.
///
/// # Errors
/// Everything that is wrong with the payload.
pub fn decode_valid(target: &mut dyn Object, payload: &[u8]) -> Result<(), Report> {
    decode(target, payload)?.into_result(())
}

/// Returns the JSON text in which discriminators are looked for. CBOR is converted; the text is empty if there is none.
pub fn text(payload: &[u8]) -> Cow<'_, str> {
    #[cfg(feature = "cbor")]
    if is_cbor(payload) {
        return crate::cbor::to_json(payload).map_or_else(|_| Cow::Borrowed(""), Cow::Owned);
    }
    Cow::Borrowed(simdutf8::basic::from_utf8(payload).unwrap_or_default())
}

/// Returns the text of the first 512 bytes of a payload that is more than twice as long, or of the first 64 bytes of CBOR. They are
/// enough to detect most triggers.
pub fn start(payload: &[u8]) -> Option<Cow<'_, str>> {
    const START: usize = 512;
    #[cfg(feature = "cbor")]
    if is_cbor(payload) {
        return payload.get(..START / 8).map(|start| crate::cbor::start_to_json(start).into());
    }
    let (start, rest) = payload.split_at_checked(START)?;
    if rest.len() <= START {
        return None;
    }
    match simdutf8::compat::from_utf8(start) {
        Ok(text) => Some(text.into()),
        Err(error) => std::str::from_utf8(&start[..error.valid_up_to()]).ok().map(Cow::Borrowed),
    }
}

/// A struct as the bytes that arrive. Where they may be JSON or raw, they are JSON when that would be recognised as such.
pub fn encode(object: &dyn Object) -> Vec<u8> {
    match object.payload() {
        Payload::Json => json(object).into_bytes(),
        #[cfg(feature = "cbor")]
        Payload::Cbor => crate::cbor::from_json(&json(object)),
        Payload::Raw(field) => raw(object.field(field).view()),
        Payload::JsonOrRaw(field, condition) => {
            let json = json(object).into_bytes();
            if holds(condition, &json) { json } else { raw(object.field(field).view()) }
        }
    }
}

/// A struct as JSON.
pub fn json(object: &dyn Object) -> String {
    // Most answers fit, and growing there in steps costs as much as writing them.
    let mut out = String::with_capacity(256);
    write_object(&mut out, object);
    out
}

/// The bytes of the field that takes a raw payload; the checker lets nothing but these two be one.
fn raw(view: View<'_>) -> Vec<u8> {
    match view {
        View::Raw(bytes) => bytes.to_vec(),
        View::Text(text) => text.as_bytes().to_vec(),
        _ => Vec::new(),
    }
}

/// Whether the payload begins like a map, or with a tag as self-described CBOR does.
#[cfg(feature = "cbor")]
fn is_cbor(payload: &[u8]) -> bool {
    matches!(payload.first(), Some(0xa0..=0xbf | 0xd9))
}

#[cfg(feature = "cbor")]
fn is_object(payload: &[u8]) -> bool {
    payload.trim_ascii_start().starts_with(b"{")
}

/// Returns whether a payload that may be JSON or raw is JSON of its trigger. Headers do not matter.
fn holds(condition: &Condition, payload: &[u8]) -> bool {
    let headers: &[(&str, &str)] = &[];
    let text = std::str::from_utf8(payload).unwrap_or_default();
    Matcher::new([Some(condition)]).matches(text, &headers) != Matches::None
}
