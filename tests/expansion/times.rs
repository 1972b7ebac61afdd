// The expansion of `times.toml`, written by the test target `expansion`.

use ::triggerkit::__private as tk;

/// The trigger `times.request`: A request to an API.
///
/// Its event is [`RequestEvent`].
#[tk::derive(tk::Clone, tk::Copy, tk::fmt::Debug)]
pub enum Request {}

impl tk::Trigger for Request {
    type Event = RequestEvent;
    type Response = tk::NoResponse;

    const INFO: tk::TriggerInfo = tk::TriggerInfo::new(
        "times.request",
        "A request to an API",
        tk::samples![("", br#"{ "at": "09/Apr/2015:12:34:56 +0000" }"#)],
        tk::None,
    );
}

/// `RequestEvent` of the spec.
///
/// The event of `times.request`, whose marker is [`Request`].
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct RequestEvent {
    /// `at` of the payload.
    ///
    /// Required.
    pub at: tk::Timestamp,
    kept: tk::Kept,
}

impl RequestEvent {
    /// Decodes a payload, as described at [`Document::decode`](tk::Document::decode).
    ///
    /// # Errors
    /// Returns everything that is wrong with the payload.
    pub fn decode(payload: impl tk::AsRef<[u8]>) -> tk::Result<Self, tk::Report> {
        tk::Document::decode(payload)
    }

    /// Decodes as much of a payload as possible, as described at
    /// [`Document::decode_lenient`](tk::Document::decode_lenient), and reports the rest.
    ///
    /// # Errors
    /// Returns an error if nothing can be decoded, or if the payload exceeds a limit.
    pub fn decode_lenient(payload: impl tk::AsRef<[u8]>) -> tk::Result<(Self, tk::Report), tk::Report> {
        tk::Document::decode_lenient(payload)
    }

    /// Checks the value, as described at [`Document::validate`](tk::Document::validate).
    ///
    /// # Errors
    /// Returns everything that is wrong with the value.
    pub fn validate(&self) -> tk::Result<(), tk::Report> {
        tk::Document::validate(self)
    }

    /// Writes the value as JSON, as described at [`Document::to_json`](tk::Document::to_json).
    pub fn to_json(&self) -> tk::String {
        tk::Document::to_json(self)
    }
}

impl tk::Object for RequestEvent {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "RequestEvent",
            &[tk::Field {
                key: tk::key!("at"),
                presence: tk::Presence::Required,
                checks: &[tk::Check::Time(&tk::TimePattern::new("%d/%b/%Y:%H:%M:%S %z"))],
                ..tk::Field::PLAIN
            }],
            &[],
            tk::Payload::Json,
        );
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        let _ = index;
        &self.at
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        let _ = index;
        &mut self.at
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for RequestEvent {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for RequestEvent {
    #[inline(never)]
    fn empty() -> Self {
        Self { at: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for RequestEvent {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for RequestEvent {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// Every configuration of this module, in the order of the spec.
pub static CONFIGS: &[tk::ConfigType] = &[];

/// Every trigger of this module, in the order of the spec.
pub static TRIGGERS: &[tk::AnyTrigger] = &[tk::AnyTrigger::of::<Request>()];

/// An event of any trigger of this module.
#[tk::derive(tk::Clone, tk::fmt::Debug, tk::PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant)]
pub enum AnyEvent {
    /// A request to an API.
    Request(RequestEvent),
}

impl AnyEvent {
    /// Detects the trigger of a payload, and decodes the payload as its event.
    ///
    /// # Errors
    /// Returns a violation of rule `detect` if the payload belongs to no trigger or to several, or else everything
    /// that is wrong with the payload.
    pub fn decode(payload: impl tk::AsRef<[u8]>, headers: &[(&str, &str)]) -> tk::Result<Self, tk::Report> {
        static DETECTOR: tk::Detector = tk::Detector::new(|| tk::collect(TRIGGERS));
        let payload = tk::AsRef::as_ref(&payload);
        Self::decode_as(tk::detected(&DETECTOR, TRIGGERS, payload, headers)?, payload)
    }

    /// Decodes an event of the trigger at an index of [`TRIGGERS`].
    #[doc(hidden)]
    pub fn decode_as(index: usize, payload: &[u8]) -> tk::Result<Self, tk::Report> {
        let _ = index;
        tk::Document::decode(payload).map(Self::Request)
    }

    /// Returns the trigger that the event belongs to.
    pub fn trigger(&self) -> tk::TriggerInfo {
        match self {
            Self::Request(_) => <Request as tk::Trigger>::INFO,
        }
    }
}

/// The builders of this module's structs. Each struct has a function `builder` that returns its builder.
pub mod builders {
    use super::*;

    /// The builder of [`RequestEvent`].
    #[must_use]
    pub struct RequestEventBuilder<HasAt> {
        value: RequestEvent,
        _set: [fn() -> (HasAt,); 0],
    }

    /// The required fields of [`RequestEvent`](super::RequestEvent) that are not set yet.
    #[doc(hidden)]
    #[allow(non_camel_case_types, non_snake_case)]
    pub mod RequestEvent_fields {
        pub enum at {}
    }

    impl RequestEvent {
        /// Returns a builder. `at` must be set before `build`.
        pub fn builder() -> RequestEventBuilder<RequestEvent_fields::at> {
            let value = <Self as tk::Value>::empty();
            RequestEventBuilder { value, _set: [] }
        }
    }

    impl<HasAt> RequestEventBuilder<HasAt> {
        /// `at` of the payload.
        ///
        /// Required.
        pub fn at(mut self, value: tk::Timestamp) -> RequestEventBuilder<tk::Set> {
            self.value.at = value;
            RequestEventBuilder { value: self.value, _set: [] }
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<RequestEvent, tk::Report>
        where
            HasAt: tk::IsSet,
        {
            tk::built(self.value)
        }
    }
}
