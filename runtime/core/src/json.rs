//! [`Scanner`]: reads JSON text value by value, with exact byte ranges, and without a tree or recursion.
//!
//! Only malformed text is an error here. Callers decide which values they expect.

pub(crate) mod alike;
mod block;
mod fault;
mod skip_unchecked;
mod string;

use std::borrow::Cow;

use fault::Reason;

pub use fault::{Scan, SyntaxError};
pub use string::Unescaped;

use crate::Number;
use crate::vocabulary::words;

/// The deepest nesting of lists and objects that is read. Deeper text is a [`SyntaxError`].
pub const MAX_DEPTH: u32 = 128;

words! {
    /// The kind of a JSON value.
    Kind {
        /// `null`
        Null = "null",
        /// `true` or `false`
        Bool = "bool",
        /// A number.
        Number = "number",
        /// A string.
        String = "string",
        /// `[…]`
        List = "list",
        /// `{…}`
        Object = "object",
    }
}

/// What a glance at the start of a string shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Near<'p> {
    /// The whole string.
    Text(&'p str),
    /// An escape follows soon.
    Escape,
    /// The string is longer than eight bytes.
    Long,
}

/// Reads JSON values from a text, front to back.
///
/// ```
/// use triggerkit_core::json::{Kind, Scanner};
///
/// let mut json = Scanner::new(r#"{"n": 9, "rest": [1, 2]}"#);
/// json.enter_object()?;
/// assert_eq!(json.next_key()?.as_deref(), Some("n"));
/// assert_eq!(json.peek()?, Kind::Number);
/// assert_eq!(json.number()?.as_i64(), Some(9));
/// assert_eq!(json.next_key()?.as_deref(), Some("rest"));
/// assert_eq!(json.skip()?, "[1, 2]");
/// assert_eq!(json.next_key()?, None);
/// json.end()?;
/// # Ok::<(), triggerkit_core::json::SyntaxError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Scanner<'p> {
    text: &'p str,
    position: usize,
    depth: u32,
    /// Whether the container was just entered, so that no comma is expected.
    fresh: bool,
}

impl<'p> Scanner<'p> {
    /// Creates a scanner at the start of `text`.
    pub const fn new(text: &'p str) -> Self {
        Scanner { text, position: 0, depth: 0, fresh: false }
    }

    /// Allows fewer lists and objects inside each other than usual.
    #[must_use]
    pub(crate) const fn with_depth(self, depth: u32) -> Self {
        Scanner { depth: MAX_DEPTH.saturating_sub(depth), ..self }
    }

    /// Returns the whole text.
    pub const fn text(&self) -> &'p str {
        self.text
    }

    /// Returns the offset of the next unread byte.
    pub const fn position(&self) -> usize {
        self.position
    }

    /// Returns the text that was read since an earlier position.
    pub fn since(&self, start: usize) -> &'p str {
        self.text.get(start..self.position).unwrap_or_default()
    }

    /// Returns a scanner that starts at a value found earlier, as deep as this one.
    pub fn at(&self, position: usize) -> Self {
        Scanner { position, ..self.clone() }
    }

    /// Returns a scanner of JSON text that is in a string of this one, as deep as this one.
    pub(crate) fn inside<'t>(&self, text: &'t str) -> Scanner<'t> {
        Scanner { depth: self.depth, ..Scanner::new(text) }
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    /// Moves past white space and returns the next byte, or zero at the end of the text. No value begins with a zero.
    #[inline]
    pub fn ahead(&mut self) -> u8 {
        match self.byte() {
            Some(byte) if byte > b' ' => byte,
            _ => self.blanks(),
        }
    }

    #[inline(never)]
    fn blanks(&mut self) -> u8 {
        self.position = block::after_blanks(self.text.as_bytes(), self.position);
        self.byte().unwrap_or(0)
    }

    #[cold]
    fn error<T>(&self, reason: Reason) -> Scan<T> {
        let reason = match self.text.as_bytes().get(self.position..) {
            None | Some([]) => Reason::TooShort,
            Some([0xef, 0xbb, 0xbf, ..]) => Reason::Mark,
            Some([0, ..]) => Reason::Zero,
            Some(_) => reason,
        };
        Err(SyntaxError::new(self.position.min(self.text.len()), reason))
    }

    /// Returns the kind of the next value, which stays unread.
    #[inline]
    pub fn peek(&mut self) -> Scan<Kind> {
        Ok(match self.ahead() {
            b'"' => Kind::String,
            b'{' => Kind::Object,
            b'[' => Kind::List,
            b'-' | b'0'..=b'9' => Kind::Number,
            b't' | b'f' => Kind::Bool,
            b'n' => Kind::Null,
            _ => return self.error(Reason::NoValue),
        })
    }

    /// Checks that nothing but white space is left.
    pub fn end(&mut self) -> Scan<()> {
        self.ahead();
        if self.position == self.text.len() { Ok(()) } else { self.error(Reason::TooLong) }
    }

    fn literal(&mut self, word: &str) -> Scan<()> {
        if self.text.as_bytes()[self.position..].starts_with(word.as_bytes()) {
            self.position += word.len();
            return Ok(());
        }
        self.error(Reason::NoValue)
    }

    /// Reads `null`.
    pub fn null(&mut self) -> Scan<()> {
        self.ahead();
        self.literal("null")
    }

    /// Reads `true` or `false`.
    pub fn boolean(&mut self) -> Scan<bool> {
        let value = self.ahead() == b't';
        self.literal(if value { "true" } else { "false" })?;
        Ok(value)
    }

    /// Reads an integer of up to sixteen digits without a sign. Any other value stays unread.
    #[inline]
    pub fn plain_integer(&mut self) -> Option<u64> {
        let (length, value) = Number::plain(self.text.as_bytes().get(self.position..)?)?;
        self.position += length;
        Some(value)
    }

    /// Reads a number. Its text is kept, so no digit is lost.
    #[inline]
    pub fn number(&mut self) -> Scan<Number<'p>> {
        self.ahead();
        let start = self.position;
        let rest = &self.text.as_bytes()[start..];
        match Number::prefix(rest) {
            Ok((length, integer)) => {
                self.position += length;
                Ok(Number::new(&self.text[start..self.position], integer))
            }
            Err(length) => {
                self.position += length;
                self.error(Reason::NoDigit)
            }
        }
    }

    /// Reads a string without escapes and without white space before it. Any other value stays unread.
    #[inline]
    pub fn plain_string(&mut self) -> Option<&'p str> {
        if self.byte() != Some(b'"') {
            return None;
        }
        let start = self.position + 1;
        let end = block::plain_end(self.text.as_bytes(), start);
        if self.text.as_bytes().get(end) != Some(&b'"') {
            return None;
        }
        self.position = end + 1;
        self.text.get(start..end)
    }

    /// Glances at the next string, which stays unread.
    #[inline]
    pub fn near_string(&self) -> Near<'p> {
        let bytes = self.text.as_bytes();
        let start = self.position + 1;
        let end = block::near_end(bytes, start);
        match bytes.get(end) {
            Some(b'"') => Near::Text(self.text.get(start..end).unwrap_or_default()),
            Some(b'\\') => Near::Escape,
            _ => Near::Long,
        }
    }

    /// Reads a string. The result is borrowed unless the string has escapes. Half of a surrogate pair becomes U+FFFD.
    #[inline]
    pub fn string(&mut self) -> Scan<Cow<'p, str>> {
        self.ahead();
        match self.plain_string() {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.escaped(),
        }
    }

    #[cold]
    fn escaped(&mut self) -> Scan<Cow<'p, str>> {
        self.unescape(&mut Unescaped::default()).map(|text| Cow::Owned(text.to_owned()))
    }

    /// Returns whether the text of a string that began at `start` is not all of what the string contains, because it has half of a
    /// surrogate pair. Only texts with U+FFFD are looked at again.
    pub fn is_lossy(&self, start: usize, text: &str) -> bool {
        text.contains(char::REPLACEMENT_CHARACTER)
            && self.since(start).find('"').is_some_and(|quote| string::has_half_pair(self.text, start + quote + 1))
    }

    /// Reads a string into a buffer.
    #[inline(never)]
    pub fn unescape<'b>(&mut self, buffer: &'b mut Unescaped) -> Scan<&'b str> {
        if self.ahead() != b'"' {
            return self.error(Reason::NoString);
        }
        let (text, end) = buffer.read(self.text, self.position + 1)?;
        self.position = end;
        Ok(text)
    }

    #[inline]
    fn descend(&mut self) -> Scan<()> {
        if self.depth == MAX_DEPTH {
            return self.error(Reason::TooDeep);
        }
        self.depth += 1;
        self.position += 1;
        self.fresh = true;
        Ok(())
    }

    #[inline]
    fn ascend(&mut self) {
        self.position += 1;
        self.depth -= 1;
        self.fresh = false;
    }

    /// Reads `{`. Then call [`next_key`](Self::next_key) and read a value until it returns `None`.
    #[inline]
    pub fn enter_object(&mut self) -> Scan<()> {
        if self.ahead() == b'{' { self.descend() } else { self.error(Reason::NoObject) }
    }

    /// Reads `[`. Then call [`next_item`](Self::next_item) and read a value until it returns `false`.
    #[inline]
    pub fn enter_list(&mut self) -> Scan<()> {
        if self.ahead() == b'[' { self.descend() } else { self.error(Reason::NoList) }
    }

    /// Reads a comma or `close`, and returns whether another member follows.
    #[inline]
    fn another(&mut self, close: u8, expected: Reason) -> Scan<bool> {
        let fresh = std::mem::replace(&mut self.fresh, false);
        match self.ahead() {
            b',' if !fresh => {
                self.position += 1;
                Ok(true)
            }
            byte if byte == close => {
                self.ascend();
                Ok(false)
            }
            _ if fresh => Ok(true),
            _ => self.error(expected),
        }
    }

    /// Reads the next key of the current object and its colon. Returns `None` after reading `}`.
    #[inline]
    pub fn next_key(&mut self) -> Scan<Option<Cow<'p, str>>> {
        if self.more_keys()? { self.key().map(Some) } else { Ok(None) }
    }

    /// Returns whether the current object has another key, to be read with [`key`](Self::key). Reads `}` if it has none.
    #[inline]
    pub fn more_keys(&mut self) -> Scan<bool> {
        let more = self.another(b'}', Reason::NoKey)?;
        self.ahead();
        Ok(more)
    }

    /// Reads a key and its colon.
    #[inline]
    pub fn key(&mut self) -> Scan<Cow<'p, str>> {
        let key = self.string()?;
        self.colon()?;
        Ok(key)
    }

    /// Reads the next key and its colon if they are exactly as guessed: the key as JSON with the colon right after it.
    /// Any other key stays unread.
    #[inline]
    pub fn guessed_key(&mut self, guess: &str) -> bool {
        let Some(at) = self.member_ahead() else { return false };
        if !block::begins(self.text.as_bytes(), at, guess.as_bytes()) {
            return false;
        }
        self.position = self.after_space(at + guess.len());
        self.fresh = false;
        true
    }

    /// Returns where the next key would begin: after a comma, unless it is the first one, and after white space.
    #[inline]
    fn member_ahead(&self) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = self.position;
        if !self.fresh {
            if bytes.get(at) != Some(&b',') {
                return None;
            }
            at += 1;
        }
        Some(if bytes.get(at).is_none_or(|byte| *byte <= b' ') { block::after_blanks(bytes, at) } else { at })
    }

    /// Returns the offset after the space that usually follows a colon.
    #[inline]
    fn after_space(&self, at: usize) -> usize {
        at + usize::from(self.text.as_bytes().get(at) == Some(&b' '))
    }

    /// Returns whether the current object ends here, and reads `}` if so.
    #[inline]
    pub fn object_ends(&mut self) -> bool {
        if self.ahead() != b'}' {
            return false;
        }
        self.ascend();
        true
    }

    /// Reads a colon, and the space that usually follows it.
    #[inline]
    fn colon(&mut self) -> Scan<()> {
        if self.ahead() != b':' {
            return self.error(Reason::NoColon);
        }
        self.position = self.after_space(self.position + 1);
        Ok(())
    }

    /// Returns whether the current list has another item. Reads `]` if it has none.
    #[inline]
    pub fn next_item(&mut self) -> Scan<bool> {
        self.another(b']', Reason::NoItem)
    }

    /// Reads one value of any kind and returns its text.
    pub fn skip(&mut self) -> Scan<&'p str> {
        let first = self.ahead();
        let start = self.position;
        if first == b'"' {
            self.skip_string()?;
            return Ok(&self.text[start..self.position]);
        }
        let outside = self.depth;
        // A bit for each open container, the innermost one lowest: whether it is an object.
        let mut objects: u128 = 0;
        loop {
            match self.peek()? {
                Kind::Null => self.null()?,
                Kind::Bool => drop(self.boolean()?),
                Kind::Number => drop(self.number()?),
                Kind::String => self.skip_string()?,
                Kind::List => {
                    self.descend()?;
                    objects <<= 1;
                }
                Kind::Object => {
                    self.descend()?;
                    objects = objects << 1 | 1;
                }
            }
            loop {
                if self.depth == outside {
                    self.fresh = false;
                    return Ok(&self.text[start..self.position]);
                }
                let more = if objects & 1 == 1 { self.next_member()? } else { self.next_item()? };
                if more {
                    break;
                }
                objects >>= 1;
            }
        }
    }

    /// Skips the next key of the current object and its colon. Returns `false` after reading `}`.
    pub(crate) fn next_member(&mut self) -> Scan<bool> {
        if !self.another(b'}', Reason::NoKey)? {
            return Ok(false);
        }
        self.skip_string()?;
        self.colon()?;
        Ok(true)
    }

    /// Skips a string. Escapes are checked.
    fn skip_string(&mut self) -> Scan<()> {
        if self.ahead() != b'"' {
            return self.error(Reason::NoString);
        }
        self.position = string::skip(self.text, self.position + 1)?;
        Ok(())
    }
}

/// Checks that a text is one JSON value.
///
/// # Errors
/// Returns the first place where it is not.
pub fn validate(text: &str) -> Scan<()> {
    let mut scanner = Scanner::new(text);
    scanner.skip()?;
    scanner.end()
}

/// Appends a text as a JSON string with quotes.
pub fn write_string(out: &mut String, text: &str) {
    out.reserve(text.len() + 2);
    out.push('"');
    let mut plain = 0;
    loop {
        let end = block::plain_end(text.as_bytes(), plain);
        out.push_str(&text[plain..end]);
        let Some(&byte) = text.as_bytes().get(end) else { break };
        write_escape(out, byte);
        plain = end + 1;
    }
    out.push('"');
}

/// Appends the escape of a quote, a backslash or a control character.
fn write_escape(out: &mut String, byte: u8) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    out.push_str(match byte {
        b'"' => "\\\"",
        b'\\' => "\\\\",
        b'\n' => "\\n",
        b'\r' => "\\r",
        b'\t' => "\\t",
        0x08 => "\\b",
        0x0c => "\\f",
        _ => {
            out.push_str("\\u00");
            out.push(HEX[usize::from(byte >> 4)].into());
            out.push(HEX[usize::from(byte & 15)].into());
            return;
        }
    });
}
