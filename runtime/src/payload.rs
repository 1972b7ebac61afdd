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

/// The JSON text in which discriminators are looked for: that of CBOR, too; empty where there is none.
pub(crate) fn text(payload: &[u8]) -> Cow<'_, str> {
    #[cfg(feature = "cbor")]
    // A map, or a tag as of self-described CBOR.
    if let Some(0xa0..=0xbf | 0xd9) = payload.first() {
        return crate::cbor::to_json(payload).map_or_else(|_| Cow::Borrowed(""), Cow::Owned);
    }
    Cow::Borrowed(std::str::from_utf8(payload).unwrap_or_default())
}

/// A struct as the bytes that arrive. Where they may be JSON or raw, they are JSON when that would be recognised as such.
pub(crate) fn encode(object: &dyn Object) -> Vec<u8> {
    let mut json = String::new();
    write_object(&mut json, object);
    let raw = match object.payload() {
        Payload::Json => None,
        #[cfg(feature = "cbor")]
        Payload::Cbor => return crate::cbor::from_json(&json),
        Payload::Raw(field) => Some(field),
        Payload::JsonOrRaw(field, trigger) => (!is_detected(trigger, json.as_bytes())).then_some(field),
    };
    match raw.map(|field| object.field(field).view()) {
        Some(View::Raw(bytes)) => bytes.to_vec(),
        Some(View::Text(text)) => text.as_bytes().to_vec(),
        _ => json.into_bytes(),
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
