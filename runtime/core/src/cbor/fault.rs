//! [`Fault`]: why bytes are not CBOR, and where.

use std::borrow::Cow;
use std::fmt;

/// Why bytes are not CBOR, or not a value that JSON can hold.
#[derive(Debug)]
pub(super) struct Fault {
    words: Cow<'static, str>,
    /// The offset in the payload. In a byte string that holds CBOR in chunks, the offset of the string's end.
    at: usize,
}

impl Fault {
    pub(super) fn new(at: usize, words: impl Into<Cow<'static, str>>) -> Self {
        Fault { words: words.into(), at }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.words, self.at)
    }
}
