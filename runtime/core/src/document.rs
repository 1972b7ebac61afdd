//! [`Document`]: decoding, checking and writing, as users of generated structs see it.

use crate::data::{Json, Kept, Map};
use crate::engine::{self, Object};
use crate::payload;
use crate::report::Report;

/// Decoding, checking and writing of every generated struct: events, their parts, responses, configurations.
///
/// ```
/// # #[cfg(feature = "huawei")] {
/// use triggerkit::Document;
/// use triggerkit::huawei::KafkaEvent;
///
/// let report = KafkaEvent::decode(r#"{"event_time": "now"}"#).unwrap_err();
/// let paths: Vec<&str> = report.violations().iter().map(|violation| violation.path.as_str()).collect();
/// assert_eq!(paths, ["event_time", "messages"]);
/// # }
/// ```
pub trait Document: Object + Sized {
    /// Reads a payload; every violation is an error.
    ///
    /// # Errors
    /// Everything that is wrong with the payload.
    fn decode(payload: impl AsRef<[u8]>) -> Result<Self, Report> {
        let mut value = Self::empty();
        payload::decode_valid(&mut value, payload.as_ref())?;
        Ok(value)
    }

    /// Reads a payload as well as it can be read: what does not fit is left out and reported, and the type's
    /// empty value stands in for what is required.
    ///
    /// # Errors
    /// Where there is no value at all: not UTF-8, not JSON, not an object.
    fn decode_lenient(payload: impl AsRef<[u8]>) -> Result<(Self, Report), Report> {
        let mut value = Self::empty();
        let report = payload::decode(&mut value, payload.as_ref())?;
        Ok((value, report))
    }

    /// Checks a value made or changed by hand by the rules of its payload.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    fn validate(&self) -> Result<(), Report> {
        engine::validate(self)
    }

    /// The value as JSON: what it was decoded from, unless it was changed since.
    fn to_json(&self) -> String {
        payload::json(self)
    }

    /// The value as the bytes that arrive: JSON, or what else its trigger's payload is.
    fn to_payload(&self) -> Vec<u8> {
        payload::encode(self)
    }

    /// Fields of the payload that the spec does not know.
    fn unknown(&self) -> Option<&Map<Json>> {
        self.kept().map(Kept::unknown)
    }
}

impl<T: Object> Document for T {}
