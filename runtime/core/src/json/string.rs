//! Strings of the scanner: where they end, and what their escapes mean.

use super::block::plain_end;
use super::{Scan, SyntaxError};

#[cold]
fn fault<T>(offset: usize, reason: &'static &'static str) -> Scan<T> {
    Err(SyntaxError { offset, reason })
}

/// The end of the plain text that starts at `at`, and whether the string ends there; otherwise an escape follows.
#[inline]
fn plain(bytes: &[u8], at: usize) -> Scan<(usize, bool)> {
    let end = plain_end(bytes, at);
    match bytes.get(end) {
        Some(b'"') => Ok((end, true)),
        Some(b'\\') => Ok((end, false)),
        Some(_) => fault(end, &"a control character in a string must be escaped"),
        None => fault(end, &"the text ends too early"),
    }
}

/// Skips from inside a string to behind its closing quote.
pub(super) fn skip(text: &str, mut at: usize) -> Scan<usize> {
    let bytes = text.as_bytes();
    loop {
        match plain(bytes, at)? {
            (end, true) => return Ok(end + 1),
            (end, false) => at = escape(bytes, end)?.1,
        }
    }
}

/// Appends the text of a string with escapes from `start`; returns the offset behind the quote.
pub(super) fn unescape(text: &str, start: usize, out: &mut String) -> Scan<usize> {
    let bytes = text.as_bytes();
    let mut at = start;
    loop {
        let (end, last) = plain(bytes, at)?;
        out.push_str(&text[at..end]);
        if last {
            return Ok(end + 1);
        }
        let (character, behind) = escape(bytes, end)?;
        out.push(character);
        at = behind;
    }
}

/// Reads the escape whose backslash is at `at`; returns the character and the offset behind it.
#[inline]
fn escape(bytes: &[u8], at: usize) -> Scan<(char, usize)> {
    let character = match bytes.get(at + 1) {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode(bytes, at),
        Some(_) => return fault(at, &"unknown escape"),
        None => return fault(bytes.len(), &"the text ends too early"),
    };
    Ok((character, at + 2))
}

fn unicode(bytes: &[u8], at: usize) -> Scan<(char, usize)> {
    let first = hex(bytes, at + 2)?;
    let (code, behind) = match first {
        0xd800..=0xdbff if bytes.get(at + 6..at + 8) == Some(b"\\u") => {
            let second = hex(bytes, at + 8)?;
            if !(0xdc00..=0xdfff).contains(&second) {
                return fault(at, &"half of a surrogate pair");
            }
            (0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00), at + 12)
        }
        _ => (first, at + 6),
    };
    match char::from_u32(code) {
        Some(character) => Ok((character, behind)),
        None => fault(at, &"half of a surrogate pair"),
    }
}

fn hex(bytes: &[u8], at: usize) -> Scan<u32> {
    let Some(digits) = bytes.get(at..at + 4) else { return fault(bytes.len(), &"the text ends too early") };
    digits.iter().try_fold(0, |value, &digit| match char::from(digit).to_digit(16) {
        Some(digit) => Ok(value << 4 | digit),
        None => fault(at, &"expected four hexadecimal digits"),
    })
}
