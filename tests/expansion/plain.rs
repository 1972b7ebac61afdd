// The expansion of `plain.toml`, written by the test target `expansion`.

use ::triggerkit::__private as tk;

#[cfg_attr(not(doctest), doc = " The trigger `plain.opened`: Door opened.")]
#[cfg_attr(not(doctest), doc = "")]
#[cfg_attr(not(doctest), doc = " Somebody has opened the door, for instance")]
#[cfg_attr(not(doctest), doc = "")]
#[cfg_attr(not(doctest), doc = "     { \"event\": \"opened\", \"who\": \"Ada\" }")]
#[cfg_attr(not(doctest), doc = "")]
#[cfg_attr(not(doctest), doc = "")]
#[cfg_attr(not(doctest), doc = " Its event is [`OpenedEvent`].")]
#[tk::derive(tk::Clone, tk::Copy, tk::fmt::Debug)]
pub enum Opened {}

impl tk::Trigger for Opened {
    type Event = OpenedEvent;
    type Response = tk::NoResponse;

    const INFO: tk::TriggerInfo = {
        static DETECT: tk::Condition =
            tk::Condition::Path(tk::Borrowed("event"), tk::Test::equals(tk::Borrowed(&[tk::Borrowed("opened")])));
        tk::TriggerInfo::new(
            "plain.opened",
            "Door opened",
            tk::samples![("", br#"{"event": "opened", "who": "Li", "at": "2026-11-22T08:30:00Z", "count": 1}"#)],
            tk::Some(&DETECT),
        )
    };
}

#[cfg_attr(not(doctest), doc = " Somebody has opened the door, for instance")]
#[cfg_attr(not(doctest), doc = "")]
#[cfg_attr(not(doctest), doc = "     { \"event\": \"opened\", \"who\": \"Ada\" }")]
#[cfg_attr(not(doctest), doc = "")]
#[cfg_attr(not(doctest), doc = "")]
#[cfg_attr(not(doctest), doc = " The event of `plain.opened`, whose marker is [`Opened`].")]
#[cfg_attr(not(doctest), doc = "")]
#[cfg_attr(not(doctest), doc = " Source: Chapter 1")]
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct OpenedEvent {
    /// Names the event.
    ///
    /// Exactly `opened`.
    pub event: tk::Option<tk::Str>,
    /// Who opened it.
    ///
    /// Required. 1 to 64 characters, text that matches `^[A-Z]`.
    ///
    /// Source: Table 2
    pub who: tk::Str,
    /// When.
    ///
    /// Required.
    pub at: tk::Timestamp,
    /// How often today.
    ///
    /// 1 to 99. Also read from a string.
    pub count: tk::Option<u64>,
    /// With which keys.
    ///
    /// At most 8 items.
    pub keys: tk::Vec<Key>,
    kept: tk::Kept,
}

impl OpenedEvent {
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

impl tk::Object for OpenedEvent {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "OpenedEvent",
            &[
                tk::Field {
                    key: tk::key!("event"),
                    checks: &[tk::Check::OneOf(tk::Borrowed(&[tk::Borrowed("opened")]))],
                    ..tk::Field::PLAIN
                },
                tk::Field {
                    key: tk::key!("who"),
                    presence: tk::Presence::Required,
                    checks: &[
                        tk::Check::Length(tk::Length::characters(1, 64)),
                        tk::Check::Pattern({
                            static PATTERN: tk::Pattern = tk::Pattern::new("^[A-Z]");
                            &PATTERN
                        }),
                    ],
                    source: tk::Some("Table 2"),
                    ..tk::Field::PLAIN
                },
                tk::Field {
                    key: tk::key!("at"),
                    presence: tk::Presence::Required,
                    time: tk::TimeKind::Rfc3339,
                    ..tk::Field::PLAIN
                },
                tk::Field {
                    key: tk::key!("count"),
                    checks: &[tk::Check::Range(tk::Range::new(1.0, 99.0))],
                    accept: &[tk::Accept::String],
                    ..tk::Field::PLAIN
                },
                tk::Field { key: tk::key!("keys"), checks: &[tk::Check::Length(tk::Length::items(0, 8))], ..tk::Field::PLAIN },
            ],
            &[],
            tk::Payload::Json,
        );
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        match index {
            0 => &self.event,
            1 => &self.who,
            2 => &self.at,
            3 => &self.count,
            _ => &self.keys,
        }
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        match index {
            0 => &mut self.event,
            1 => &mut self.who,
            2 => &mut self.at,
            3 => &mut self.count,
            _ => &mut self.keys,
        }
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for OpenedEvent {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for OpenedEvent {
    #[inline(never)]
    fn empty() -> Self {
        Self {
            event: tk::Value::empty(),
            who: tk::Value::empty(),
            at: tk::Value::empty(),
            count: tk::Value::empty(),
            keys: tk::Value::empty(),
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

impl tk::serde::Serialize for OpenedEvent {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for OpenedEvent {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// A key.
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct Key {
    /// What is stamped on it.
    ///
    /// Required. Sensitive.
    pub number: i64,
    kept: tk::Kept,
}

impl tk::Object for Key {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "Key",
            &[tk::Field { key: tk::key!("number"), presence: tk::Presence::Required, sensitive: true, ..tk::Field::PLAIN }],
            &[],
            tk::Payload::Json,
        );
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        let _ = index;
        &self.number
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        let _ = index;
        &mut self.number
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for Key {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for Key {
    #[inline(never)]
    fn empty() -> Self {
        Self { number: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for Key {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for Key {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// Every configuration of this module, in the order of the spec.
pub static CONFIGS: &[tk::ConfigType] = &[];

/// Every trigger of this module, in the order of the spec.
pub static TRIGGERS: &[tk::AnyTrigger] = &[tk::AnyTrigger::of::<Opened>()];

/// An event of any trigger of this module.
#[tk::derive(tk::Clone, tk::fmt::Debug, tk::PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant)]
pub enum AnyEvent {
    /// Door opened.
    Opened(OpenedEvent),
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
        tk::Document::decode(payload).map(Self::Opened)
    }

    /// Returns the trigger that the event belongs to.
    pub fn trigger(&self) -> tk::TriggerInfo {
        match self {
            Self::Opened(_) => <Opened as tk::Trigger>::INFO,
        }
    }
}

/// The builders of this module's structs. Each struct has a function `builder` that returns its builder.
pub mod builders {
    use super::*;

    /// The builder of [`OpenedEvent`].
    #[must_use]
    pub struct OpenedEventBuilder<HasWho, HasAt> {
        value: OpenedEvent,
        _set: [fn() -> (HasWho, HasAt); 0],
    }

    /// The required fields of [`OpenedEvent`](super::OpenedEvent) that are not set yet.
    #[doc(hidden)]
    #[allow(non_camel_case_types, non_snake_case)]
    pub mod OpenedEvent_fields {
        pub enum who {}

        pub enum at {}
    }

    impl OpenedEvent {
        /// Returns a builder. `who` and `at` must be set before `build`.
        pub fn builder() -> OpenedEventBuilder<OpenedEvent_fields::who, OpenedEvent_fields::at> {
            let mut value = <Self as tk::Value>::empty();
            value.event = tk::Some(tk::From::from("opened"));
            OpenedEventBuilder { value, _set: [] }
        }
    }

    impl<HasWho, HasAt> OpenedEventBuilder<HasWho, HasAt> {
        /// Names the event.
        ///
        /// Exactly `opened`.
        pub fn event(mut self, value: impl tk::Into<tk::Str>) -> Self {
            self.value.event = tk::Some(tk::Into::into(value));
            self
        }

        /// Who opened it.
        ///
        /// Required. 1 to 64 characters, text that matches `^[A-Z]`.
        ///
        /// Source: Table 2
        pub fn who(mut self, value: impl tk::Into<tk::Str>) -> OpenedEventBuilder<tk::Set, HasAt> {
            self.value.who = tk::Into::into(value);
            OpenedEventBuilder { value: self.value, _set: [] }
        }

        /// When.
        ///
        /// Required.
        pub fn at(mut self, value: tk::Timestamp) -> OpenedEventBuilder<HasWho, tk::Set> {
            self.value.at = value;
            OpenedEventBuilder { value: self.value, _set: [] }
        }

        /// How often today.
        ///
        /// 1 to 99. Also read from a string.
        pub fn count(mut self, value: u64) -> Self {
            self.value.count = tk::Some(value);
            self
        }

        /// With which keys.
        ///
        /// At most 8 items.
        pub fn keys(mut self, value: impl tk::IntoIterator<Item = Key>) -> Self {
            self.value.keys = tk::collect(value);
            self
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<OpenedEvent, tk::Report>
        where
            HasWho: tk::IsSet,
            HasAt: tk::IsSet,
        {
            tk::built(self.value)
        }
    }

    /// The builder of [`Key`].
    #[must_use]
    pub struct KeyBuilder<HasNumber> {
        value: Key,
        _set: [fn() -> (HasNumber,); 0],
    }

    /// The required fields of [`Key`](super::Key) that are not set yet.
    #[doc(hidden)]
    #[allow(non_camel_case_types, non_snake_case)]
    pub mod Key_fields {
        pub enum number {}
    }

    impl Key {
        /// Returns a builder. `number` must be set before `build`.
        pub fn builder() -> KeyBuilder<Key_fields::number> {
            let value = <Self as tk::Value>::empty();
            KeyBuilder { value, _set: [] }
        }
    }

    impl<HasNumber> KeyBuilder<HasNumber> {
        /// What is stamped on it.
        ///
        /// Required. Sensitive.
        pub fn number(mut self, value: i64) -> KeyBuilder<tk::Set> {
            self.value.number = value;
            KeyBuilder { value: self.value, _set: [] }
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<Key, tk::Report>
        where
            HasNumber: tk::IsSet,
        {
            tk::built(self.value)
        }
    }
}
