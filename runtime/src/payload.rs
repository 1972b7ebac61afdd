//! The bytes of a payload: JSON, CBOR, or something that no document describes.

use std::borrow::Cow;

use triggerkit_core::detect::Facts;

use crate::engine::{decode_into, write_object};
use crate::object::Object;
use crate::report::Report;
use crate::shape::Payload;
use crate::trigger::TriggerInfo;
use crate::value::View;

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
        Payload::JsonOrRaw(_, trigger) if is_detected(trigger, payload) => decode_into(target, payload),
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
pub(crate) fn decode_valid(target: &mut dyn Object, payload: &[u8]) -> Result<(), Report> {
    decode(target, payload)?.into_result(())
}

/// The JSON text in which discriminators are looked for: that of CBOR, too; empty where there is none.
pub(crate) fn text(payload: &[u8]) -> Cow<'_, str> {
    #[cfg(feature = "cbor")]
    // A map, or a tag as of self-described CBOR.
    if let Some(0xa0..=0xbf | 0xd9) = payload.first() {
        return crate::cbor::to_json(payload).map_or_else(|_| Cow::Borrowed(""), Cow::Owned);
    }
    Cow::Borrowed(simdutf8::basic::from_utf8(payload).unwrap_or_default())
}

/// The first 512 bytes of a payload of more than twice as many, as far as they are text: they tell most triggers.
pub(crate) fn start(payload: &[u8]) -> Option<&str> {
    const START: usize = 512;
    let (start, rest) = payload.split_at_checked(START)?;
    if rest.len() <= START || !start.trim_ascii_start().starts_with(b"{") {
        return None;
    }
    match simdutf8::compat::from_utf8(start) {
        Ok(text) => Some(text),
        Err(error) => std::str::from_utf8(&start[..error.valid_up_to()]).ok(),
    }
}

/// A struct as the bytes that arrive. Where they may be JSON or raw, they are JSON when that would be recognised as such.
pub(crate) fn encode(object: &dyn Object) -> Vec<u8> {
    match object.payload() {
        Payload::Json => json(object).into_bytes(),
        #[cfg(feature = "cbor")]
        Payload::Cbor => crate::cbor::from_json(&json(object)),
        Payload::Raw(field) => raw(object.field(field).view()),
        Payload::JsonOrRaw(field, trigger) => {
            let json = json(object).into_bytes();
            if is_detected(trigger, &json) { json } else { raw(object.field(field).view()) }
        }
    }
}

/// A struct as JSON.
pub(crate) fn json(object: &dyn Object) -> String {
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

#[cfg(feature = "cbor")]
fn is_object(payload: &[u8]) -> bool {
    payload.trim_ascii_start().starts_with(b"{")
}

fn is_detected(trigger: &TriggerInfo, payload: &[u8]) -> bool {
    let none: &[(&str, &str)] = &[];
    let text = std::str::from_utf8(payload).unwrap_or_default();
    trigger.detect.is_some_and(|condition| condition.holds(&Facts::of(text, [condition]), &none))
}
