//! A pull scanner over JSON text: values one after the other, exact byte ranges, no tree, no recursion.
//!
//! Only malformed text is an error here; what a value should have been is the caller's business.

mod block;
mod fault;
mod pass;
mod string;

use std::borrow::Cow;

use fault::Reason;

pub use fault::{Scan, SyntaxError};
pub use string::Unescaped;

use crate::Number;

/// Deepest nesting of lists and objects that is read. One more is a [`SyntaxError`].
pub const MAX_DEPTH: u32 = 128;

/// What a value is, told by its first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number.
    Number,
    /// A string.
    String,
    /// `[…]`
    List,
    /// `{…}`
    Object,
}

impl Kind {
    /// The word for this kind in specs and messages.
    pub const fn word(self) -> &'static str {
        match self {
            Kind::Null => "null",
            Kind::Bool => "bool",
            Kind::Number => "number",
            Kind::String => "string",
            Kind::List => "list",
            Kind::Object => "object",
        }
    }
}

/// How a string begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Near<'p> {
    /// This is all of it.
    Text(&'p str),
    /// It soon holds an escape.
    Escape,
    /// It goes on beyond eight bytes at least.
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
    /// The container just entered has yielded nothing yet, so no comma is due.
    fresh: bool,
}

impl<'p> Scanner<'p> {
    /// A scanner at the start of `text`.
    pub const fn new(text: &'p str) -> Self {
        Scanner { text, position: 0, depth: 0, fresh: false }
    }

    /// The whole text.
    pub const fn text(&self) -> &'p str {
        self.text
    }

    /// Byte offset of the next unread byte.
    pub const fn position(&self) -> usize {
        self.position
    }

    /// What was read since an earlier position.
    pub fn since(&self, start: usize) -> &'p str {
        self.text.get(start..self.position).unwrap_or_default()
    }

    /// A scanner over the same text that starts at a value found earlier, as deep as this one.
    pub fn at(&self, position: usize) -> Self {
        Scanner { position, ..self.clone() }
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    /// Moves past white space and returns the byte behind it; zero, which begins nothing either, at the end of the text.
    #[inline]
    pub fn ahead(&mut self) -> u8 {
        match self.byte() {
            Some(byte) if byte > b' ' => byte,
            _ => self.blanks(),
        }
    }

    #[inline(never)]
    fn blanks(&mut self) -> u8 {
        self.position = block::behind_blanks(self.text.as_bytes(), self.position);
        self.byte().unwrap_or(0)
    }

    #[cold]
    fn error<T>(&self, reason: Reason) -> Scan<T> {
        let reason = if self.position >= self.text.len() { Reason::TooShort } else { reason };
        Err(SyntaxError::new(self.position.min(self.text.len()), reason))
    }

    /// The kind of the next value; the value stays unread.
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

    /// Reads a whole number of up to sixteen digits, as most are; any other value stays unread.
    #[inline]
    pub fn plain_integer(&mut self) -> Option<u64> {
        let (length, value) = Number::plain(self.text.as_bytes().get(self.position..)?)?;
        self.position += length;
        Some(value)
    }

    /// Reads a number; its text is kept, so no digit is lost.
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

    /// Reads a string without escapes that begins right here; any other value stays unread.
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

    /// How the string ahead begins, at a glance; it stays unread.
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

    /// Reads a string; borrowed unless it holds escapes.
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

    /// Reads a string; its text stands in `room`.
    #[inline(never)]
    pub fn unescape<'r>(&mut self, room: &'r mut Unescaped) -> Scan<&'r str> {
        if self.ahead() != b'"' {
            return self.error(Reason::NoString);
        }
        let (text, end) = room.read(self.text, self.position + 1)?;
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

    /// Reads `{`; then call [`next_key`](Self::next_key) and read a value until it yields `None`.
    #[inline]
    pub fn enter_object(&mut self) -> Scan<()> {
        if self.ahead() == b'{' { self.descend() } else { self.error(Reason::NoObject) }
    }

    /// Reads `[`; then call [`next_item`](Self::next_item) and read a value until it yields `false`.
    #[inline]
    pub fn enter_list(&mut self) -> Scan<()> {
        if self.ahead() == b'[' { self.descend() } else { self.error(Reason::NoList) }
    }

    /// Moves past a comma, or past `close`. True when another member follows.
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

    /// The next key of the object entered last, its colon read; `None` at `}`.
    #[inline]
    pub fn next_key(&mut self) -> Scan<Option<Cow<'p, str>>> {
        if self.more_keys()? { self.key().map(Some) } else { Ok(None) }
    }

    /// Whether the object entered last has another key, which [`key`](Self::key) then reads; reads `}` when not.
    #[inline]
    pub fn more_keys(&mut self) -> Scan<bool> {
        let more = self.another(b'}', Reason::NoKey)?;
        self.ahead();
        Ok(more)
    }

    /// Reads the key ahead and its colon.
    #[inline]
    pub fn key(&mut self) -> Scan<Cow<'p, str>> {
        let key = self.string()?;
        self.colon()?;
        Ok(key)
    }

    /// Moves to the value of the next key when that is just as guessed: the key as JSON, and the colon right behind it.
    /// Otherwise stays, and [`next_key`](Self::next_key) tells what there is.
    #[inline]
    pub fn guessed_key(&mut self, guess: &str) -> bool {
        let Some(at) = self.member_ahead() else { return false };
        if !block::begins(self.text.as_bytes(), at, guess.as_bytes()) {
            return false;
        }
        self.position = self.behind_space(at + guess.len());
        self.fresh = false;
        true
    }

    /// Where the next key would begin: behind a comma, save that of the first one, and white space.
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
        Some(if bytes.get(at).is_none_or(|byte| *byte <= b' ') { block::behind_blanks(bytes, at) } else { at })
    }

    /// The offset behind the space that usually follows a colon.
    #[inline]
    fn behind_space(&self, at: usize) -> usize {
        at + usize::from(self.text.as_bytes().get(at) == Some(&b' '))
    }

    /// Whether the object entered last ends here; reads `}` when it does.
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
        self.position = self.behind_space(self.position + 1);
        Ok(())
    }

    /// Whether the list entered last has another item; reads `]` when not.
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
        // A bit for each open container, the innermost in the lowest: whether it is an object.
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
                let more = if objects & 1 == 1 { self.skip_key()? } else { self.next_item()? };
                if more {
                    break;
                }
                objects >>= 1;
            }
        }
    }

    fn skip_key(&mut self) -> Scan<bool> {
        if !self.another(b'}', Reason::NoKey)? {
            return Ok(false);
        }
        self.skip_string()?;
        self.colon()?;
        Ok(true)
    }

    /// Reads a string without making its text; escapes are checked all the same.
    fn skip_string(&mut self) -> Scan<()> {
        if self.ahead() != b'"' {
            return self.error(Reason::NoString);
        }
        self.position = string::skip(self.text, self.position + 1)?;
        Ok(())
    }
}

/// Checks that `text` is one JSON value and nothing else.
///
/// # Errors
/// The first place where it is not.
pub fn validate(text: &str) -> Scan<()> {
    let mut scanner = Scanner::new(text);
    scanner.skip()?;
    scanner.end()
}

/// Appends `text` as a JSON string, quotes included.
pub fn write_string(out: &mut String, text: &str) {
    out.push('"');
    let mut plain = 0;
    for (index, byte) in text.bytes().enumerate() {
        let escape = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            0x08 => "\\b",
            0x0c => "\\f",
            0..=0x1f => "",
            _ => continue,
        };
        out.push_str(&text[plain..index]);
        plain = index + 1;
        if escape.is_empty() {
            const HEX: &[u8; 16] = b"0123456789abcdef";
            out.push_str("\\u00");
            out.push(HEX[usize::from(byte >> 4)].into());
            out.push(HEX[usize::from(byte & 15)].into());
        } else {
            out.push_str(escape);
        }
    }
    out.push_str(&text[plain..]);
    out.push('"');
}
