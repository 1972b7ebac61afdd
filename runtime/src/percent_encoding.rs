//! Percent-encoding of URIs, header values and texts that are encoded like forms.

use triggerkit_core::report::{Rule, Violation};

/// What [`encode`] keeps apart from letters, digits and `-._~`: nothing.
#[cfg(feature = "http")]
pub(crate) const SEGMENT: &[u8] = b"";

/// Keeps what divides a path, as storage services do in the keys of objects.
pub(crate) const KEY: &[u8] = b"/";

/// Keeps what a path may contain. Sequences such as `%2F` stay as they are.
#[cfg(feature = "http")]
pub(crate) const PATH: &[u8] = b"!$&'()*+,;=:@/%";

/// Keeps what a query may contain. Sequences such as `%2F` stay as they are.
#[cfg(feature = "http")]
pub(crate) const QUERY: &[u8] = b"!$&'()*+,;=:@/%?";

/// Appends `text` and replaces every byte that is neither unreserved nor kept with `%XX`.
pub(crate) fn encode(out: &mut String, text: impl AsRef<[u8]>, kept: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for &byte in text.as_ref() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || kept.contains(&byte) {
            out.push(char::from(byte));
        } else {
            let digits = [byte >> 4, byte & 15].map(|digit| char::from(DIGITS[usize::from(digit)]));
            out.extend(['%', digits[0], digits[1]]);
        }
    }
}

/// Encodes a text like a form, with `+` for a blank.
pub(crate) fn encode_form(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, part) in text.split(' ').enumerate() {
        out.push_str(if index > 0 { "+" } else { "" });
        encode(&mut out, part, KEY);
    }
    out
}

/// Decodes a name or value of a query: each `%XX`, and `+` for a space.
#[cfg(feature = "http")]
pub(crate) fn decode_form(text: &str) -> String {
    decode(&text.replace('+', " "))
}

/// Decodes each `%XX`. What is not UTF-8 becomes U+FFFD.
#[cfg(feature = "http")]
pub(crate) fn decode(text: &str) -> String {
    String::from_utf8_lossy(&decode_bytes(text)).into_owned()
}

/// Decodes each `%XX`. A `%` that is not followed by two hexadecimal digits is kept.
pub(crate) fn decode_bytes(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let escape = escape(rest);
        out.push(escape.unwrap_or(*first));
        rest = if escape.is_some() { &after[2..] } else { after };
    }
    out
}

/// Decodes text that is encoded like a form: each `%XX`, and `+` for a blank.
///
/// # Errors
/// Returns a violation of rule `codec` if a `%` is not followed by two hexadecimal digits.
pub(crate) fn decode_form_bytes(text: &[u8]) -> Result<Vec<u8>, Violation> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, after @ ..] = rest {
        let escape = escape(rest);
        if *first == b'%' && escape.is_none() {
            let found = format!("`%` without two hexadecimal digits, offset {}", text.len() - rest.len());
            return Err(Violation::new(Rule::Codec, "percent-encoded text", found));
        }
        out.push(escape.unwrap_or(if *first == b'+' { b' ' } else { *first }));
        rest = if escape.is_some() { &after[2..] } else { after };
    }
    Ok(out)
}

/// Returns the byte that a text begins with as `%XX`.
fn escape(text: &[u8]) -> Option<u8> {
    let [b'%', high, low, ..] = text else { return None };
    let digit = |letter: u8| char::from(letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit(*high)? << 4 | digit(*low)?)
}
