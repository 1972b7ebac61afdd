// The expansion of `failures.toml`, written by the test target `expansion`.

use ::triggerkit::__private as tk;

/// The trigger `failures.topic`: Topic.
///
/// Its event is [`TopicEvent`].
#[tk::derive(tk::Clone, tk::Copy, tk::fmt::Debug)]
pub enum Topic {}

impl tk::Trigger for Topic {
    type Event = TopicEvent;
    type Response = tk::NoResponse;

    const INFO: tk::TriggerInfo = tk::TriggerInfo::new(
        "failures.topic",
        "Topic",
        tk::samples![("", br#"{ "messages": [{ "topic": "orders", "partition": 0, "offset": 15 }] }"#)],
        tk::None,
    );
}

impl tk::Batch for Topic {
    type Record = TopicMessage;
    type Answer = ();

    const RECORDS: &'static [&'static str] = &["messages"];

    const FAILURES: tk::Option<tk::FailuresInfo> = tk::Some(
        tk::FailuresInfo::new(
            "batchItemFailures",
            "itemIdentifier",
            tk::RecordId::Named(&[
                ("partition", &[tk::IdPart::Path("topic"), tk::IdPart::Text("-"), tk::IdPart::Path("partition")]),
                ("offset", &[tk::IdPart::Path("offset")]),
            ]),
        )
        .group(&[tk::IdPart::Path("topic"), tk::IdPart::Text("-"), tk::IdPart::Path("partition")]),
    );

    fn records(event: Self::Event) -> tk::Vec<Self::Record> {
        event.messages
    }

    fn record_object(record: &Self::Record) -> tk::Option<&dyn tk::Object> {
        tk::Some(record)
    }
}

/// `TopicEvent` of the spec.
///
/// The event of `failures.topic`, whose marker is [`Topic`].
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct TopicEvent {
    /// `messages` of the payload.
    ///
    /// Required.
    pub messages: tk::Vec<TopicMessage>,
    kept: tk::Kept,
}

impl TopicEvent {
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

impl tk::Object for TopicEvent {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "TopicEvent",
            &[tk::Field { key: tk::key!("messages"), presence: tk::Presence::Required, batch: true, ..tk::Field::PLAIN }],
            &[],
            tk::Payload::Json,
        );
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        let _ = index;
        &self.messages
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        let _ = index;
        &mut self.messages
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for TopicEvent {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for TopicEvent {
    #[inline(never)]
    fn empty() -> Self {
        Self { messages: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for TopicEvent {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for TopicEvent {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// The trigger `failures.transform`: Transformation.
///
/// Its event is [`TransformEvent`] and its response [`Transformed`].
#[tk::derive(tk::Clone, tk::Copy, tk::fmt::Debug)]
pub enum Transform {}

impl tk::Trigger for Transform {
    type Event = TransformEvent;
    type Response = Transformed;

    const INFO: tk::TriggerInfo = tk::TriggerInfo::new(
        "failures.transform",
        "Transformation",
        tk::samples![("", br#"{ "records": [{ "recordId": "r-1", "data": "aGk=" }] }"#)],
        tk::None,
    );
}

impl tk::Batch for Transform {
    type Record = Raw;
    type Answer = TransformedRecord;

    const RECORDS: &'static [&'static str] = &["records"];

    const FAILURES: tk::Option<tk::FailuresInfo> = tk::Some(
        tk::FailuresInfo::new("records", "recordId", tk::RecordId::One(&[tk::IdPart::Path("recordId")]))
            .every()
            .with(&[("result", "ProcessingFailed")])
            .copy(&["data"]),
    );

    fn records(event: Self::Event) -> tk::Vec<Self::Record> {
        event.records
    }

    fn record_object(record: &Self::Record) -> tk::Option<&dyn tk::Object> {
        tk::Some(record)
    }

    fn answer_object(answer: &Self::Answer) -> tk::Option<&dyn tk::Object> {
        tk::Some(answer)
    }
}

/// `TransformEvent` of the spec.
///
/// The event of `failures.transform`, whose marker is [`Transform`].
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct TransformEvent {
    /// `records` of the payload.
    ///
    /// Required.
    pub records: tk::Vec<Raw>,
    kept: tk::Kept,
}

impl TransformEvent {
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

impl tk::Object for TransformEvent {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "TransformEvent",
            &[tk::Field { key: tk::key!("records"), presence: tk::Presence::Required, batch: true, ..tk::Field::PLAIN }],
            &[],
            tk::Payload::Json,
        );
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        let _ = index;
        &self.records
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        let _ = index;
        &mut self.records
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for TransformEvent {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for TransformEvent {
    #[inline(never)]
    fn empty() -> Self {
        Self { records: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for TransformEvent {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for TransformEvent {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// `TopicMessage` of the spec.
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct TopicMessage {
    /// `topic` of the payload.
    ///
    /// Required.
    pub topic: tk::Str,
    /// `partition` of the payload.
    ///
    /// Required.
    pub partition: i64,
    /// `offset` of the payload.
    ///
    /// Required.
    pub offset: i64,
    kept: tk::Kept,
}

impl tk::Object for TopicMessage {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "TopicMessage",
            &[
                tk::Field { key: tk::key!("topic"), presence: tk::Presence::Required, ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("partition"), presence: tk::Presence::Required, ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("offset"), presence: tk::Presence::Required, ..tk::Field::PLAIN },
            ],
            &[],
            tk::Payload::Json,
        );
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        match index {
            0 => &self.topic,
            1 => &self.partition,
            _ => &self.offset,
        }
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        match index {
            0 => &mut self.topic,
            1 => &mut self.partition,
            _ => &mut self.offset,
        }
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for TopicMessage {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for TopicMessage {
    #[inline(never)]
    fn empty() -> Self {
        Self { topic: tk::Value::empty(), partition: tk::Value::empty(), offset: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for TopicMessage {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for TopicMessage {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// `Raw` of the spec.
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct Raw {
    /// `recordId` of the payload.
    ///
    /// Required.
    pub record_id: tk::Str,
    /// `data` of the payload.
    ///
    /// Required. Base64.
    pub data: tk::Base64,
    kept: tk::Kept,
}

impl tk::Object for Raw {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "Raw",
            &[
                tk::Field { key: tk::key!("recordId"), presence: tk::Presence::Required, ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("data"), presence: tk::Presence::Required, ..tk::Field::PLAIN },
            ],
            &[],
            tk::Payload::Json,
        );
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        match index {
            0 => &self.record_id,
            _ => &self.data,
        }
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        match index {
            0 => &mut self.record_id,
            _ => &mut self.data,
        }
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for Raw {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for Raw {
    #[inline(never)]
    fn empty() -> Self {
        Self { record_id: tk::Value::empty(), data: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for Raw {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for Raw {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// `Transformed` of the spec.
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct Transformed {
    /// `records` of the payload.
    ///
    /// Required.
    pub records: tk::Vec<TransformedRecord>,
    kept: tk::Kept,
}

impl Transformed {
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

impl tk::Object for Transformed {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "Transformed",
            &[tk::Field { key: tk::key!("records"), presence: tk::Presence::Required, ..tk::Field::PLAIN }],
            &[],
            tk::Payload::Json,
        );
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        let _ = index;
        &self.records
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        let _ = index;
        &mut self.records
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for Transformed {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for Transformed {
    #[inline(never)]
    fn empty() -> Self {
        Self { records: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for Transformed {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for Transformed {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// `TransformedRecord` of the spec.
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct TransformedRecord {
    /// `recordId` of the payload.
    ///
    /// Required.
    pub record_id: tk::Str,
    /// `result` of the payload.
    ///
    /// Required. One of `Ok`, `Dropped`, `ProcessingFailed`.
    pub result: tk::Str,
    /// `data` of the payload.
    ///
    /// Required. Base64.
    pub data: tk::Base64,
    kept: tk::Kept,
}

impl tk::Object for TransformedRecord {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "TransformedRecord",
            &[
                tk::Field { key: tk::key!("recordId"), presence: tk::Presence::Required, ..tk::Field::PLAIN },
                tk::Field {
                    key: tk::key!("result"),
                    presence: tk::Presence::Required,
                    checks: &[tk::Check::OneOf(tk::Borrowed(&[
                        tk::Borrowed("Ok"),
                        tk::Borrowed("Dropped"),
                        tk::Borrowed("ProcessingFailed"),
                    ]))],
                    ..tk::Field::PLAIN
                },
                tk::Field { key: tk::key!("data"), presence: tk::Presence::Required, ..tk::Field::PLAIN },
            ],
            &[],
            tk::Payload::Json,
        );
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        match index {
            0 => &self.record_id,
            1 => &self.result,
            _ => &self.data,
        }
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        match index {
            0 => &mut self.record_id,
            1 => &mut self.result,
            _ => &mut self.data,
        }
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for TransformedRecord {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for TransformedRecord {
    #[inline(never)]
    fn empty() -> Self {
        Self { record_id: tk::Value::empty(), result: tk::Value::empty(), data: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for TransformedRecord {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for TransformedRecord {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// Every configuration of this module, in the order of the spec.
pub static CONFIGS: &[tk::ConfigType] = &[];

/// Every trigger of this module, in the order of the spec.
pub static TRIGGERS: &[tk::AnyTrigger] = &[tk::AnyTrigger::of::<Topic>(), tk::AnyTrigger::of::<Transform>()];

/// An event of any trigger of this module.
#[tk::derive(tk::Clone, tk::fmt::Debug, tk::PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant)]
pub enum AnyEvent {
    /// Topic.
    Topic(TopicEvent),
    /// Transformation.
    Transform(TransformEvent),
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
        match index {
            0 => tk::Document::decode(payload).map(Self::Topic),
            _ => tk::Document::decode(payload).map(Self::Transform),
        }
    }

    /// Returns the trigger that the event belongs to.
    pub fn trigger(&self) -> tk::TriggerInfo {
        match self {
            Self::Topic(_) => <Topic as tk::Trigger>::INFO,
            Self::Transform(_) => <Transform as tk::Trigger>::INFO,
        }
    }
}

/// The builders of this module's structs. Each struct has a function `builder` that returns its builder.
pub mod builders {
    use super::*;

    /// The builder of [`TopicEvent`].
    #[must_use]
    pub struct TopicEventBuilder<HasMessages> {
        value: TopicEvent,
        _set: [fn() -> (HasMessages,); 0],
    }

    /// The required fields of [`TopicEvent`](super::TopicEvent) that are not set yet.
    #[doc(hidden)]
    #[allow(non_camel_case_types, non_snake_case)]
    pub mod TopicEvent_fields {
        pub enum messages {}
    }

    impl TopicEvent {
        /// Returns a builder. `messages` must be set before `build`.
        pub fn builder() -> TopicEventBuilder<TopicEvent_fields::messages> {
            let value = <Self as tk::Value>::empty();
            TopicEventBuilder { value, _set: [] }
        }
    }

    impl<HasMessages> TopicEventBuilder<HasMessages> {
        /// `messages` of the payload.
        ///
        /// Required.
        pub fn messages(mut self, value: impl tk::IntoIterator<Item = TopicMessage>) -> TopicEventBuilder<tk::Set> {
            self.value.messages = tk::collect(value);
            TopicEventBuilder { value: self.value, _set: [] }
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<TopicEvent, tk::Report>
        where
            HasMessages: tk::IsSet,
        {
            tk::built(self.value)
        }
    }

    /// The builder of [`TransformEvent`].
    #[must_use]
    pub struct TransformEventBuilder<HasRecords> {
        value: TransformEvent,
        _set: [fn() -> (HasRecords,); 0],
    }

    /// The required fields of [`TransformEvent`](super::TransformEvent) that are not set yet.
    #[doc(hidden)]
    #[allow(non_camel_case_types, non_snake_case)]
    pub mod TransformEvent_fields {
        pub enum records {}
    }

    impl TransformEvent {
        /// Returns a builder. `records` must be set before `build`.
        pub fn builder() -> TransformEventBuilder<TransformEvent_fields::records> {
            let value = <Self as tk::Value>::empty();
            TransformEventBuilder { value, _set: [] }
        }
    }

    impl<HasRecords> TransformEventBuilder<HasRecords> {
        /// `records` of the payload.
        ///
        /// Required.
        pub fn records(mut self, value: impl tk::IntoIterator<Item = Raw>) -> TransformEventBuilder<tk::Set> {
            self.value.records = tk::collect(value);
            TransformEventBuilder { value: self.value, _set: [] }
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<TransformEvent, tk::Report>
        where
            HasRecords: tk::IsSet,
        {
            tk::built(self.value)
        }
    }

    /// The builder of [`TopicMessage`].
    #[must_use]
    pub struct TopicMessageBuilder<HasTopic, HasPartition, HasOffset> {
        value: TopicMessage,
        _set: [fn() -> (HasTopic, HasPartition, HasOffset); 0],
    }

    /// The required fields of [`TopicMessage`](super::TopicMessage) that are not set yet.
    #[doc(hidden)]
    #[allow(non_camel_case_types, non_snake_case)]
    pub mod TopicMessage_fields {
        pub enum topic {}

        pub enum partition {}

        pub enum offset {}
    }

    impl TopicMessage {
        /// Returns a builder. `topic`, `partition` and `offset` must be set before `build`.
        pub fn builder()
        -> TopicMessageBuilder<TopicMessage_fields::topic, TopicMessage_fields::partition, TopicMessage_fields::offset> {
            let value = <Self as tk::Value>::empty();
            TopicMessageBuilder { value, _set: [] }
        }
    }

    impl<HasTopic, HasPartition, HasOffset> TopicMessageBuilder<HasTopic, HasPartition, HasOffset> {
        /// `topic` of the payload.
        ///
        /// Required.
        pub fn topic(mut self, value: impl tk::Into<tk::Str>) -> TopicMessageBuilder<tk::Set, HasPartition, HasOffset> {
            self.value.topic = tk::Into::into(value);
            TopicMessageBuilder { value: self.value, _set: [] }
        }

        /// `partition` of the payload.
        ///
        /// Required.
        pub fn partition(mut self, value: i64) -> TopicMessageBuilder<HasTopic, tk::Set, HasOffset> {
            self.value.partition = value;
            TopicMessageBuilder { value: self.value, _set: [] }
        }

        /// `offset` of the payload.
        ///
        /// Required.
        pub fn offset(mut self, value: i64) -> TopicMessageBuilder<HasTopic, HasPartition, tk::Set> {
            self.value.offset = value;
            TopicMessageBuilder { value: self.value, _set: [] }
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<TopicMessage, tk::Report>
        where
            HasTopic: tk::IsSet,
            HasPartition: tk::IsSet,
            HasOffset: tk::IsSet,
        {
            tk::built(self.value)
        }
    }

    /// The builder of [`Raw`].
    #[must_use]
    pub struct RawBuilder<HasRecordId, HasData> {
        value: Raw,
        _set: [fn() -> (HasRecordId, HasData); 0],
    }

    /// The required fields of [`Raw`](super::Raw) that are not set yet.
    #[doc(hidden)]
    #[allow(non_camel_case_types, non_snake_case)]
    pub mod Raw_fields {
        pub enum record_id {}

        pub enum data {}
    }

    impl Raw {
        /// Returns a builder. `record_id` and `data` must be set before `build`.
        pub fn builder() -> RawBuilder<Raw_fields::record_id, Raw_fields::data> {
            let value = <Self as tk::Value>::empty();
            RawBuilder { value, _set: [] }
        }
    }

    impl<HasRecordId, HasData> RawBuilder<HasRecordId, HasData> {
        /// `recordId` of the payload.
        ///
        /// Required.
        pub fn record_id(mut self, value: impl tk::Into<tk::Str>) -> RawBuilder<tk::Set, HasData> {
            self.value.record_id = tk::Into::into(value);
            RawBuilder { value: self.value, _set: [] }
        }

        /// `data` of the payload.
        ///
        /// Required. Base64.
        pub fn data(mut self, value: tk::Base64) -> RawBuilder<HasRecordId, tk::Set> {
            self.value.data = value;
            RawBuilder { value: self.value, _set: [] }
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<Raw, tk::Report>
        where
            HasRecordId: tk::IsSet,
            HasData: tk::IsSet,
        {
            tk::built(self.value)
        }
    }

    /// The builder of [`Transformed`].
    #[must_use]
    pub struct TransformedBuilder<HasRecords> {
        value: Transformed,
        _set: [fn() -> (HasRecords,); 0],
    }

    /// The required fields of [`Transformed`](super::Transformed) that are not set yet.
    #[doc(hidden)]
    #[allow(non_camel_case_types, non_snake_case)]
    pub mod Transformed_fields {
        pub enum records {}
    }

    impl Transformed {
        /// Returns a builder. `records` must be set before `build`.
        pub fn builder() -> TransformedBuilder<Transformed_fields::records> {
            let value = <Self as tk::Value>::empty();
            TransformedBuilder { value, _set: [] }
        }
    }

    impl<HasRecords> TransformedBuilder<HasRecords> {
        /// `records` of the payload.
        ///
        /// Required.
        pub fn records(mut self, value: impl tk::IntoIterator<Item = TransformedRecord>) -> TransformedBuilder<tk::Set> {
            self.value.records = tk::collect(value);
            TransformedBuilder { value: self.value, _set: [] }
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<Transformed, tk::Report>
        where
            HasRecords: tk::IsSet,
        {
            tk::built(self.value)
        }
    }

    /// The builder of [`TransformedRecord`].
    #[must_use]
    pub struct TransformedRecordBuilder<HasRecordId, HasResult, HasData> {
        value: TransformedRecord,
        _set: [fn() -> (HasRecordId, HasResult, HasData); 0],
    }

    /// The required fields of [`TransformedRecord`](super::TransformedRecord) that are not set yet.
    #[doc(hidden)]
    #[allow(non_camel_case_types, non_snake_case)]
    pub mod TransformedRecord_fields {
        pub enum record_id {}

        pub enum result {}

        pub enum data {}
    }

    impl TransformedRecord {
        /// Returns a builder. `record_id`, `result` and `data` must be set before `build`.
        pub fn builder() -> TransformedRecordBuilder<
            TransformedRecord_fields::record_id,
            TransformedRecord_fields::result,
            TransformedRecord_fields::data,
        > {
            let value = <Self as tk::Value>::empty();
            TransformedRecordBuilder { value, _set: [] }
        }
    }

    impl<HasRecordId, HasResult, HasData> TransformedRecordBuilder<HasRecordId, HasResult, HasData> {
        /// `recordId` of the payload.
        ///
        /// Required.
        pub fn record_id(mut self, value: impl tk::Into<tk::Str>) -> TransformedRecordBuilder<tk::Set, HasResult, HasData> {
            self.value.record_id = tk::Into::into(value);
            TransformedRecordBuilder { value: self.value, _set: [] }
        }

        /// `result` of the payload.
        ///
        /// Required. One of `Ok`, `Dropped`, `ProcessingFailed`.
        pub fn result(mut self, value: impl tk::Into<tk::Str>) -> TransformedRecordBuilder<HasRecordId, tk::Set, HasData> {
            self.value.result = tk::Into::into(value);
            TransformedRecordBuilder { value: self.value, _set: [] }
        }

        /// `data` of the payload.
        ///
        /// Required. Base64.
        pub fn data(mut self, value: tk::Base64) -> TransformedRecordBuilder<HasRecordId, HasResult, tk::Set> {
            self.value.data = value;
            TransformedRecordBuilder { value: self.value, _set: [] }
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<TransformedRecord, tk::Report>
        where
            HasRecordId: tk::IsSet,
            HasResult: tk::IsSet,
            HasData: tk::IsSet,
        {
            tk::built(self.value)
        }
    }
}
