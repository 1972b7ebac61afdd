//! [`Str`]: text that shares the payload.

use std::borrow::{Borrow, Cow};
use std::cmp::Ordering;
use std::convert::Infallible;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::str::FromStr;

use arcstr::{ArcStr, Substr};
use arrayvec::ArrayString;
/// Immutable text of 24 bytes that is cheap to clone and owns what it shows.
///
/// Text of up to 16 bytes stands in the `Str` itself. Longer text decoded from a payload is a slice of one shared copy of it,
/// so a `Str` that lives on keeps that whole copy alive; [`Str::detach`] ends that. It derefs to `str`, and compares, orders
/// and hashes like one.
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

/// Most texts of events are short: to copy them is cheaper than to count references, twice, with atomic instructions.
#[derive(Clone)]
enum Repr {
    Short(Short),
    Shared(Substr),
}

/// The longest that keeps a `Str` at 24 bytes.
type Short = ArrayString<16>;

impl Default for Str {
    fn default() -> Self {
        Str::new()
    }
}

impl Str {
    /// The empty text, without an allocation.
    pub const fn new() -> Self {
        Str(Repr::Short(Short::new_const()))
    }

    /// The text.
    #[inline]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Repr::Short(text) => text.as_str(),
            Repr::Shared(text) => text.as_str(),
        }
    }

    /// The same text in an allocation of its own.
    pub fn detach(&self) -> Str {
        Str::from(self.as_str())
    }

    /// Becomes the part of `payload` that `part` points into.
    ///
    /// In place: a text that is made elsewhere and moved costs more than all the rest of reading it, as the processor
    /// must wait for its bytes before it can load them as words.
    #[inline]
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

impl From<String> for Str {
    fn from(text: String) -> Self {
        Str::from(text.as_str())
    }
}

impl From<&String> for Str {
    fn from(text: &String) -> Self {
        Str::from(text.as_str())
    }
}

impl From<&Str> for Str {
    fn from(text: &Str) -> Self {
        text.clone()
    }
}

impl From<Cow<'_, str>> for Str {
    fn from(text: Cow<'_, str>) -> Self {
        Str::from(&*text)
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

impl PartialEq for Str {
    fn eq(&self, other: &Str) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Str {}

impl PartialEq<str> for Str {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Str {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialEq<Str> for str {
    fn eq(&self, other: &Str) -> bool {
        self == other.as_str()
    }
}

impl PartialEq<Str> for &str {
    fn eq(&self, other: &Str) -> bool {
        *self == other.as_str()
    }
}

impl PartialEq<String> for Str {
    fn eq(&self, other: &String) -> bool {
        self.as_str() == other
    }
}

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
