//! [`Json`]: any JSON value, kept as it was written.

use std::borrow::Cow;
use std::fmt;

use crate::detect;
use crate::json::{self, Kind, Scanner};
use crate::report::Report;
use crate::text::Str;

/// Any JSON value, kept as the text that arrived. No digit, order or escape is lost, and nothing is parsed until you read it.
///
/// ```
/// use triggerkit::Json;
///
/// let value = Json::parse(r#"{"size": 1506416585881590900, "tags": ["a"]}"#)?;
/// assert_eq!(value.at("size").unwrap().as_str(), "1506416585881590900");
/// assert_eq!(value.at("tags[]").unwrap().text().as_deref(), Some("a"));
/// # Ok::<(), triggerkit::Report>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Json(pub(crate) Str);

impl Json {
    /// Creates the value `null`.
    pub fn null() -> Self {
        Json(Str::from("null"))
    }

    /// Creates a value from JSON text.
    ///
    /// # Errors
    /// Returns an error if the text is not JSON.
    pub fn parse(text: impl Into<Str>) -> Result<Json, Report> {
        let text = text.into();
        json::validate(&text).map_err(|error| Report::not_json(&text, error))?;
        Ok(Json(text))
    }

    /// Creates a value from text that is known to be JSON.
    #[doc(hidden)]
    pub fn raw(text: Str) -> Json {
        Json(text)
    }

    /// Returns the JSON text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the kind of the value.
    pub fn kind(&self) -> Kind {
        Scanner::new(&self.0).peek().unwrap_or(Kind::Null)
    }

    /// Returns the contents if the value is a string.
    pub fn text(&self) -> Option<Cow<'_, str>> {
        Scanner::new(&self.0).string().ok()
    }

    /// Returns the value at a path such as `bucket.name` or `records[].id`, where `[]` is the first item of a list. `{}` is
    /// the first value of an object, whatever its key is. A key that contains a `.`, `{` or `}` is written in double quotes:
    /// `"app.kubernetes.io".name`.
    pub fn at(&self, path: &str) -> Option<Json> {
        detect::find(&self.0, path).map(|part| Json(Str::from(part)))
    }
}

impl Default for Json {
    fn default() -> Self {
        Json::null()
    }
}

impl From<&str> for Json {
    /// Converts the text to a JSON string.
    fn from(text: &str) -> Self {
        let mut out = String::with_capacity(text.len() + 2);
        json::write_string(&mut out, text);
        Json(out.into())
    }
}

/// Implements conversions from values that JSON writes as Rust does.
macro_rules! from {
    ($($ty:ty),+) => {$(
        impl From<$ty> for Json {
            fn from(value: $ty) -> Self {
                Json(value.to_string().into())
            }
        }
    )+};
}

from!(bool, i64, u64);

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
