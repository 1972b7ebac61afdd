//! Whole payloads: JSON, CBOR, or any bytes.

use std::borrow::Cow;

#[cfg(feature = "cbor")]
use arcstr::ArcStr;

use crate::detect::{Condition, Matcher, Matches};
#[cfg(feature = "cbor")]
use crate::engine::decode_shared;
use crate::engine::{Object, View, decode_into, decode_list, write_list, write_object};
use crate::limits::Limits;
use crate::report::Report;
use crate::shape::Payload;

/// Decodes a payload into a struct and returns every violation.
///
/// # Errors
/// Returns an error if the payload has no value at all, like [`decode_into`].
pub fn decode(target: &mut dyn Object, payload: &[u8], limits: &Limits) -> Result<Report, Report> {
    match target.payload() {
        Payload::Json => decode_into(target, payload, limits),
        #[cfg(feature = "cbor")]
        Payload::Cbor if !payload.trim_ascii_start().starts_with(b"{") => {
            let limits = limits.memory(limits.memory_for(payload.len()), 0);
            let text = ArcStr::from(crate::cbor::to_json(payload)?);
            decode_shared(target, &text, &limits)
        }
        #[cfg(feature = "cbor")]
        Payload::Cbor => decode_into(target, payload, limits),
        Payload::Root(field) => decode_list(target, field, payload, limits),
        Payload::JsonOrRaw(_, condition) if holds(condition, payload) => decode_into(target, payload, limits),
        Payload::Raw(field) | Payload::JsonOrRaw(field, _) => {
            target.field_mut(field).read_raw(payload)?;
            Ok(Report::default())
        }
    }
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

/// Writes a struct as a payload. One that may be JSON or any bytes is JSON if it would be detected as such. One that is CBOR is JSON
/// if it has a number or a text that CBOR cannot hold; such a payload is read, too.
pub fn encode(object: &dyn Object) -> Vec<u8> {
    match object.payload() {
        Payload::Json | Payload::Root(_) => json(object).into_bytes(),
        #[cfg(feature = "cbor")]
        Payload::Cbor => {
            let json = json(object);
            crate::cbor::from_json(&json).unwrap_or_else(|| json.into_bytes())
        }
        Payload::Raw(field) => raw(object.field(field).view()),
        Payload::JsonOrRaw(field, condition) => {
            let json = json(object).into_bytes();
            if holds(condition, &json) { json } else { raw(object.field(field).view()) }
        }
    }
}

/// Writes a struct as JSON.
pub fn json(object: &dyn Object) -> String {
    // Most structs fit. Growing in steps would cost as much as writing.
    let mut out = String::with_capacity(256);
    match object.payload() {
        Payload::Root(field) => write_list(&mut out, object, field),
        _ => write_object(&mut out, object),
    }
    out
}

/// Returns the bytes of the field that takes a raw payload. The checker allows no other types for it.
fn raw(view: View<'_>) -> Vec<u8> {
    match view {
        View::Raw(bytes) => bytes.to_vec(),
        View::Text(text) => text.as_bytes().to_vec(),
        _ => Vec::new(),
    }
}

/// Returns whether a payload begins with a CBOR map, or with a tag, such as that of self-described CBOR.
#[cfg(feature = "cbor")]
fn is_cbor(payload: &[u8]) -> bool {
    matches!(payload.first(), Some(0xa0..=0xdb))
}

/// Returns whether a payload that may be JSON or raw is JSON of its trigger. Headers do not matter.
fn holds(condition: &Condition, payload: &[u8]) -> bool {
    let headers: &[(&str, &str)] = &[];
    let text = std::str::from_utf8(payload).unwrap_or_default();
    Matcher::new([Some(condition)]).matches(text, &headers) != Matches::None
}
