//! Implementations of serde's traits. They go through JSON text, so that the engine is the only decoder and the only writer.

use std::fmt;

use serde::de::{DeserializeOwned, DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq, SerializeStruct};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Number;
use crate::data::{BYTES_KEY, Base64, Json};
use crate::engine::{Value, View, decode_into, write_view};
use crate::form::Form;
use crate::json::{Kind, Scanner, SyntaxError, write_string};
use crate::limits::Limits;
use crate::quote::quote;
use crate::report::{Report, Rule, Violation};
use crate::shape::Field;
use crate::text::Str;

/// Serialises a generated value.
///
/// # Errors
/// Returns the serializer's errors.
pub fn serialize<S: Serializer>(value: &dyn Value, serializer: S) -> Result<S::Ok, S::Error> {
    let mut text = String::new();
    write_view(&mut text, value.view(), &Field::PLAIN, Form::PLAIN);
    serialize_text(&text, serializer)
}

/// Deserialises a generated value.
///
/// # Errors
/// Returns the deserializer's errors, or one with the whole report as its message if there are violations.
pub fn deserialize<'de, T: Value, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let text = collect_text(deserializer)?;
    let mut value = T::empty();
    let report = decode_into(&mut value, text.as_bytes(), &Limits::DEFAULT).and_then(|report| report.into_result(()));
    report.map(|()| value).map_err(serde::de::Error::custom)
}

/// Serialises the value that a JSON text contains. Half of a surrogate pair, which no Rust text can hold, becomes U+FFFD.
///
/// # Errors
/// Returns the serializer's errors.
pub fn serialize_text<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    Text(text).serialize(serializer)
}

/// Writes what a deserializer yields as JSON text. Bytes become `{"$bytes": "<base64>"}`.
///
/// # Errors
/// Returns the deserializer's errors, and one for a map key that is not text, a number or a boolean.
pub fn collect_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let mut out = String::new();
    Collect(&mut out).deserialize(deserializer)?;
    Ok(out)
}

/// JSON text that serialises as the value it contains.
struct Text<'t>(&'t str);

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let syntax = |error: SyntaxError| serde::ser::Error::custom(error);
        let mut json = Scanner::new(self.0);
        match json.peek().map_err(syntax)? {
            Kind::Null => serializer.serialize_unit(),
            Kind::Bool => serializer.serialize_bool(json.boolean().map_err(syntax)?),
            Kind::String => serializer.serialize_str(&json.string().map_err(syntax)?),
            Kind::Number => {
                let number = json.number().map_err(syntax)?;
                let text = number.as_str();
                match (number.as_u64(), number.as_i64(), number.as_f64()) {
                    (Some(value), ..) => serializer.serialize_u64(value),
                    (_, Some(value), _) => serializer.serialize_i64(value),
                    (.., Some(value)) => match (text.parse(), text.parse()) {
                        (Ok(whole), _) => serializer.serialize_u128(whole),
                        (_, Ok(whole)) => serializer.serialize_i128(whole),
                        _ => serializer.serialize_f64(value),
                    },
                    _ => Err(serde::ser::Error::custom(format_args!("the number {} is out of range", quote(text)))),
                }
            }
            Kind::List => {
                json.enter_list().map_err(syntax)?;
                let mut list = serializer.serialize_seq(None)?;
                while json.next_item().map_err(syntax)? {
                    list.serialize_element(&Text(json.skip().map_err(syntax)?))?;
                }
                list.end()
            }
            Kind::Object => {
                if !serializer.is_human_readable()
                    && let Some(bytes) = read_bytes(&mut json)
                {
                    return serializer.serialize_bytes(&bytes);
                }
                json.enter_object().map_err(syntax)?;
                let mut map = serializer.serialize_map(None)?;
                while let Some(key) = json.next_key().map_err(syntax)? {
                    map.serialize_entry(&*key, &Text(json.skip().map_err(syntax)?))?;
                }
                map.end()
            }
        }
    }
}

/// Reads the bytes that an object of the form `{"$bytes": "…"}` contains. Any other value stays unread.
pub(crate) fn read_bytes(json: &mut Scanner<'_>) -> Option<Vec<u8>> {
    let mut ahead = json.clone();
    ahead.enter_object().ok()?;
    let text = (ahead.next_key().ok()?? == BYTES_KEY).then(|| ahead.string().ok()).flatten()?;
    let bytes = ahead.next_key().ok()?.is_none().then(|| Base64::from_text(&*text).decode().ok())?;
    *json = ahead;
    bytes
}

/// Writes what a deserializer yields as JSON text.
struct Collect<'o>(&'o mut String);

impl<'de> DeserializeSeed<'de> for Collect<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Implements visits of values that JSON writes as Rust does.
macro_rules! printed {
    ($($visit:ident($ty:ty)),+) => {
        $(fn $visit<E: serde::de::Error>(self, value: $ty) -> Result<(), E> {
            self.0.push_str(&value.to_string());
            Ok(())
        })+
    };
}

impl<'de> Visitor<'de> for Collect<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    printed!(visit_bool(bool), visit_i64(i64), visit_u64(u64), visit_i128(i128), visit_u128(u128));

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<(), E> {
        write_view(self.0, View::F64(value), &Field::PLAIN, Form::PLAIN);
        Ok(())
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<(), E> {
        write_string(self.0, value);
        Ok(())
    }

    fn visit_bytes<E: serde::de::Error>(self, value: &[u8]) -> Result<(), E> {
        write_view(self.0, View::Bytes(Base64::encode(value).as_str()), &Field::PLAIN, Form::PLAIN);
        Ok(())
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.0.push_str("null");
        Ok(())
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        write_all(self.0, '[', |out| Ok(items.next_element_seed(Collect(out))?.is_some()))?;
        self.0.push(']');
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let start = self.0.len();
        write_all(self.0, '{', |out| {
            let start = out.len();
            if entries.next_key_seed(Collect(out))?.is_none() {
                return Ok(false);
            }
            quote_key(out, start).map_err(serde::de::Error::custom)?;
            out.push(':');
            entries.next_value_seed(Collect(out)).map(|()| true)
        })?;
        self.0.push('}');
        if let Some(number) = arbitrary_number(&self.0[start..]) {
            let number = number.to_owned();
            self.0.truncate(start);
            self.0.push_str(&number);
        }
        Ok(())
    }
}

/// Returns the text of a number that serde_json presents as an object. With its feature `arbitrary_precision`, it does so with every
/// number that is not an integer of 64 bits.
fn arbitrary_number(object: &str) -> Option<&str> {
    let number = object.strip_prefix(r#"{"$serde_json::private::Number":""#)?.strip_suffix(r#""}"#)?;
    Number::parse(number).map(|number| number.as_str())
}

/// Writes a bracket, and items with commas between them until `write` returns `false`.
fn write_all<E>(out: &mut String, bracket: char, mut write: impl FnMut(&mut String) -> Result<bool, E>) -> Result<(), E> {
    out.push(bracket);
    let mut end = out.len();
    while write(out)? {
        end = out.len();
        out.push(',');
    }
    out.truncate(end);
    Ok(())
}

/// Turns the key written from `start` on into a string, as JSON requires.
pub(crate) fn quote_key(out: &mut String, start: usize) -> Result<(), &'static str> {
    match out.as_bytes().get(start) {
        Some(b'"') => Ok(()),
        Some(b'{' | b'[' | b'n') | None => Err("a map key must be text, a number or a boolean"),
        Some(_) => {
            let key = out.split_off(start);
            write_string(out, &key);
            Ok(())
        }
    }
}

impl Serialize for Str {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl<'de> Deserialize<'de> for Str {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Str::from)
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_text(self.as_str(), serializer)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        collect_text(deserializer).map(|text| Json::raw(text.into()))
    }
}

impl Json {
    /// Converts any serialisable value to JSON.
    ///
    /// # Errors
    /// Returns an error if the value's own serialisation fails, or if it has map keys that are not text.
    pub fn from_serialize(value: &impl Serialize) -> Result<Json, Report> {
        let text = serde_json::to_string(value);
        let text = text.map_err(|error| Violation::new(Rule::Json, "a value that JSON can hold", quote(&error.to_string())))?;
        Ok(Json::raw(text.into()))
    }

    /// Deserialises the value into any type.
    ///
    /// # Errors
    /// Returns the error of the type's own deserialisation.
    pub fn to<T: DeserializeOwned>(&self) -> Result<T, Report> {
        from_json_text(self.as_str())
    }
}

/// Deserialises JSON text into any type.
///
/// # Errors
/// Returns the error of the type's own deserialisation.
pub fn from_json_text<T: DeserializeOwned>(text: &str) -> Result<T, Report> {
    serde_json::from_str(text)
        .map_err(|error| Violation::new(Rule::Type, "a value of the type asked for", quote(&error.to_string())).into())
}

impl Serialize for Violation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Violation", 5)?;
        fields.serialize_field("path", &self.path)?;
        fields.serialize_field("rule", self.rule.id())?;
        fields.serialize_field("severity", self.severity.id())?;
        fields.serialize_field("expected", &self.expected)?;
        fields.serialize_field("found", &self.found)?;
        fields.end()
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Report", 2)?;
        fields.serialize_field("violations", self.violations())?;
        fields.serialize_field("omitted", &self.omitted())?;
        fields.end()
    }
}
