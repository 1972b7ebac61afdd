//! Percent-encoding of URIs and header values.

/// What [`encode`] keeps apart from letters, digits and `-._~`: nothing.
#[cfg(feature = "http")]
pub(crate) const SEGMENT: &[u8] = b"";

/// Keeps what a path may contain. Sequences such as `%2F` stay as they are.
#[cfg(feature = "http")]
pub(crate) const PATH: &[u8] = b"!$&'()*+,;=:@/%";

/// Keeps what a query may contain. Sequences such as `%2F` stay as they are.
#[cfg(feature = "http")]
pub(crate) const QUERY: &[u8] = b"!$&'()*+,;=:@/%?";

/// Appends `text` and replaces every byte that is neither unreserved nor kept with `%XX`.
#[cfg(feature = "http")]
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
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hexadecimal = |digits: &&str| bytes[at] == b'%' && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        let digits = text.get(at + 1..at + 3).filter(hexadecimal);
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    out
}
