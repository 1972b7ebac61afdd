//! [`Json`]: any JSON value, kept as it was written.

use std::borrow::Cow;
use std::fmt;

use triggerkit_core::Accept;
use triggerkit_core::json::{self, Kind, Scan, Scanner};

use super::{Str, Value, View};
use crate::engine::{self, Decoder};
use crate::report::Report;
use crate::shape::{Field, Form};

/// Any JSON value, kept as the text it arrived in: no digit, order or escape is lost, and nothing is parsed until asked.
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
pub struct Json(Str);

impl Json {
    /// The value `null`.
    pub fn null() -> Self {
        Json(Str::from("null"))
    }

    /// Takes a JSON text.
    ///
    /// # Errors
    /// Where it is not JSON.
    pub fn parse(text: impl Into<Str>) -> Result<Json, Report> {
        let text = text.into();
        json::validate(&text).map_err(|error| Report::not_json(&text, error))?;
        Ok(Json(text))
    }

    /// Any serialisable value as JSON.
    ///
    /// # Errors
    /// When the value's own serialisation fails, or it has map keys that are no text.
    pub fn from_serialize(value: &impl serde::Serialize) -> Result<Json, Report> {
        engine::to_json_text(value).map(|text| Json(text.into()))
    }

    pub(crate) fn raw(text: Str) -> Json {
        Json(text)
    }

    /// The JSON text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What kind of value it is.
    pub fn kind(&self) -> Kind {
        Scanner::new(&self.0).peek().unwrap_or(Kind::Null)
    }

    /// The content, when it is a string.
    pub fn text(&self) -> Option<Cow<'_, str>> {
        Scanner::new(&self.0).string().ok()
    }

    /// The value at a path such as `bucket.name` or `records[].id`, where `[]` steps into the first item.
    pub fn at(&self, path: &str) -> Option<Json> {
        triggerkit_core::detect::find(&self.0, path).map(|part| Json(Str::from(part)))
    }

    /// Reads the value into any type of serde's.
    ///
    /// # Errors
    /// What the type's own deserialisation says.
    pub fn to<T: serde::de::DeserializeOwned>(&self) -> Result<T, Report> {
        engine::from_json_text(&self.0)
    }
}

impl Default for Json {
    fn default() -> Self {
        Json::null()
    }
}

impl From<&str> for Json {
    /// The text as a JSON string.
    fn from(text: &str) -> Self {
        let mut out = String::with_capacity(text.len() + 2);
        json::write_string(&mut out, text);
        Json(out.into())
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Json(if value { "true" } else { "false" }.into())
    }
}

impl From<i64> for Json {
    fn from(value: i64) -> Self {
        Json(value.to_string().into())
    }
}

impl From<u64> for Json {
    fn from(value: u64) -> Self {
        Json(value.to_string().into())
    }
}

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

impl serde::Serialize for Json {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        engine::serialize_text(&self.0, serializer)
    }
}

impl<'de> serde::Deserialize<'de> for Json {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        engine::collect_text(deserializer).map(|text| Json(text.into()))
    }
}

/// The object or list whose JSON text stands in a string. Other texts mean themselves.
fn wrapped(string: &str) -> Scan<Option<String>> {
    let text = Scanner::new(string).string()?;
    let holds = matches!(Scanner::new(&text).peek(), Ok(Kind::Object | Kind::List)) && json::validate(&text).is_ok();
    Ok(holds.then(|| text.into_owned()))
}

impl Value for Json {
    fn empty() -> Self {
        Json::null()
    }

    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        let kind = input.json.peek()?;
        let text = input.json.skip()?;
        match kind {
            Kind::Null => input.missing(field, "null"),
            Kind::String if field.accepts(Accept::JsonText) => {
                if let Some(inside) = wrapped(text)? {
                    *self = Json(inside.into());
                    return Ok(Form::TEXT);
                }
            }
            _ => {}
        }
        input.share_into(&mut self.0, text);
        Ok(Form::PLAIN)
    }

    fn view(&self) -> View<'_> {
        View::Json(&self.0)
    }
}
