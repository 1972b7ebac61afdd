//! Converts CBOR to JSON text and back, so that the engine is the only decoder.
//!
//! The format is read and written here rather than by a crate: tags decide how bytes and lists are read, the start of a payload has
//! to be readable on its own, and messages are in the words of this crate.

mod fault;
mod head;
mod number;
mod read;
mod write;

use crate::json::Scanner;
use crate::report::{Report, Rule, Violation};
use read::Reader;

/// Converts the start of a CBOR value to JSON text, which is cut off as well.
pub(crate) fn start_to_json(start: &[u8]) -> String {
    let mut text = String::with_capacity(256);
    // An error only means that the start ends here.
    let _ = Reader::new(start, &mut text).value();
    text
}

/// Converts one CBOR value to JSON text. Byte strings become `{"$bytes": "<base64>"}`.
///
/// # Errors
/// Returns an error if the bytes are not CBOR, or more than one value.
pub(crate) fn to_json(bytes: &[u8]) -> Result<String, Report> {
    let mut text = String::with_capacity(bytes.len());
    let mut reader = Reader::new(bytes, &mut text);
    let read = reader.value().and_then(|()| reader.end());
    read.map_err(|fault| Violation::new(Rule::Codec, "CBOR", fault.to_string()))?;
    Ok(text)
}

/// Converts JSON text that the engine has written to CBOR. Returns `None` if it has a number of more digits than are read.
pub(crate) fn from_json(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    write::write_value(&mut Scanner::new(text), &mut out)?;
    Some(out)
}
