//! Skips values without checking what they contain, for callers that only need the value after them.

use super::fault::Reason;
use super::{Scan, Scanner, block, string};

impl<'p> Scanner<'p> {
    /// Reads the next key of the current object and its colon if the key has no escapes and the colon is right after it. Any other
    /// key stays unread.
    #[inline]
    pub fn plain_key(&mut self) -> Option<&'p [u8]> {
        let bytes = self.text.as_bytes();
        let at = self.member_ahead()?;
        if bytes.get(at) != Some(&b'"') {
            return None;
        }
        let end = block::plain_end(bytes, at + 1);
        if bytes.get(end..)?.first_chunk() != Some(b"\":") {
            return None;
        }
        self.position = self.after_space(end + 2);
        self.fresh = false;
        bytes.get(at + 1..end)
    }

    /// Skips one value of any kind.
    ///
    /// Unlike [`skip`](Self::skip), this checks only that strings end, and that as many brackets close as open. A number or word right
    /// at the end of the text is an error, because it may be cut off.
    #[inline]
    pub fn skip_unchecked(&mut self) -> Scan<()> {
        match self.ahead() {
            b'"' => self.skip_string(),
            b'{' | b'[' => {
                self.position = self.after_container(self.position + 1)?;
                Ok(())
            }
            b'0'..=b'9' if self.plain_integer().is_some() => Ok(()),
            b'-' | b'0'..=b'9' | b't' | b'f' | b'n' => {
                let rest = &self.text.as_bytes()[self.position..];
                let ends = |byte: &u8| matches!(byte, b',' | b'}' | b']' | ..=b' ');
                self.position += rest.iter().position(ends).unwrap_or(rest.len());
                if self.position == self.text.len() { self.error(Reason::TooShort) } else { Ok(()) }
            }
            _ => self.error(Reason::NoValue),
        }
    }

    /// Skips the rest of the current list or object, after one of its values. It checks as little as
    /// [`skip_unchecked`](Self::skip_unchecked).
    pub fn leave(&mut self) -> Scan<()> {
        self.position = self.after_container(self.position)?;
        self.depth -= 1;
        self.fresh = false;
        Ok(())
    }

    /// Returns the offset after the bracket that closes the container around an offset.
    #[inline(never)]
    fn after_container(&self, mut at: usize) -> Scan<usize> {
        let mut open = 1;
        loop {
            at = block::outline_at(self.text.as_bytes(), at);
            match self.text.as_bytes().get(at) {
                Some(b'"') => at = string::skip(self.text, at + 1)?,
                Some(b'{' | b'[') => {
                    open += 1;
                    at += 1;
                }
                Some(_) if open == 1 => return Ok(at + 1),
                Some(_) => {
                    open -= 1;
                    at += 1;
                }
                None => return Err(super::SyntaxError::new(at, Reason::TooShort)),
            }
        }
    }
}
