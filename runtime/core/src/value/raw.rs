//! [`Raw`]: a payload of any bytes.

use std::fmt;
use std::sync::Arc;

use crate::data::Base64;
use crate::document::Document;
use crate::engine::{Decoder, Value, View};
use crate::form::Form;
use crate::json::Scan;
use crate::quote::quote_text;
use crate::report::{Report, Rule, Violation};
#[cfg(feature = "serde")]
use crate::serde_text::from_json_text;
use crate::shape::Field;

/// A payload of any bytes, for triggers whose payload has no documented format or is defined by the user. It is cheap to clone.
///
/// ```
/// use triggerkit::Raw;
///
/// let payload = Raw::from(br#"{"hello": "world"}"#.as_slice());
/// assert_eq!(payload.text()?, r#"{"hello": "world"}"#);
/// # Ok::<(), triggerkit::Report>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Raw(Arc<[u8]>);

impl Raw {
    /// Returns the bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Returns the bytes as text.
    ///
    /// # Errors
    /// Returns a violation of rule `utf8` if the bytes are not UTF-8.
    pub fn text(&self) -> Result<&str, Report> {
        std::str::from_utf8(&self.0).map_err(|error| Violation::new(Rule::Utf8, "UTF-8", error.to_string()).into())
    }

    /// Deserialises the bytes from JSON into any type.
    ///
    /// # Errors
    /// Returns an error if the bytes are not UTF-8, or the error of the type's own deserialisation.
    #[cfg(feature = "serde")]
    pub fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T, Report> {
        from_json_text(self.text()?)
    }

    /// Decodes the bytes as a struct of a spec or of `#[derive(Trigger)]`.
    ///
    /// # Errors
    /// Returns everything that is wrong with the payload.
    pub fn decode<T: Document>(&self) -> Result<T, Report> {
        T::decode(&self.0)
    }
}

impl From<&[u8]> for Raw {
    fn from(bytes: &[u8]) -> Self {
        Raw(bytes.into())
    }
}

impl From<Vec<u8>> for Raw {
    fn from(bytes: Vec<u8>) -> Self {
        Raw(bytes.into())
    }
}

impl From<&str> for Raw {
    fn from(text: &str) -> Self {
        Raw(text.as_bytes().into())
    }
}

impl fmt::Debug for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&quote_text(&String::from_utf8_lossy(&self.0)))
    }
}

impl Value for Raw {
    fn empty() -> Self {
        Raw::default()
    }

    /// Reads the bytes from base64 text in JSON, as serde writes a raw event.
    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        let mut text = Base64::empty();
        let form = text.read(input, field)?;
        match text.decode() {
            Ok(bytes) => *self = bytes.into(),
            Err(_) => return Ok(input.record_unfit(field, "base64 text", text.as_str())),
        }
        Ok(form)
    }

    fn read_raw(&mut self, payload: &[u8]) -> Result<(), Violation> {
        *self = payload.into();
        Ok(())
    }

    fn view(&self) -> View<'_> {
        View::Raw(&self.0)
    }
}
