//! Bytes as JSON lists of numbers.

use std::fmt::Write;

use crate::report::{Rule, Violation};

/// What violations call the lists.
pub const BYTE_LIST: &str = "a list of bytes";

/// Iterates over the bytes of a JSON list of numbers from -128 to 255, as signed and unsigned bytes are written. Whatever else is in the
/// list is `None`.
fn bytes(json: &str) -> Option<impl Iterator<Item = Option<u8>>> {
    let items = json.trim_ascii().strip_prefix('[')?.strip_suffix(']')?.trim_ascii();
    let byte = |item: &str| {
        let number: i16 = item.trim_ascii().parse().ok()?;
        let signed = || i8::try_from(number).map(i8::cast_unsigned);
        u8::try_from(number).or_else(|_| signed()).ok()
    };
    Some(items.split(',').filter(|_| !items.is_empty()).map(byte))
}

/// Returns whether JSON is a list of bytes.
pub fn is_byte_list(json: &str) -> bool {
    bytes(json).is_some_and(|mut bytes| bytes.all(|byte| byte.is_some()))
}

/// Decodes a JSON list of bytes.
///
/// # Errors
/// Returns a violation of rule `codec` if the JSON is anything else.
pub fn decode_byte_list(json: &[u8]) -> Result<Vec<u8>, Violation> {
    let decoded = std::str::from_utf8(json).ok().and_then(|json| bytes(json)?.collect());
    decoded.ok_or_else(|| Violation::new(Rule::Codec, BYTE_LIST, "other text"))
}

/// Encodes bytes as a JSON list of signed bytes, as Java writes them.
pub fn encode_byte_list(bytes: &[u8]) -> String {
    let mut json = String::with_capacity(2 + 4 * bytes.len());
    json.push('[');
    for (index, byte) in bytes.iter().enumerate() {
        json.push_str(if index > 0 { "," } else { "" });
        // Writing to a string cannot fail.
        let _ = write!(json, "{}", byte.cast_signed());
    }
    json.push(']');
    json
}
