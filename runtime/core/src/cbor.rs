//! Converts CBOR to JSON text and back, so that the engine is the only decoder.

use serde::{Deserialize, Deserializer};

use crate::quote::quote;
use crate::report::{Report, Rule, Violation};
use crate::serde_text::{Text, collect_into, collect_text};

/// CBOR that is read as JSON text. Byte strings become `{"$bytes": "<base64>"}`.
struct Whole(String);

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        collect_text(deserializer).map(Whole)
    }
}

/// The start of CBOR, as JSON text. Reading stops at the first error.
struct Start(String);

impl<'de> Deserialize<'de> for Start {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut text = String::with_capacity(256);
        // An error only means that the start ends here.
        let _ = collect_into(&mut text, deserializer);
        Ok(Start(text))
    }
}

/// Converts the start of a CBOR value to JSON text, which is cut off as well.
pub(crate) fn start_to_json(start: &[u8]) -> String {
    // Texts are read into the buffer. The start contains no longer one.
    let mut buffer = [0; 64];
    ciborium::de::from_reader_with_buffer::<Start, _>(unmarked(start), &mut buffer).map(|text| text.0).unwrap_or_default()
}

/// Removes the tag with which self-described CBOR begins.
fn unmarked(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xd9\xd9\xf7").unwrap_or(bytes)
}

/// Converts one CBOR value to JSON text.
///
/// # Errors
/// Returns an error if the bytes are not CBOR, or more than one value.
pub(crate) fn to_json(bytes: &[u8]) -> Result<String, Report> {
    let mut bytes = unmarked(bytes);
    let wrong = |found: String| Report::from(Violation::new(Rule::Codec, "CBOR", found));
    let text = ciborium::from_reader::<Whole, _>(&mut bytes).map_err(|error| wrong(quote(&error.to_string())))?;
    if bytes.is_empty() { Ok(text.0) } else { Err(wrong(format!("{} bytes after the value", bytes.len()))) }
}

/// Converts JSON text that the engine has written to CBOR.
pub(crate) fn from_json(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    // Writing to memory cannot fail, and the engine writes nothing but JSON.
    let _ = ciborium::into_writer(&Text(text), &mut out);
    out
}
