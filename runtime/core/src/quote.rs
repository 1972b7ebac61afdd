//! Short quotations of payloads, as messages show them.

/// Longest text of a payload that a violation quotes, in characters.
const MAX_QUOTED: usize = 60;

/// A short quotation of a payload, on one line.
pub fn quote(text: &str) -> String {
    let mut quoted = String::new();
    push_quote(&mut quoted, text);
    quoted
}

/// Appends the same.
pub fn push_quote(out: &mut String, text: &str) {
    if text.len() <= MAX_QUOTED && text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return out.push_str(text);
    }
    let (start, rest) = shortened(text);
    let words = start.split(|letter: char| letter.is_whitespace() || letter.is_control());
    for (index, word) in words.filter(|word| !word.is_empty()).enumerate() {
        out.push_str(if index > 0 { " " } else { "" });
        out.push_str(word);
    }
    out.push_str(&rest);
}

/// A short quotation of a text, in quotes; what could not be seen is escaped.
pub fn quote_text(text: &str) -> String {
    let (start, rest) = shortened(text);
    format!("{start:?}{rest}")
}

/// The start of a text, and what to say of the rest.
fn shortened(text: &str) -> (&str, String) {
    let end = if text.len() > MAX_QUOTED { text.char_indices().nth(MAX_QUOTED) } else { None };
    match end {
        Some((end, _)) => (&text[..end], format!("… ({} bytes)", text.len())),
        None => (text, String::new()),
    }
}
