//! [`Document`]: the methods of every generated struct.

use crate::data::{Json, Kept, Map};
use crate::engine::{self, Object};
use crate::limits::Limits;
use crate::payload;
use crate::report::Report;

/// Decodes, checks and writes every generated struct: events, their parts, responses and configurations.
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
    /// Decodes a payload.
    ///
    /// # Errors
    /// Returns everything that is wrong with the payload.
    fn decode(payload: impl AsRef<[u8]>) -> Result<Self, Report> {
        Self::decode_with(payload, &Limits::DEFAULT)
    }

    /// Decodes a payload with other limits than usual.
    ///
    /// ```
    /// # #[cfg(feature = "huawei")] {
    /// use triggerkit::huawei::KafkaEvent;
    /// use triggerkit::{Document, Limits, Rule};
    ///
    /// let limits = Limits::DEFAULT.depth(2);
    /// let report = KafkaEvent::decode_with(r#"{"messages": [{}]}"#, &limits).unwrap_err();
    /// assert_eq!(report.violations()[0].rule, Rule::Limit);
    /// # }
    /// ```
    ///
    /// # Errors
    /// Returns everything that is wrong with the payload, or the limit that it exceeds.
    fn decode_with(payload: impl AsRef<[u8]>, limits: &Limits) -> Result<Self, Report> {
        let (value, report) = Self::decode_lenient_with(payload, limits)?;
        report.into_result(value)
    }

    /// Decodes as much of a payload as possible, and reports the rest. A required field that is missing or wrong gets the
    /// empty value of its type.
    ///
    /// # Errors
    /// Returns an error if the payload is not UTF-8, not JSON, or not an object, or if it exceeds one of the default [`Limits`].
    fn decode_lenient(payload: impl AsRef<[u8]>) -> Result<(Self, Report), Report> {
        Self::decode_lenient_with(payload, &Limits::DEFAULT)
    }

    /// Decodes as much of a payload as possible, with other limits than usual.
    ///
    /// # Errors
    /// Returns an error if the payload is not UTF-8, not JSON, or not an object, or if it exceeds a limit.
    fn decode_lenient_with(payload: impl AsRef<[u8]>, limits: &Limits) -> Result<(Self, Report), Report> {
        let mut value = Self::empty();
        let report = payload::decode(&mut value, payload.as_ref(), limits)?;
        Ok((value, report))
    }

    /// Checks a value that you created or changed against the rules for payloads.
    ///
    /// # Errors
    /// Returns everything that is wrong with the value.
    fn validate(&self) -> Result<(), Report> {
        self.validate_with(&Limits::DEFAULT)
    }

    /// Checks a value like [`validate`](Self::validate), with other limits than usual. Only [`quotes`](Limits::quotes) matters.
    ///
    /// # Errors
    /// Those of [`validate`](Self::validate).
    fn validate_with(&self, limits: &Limits) -> Result<(), Report> {
        engine::validate(self, limits)
    }

    /// Writes the value as JSON. An unchanged value gives the JSON that it was decoded from.
    fn to_json(&self) -> String {
        payload::json(self)
    }

    /// Writes the value as a payload of its trigger, which is JSON unless the spec declares another encoding. No number is rounded: a
    /// payload of CBOR is written as JSON if it has what only JSON can hold: a number of more than 2,466 digits, or half of a surrogate
    /// pair. Both are read.
    fn to_payload(&self) -> Vec<u8> {
        payload::encode(self)
    }

    /// Returns the fields of the payload that the spec does not define.
    fn unknown(&self) -> Option<&Map<Json>> {
        self.kept().map(Kept::unknown)
    }
}

impl<T: Object> Document for T {}
