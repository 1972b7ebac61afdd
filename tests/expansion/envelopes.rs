// The expansion of `envelopes.toml`, written by the test target `expansion`.

use ::triggerkit::__private as tk;

/// The trigger `envelopes.delivered`: Letters delivered.
///
/// Its event is [`DeliveredEvent`].
#[tk::derive(tk::Clone, tk::Copy, tk::fmt::Debug)]
pub struct Delivered<T = tk::Json>(tk::PhantomData<fn() -> T>);

impl<T: tk::Value> tk::Trigger for Delivered<T> {
    type Event = DeliveredEvent<T>;
    type Response = tk::NoResponse;

    const INFO: tk::TriggerInfo = {
        static DETECT: tk::Condition = tk::Condition::Any(tk::Borrowed(&[
            tk::Condition::Path(
                tk::Borrowed("post"),
                tk::Test::Text(tk::TextTest {
                    part: tk::Part::Start,
                    texts: tk::Borrowed(&[tk::Borrowed("air"), tk::Borrowed("sea")]),
                    ignore_case: true,
                }),
            ),
            tk::Condition::Path(tk::Borrowed("[].post"), tk::Test::Present),
            tk::Condition::Path(tk::Borrowed("batch[].post"), tk::Test::Present),
        ]));
        tk::TriggerInfo::new(
            "envelopes.delivered",
            "Letters delivered",
            tk::samples![("", br#"[{"post": "air mail", "content": {"text": "Hello"}}]"#)],
            tk::Some(&DETECT),
        )
        .tolerant()
        .status(tk::Status::new(tk::Some("2024"), tk::None, tk::None))
    };
}

impl<T: tk::Value> tk::Batch for Delivered<T> {
    type Record = Letter<T>;
    type Answer = ();

    const RECORDS: &'static [&'static str] = &["letters"];

    fn records(event: Self::Event) -> tk::Vec<Self::Record> {
        event.letters
    }
}

/// `DeliveredEvent` of the spec.
///
/// The event of `envelopes.delivered`, whose marker is [`Delivered`].
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct DeliveredEvent<T = tk::Json> {
    /// `letters` of the payload.
    ///
    /// Required. Also read from a single item. Also called `batch`.
    pub letters: tk::Vec<Letter<T>>,
    kept: tk::Kept,
}

impl<T: tk::Value> DeliveredEvent<T> {
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

impl<T: tk::Value> tk::Object for DeliveredEvent<T> {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "DeliveredEvent",
            &[tk::Field {
                key: tk::key!("letters"),
                presence: tk::Presence::Required,
                accept: &[tk::Accept::One],
                aliases: &["batch"],
                batch: true,
                ..tk::Field::PLAIN
            }],
            &[],
            tk::Payload::Root(0),
        )
        .tolerant();
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        let _ = index;
        &self.letters
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        let _ = index;
        &mut self.letters
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl<T: tk::Value> tk::fmt::Debug for DeliveredEvent<T> {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl<T: tk::Value> tk::Value for DeliveredEvent<T> {
    #[inline(never)]
    fn empty() -> Self {
        Self { letters: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl<T: tk::Value> tk::serde::Serialize for DeliveredEvent<T> {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de, T: tk::Value> tk::serde::Deserialize<'de> for DeliveredEvent<T> {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// The trigger `envelopes.sorted`: Letters sorted.
///
/// Its event is [`SortedEvent`].
#[deprecated(note = "the vendor retired this trigger (2025-06); use `envelopes.delivered` instead")]
#[tk::derive(tk::Clone, tk::Copy, tk::fmt::Debug)]
pub enum Sorted {}

#[allow(deprecated)]
impl tk::Trigger for Sorted {
    type Event = SortedEvent;
    type Response = tk::NoResponse;

    const INFO: tk::TriggerInfo = {
        static DETECT: tk::Condition = tk::Condition::Path(tk::Borrowed("sorted_at"), tk::Test::Present);
        tk::TriggerInfo::new(
            "envelopes.sorted",
            "Letters sorted",
            tk::samples![("", br#"{"sorted_at": 1510718400000, "bags": [{"street": "Elm", "letters": ["a", "b"]}]}"#)],
            tk::Some(&DETECT),
        )
        .tolerant()
        .status(tk::Status::new(tk::Some("2019"), tk::Some("2025-06"), tk::Some("envelopes.delivered")))
    };
}

#[allow(deprecated)]
impl tk::Batch for Sorted {
    type Record = tk::Str;
    type Answer = ();

    const RECORDS: &'static [&'static str] = &["letters", "bags[].letters"];

    fn records(event: Self::Event) -> tk::Vec<Self::Record> {
        let mut records = tk::Vec::new();
        records.extend(event.letters);
        records.extend(event.bags.into_iter().flat_map(|value| value.letters));
        records
    }
}

/// `SortedEvent` of the spec.
///
/// The event of `envelopes.sorted`, whose marker is [`Sorted`].
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct SortedEvent {
    /// `sorted_at` of the payload.
    ///
    /// Required.
    pub sorted_at: tk::Timestamp,
    /// `street` of the payload.
    pub street: tk::Option<tk::Str>,
    /// `letters` of the payload.
    pub letters: tk::Vec<tk::Str>,
    /// `bags` of the payload.
    pub bags: tk::Vec<Bag>,
    kept: tk::Kept,
}

impl SortedEvent {
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

impl SortedEvent {
    /// Iterates over the values at `street` and `bags[].street`.
    pub fn streets(&self) -> impl tk::Iterator<Item = &tk::Str> {
        tk::once(self)
            .flat_map(|value| value.street.iter())
            .chain(tk::once(self).flat_map(|value| value.bags.iter()).flat_map(|value| value.street.iter()))
    }
}

impl tk::Object for SortedEvent {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "SortedEvent",
            &[
                tk::Field {
                    key: tk::key!("sorted_at"),
                    presence: tk::Presence::Required,
                    time: tk::TimeKind::Any,
                    ..tk::Field::PLAIN
                },
                tk::Field { key: tk::key!("street"), ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("letters"), batch: true, ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("bags"), batch: true, ..tk::Field::PLAIN },
            ],
            &[tk::FieldsRule {
                kind: tk::RuleKind::AtLeastOne(tk::Borrowed(&[tk::Borrowed("letters"), tk::Borrowed("bags[].letters")])),
                doc: tk::None,
            }],
            tk::Payload::Json,
        )
        .tolerant();
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        match index {
            0 => &self.sorted_at,
            1 => &self.street,
            2 => &self.letters,
            _ => &self.bags,
        }
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        match index {
            0 => &mut self.sorted_at,
            1 => &mut self.street,
            2 => &mut self.letters,
            _ => &mut self.bags,
        }
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for SortedEvent {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for SortedEvent {
    #[inline(never)]
    fn empty() -> Self {
        Self {
            sorted_at: tk::Value::empty(),
            street: tk::Value::empty(),
            letters: tk::Value::empty(),
            bags: tk::Value::empty(),
            kept: tk::Kept::new(),
        }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for SortedEvent {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for SortedEvent {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// The trigger `envelopes.signed`: Receipt signed.
///
/// Its event is [`SignedEvent`].
#[tk::derive(tk::Clone, tk::Copy, tk::fmt::Debug)]
pub struct Signed<T = tk::Json>(tk::PhantomData<fn() -> T>);

impl<T: tk::Value> tk::Trigger for Signed<T> {
    type Event = SignedEvent<T>;
    type Response = tk::NoResponse;

    const INFO: tk::TriggerInfo = {
        static DETECT: tk::Condition = tk::Condition::Path(tk::Borrowed("receipt"), tk::Test::Kind(tk::Kind::String));
        tk::TriggerInfo::new("envelopes.signed", "Receipt signed", tk::samples![("", br#"{"receipt": "{}"}"#)], tk::Some(&DETECT))
            .tolerant()
    };
}

/// `SignedEvent` of the spec.
///
/// The event of `envelopes.signed`, whose marker is [`Signed`].
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct SignedEvent<T = tk::Json> {
    /// `receipt` of the payload.
    ///
    /// Required. JSON text.
    pub receipt: tk::Encoded<T, tk::JsonText>,
    kept: tk::Kept,
}

impl<T: tk::Value> SignedEvent<T> {
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

impl<T: tk::Value> tk::Object for SignedEvent<T> {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "SignedEvent",
            &[tk::Field { key: tk::key!("receipt"), presence: tk::Presence::Required, ..tk::Field::PLAIN }],
            &[],
            tk::Payload::Json,
        )
        .tolerant();
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        let _ = index;
        &self.receipt
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        let _ = index;
        &mut self.receipt
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl<T: tk::Value> tk::fmt::Debug for SignedEvent<T> {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl<T: tk::Value> tk::Value for SignedEvent<T> {
    #[inline(never)]
    fn empty() -> Self {
        Self { receipt: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl<T: tk::Value> tk::serde::Serialize for SignedEvent<T> {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de, T: tk::Value> tk::serde::Deserialize<'de> for SignedEvent<T> {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// `Letter` of the spec.
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct Letter<T = tk::Json> {
    /// `post` of the payload.
    ///
    /// Required.
    pub post: tk::Str,
    /// `content` of the payload.
    ///
    /// Required.
    pub content: T,
    /// `copies` of the payload.
    pub copies: tk::Vec<T>,
    kept: tk::Kept,
}

impl<T: tk::Value> tk::Object for Letter<T> {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "Letter",
            &[
                tk::Field { key: tk::key!("post"), presence: tk::Presence::Required, ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("content"), presence: tk::Presence::Required, ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("copies"), ..tk::Field::PLAIN },
            ],
            &[],
            tk::Payload::Json,
        )
        .tolerant();
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        match index {
            0 => &self.post,
            1 => &self.content,
            _ => &self.copies,
        }
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        match index {
            0 => &mut self.post,
            1 => &mut self.content,
            _ => &mut self.copies,
        }
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl<T: tk::Value> tk::fmt::Debug for Letter<T> {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl<T: tk::Value> tk::Value for Letter<T> {
    #[inline(never)]
    fn empty() -> Self {
        Self { post: tk::Value::empty(), content: tk::Value::empty(), copies: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl<T: tk::Value> tk::serde::Serialize for Letter<T> {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de, T: tk::Value> tk::serde::Deserialize<'de> for Letter<T> {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// `Bag` of the spec.
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct Bag {
    /// `street` of the payload.
    ///
    /// Also read from an object or list.
    pub street: tk::Option<tk::Str>,
    /// `letters` of the payload.
    pub letters: tk::Vec<tk::Str>,
    kept: tk::Kept,
}

impl tk::Object for Bag {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "Bag",
            &[
                tk::Field { key: tk::key!("street"), accept: &[tk::Accept::Json], ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("letters"), batch: true, ..tk::Field::PLAIN },
            ],
            &[],
            tk::Payload::Json,
        )
        .tolerant();
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        match index {
            0 => &self.street,
            _ => &self.letters,
        }
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        match index {
            0 => &mut self.street,
            _ => &mut self.letters,
        }
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for Bag {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for Bag {
    #[inline(never)]
    fn empty() -> Self {
        Self { street: tk::Value::empty(), letters: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for Bag {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for Bag {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// Every configuration of this module, in the order of the spec.
pub static CONFIGS: &[tk::ConfigType] = &[];

/// Every trigger of this module, in the order of the spec.
#[allow(deprecated)]
pub static TRIGGERS: &[tk::AnyTrigger] =
    &[tk::AnyTrigger::of::<Delivered>(), tk::AnyTrigger::of::<Sorted>(), tk::AnyTrigger::of::<Signed>()];

/// An event of any trigger of this module.
#[tk::derive(tk::Clone, tk::fmt::Debug, tk::PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant)]
pub enum AnyEvent {
    /// Letters delivered.
    Delivered(DeliveredEvent),
    /// Letters sorted.
    Sorted(SortedEvent),
    /// Receipt signed.
    Signed(SignedEvent),
}

#[allow(deprecated)]
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
            0 => tk::Document::decode(payload).map(Self::Delivered),
            1 => tk::Document::decode(payload).map(Self::Sorted),
            _ => tk::Document::decode(payload).map(Self::Signed),
        }
    }

    /// Returns the trigger that the event belongs to.
    pub fn trigger(&self) -> tk::TriggerInfo {
        match self {
            Self::Delivered(_) => <Delivered as tk::Trigger>::INFO,
            Self::Sorted(_) => <Sorted as tk::Trigger>::INFO,
            Self::Signed(_) => <Signed as tk::Trigger>::INFO,
        }
    }
}

/// The builders of this module's structs. Each struct has a function `builder` that returns its builder.
pub mod builders {
    use super::*;

    /// The builder of [`DeliveredEvent`].
    #[must_use]
    pub struct DeliveredEventBuilder<T, HasLetters> {
        value: DeliveredEvent<T>,
        _set: [fn() -> (HasLetters,); 0],
    }

    /// The required fields of [`DeliveredEvent`](super::DeliveredEvent) that are not set yet.
    #[doc(hidden)]
    #[allow(non_camel_case_types, non_snake_case)]
    pub mod DeliveredEvent_fields {
        pub enum letters {}
    }

    impl<T: tk::Value> DeliveredEvent<T> {
        /// Returns a builder. `letters` must be set before `build`.
        pub fn builder() -> DeliveredEventBuilder<T, DeliveredEvent_fields::letters> {
            let value = <Self as tk::Value>::empty();
            DeliveredEventBuilder { value, _set: [] }
        }
    }

    impl<T: tk::Value, HasLetters> DeliveredEventBuilder<T, HasLetters> {
        /// `letters` of the payload.
        ///
        /// Required. Also read from a single item. Also called `batch`.
        pub fn letters(mut self, value: impl tk::IntoIterator<Item = Letter<T>>) -> DeliveredEventBuilder<T, tk::Set> {
            self.value.letters = tk::collect(value);
            DeliveredEventBuilder { value: self.value, _set: [] }
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<DeliveredEvent<T>, tk::Report>
        where
            HasLetters: tk::IsSet,
        {
            tk::built(self.value)
        }
    }

    /// The builder of [`SortedEvent`].
    #[must_use]
    pub struct SortedEventBuilder<HasSortedAt> {
        value: SortedEvent,
        _set: [fn() -> (HasSortedAt,); 0],
    }

    /// The required fields of [`SortedEvent`](super::SortedEvent) that are not set yet.
    #[doc(hidden)]
    #[allow(non_camel_case_types, non_snake_case)]
    pub mod SortedEvent_fields {
        pub enum sorted_at {}
    }

    impl SortedEvent {
        /// Returns a builder. `sorted_at` must be set before `build`.
        pub fn builder() -> SortedEventBuilder<SortedEvent_fields::sorted_at> {
            let value = <Self as tk::Value>::empty();
            SortedEventBuilder { value, _set: [] }
        }
    }

    impl<HasSortedAt> SortedEventBuilder<HasSortedAt> {
        /// `sorted_at` of the payload.
        ///
        /// Required.
        pub fn sorted_at(mut self, value: tk::Timestamp) -> SortedEventBuilder<tk::Set> {
            self.value.sorted_at = value;
            SortedEventBuilder { value: self.value, _set: [] }
        }

        /// `street` of the payload.
        pub fn street(mut self, value: impl tk::Into<tk::Str>) -> Self {
            self.value.street = tk::Some(tk::Into::into(value));
            self
        }

        /// `letters` of the payload.
        pub fn letters(mut self, value: impl tk::IntoIterator<Item = impl tk::Into<tk::Str>>) -> Self {
            self.value.letters = tk::collect(value);
            self
        }

        /// `bags` of the payload.
        pub fn bags(mut self, value: impl tk::IntoIterator<Item = Bag>) -> Self {
            self.value.bags = tk::collect(value);
            self
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<SortedEvent, tk::Report>
        where
            HasSortedAt: tk::IsSet,
        {
            tk::built(self.value)
        }
    }

    /// The builder of [`SignedEvent`].
    #[must_use]
    pub struct SignedEventBuilder<T, HasReceipt> {
        value: SignedEvent<T>,
        _set: [fn() -> (HasReceipt,); 0],
    }

    /// The required fields of [`SignedEvent`](super::SignedEvent) that are not set yet.
    #[doc(hidden)]
    #[allow(non_camel_case_types, non_snake_case)]
    pub mod SignedEvent_fields {
        pub enum receipt {}
    }

    impl<T: tk::Value> SignedEvent<T> {
        /// Returns a builder. `receipt` must be set before `build`.
        pub fn builder() -> SignedEventBuilder<T, SignedEvent_fields::receipt> {
            let value = <Self as tk::Value>::empty();
            SignedEventBuilder { value, _set: [] }
        }
    }

    impl<T: tk::Value, HasReceipt> SignedEventBuilder<T, HasReceipt> {
        /// `receipt` of the payload.
        ///
        /// Required. JSON text.
        pub fn receipt(mut self, value: tk::Encoded<T, tk::JsonText>) -> SignedEventBuilder<T, tk::Set> {
            self.value.receipt = value;
            SignedEventBuilder { value: self.value, _set: [] }
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<SignedEvent<T>, tk::Report>
        where
            HasReceipt: tk::IsSet,
        {
            tk::built(self.value)
        }
    }

    /// The builder of [`Letter`].
    #[must_use]
    pub struct LetterBuilder<T, HasPost, HasContent> {
        value: Letter<T>,
        _set: [fn() -> (HasPost, HasContent); 0],
    }

    /// The required fields of [`Letter`](super::Letter) that are not set yet.
    #[doc(hidden)]
    #[allow(non_camel_case_types, non_snake_case)]
    pub mod Letter_fields {
        pub enum post {}

        pub enum content {}
    }

    impl<T: tk::Value> Letter<T> {
        /// Returns a builder. `post` and `content` must be set before `build`.
        pub fn builder() -> LetterBuilder<T, Letter_fields::post, Letter_fields::content> {
            let value = <Self as tk::Value>::empty();
            LetterBuilder { value, _set: [] }
        }
    }

    impl<T: tk::Value, HasPost, HasContent> LetterBuilder<T, HasPost, HasContent> {
        /// `post` of the payload.
        ///
        /// Required.
        pub fn post(mut self, value: impl tk::Into<tk::Str>) -> LetterBuilder<T, tk::Set, HasContent> {
            self.value.post = tk::Into::into(value);
            LetterBuilder { value: self.value, _set: [] }
        }

        /// `content` of the payload.
        ///
        /// Required.
        pub fn content(mut self, value: impl tk::Into<T>) -> LetterBuilder<T, HasPost, tk::Set> {
            self.value.content = tk::Into::into(value);
            LetterBuilder { value: self.value, _set: [] }
        }

        /// `copies` of the payload.
        pub fn copies(mut self, value: impl tk::IntoIterator<Item = impl tk::Into<T>>) -> Self {
            self.value.copies = tk::collect(value);
            self
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<Letter<T>, tk::Report>
        where
            HasPost: tk::IsSet,
            HasContent: tk::IsSet,
        {
            tk::built(self.value)
        }
    }

    /// The builder of [`Bag`].
    #[must_use]
    pub struct BagBuilder {
        value: Bag,
    }

    impl Bag {
        /// Returns a builder. No field is required.
        pub fn builder() -> BagBuilder {
            let value = <Self as tk::Value>::empty();
            BagBuilder { value }
        }
    }

    impl BagBuilder {
        /// `street` of the payload.
        ///
        /// Also read from an object or list.
        pub fn street(mut self, value: impl tk::Into<tk::Str>) -> Self {
            self.value.street = tk::Some(tk::Into::into(value));
            self
        }

        /// `letters` of the payload.
        pub fn letters(mut self, value: impl tk::IntoIterator<Item = impl tk::Into<tk::Str>>) -> Self {
            self.value.letters = tk::collect(value);
            self
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<Bag, tk::Report> {
            tk::built(self.value)
        }
    }
}
