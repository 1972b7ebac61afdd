//! Finds the end of strings and decodes their escapes.

#[cfg(feature = "simd")]
use simdutf8::basic::from_utf8;
#[cfg(not(feature = "simd"))]
use std::str::from_utf8;

use super::block::{WIDTH, marks, plain_end};
use super::fault::{Reason, Scan, SyntaxError};

#[cold]
fn fault<T>(offset: usize, reason: Reason) -> Scan<T> {
    Err(SyntaxError::new(offset, reason))
}

/// Returns the end of the plain text at `at`, and whether the string ends there. Otherwise an escape follows.
#[inline]
fn plain(bytes: &[u8], at: usize) -> Scan<(usize, bool)> {
    let end = plain_end(bytes, at);
    match bytes.get(end) {
        Some(b'"') => Ok((end, true)),
        Some(b'\\') => Ok((end, false)),
        Some(_) => fault(end, Reason::Control),
        None => fault(end, Reason::TooShort),
    }
}

/// Returns the offset after the closing quote of a string, from inside it.
pub(super) fn skip(text: &str, mut at: usize) -> Scan<usize> {
    let bytes = text.as_bytes();
    loop {
        match plain(bytes, at)? {
            (end, true) => return Ok(end + 1),
            (end, false) => at = escape(bytes, end)?.1,
        }
    }
}

/// Returns whether the string from `start` on, after its opening quote, has half of a surrogate pair.
#[cold]
pub(super) fn has_half_pair(text: &str, start: usize) -> bool {
    let (bytes, mut at) = (text.as_bytes(), start);
    while let Ok((end, false)) = plain(bytes, at) {
        match escape(bytes, end) {
            Ok((Some(_), after)) => at = after,
            Ok((None, _)) => return true,
            Err(_) => break,
        }
    }
    false
}

/// A reusable buffer for the text of strings with escapes.
#[derive(Debug, Default)]
pub struct Unescaped {
    ascii: Vec<u8>,
    text: String,
}

impl Unescaped {
    /// Reads a string whose opening quote is before `start`. Returns its text and the offset after the closing quote.
    pub(super) fn read(&mut self, text: &str, start: usize) -> Scan<(&str, usize)> {
        if let Some((length, end)) = ascii(text.as_bytes(), start, &mut self.ascii)
            && let Ok(ascii) = from_utf8(&self.ascii[..length])
        {
            return Ok((ascii, end));
        }
        self.text.clear();
        let end = any(text, start, &mut self.text)?;
        Ok((&self.text, end))
    }
}

/// Unescapes ASCII without `\u` to the start of `out`, which is enough for most JSON in strings. Returns the length and the
/// offset after the closing quote, or `None` if the string has other characters.
///
/// No block depends on the contents of the block before it, so the processor can work on several at once.
fn ascii(bytes: &[u8], start: usize, out: &mut Vec<u8>) -> Option<(usize, usize)> {
    let (mut at, mut length) = (start, 0);
    // Where the text continues in the current block. The first byte may belong to a backslash in the block before.
    let mut from = 0;
    loop {
        if out.len() < length + 3 * WIDTH {
            out.resize(2 * out.len() + 64 * WIDTH, 0);
        }
        // Whole blocks are copied, and surplus bytes are overwritten later.
        let input: &[u8; 2 * WIDTH] = bytes.get(at..)?.first_chunk()?;
        let output: &mut [u8; 3 * WIDTH] = out.get_mut(length..)?.first_chunk_mut()?;
        let mut filled = 0;
        for special in marks(input.first_chunk()?) {
            // A character that belongs to the backslash before it.
            if special < from {
                continue;
            }
            output.get_mut(filled..filled + WIDTH)?.copy_from_slice(input.get(from..from + WIDTH)?);
            filled += special - from;
            match input[special] {
                b'"' => return Some((length + filled, at + special + 1)),
                b'\\' => output[filled] = meaning(input[special + 1])?,
                _ => return None,
            }
            filled += 1;
            from = special + 2;
        }
        if from < WIDTH {
            output.get_mut(filled..filled + WIDTH)?.copy_from_slice(input.get(from..from + WIDTH)?);
            filled += WIDTH - from;
            from = WIDTH;
        }
        from -= WIDTH;
        length += filled;
        at += WIDTH;
    }
}

/// Appends the text of a string whose opening quote is before `start`. Returns the offset after the closing quote.
fn any(text: &str, start: usize, out: &mut String) -> Scan<usize> {
    let bytes = text.as_bytes();
    let mut at = start;
    loop {
        let (end, last) = plain(bytes, at)?;
        out.push_str(&text[at..end]);
        if last {
            return Ok(end + 1);
        }
        let (character, after) = escape(bytes, end)?;
        out.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
        at = after;
    }
}

/// Returns the byte that a letter means after a backslash; `None` for `u` and for unknown escapes.
#[inline]
fn meaning(letter: u8) -> Option<u8> {
    const MEANINGS: [u8; 256] = {
        let mut meanings = [0; 256];
        let mut index = 0;
        while index < LETTERS.len() {
            meanings[LETTERS[index].0 as usize] = LETTERS[index].1;
            index += 1;
        }
        meanings
    };
    const LETTERS: [(u8, u8); 8] =
        [(b'"', b'"'), (b'\\', b'\\'), (b'/', b'/'), (b'b', 0x08), (b'f', 0x0c), (b'n', b'\n'), (b'r', b'\r'), (b't', b'\t')];
    Some(MEANINGS[usize::from(letter)]).filter(|meaning| *meaning != 0)
}

/// Reads the escape whose backslash is at `at`. Returns the character and the offset after the escape. Half of a surrogate pair has no
/// character.
#[inline]
fn escape(bytes: &[u8], at: usize) -> Scan<(Option<char>, usize)> {
    match bytes.get(at + 1) {
        Some(b'u') => unicode(bytes, at),
        Some(letter) => match meaning(*letter) {
            Some(byte) => Ok((Some(byte.into()), at + 2)),
            None => fault(at, Reason::Escape),
        },
        None => fault(bytes.len(), Reason::TooShort),
    }
}

fn unicode(bytes: &[u8], at: usize) -> Scan<(Option<char>, usize)> {
    let first = hex(bytes, at + 2)?;
    if let 0xd800..=0xdbff = first
        && bytes.get(at + 6..at + 8) == Some(b"\\u")
        && let second @ 0xdc00..=0xdfff = hex(bytes, at + 8)?
    {
        let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
        return Ok((char::from_u32(code), at + 12));
    }
    Ok((char::from_u32(first), at + 6))
}

fn hex(bytes: &[u8], at: usize) -> Scan<u32> {
    let Some(digits) = bytes.get(at..at + 4) else { return fault(bytes.len(), Reason::TooShort) };
    digits.iter().try_fold(0, |value, &digit| match char::from(digit).to_digit(16) {
        Some(digit) => Ok(value << 4 | digit),
        None => fault(at, Reason::Hexadecimal),
    })
}
