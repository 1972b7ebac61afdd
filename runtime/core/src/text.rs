//! [`Str`]: text that is a slice of its payload.

use std::borrow::{Borrow, Cow};
use std::cmp::Ordering;
use std::convert::Infallible;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::str::FromStr;

use arcstr::{ArcStr, Substr};
use arrayvec::ArrayString;

/// Immutable text that is cheap to clone and takes 24 bytes.
///
/// Text of up to 16 bytes is stored in the `Str` itself. Longer text decoded from a payload is a slice of one shared copy of
/// the payload. A `Str` that you keep for long keeps that whole copy alive, unless you call [`detach`](Str::detach).
/// A `Str` derefs to `str`, and compares, orders and hashes like one.
///
/// ```
/// use triggerkit::Str;
///
/// let topic = Str::from("orders");
/// assert_eq!(topic, "orders");
/// assert!(topic.starts_with("ord"));
/// ```
#[derive(Clone)]
pub struct Str(Repr);

/// Most texts of events are short. Copying them is cheaper than counting references with atomic instructions.
#[derive(Clone)]
enum Repr {
    Short(Short),
    Shared(Substr),
}

/// The longest text that keeps a `Str` at 24 bytes.
type Short = ArrayString<16>;

impl Default for Str {
    fn default() -> Self {
        Str::new()
    }
}

impl Str {
    /// Creates an empty text without an allocation.
    pub const fn new() -> Self {
        Str(Repr::Short(Short::new_const()))
    }

    /// Returns the text.
    #[inline]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Repr::Short(text) => text.as_str(),
            Repr::Shared(text) => text.as_str(),
        }
    }

    /// Copies the text, so that the copy does not keep the payload alive.
    pub fn detach(&self) -> Str {
        Str::from(self.as_str())
    }

    /// Sets the text to `part`, which is a part of `payload`.
    ///
    /// The text is written in place. Moving a new text here would cost more than all the rest of reading it, because the
    /// processor would have to wait for its bytes before it can load them as words.
    #[inline(always)]
    pub(crate) fn share(&mut self, payload: &ArcStr, part: &str) {
        self.0 = Repr::Short(Short::new_const());
        let Repr::Short(text) = &mut self.0 else { return };
        if text.try_push_str(part).is_err() {
            let start = (part.as_ptr() as usize).wrapping_sub(payload.as_ptr() as usize);
            self.0 = Repr::Shared(payload.substr(start..start.wrapping_add(part.len())));
        }
    }
}

impl Deref for Str {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl From<&str> for Str {
    fn from(text: &str) -> Self {
        match Short::from(text) {
            Ok(text) => Str(Repr::Short(text)),
            Err(_) => Str(Repr::Shared(Substr::full(ArcStr::from(text)))),
        }
    }
}

/// Implements conversions from texts of other types.
macro_rules! from {
    ($($text:ty),+) => {$(
        impl From<$text> for Str {
            fn from(text: $text) -> Self {
                Str::from(&text[..])
            }
        }
    )+};
}

from!(String, &String, Cow<'_, str>);

impl From<&Str> for Str {
    fn from(text: &Str) -> Self {
        text.clone()
    }
}

impl FromStr for Str {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Str::from(text))
    }
}

impl From<Str> for String {
    fn from(text: Str) -> Self {
        text.as_str().to_owned()
    }
}

impl AsRef<str> for Str {
    fn as_ref(&self) -> &str {
        self
    }
}

impl AsRef<[u8]> for Str {
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl Borrow<str> for Str {
    fn borrow(&self) -> &str {
        self
    }
}

/// Implements comparisons of texts with each other.
macro_rules! equal {
    ($($left:ty, $right:ty;)+) => {$(
        impl PartialEq<$right> for $left {
            fn eq(&self, other: &$right) -> bool {
                self[..] == other[..]
            }
        }
    )+};
}

equal! {
    Str, Str;
    Str, str;
    Str, &str;
    str, Str;
    &str, Str;
    Str, String;
}

impl Eq for Str {}

impl PartialOrd for Str {
    fn partial_cmp(&self, other: &Str) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Str {
    fn cmp(&self, other: &Str) -> Ordering {
        self.as_str().cmp(other)
    }
}

impl Hash for Str {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Display for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), f)
    }
}

impl fmt::Debug for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}
