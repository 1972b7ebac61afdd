//! Passing over values of which the end alone matters: what is between it and the start is not checked.

use super::fault::Reason;
use super::{Scan, Scanner, block, string};

impl<'p> Scanner<'p> {
    /// The next key of the object entered last, its colon read, when it has no escapes and the colon is right behind it. Otherwise
    /// stays, and [`next_key`](Self::next_key) tells what there is.
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
        self.position = self.behind_space(end + 2);
        self.fresh = false;
        bytes.get(at + 1..end)
    }

    /// Moves past one value of any kind.
    ///
    /// Less is checked than by [`skip`](Self::skip): that strings end, and that as many brackets close as open. A number or word right
    /// at the end of the text, where its own end does not show, is an error.
    #[inline]
    pub fn pass(&mut self) -> Scan<()> {
        match self.ahead() {
            b'"' => self.skip_string(),
            b'{' | b'[' => {
                self.position = self.behind(self.position + 1)?;
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

    /// Moves past the rest of the list or object entered last, from behind one of its values; as unchecked as [`pass`](Self::pass).
    pub fn leave(&mut self) -> Scan<()> {
        self.position = self.behind(self.position)?;
        self.depth -= 1;
        self.fresh = false;
        Ok(())
    }

    /// The offset behind the bracket that closes what is open at an offset.
    #[inline(never)]
    fn behind(&self, mut at: usize) -> Scan<usize> {
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
