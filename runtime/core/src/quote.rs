//! Short quotations for messages.

/// The longest text that is quoted in full, in characters.
const MAX_QUOTED: usize = 60;

/// Returns a short quotation of a payload, on one line.
pub fn quote(text: &str) -> String {
    let mut quoted = String::new();
    push_quote(&mut quoted, text);
    quoted
}

/// Appends a short quotation of a payload, on one line.
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

/// Returns a short quotation of a text, in quotes. Characters that cannot be seen are escaped.
pub fn quote_text(text: &str) -> String {
    let (start, rest) = shortened(text);
    format!("{start:?}{rest}")
}

/// Returns the start of a text, and a remark on the rest.
fn shortened(text: &str) -> (&str, String) {
    let end = if text.len() > MAX_QUOTED { text.char_indices().nth(MAX_QUOTED) } else { None };
    match end {
        Some((end, _)) => (&text[..end], format!("… ({} bytes)", text.len())),
        None => (text, String::new()),
    }
}

/// Formats texts as a list of code: "`a`, `b`".
pub(crate) fn code_list(texts: &[impl AsRef<str>]) -> String {
    texts.iter().map(|text| format!("`{}`", text.as_ref())).collect::<Vec<_>>().join(", ")
}
