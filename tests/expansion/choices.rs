// The expansion of `choices.toml`, written by the test target `expansion`.

use ::triggerkit::__private as tk;

/// The trigger `choices.changed`: Shelf changed.
///
/// Its event is [`ChangedEvent`].
#[tk::derive(tk::Clone, tk::Copy, tk::fmt::Debug)]
pub enum Changed {}

impl tk::Trigger for Changed {
    type Event = ChangedEvent;
    type Response = tk::NoResponse;

    const INFO: tk::TriggerInfo = tk::TriggerInfo::new(
        "choices.changed",
        "Shelf changed",
        tk::samples![("", br#"{"kind": "added", "item": {"name": "tea"}, "notes": ["new"], "photo": "AQI="}"#)],
        tk::None,
    );
}

/// `ChangedEvent` of the spec.
///
/// The event of `choices.changed`, whose marker is [`Changed`].
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct ChangedEvent {
    /// `kind` of the payload.
    ///
    /// Required.
    pub kind: Kind,
    /// `item` of the payload.
    pub item: tk::Option<Item>,
    /// `level` of the payload.
    ///
    /// `"low"` when absent.
    pub level: Level,
    /// `count` of the payload.
    ///
    /// `1` when absent.
    pub count: i64,
    /// `weight` of the payload.
    ///
    /// `0.5` when absent.
    pub weight: f64,
    /// `place` of the payload.
    ///
    /// `"left"` when absent.
    pub place: tk::Str,
    /// `notes` of the payload.
    ///
    /// Each item: 1 to 16 characters.
    pub notes: tk::Vec<tk::Str>,
    /// `labels` of the payload.
    pub labels: tk::Map<tk::Str>,
    /// `photo` of the payload.
    ///
    /// Base64.
    pub photo: tk::Option<tk::Base64>,
    /// `detail` of the payload.
    ///
    /// JSON text.
    pub detail: tk::Option<tk::Encoded<Added, tk::JsonText>>,
    /// `key` of the payload.
    ///
    /// Percent-encoded text.
    pub key: tk::Option<tk::Encoded<tk::Str, tk::PercentText>>,
    /// `details` of the payload.
    ///
    /// Each item is JSON text.
    pub details: tk::Vec<tk::Encoded<Added, tk::JsonText>>,
    /// `headers` of the payload.
    ///
    /// Each innermost item is bytes as a list of numbers.
    pub headers: tk::Vec<tk::Map<tk::Encoded<(), tk::ByteList>>>,
    /// `keys` of the payload.
    ///
    /// Each item: at least 1 character. Each item is percent-encoded text.
    pub keys: tk::Vec<tk::Encoded<tk::Str, tk::PercentText>>,
    kept: tk::Kept,
}

impl ChangedEvent {
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

impl tk::Object for ChangedEvent {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "ChangedEvent",
            &[
                tk::Field { key: tk::key!("kind"), presence: tk::Presence::Required, ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("item"), tag: tk::Some(0), ..tk::Field::PLAIN },
                tk::Field {
                    key: tk::key!("level"),
                    presence: tk::Presence::Default("\"low\""),
                    checks: &[tk::Check::OneOf(tk::Borrowed(&[tk::Borrowed("low"), tk::Borrowed("high")]))],
                    ..tk::Field::PLAIN
                },
                tk::Field { key: tk::key!("count"), presence: tk::Presence::Default("1"), ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("weight"), presence: tk::Presence::Default("0.5"), ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("place"), presence: tk::Presence::Default("\"left\""), ..tk::Field::PLAIN },
                tk::Field {
                    key: tk::key!("notes"),
                    items: &tk::Field {
                        presence: tk::Presence::Required,
                        checks: &[tk::Check::Length(tk::Length::characters(1, 16))],
                        ..tk::Field::PLAIN
                    },
                    ..tk::Field::PLAIN
                },
                tk::Field { key: tk::key!("labels"), ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("photo"), ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("detail"), ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("key"), ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("details"), ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("headers"), ..tk::Field::PLAIN },
                tk::Field {
                    key: tk::key!("keys"),
                    items: &tk::Field {
                        presence: tk::Presence::Required,
                        checks: &[tk::Check::Length(tk::Length::characters(1, usize::MAX))],
                        ..tk::Field::PLAIN
                    },
                    ..tk::Field::PLAIN
                },
            ],
            &[
                tk::FieldsRule {
                    kind: tk::RuleKind::AtLeastOne(tk::Borrowed(&[tk::Borrowed("notes"), tk::Borrowed("photo")])),
                    doc: tk::Some(tk::Borrowed("A change is described or shown.")),
                },
                tk::FieldsRule {
                    kind: tk::RuleKind::Requires {
                        when: tk::Borrowed("kind"),
                        equals: tk::Some(tk::Borrowed("taken")),
                        fields: tk::Borrowed(&[tk::Borrowed("item")]),
                    },
                    doc: tk::None,
                },
                tk::FieldsRule {
                    kind: tk::RuleKind::Excludes {
                        list: tk::Borrowed("notes"),
                        value: tk::Borrowed("old"),
                        others: tk::Borrowed(&[tk::Borrowed("new")]),
                    },
                    doc: tk::None,
                },
            ],
            tk::Payload::Json,
        );
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        match index {
            0 => &self.kind,
            1 => &self.item,
            2 => &self.level,
            3 => &self.count,
            4 => &self.weight,
            5 => &self.place,
            6 => &self.notes,
            7 => &self.labels,
            8 => &self.photo,
            9 => &self.detail,
            10 => &self.key,
            11 => &self.details,
            12 => &self.headers,
            _ => &self.keys,
        }
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        match index {
            0 => &mut self.kind,
            1 => &mut self.item,
            2 => &mut self.level,
            3 => &mut self.count,
            4 => &mut self.weight,
            5 => &mut self.place,
            6 => &mut self.notes,
            7 => &mut self.labels,
            8 => &mut self.photo,
            9 => &mut self.detail,
            10 => &mut self.key,
            11 => &mut self.details,
            12 => &mut self.headers,
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

impl tk::fmt::Debug for ChangedEvent {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for ChangedEvent {
    #[inline(never)]
    fn empty() -> Self {
        Self {
            kind: tk::Value::empty(),
            item: tk::Value::empty(),
            level: tk::from_default("\"low\""),
            count: 1,
            weight: 0.5,
            place: tk::from_default("\"left\""),
            notes: tk::Value::empty(),
            labels: tk::Value::empty(),
            photo: tk::Value::empty(),
            detail: tk::Value::empty(),
            key: tk::Value::empty(),
            details: tk::Value::empty(),
            headers: tk::Value::empty(),
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

impl tk::serde::Serialize for ChangedEvent {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for ChangedEvent {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// `Added` of the spec.
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct Added {
    /// `name` of the payload.
    ///
    /// Required.
    pub name: tk::Str,
    kept: tk::Kept,
}

impl tk::Object for Added {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "Added",
            &[tk::Field { key: tk::key!("name"), presence: tk::Presence::Required, ..tk::Field::PLAIN }],
            &[],
            tk::Payload::Json,
        );
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        let _ = index;
        &self.name
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        let _ = index;
        &mut self.name
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for Added {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for Added {
    #[inline(never)]
    fn empty() -> Self {
        Self { name: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for Added {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for Added {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// `Taken` of the spec.
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct Taken {
    /// `by` of the payload.
    ///
    /// `nobody` means nothing.
    pub by: tk::Option<tk::Str>,
    kept: tk::Kept,
}

impl tk::Object for Taken {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "Taken",
            &[tk::Field { key: tk::key!("by"), empty: &["nobody"], ..tk::Field::PLAIN }],
            &[],
            tk::Payload::Json,
        );
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        let _ = index;
        &self.by
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        let _ = index;
        &mut self.by
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for Taken {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for Taken {
    #[inline(never)]
    fn empty() -> Self {
        Self { by: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for Taken {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for Taken {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// What happened to the item.
///
/// Any other text is kept in `Other`.
#[tk::derive(tk::Clone, tk::PartialEq, tk::Eq, tk::Hash)]
#[non_exhaustive]
pub enum Kind {
    /// It was put on the shelf.
    Added,
    /// It was taken away.
    Taken,
    /// Any other text, as it arrived.
    Other(tk::Str),
}

impl Kind {
    /// Returns the text on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Added => "added",
            Self::Taken => "taken",
            Self::Other(text) => text,
        }
    }
}

impl tk::From<tk::Str> for Kind {
    fn from(text: tk::Str) -> Self {
        match text.as_str() {
            "added" => Self::Added,
            "taken" => Self::Taken,
            _ => Self::Other(text),
        }
    }
}

impl tk::From<&str> for Kind {
    fn from(text: &str) -> Self {
        tk::From::from(<tk::Str as tk::From<&str>>::from(text))
    }
}

impl tk::fmt::Debug for Kind {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::fmt::Debug::fmt(self.as_str(), f)
    }
}

impl tk::fmt::Display for Kind {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::fmt::Display::fmt(self.as_str(), f)
    }
}

impl tk::Value for Kind {
    fn empty() -> Self {
        Self::Other(tk::Str::new())
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        let mut text = tk::Str::new();
        let form = tk::Value::read(&mut text, input, field)?;
        *self = tk::From::from(text);
        tk::Ok(form)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Text(self.as_str())
    }
}

impl tk::serde::Serialize for Kind {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for Kind {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// `Level` of the spec.
///
/// Any other text is a violation.
#[tk::derive(tk::Clone, tk::PartialEq, tk::Eq, tk::Hash)]
#[non_exhaustive]
pub enum Level {
    /// `low`
    Low,
    /// `high`
    High,
    /// Any other text, as it arrived.
    Other(tk::Str),
}

impl Level {
    /// Returns the text on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Low => "low",
            Self::High => "high",
            Self::Other(text) => text,
        }
    }
}

impl tk::From<tk::Str> for Level {
    fn from(text: tk::Str) -> Self {
        match text.as_str() {
            "low" => Self::Low,
            "high" => Self::High,
            _ => Self::Other(text),
        }
    }
}

impl tk::From<&str> for Level {
    fn from(text: &str) -> Self {
        tk::From::from(<tk::Str as tk::From<&str>>::from(text))
    }
}

impl tk::fmt::Debug for Level {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::fmt::Debug::fmt(self.as_str(), f)
    }
}

impl tk::fmt::Display for Level {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::fmt::Display::fmt(self.as_str(), f)
    }
}

impl tk::Value for Level {
    fn empty() -> Self {
        Self::Other(tk::Str::new())
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        let mut text = tk::Str::new();
        let form = tk::Value::read(&mut text, input, field)?;
        *self = tk::From::from(text);
        tk::Ok(form)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Text(self.as_str())
    }
}

impl tk::serde::Serialize for Level {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for Level {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// `Item` of the spec.
///
/// Its type depends on the sibling `kind`. With any other text there, the value is kept as JSON.
#[tk::derive(tk::Clone, tk::fmt::Debug, tk::PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant)]
pub enum Item {
    /// With `added`.
    Added(Added),
    /// With `taken`.
    Taken(Taken),
    /// Any other value, as it arrived.
    Other(tk::Json),
}

impl tk::Union for Item {
    fn choice(&self) -> &'static tk::Choice {
        static CHOICE: tk::Choice = tk::Choice::Sibling(&[&["added"], &["taken"]]);
        &CHOICE
    }

    #[inline(never)]
    fn choose(&mut self, variant: usize) {
        *self = match variant {
            0 => Self::Added(tk::Value::empty()),
            1 => Self::Taken(tk::Value::empty()),
            _ => Self::Other(tk::Value::empty()),
        };
    }

    #[inline(never)]
    fn chosen(&self) -> (usize, &dyn tk::Value) {
        match self {
            Self::Added(value) => (0, value),
            Self::Taken(value) => (1, value),
            Self::Other(value) => (usize::MAX, value),
        }
    }

    #[inline(never)]
    fn chosen_mut(&mut self) -> &mut dyn tk::Value {
        match self {
            Self::Added(value) => value,
            Self::Taken(value) => value,
            Self::Other(value) => value,
        }
    }
}

impl tk::From<Added> for Item {
    fn from(value: Added) -> Self {
        Self::Added(value)
    }
}

impl tk::From<Taken> for Item {
    fn from(value: Taken) -> Self {
        Self::Taken(value)
    }
}

impl tk::Value for Item {
    fn empty() -> Self {
        Self::Other(tk::Json::null())
    }

    fn visit_types(&self, visit: &mut dyn tk::FnMut(&dyn tk::Value)) {
        tk::visit_variants(&mut <Self as tk::Value>::empty(), visit);
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_union(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::view_union(self)
    }
}

impl tk::serde::Serialize for Item {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for Item {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// Every configuration of this module, in the order of the spec.
pub static CONFIGS: &[tk::ConfigType] = &[];

/// Every trigger of this module, in the order of the spec.
pub static TRIGGERS: &[tk::AnyTrigger] = &[tk::AnyTrigger::of::<Changed>()];

/// An event of any trigger of this module.
#[tk::derive(tk::Clone, tk::fmt::Debug, tk::PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant)]
pub enum AnyEvent {
    /// Shelf changed.
    Changed(ChangedEvent),
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
        tk::Document::decode(payload).map(Self::Changed)
    }

    /// Returns the trigger that the event belongs to.
    pub fn trigger(&self) -> tk::TriggerInfo {
        match self {
            Self::Changed(_) => <Changed as tk::Trigger>::INFO,
        }
    }
}

/// The builders of this module's structs. Each struct has a function `builder` that returns its builder.
pub mod builders {
    use super::*;

    /// The builder of [`ChangedEvent`].
    #[must_use]
    pub struct ChangedEventBuilder<HasKind> {
        value: ChangedEvent,
        _set: [fn() -> (HasKind,); 0],
    }

    /// The required fields of [`ChangedEvent`](super::ChangedEvent) that are not set yet.
    #[doc(hidden)]
    #[allow(non_camel_case_types, non_snake_case)]
    pub mod ChangedEvent_fields {
        pub enum kind {}
    }

    impl ChangedEvent {
        /// Returns a builder. `kind` must be set before `build`.
        pub fn builder() -> ChangedEventBuilder<ChangedEvent_fields::kind> {
            let value = <Self as tk::Value>::empty();
            ChangedEventBuilder { value, _set: [] }
        }
    }

    impl<HasKind> ChangedEventBuilder<HasKind> {
        /// `kind` of the payload.
        ///
        /// Required.
        pub fn kind(mut self, value: impl tk::Into<Kind>) -> ChangedEventBuilder<tk::Set> {
            self.value.kind = tk::Into::into(value);
            ChangedEventBuilder { value: self.value, _set: [] }
        }

        /// `item` of the payload.
        pub fn item(mut self, value: impl tk::Into<Item>) -> Self {
            self.value.item = tk::Some(tk::Into::into(value));
            self
        }

        /// `level` of the payload.
        ///
        /// `"low"` when absent.
        pub fn level(mut self, value: impl tk::Into<Level>) -> Self {
            self.value.level = tk::Into::into(value);
            self
        }

        /// `count` of the payload.
        ///
        /// `1` when absent.
        pub fn count(mut self, value: i64) -> Self {
            self.value.count = value;
            self
        }

        /// `weight` of the payload.
        ///
        /// `0.5` when absent.
        pub fn weight(mut self, value: f64) -> Self {
            self.value.weight = value;
            self
        }

        /// `place` of the payload.
        ///
        /// `"left"` when absent.
        pub fn place(mut self, value: impl tk::Into<tk::Str>) -> Self {
            self.value.place = tk::Into::into(value);
            self
        }

        /// `notes` of the payload.
        ///
        /// Each item: 1 to 16 characters.
        pub fn notes(mut self, value: impl tk::IntoIterator<Item = impl tk::Into<tk::Str>>) -> Self {
            self.value.notes = tk::collect(value);
            self
        }

        /// `labels` of the payload.
        pub fn labels(mut self, value: impl tk::Into<tk::Map<tk::Str>>) -> Self {
            self.value.labels = tk::Into::into(value);
            self
        }

        /// `photo` of the payload.
        ///
        /// Base64.
        pub fn photo(mut self, value: tk::Base64) -> Self {
            self.value.photo = tk::Some(value);
            self
        }

        /// `detail` of the payload.
        ///
        /// JSON text.
        pub fn detail(mut self, value: tk::Encoded<Added, tk::JsonText>) -> Self {
            self.value.detail = tk::Some(value);
            self
        }

        /// `key` of the payload.
        ///
        /// Percent-encoded text.
        pub fn key(mut self, value: impl tk::Into<tk::Encoded<tk::Str, tk::PercentText>>) -> Self {
            self.value.key = tk::Some(tk::Into::into(value));
            self
        }

        /// `details` of the payload.
        ///
        /// Each item is JSON text.
        pub fn details(mut self, value: impl tk::IntoIterator<Item = tk::Encoded<Added, tk::JsonText>>) -> Self {
            self.value.details = tk::collect(value);
            self
        }

        /// `headers` of the payload.
        ///
        /// Each innermost item is bytes as a list of numbers.
        pub fn headers(
            mut self,
            value: impl tk::IntoIterator<Item = impl tk::Into<tk::Map<tk::Encoded<(), tk::ByteList>>>>,
        ) -> Self {
            self.value.headers = tk::collect(value);
            self
        }

        /// `keys` of the payload.
        ///
        /// Each item: at least 1 character. Each item is percent-encoded text.
        pub fn keys(mut self, value: impl tk::IntoIterator<Item = impl tk::Into<tk::Encoded<tk::Str, tk::PercentText>>>) -> Self {
            self.value.keys = tk::collect(value);
            self
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<ChangedEvent, tk::Report>
        where
            HasKind: tk::IsSet,
        {
            tk::built(self.value)
        }
    }

    /// The builder of [`Added`].
    #[must_use]
    pub struct AddedBuilder<HasName> {
        value: Added,
        _set: [fn() -> (HasName,); 0],
    }

    /// The required fields of [`Added`](super::Added) that are not set yet.
    #[doc(hidden)]
    #[allow(non_camel_case_types, non_snake_case)]
    pub mod Added_fields {
        pub enum name {}
    }

    impl Added {
        /// Returns a builder. `name` must be set before `build`.
        pub fn builder() -> AddedBuilder<Added_fields::name> {
            let value = <Self as tk::Value>::empty();
            AddedBuilder { value, _set: [] }
        }
    }

    impl<HasName> AddedBuilder<HasName> {
        /// `name` of the payload.
        ///
        /// Required.
        pub fn name(mut self, value: impl tk::Into<tk::Str>) -> AddedBuilder<tk::Set> {
            self.value.name = tk::Into::into(value);
            AddedBuilder { value: self.value, _set: [] }
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<Added, tk::Report>
        where
            HasName: tk::IsSet,
        {
            tk::built(self.value)
        }
    }

    /// The builder of [`Taken`].
    #[must_use]
    pub struct TakenBuilder {
        value: Taken,
    }

    impl Taken {
        /// Returns a builder. No field is required.
        pub fn builder() -> TakenBuilder {
            let value = <Self as tk::Value>::empty();
            TakenBuilder { value }
        }
    }

    impl TakenBuilder {
        /// `by` of the payload.
        ///
        /// `nobody` means nothing.
        pub fn by(mut self, value: impl tk::Into<tk::Str>) -> Self {
            self.value.by = tk::Some(tk::Into::into(value));
            self
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<Taken, tk::Report> {
            tk::built(self.value)
        }
    }
}
