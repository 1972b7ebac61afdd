//! Strings of the scanner: where they end, and what their escapes mean. Eight bytes at a time, then thirty-two.

use super::{Scan, SyntaxError};

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// Marks the bytes of `word` that end plain text; the lowest mark is exact.
#[inline]
const fn specials(word: u64) -> u64 {
    let quote = word ^ (ONES * b'"' as u64);
    let slash = word ^ (ONES * b'\\' as u64);
    let quotes = quote.wrapping_sub(ONES) & !quote;
    let slashes = slash.wrapping_sub(ONES) & !slash;
    let controls = word.wrapping_sub(ONES * 0x20) & !word;
    (quotes | slashes | controls) & HIGHS
}

/// The first quote, backslash or control character at or after `start`, and which it is.
#[inline]
pub(super) fn plain_end(bytes: &[u8], start: usize) -> Option<(usize, u8)> {
    let mut at = start;
    // Most strings end here; four words are unrolled.
    for _ in 0..4 {
        let Some(word) = bytes[at..].first_chunk::<8>() else { return tail(bytes, at) };
        let marks = specials(u64::from_le_bytes(*word));
        if marks != 0 {
            at += marks.trailing_zeros() as usize / 8;
            return Some((at, bytes[at]));
        }
        at += 8;
    }
    far(bytes, at)
}

/// The same for long texts: whole blocks without a branch inside, which the compiler turns into vector code.
fn far(bytes: &[u8], mut at: usize) -> Option<(usize, u8)> {
    while let Some(block) = bytes[at..].first_chunk::<64>() {
        let mut found = 0u8;
        for &byte in block {
            found |= u8::from(byte == b'"') | u8::from(byte == b'\\') | u8::from(byte < 0x20);
        }
        if found != 0 {
            break;
        }
        at += 64;
    }
    while let Some(word) = bytes[at..].first_chunk::<8>() {
        let marks = specials(u64::from_le_bytes(*word));
        if marks != 0 {
            at += marks.trailing_zeros() as usize / 8;
            return Some((at, bytes[at]));
        }
        at += 8;
    }
    tail(bytes, at)
}

fn tail(bytes: &[u8], start: usize) -> Option<(usize, u8)> {
    let special = |byte: &u8| *byte == b'"' || *byte == b'\\' || *byte < 0x20;
    let at = start + bytes[start..].iter().position(special)?;
    Some((at, bytes[at]))
}

#[cold]
fn fault<T>(offset: usize, reason: &'static str) -> Scan<T> {
    Err(SyntaxError { offset, reason })
}

/// Skips from inside a string to behind its closing quote.
pub(super) fn skip(text: &str, mut at: usize) -> Scan<usize> {
    let bytes = text.as_bytes();
    loop {
        match plain_end(bytes, at) {
            Some((end, b'"')) => return Ok(end + 1),
            Some((end, b'\\')) => at = escape(bytes, end)?.1,
            Some((end, _)) => return fault(end, "a control character in a string must be escaped"),
            None => return fault(bytes.len(), "the text ends too early"),
        }
    }
}

/// Builds the text of a string from `start`, whose first escape is at `escape_at`; returns it with the offset behind the quote.
pub(super) fn unescape(text: &str, start: usize, escape_at: usize) -> Scan<(String, usize)> {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity((escape_at - start) * 2 + 16);
    out.push_str(&text[start..escape_at]);
    let mut at = escape_at;
    loop {
        let (character, behind) = escape(bytes, at)?;
        out.push(character);
        match plain_end(bytes, behind) {
            Some((end, b'"')) => {
                out.push_str(&text[behind..end]);
                return Ok((out, end + 1));
            }
            Some((end, b'\\')) => {
                out.push_str(&text[behind..end]);
                at = end;
            }
            Some((end, _)) => return fault(end, "a control character in a string must be escaped"),
            None => return fault(bytes.len(), "the text ends too early"),
        }
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
        Some(_) => return fault(at, "unknown escape"),
        None => return fault(bytes.len(), "the text ends too early"),
    };
    Ok((character, at + 2))
}

fn unicode(bytes: &[u8], at: usize) -> Scan<(char, usize)> {
    let first = hex(bytes, at + 2)?;
    let (code, behind) = match first {
        0xd800..=0xdbff if bytes.get(at + 6..at + 8) == Some(b"\\u") => {
            let second = hex(bytes, at + 8)?;
            if !(0xdc00..=0xdfff).contains(&second) {
                return fault(at, "half of a surrogate pair");
            }
            (0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00), at + 12)
        }
        _ => (first, at + 6),
    };
    match char::from_u32(code) {
        Some(character) => Ok((character, behind)),
        None => fault(at, "half of a surrogate pair"),
    }
}

fn hex(bytes: &[u8], at: usize) -> Scan<u32> {
    let Some(digits) = bytes.get(at..at + 4) else { return fault(bytes.len(), "the text ends too early") };
    digits.iter().try_fold(0, |value, &digit| match char::from(digit).to_digit(16) {
        Some(digit) => Ok(value << 4 | digit),
        None => fault(at, "expected four hexadecimal digits"),
    })
}
