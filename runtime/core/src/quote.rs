//! Short quotations for messages.

use std::borrow::Cow;

use crate::json::{Kind, Scanner};

/// The longest text that is quoted in full, in characters.
const MAX_QUOTED: usize = 60;

/// What a violation found, as it can be quoted or described.
#[derive(Clone, Debug)]
pub enum Found<'v> {
    /// Words that quote nothing: `nothing`, `5 characters`.
    Words(Cow<'static, str>),
    /// A JSON value as it was written, after a word for its kind.
    Value(&'v str),
    /// Text in place of an object or list. It may contain what the object or list would.
    TextOfOther(&'v str),
    /// A number or another JSON value as it was written, without a word for its kind.
    Bare(Cow<'v, str>),
    /// The content of a text.
    Text(&'v str),
    /// The content of a text that a list has twice.
    Twice(&'v str),
}

impl From<&'static str> for Found<'_> {
    fn from(words: &'static str) -> Self {
        Found::Words(words.into())
    }
}

impl From<String> for Found<'_> {
    fn from(words: String) -> Self {
        Found::Words(words.into())
    }
}

impl Found<'_> {
    /// Appends a short quotation, on one line.
    pub(crate) fn push_quoted(&self, out: &mut String) {
        match self {
            Found::Words(words) => out.push_str(words),
            Found::Value(raw) | Found::TextOfOther(raw) => {
                out.push_str(kind(raw).word());
                out.push(' ');
                push_quote(out, raw);
            }
            Found::Bare(raw) => push_quote(out, raw),
            Found::Text(text) => out.push_str(&quote_text(text)),
            Found::Twice(text) => {
                out.push_str(&quote_text(text));
                out.push_str(" twice");
            }
        }
    }

    /// Returns the kind and the size, without any of the content: `an object (48 bytes)`.
    pub(crate) fn described(&self) -> String {
        match self {
            Found::Words(words) => words.clone().into_owned(),
            Found::Value(raw) | Found::TextOfOther(raw) => describe(kind(raw), raw.len()),
            Found::Bare(raw) => describe(kind(raw), raw.len()),
            Found::Text(text) => describe(Kind::String, text.len()),
            Found::Twice(text) => format!("{} twice", describe(Kind::String, text.len())),
        }
    }

    /// Returns whether it is an object or a list, or text in place of one.
    pub(crate) fn is_structured(&self) -> bool {
        match self {
            Found::Words(_) | Found::Text(_) | Found::Twice(_) => false,
            Found::TextOfOther(_) => true,
            Found::Value(raw) => matches!(kind(raw), Kind::Object | Kind::List),
            Found::Bare(raw) => matches!(kind(raw), Kind::Object | Kind::List),
        }
    }
}

fn kind(raw: &str) -> Kind {
    Scanner::new(raw).peek().unwrap_or(Kind::Null)
}

/// Returns whether a text begins as JSON does that contains names or other texts.
pub(crate) fn starts_like_json(text: &str) -> bool {
    text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with(['{', '[', '"'])
}

/// Returns the kind and the size of a value.
fn describe(kind: Kind, bytes: usize) -> String {
    let kind = match kind {
        Kind::Object => "an object",
        Kind::List => "a list",
        Kind::String => "a string",
        Kind::Number => "a number",
        Kind::Bool => "a boolean",
        Kind::Null => return "null".to_owned(),
    };
    format!("{kind} ({bytes} bytes)")
}

/// Returns a short quotation of a text, in quotes, or its size if it may be JSON with names and values of its own.
pub fn quote_plain_text(text: &str) -> String {
    if starts_like_json(text) { describe(Kind::String, text.len()) } else { quote_text(text) }
}

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
