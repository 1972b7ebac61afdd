//! Percent-encoding of URI segments and header values.

/// Appends `text` and replaces every byte that is not unreserved with `%XX`.
#[cfg(feature = "http")]
pub(crate) fn encode(out: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
}

/// Decodes each `%XX`. A `%` that is not followed by two hexadecimal digits is kept.
pub(crate) fn decode(text: &str) -> String {
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
    String::from_utf8_lossy(&out).into_owned()
}
