//! CBOR to JSON text and back: the engine stays the only decoder.

use serde::{Deserialize, Deserializer};

use crate::quote::quote;
use crate::report::{Report, Rule, Violation};
use crate::serde_text::{collect_into, collect_text, serialize_text};

/// CBOR as JSON text; byte strings as `{"$bytes": "<base64>"}`.
struct Text(String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        collect_text(deserializer).map(Text)
    }
}

/// The same as far as it goes: nothing that comes is an error.
struct Start(String);

impl<'de> Deserialize<'de> for Start {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut text = String::with_capacity(256);
        // The error says where the start ends.
        let _ = collect_into(&mut text, deserializer);
        Ok(Start(text))
    }
}

/// The JSON text of the start of a CBOR value, cut off where that is.
pub(crate) fn start_to_json(start: &[u8]) -> String {
    // Texts are read into the room; no longer one can be whole.
    let mut room = [0; 64];
    ciborium::de::from_reader_with_buffer::<Start, _>(unmarked(start), &mut room).map(|text| text.0).unwrap_or_default()
}

/// The bytes behind the tag with which self-described CBOR begins.
fn unmarked(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xd9\xd9\xf7").unwrap_or(bytes)
}

/// The JSON text of one CBOR value.
///
/// # Errors
/// Not CBOR, or more than one value.
pub(crate) fn to_json(bytes: &[u8]) -> Result<String, Report> {
    let mut bytes = unmarked(bytes);
    let wrong = |found: String| Report::from(Violation::new(Rule::Codec, "CBOR", found));
    let text = ciborium::from_reader::<Text, _>(&mut bytes).map_err(|error| wrong(quote(&error.to_string())))?;
    if bytes.is_empty() { Ok(text.0) } else { Err(wrong(format!("{} bytes behind the value", bytes.len()))) }
}

/// The CBOR of JSON text that the engine has written.
pub(crate) fn from_json(text: &str) -> Vec<u8> {
    struct Value<'t>(&'t str);
    impl serde::Serialize for Value<'_> {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serialize_text(self.0, serializer)
        }
    }
    let mut out = Vec::new();
    match ciborium::into_writer(&Value(text), &mut out) {
        Ok(()) => out,
        // Writing to memory cannot fail, and the engine writes nothing but JSON.
        Err(_) => Vec::new(),
    }
}
