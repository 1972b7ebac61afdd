//! [`Str`]: text that shares the payload.

use std::borrow::{Borrow, Cow};
use std::cmp::Ordering;
use std::convert::Infallible;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::str::FromStr;

use arcstr::{ArcStr, Substr};
use triggerkit_core::json::{Kind, Scan};

use super::{Value, View};
use crate::engine::Decoder;
use crate::report::{Rule, Violation};
use crate::shape::{Field, Form};

/// Immutable text of 16 bytes that is cheap to clone and owns what it shows.
///
/// Text decoded from a payload is a slice of one shared copy of it, so a `Str` that lives on keeps that whole copy
/// alive; [`Str::detach`] ends that. It derefs to `str`, and compares, orders and hashes like one.
///
/// ```
/// use triggerkit::Str;
///
/// let topic = Str::from("orders");
/// assert_eq!(topic, "orders");
/// assert!(topic.starts_with("ord"));
/// ```
#[derive(Clone, Default)]
pub struct Str(Substr);

impl Str {
    /// The empty text, without an allocation.
    pub const fn new() -> Self {
        Str(Substr::new())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same text in an allocation of its own.
    pub fn detach(&self) -> Str {
        Str::from(self.as_str())
    }

    /// The part of `payload` that `part` points into.
    #[inline]
    pub(crate) fn share(payload: &ArcStr, part: &str) -> Str {
        Str(payload.substr_from(part))
    }
}

impl Deref for Str {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Str {
    fn from(text: &str) -> Self {
        if text.is_empty() { Str::new() } else { Str(Substr::full(ArcStr::from(text))) }
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

impl serde::Serialize for Str {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Str {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Str::from)
    }
}

impl Value for Str {
    fn empty() -> Self {
        Str::new()
    }

    #[inline]
    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        if input.json.peek()? == Kind::String {
            let text = input.json.string()?;
            input.check_text(field, &text);
            *self = input.share(text);
            return Ok(Form::PLAIN);
        }
        input.other_text(self, field)
    }

    fn read_raw(&mut self, payload: &[u8]) -> Result<(), Violation> {
        let text = std::str::from_utf8(payload);
        *self = text.map_err(|error| Violation::new(Rule::Utf8, "UTF-8", error.to_string()))?.into();
        Ok(())
    }

    fn view(&self) -> View<'_> {
        View::Text(self)
    }
}

impl Value for String {
    fn empty() -> Self {
        String::new()
    }

    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        let mut text = Str::new();
        let form = text.read(input, field)?;
        *self = text.into();
        Ok(form)
    }

    fn view(&self) -> View<'_> {
        View::Text(self)
    }
}
