// The expansion of `maps.toml`, written by the test target `expansion`.

use ::triggerkit::__private as tk;

/// The trigger `maps.partitions`: Records by partition.
///
/// Its event is [`PartitionsEvent`].
#[tk::derive(tk::Clone, tk::Copy, tk::fmt::Debug)]
pub enum Partitions {}

impl tk::Trigger for Partitions {
    type Event = PartitionsEvent;
    type Response = tk::NoResponse;

    const INFO: tk::TriggerInfo = {
        static DETECT: tk::Condition = tk::Condition::Path(tk::Borrowed("records{}[].topic"), tk::Test::Present);
        tk::TriggerInfo::new(
            "maps.partitions",
            "Records by partition",
            tk::samples![("", br#"{ "records": { "orders-0": [{ "topic": "orders", "offset": 15 }] } }"#)],
            tk::Some(&DETECT),
        )
        .tolerant()
    };
}

impl tk::Batch for Partitions {
    type Record = PartitionRecord;
    type Answer = ();

    const RECORDS: &'static [&'static str] = &["records{}", "older"];

    const FAILURES: tk::Option<tk::FailuresInfo> = tk::Some(tk::FailuresInfo::new(
        "batchItemFailures",
        "itemIdentifier",
        tk::RecordId::Named(&[("partition", &[tk::IdPart::Path("topic")]), ("offset", &[tk::IdPart::Path("offset")])]),
    ));

    fn records(event: Self::Event) -> tk::Vec<Self::Record> {
        let mut records = tk::Vec::new();
        records.extend(event.records.into_values().flatten());
        records.extend(event.older);
        records
    }

    fn record_object(record: &Self::Record) -> tk::Option<&dyn tk::Object> {
        tk::Some(record)
    }
}

/// `PartitionsEvent` of the spec.
///
/// The event of `maps.partitions`, whose marker is [`Partitions`].
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct PartitionsEvent {
    /// `records` of the payload.
    pub records: tk::Map<tk::Vec<PartitionRecord>>,
    /// `older` of the payload.
    pub older: tk::Vec<PartitionRecord>,
    kept: tk::Kept,
}

impl PartitionsEvent {
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

impl PartitionsEvent {
    /// Iterates over the values at `records{}[].topic`.
    pub fn topics(&self) -> impl tk::Iterator<Item = &tk::Str> {
        tk::once(self).flat_map(|value| value.records.values().flatten()).map(|value| &value.topic)
    }

    /// Iterates over the values at `records{}[].key` and `older[].key`.
    pub fn keys(&self) -> impl tk::Iterator<Item = &tk::Str> {
        tk::once(self)
            .flat_map(|value| value.records.values().flatten())
            .flat_map(|value| value.key.iter())
            .chain(tk::once(self).flat_map(|value| value.older.iter()).flat_map(|value| value.key.iter()))
    }
}

impl tk::Object for PartitionsEvent {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "PartitionsEvent",
            &[
                tk::Field {
                    key: tk::key!("records"),
                    items: &tk::Field { presence: tk::Presence::Required, batch: true, ..tk::Field::PLAIN },
                    batch: true,
                    ..tk::Field::PLAIN
                },
                tk::Field { key: tk::key!("older"), batch: true, ..tk::Field::PLAIN },
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
            0 => &self.records,
            _ => &self.older,
        }
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        match index {
            0 => &mut self.records,
            _ => &mut self.older,
        }
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for PartitionsEvent {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for PartitionsEvent {
    #[inline(never)]
    fn empty() -> Self {
        Self { records: tk::Value::empty(), older: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for PartitionsEvent {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for PartitionsEvent {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// The trigger `maps.devices`: Readings by device.
///
/// Its event is [`DevicesEvent`].
#[tk::derive(tk::Clone, tk::Copy, tk::fmt::Debug)]
pub enum Devices {}

impl tk::Trigger for Devices {
    type Event = DevicesEvent;
    type Response = tk::NoResponse;

    const INFO: tk::TriggerInfo = tk::TriggerInfo::new(
            "maps.devices",
            "Readings by device",
            tk::samples![
                ("",
                br#"{ "home": { "floors": [{ "rooms": { "attic": { "north": { "reading": 24 } } } }], "tags": null }, "labels": null }"#)
            ],
            tk::None,
        )
        .tolerant();
}

impl tk::Batch for Devices {
    type Record = Device;
    type Answer = ();

    const RECORDS: &'static [&'static str] = &["home.floors[].rooms{}{}"];

    fn records(event: Self::Event) -> tk::Vec<Self::Record> {
        let mut records = tk::Vec::new();
        records.extend(
            event
                .home
                .into_iter()
                .flat_map(|value| value.floors)
                .flat_map(|value| value.rooms)
                .flat_map(tk::Map::into_values)
                .flat_map(tk::Map::into_values),
        );
        records
    }
}

/// `DevicesEvent` of the spec.
///
/// The event of `maps.devices`, whose marker is [`Devices`].
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct DevicesEvent {
    /// `home` of the payload.
    pub home: tk::Option<Home>,
    /// `labels` of the payload.
    ///
    /// Required, may be null.
    pub labels: tk::Option<tk::Map<tk::Vec<tk::Str>>>,
    kept: tk::Kept,
}

impl DevicesEvent {
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

impl DevicesEvent {
    /// Iterates over the values at `home.floors[].rooms{}{}.reading`.
    pub fn readings(&self) -> impl tk::Iterator<Item = &i64> {
        tk::once(self)
            .flat_map(|value| value.home.iter())
            .flat_map(|value| value.floors.iter())
            .flat_map(|value| value.rooms.iter().flat_map(tk::Map::values).flat_map(tk::Map::values))
            .map(|value| &value.reading)
    }

    /// Iterates over the values at `home.tags{}`.
    pub fn marks(&self) -> impl tk::Iterator<Item = &tk::Str> {
        tk::once(self).flat_map(|value| value.home.iter()).flat_map(|value| value.tags.iter().flat_map(tk::Map::values))
    }

    /// Iterates over the values at `labels{}[]`.
    pub fn words(&self) -> impl tk::Iterator<Item = &tk::Str> {
        tk::once(self).flat_map(|value| value.labels.iter().flat_map(tk::Map::values).flatten())
    }
}

impl tk::Object for DevicesEvent {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "DevicesEvent",
            &[
                tk::Field { key: tk::key!("home"), batch: true, ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("labels"), presence: tk::Presence::Nullable, ..tk::Field::PLAIN },
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
            0 => &self.home,
            _ => &self.labels,
        }
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        match index {
            0 => &mut self.home,
            _ => &mut self.labels,
        }
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for DevicesEvent {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for DevicesEvent {
    #[inline(never)]
    fn empty() -> Self {
        Self { home: tk::Value::empty(), labels: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for DevicesEvent {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for DevicesEvent {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// `PartitionRecord` of the spec.
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct PartitionRecord {
    /// `topic` of the payload.
    ///
    /// Required.
    pub topic: tk::Str,
    /// `offset` of the payload.
    ///
    /// Required.
    pub offset: i64,
    /// `key` of the payload.
    pub key: tk::Option<tk::Str>,
    kept: tk::Kept,
}

impl tk::Object for PartitionRecord {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "PartitionRecord",
            &[
                tk::Field { key: tk::key!("topic"), presence: tk::Presence::Required, ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("offset"), presence: tk::Presence::Required, ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("key"), ..tk::Field::PLAIN },
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
            0 => &self.topic,
            1 => &self.offset,
            _ => &self.key,
        }
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        match index {
            0 => &mut self.topic,
            1 => &mut self.offset,
            _ => &mut self.key,
        }
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for PartitionRecord {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for PartitionRecord {
    #[inline(never)]
    fn empty() -> Self {
        Self { topic: tk::Value::empty(), offset: tk::Value::empty(), key: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for PartitionRecord {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for PartitionRecord {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// `Home` of the spec.
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct Home {
    /// `floors` of the payload.
    pub floors: tk::Vec<Floor>,
    /// `tags` of the payload.
    ///
    /// Required, may be null.
    pub tags: tk::Option<tk::Map<tk::Str>>,
    kept: tk::Kept,
}

impl tk::Object for Home {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "Home",
            &[
                tk::Field { key: tk::key!("floors"), batch: true, ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("tags"), presence: tk::Presence::Nullable, ..tk::Field::PLAIN },
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
            0 => &self.floors,
            _ => &self.tags,
        }
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        match index {
            0 => &mut self.floors,
            _ => &mut self.tags,
        }
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for Home {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for Home {
    #[inline(never)]
    fn empty() -> Self {
        Self { floors: tk::Value::empty(), tags: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for Home {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for Home {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// `Floor` of the spec.
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct Floor {
    /// `rooms` of the payload.
    ///
    /// Required, may be null.
    pub rooms: tk::Option<tk::Map<tk::Map<Device>>>,
    kept: tk::Kept,
}

impl tk::Object for Floor {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "Floor",
            &[tk::Field {
                key: tk::key!("rooms"),
                presence: tk::Presence::Nullable,
                items: &tk::Field { presence: tk::Presence::Required, batch: true, ..tk::Field::PLAIN },
                batch: true,
                ..tk::Field::PLAIN
            }],
            &[],
            tk::Payload::Json,
        )
        .tolerant();
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        let _ = index;
        &self.rooms
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        let _ = index;
        &mut self.rooms
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for Floor {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for Floor {
    #[inline(never)]
    fn empty() -> Self {
        Self { rooms: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for Floor {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for Floor {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// `Device` of the spec.
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct Device {
    /// `reading` of the payload.
    ///
    /// Required.
    pub reading: i64,
    kept: tk::Kept,
}

impl tk::Object for Device {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "Device",
            &[tk::Field { key: tk::key!("reading"), presence: tk::Presence::Required, ..tk::Field::PLAIN }],
            &[],
            tk::Payload::Json,
        )
        .tolerant();
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        let _ = index;
        &self.reading
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        let _ = index;
        &mut self.reading
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for Device {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for Device {
    #[inline(never)]
    fn empty() -> Self {
        Self { reading: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for Device {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for Device {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// Every configuration of this module, in the order of the spec.
pub static CONFIGS: &[tk::ConfigType] = &[];

/// Every trigger of this module, in the order of the spec.
pub static TRIGGERS: &[tk::AnyTrigger] = &[tk::AnyTrigger::of::<Partitions>(), tk::AnyTrigger::of::<Devices>()];

/// An event of any trigger of this module.
#[tk::derive(tk::Clone, tk::fmt::Debug, tk::PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant)]
pub enum AnyEvent {
    /// Records by partition.
    Partitions(PartitionsEvent),
    /// Readings by device.
    Devices(DevicesEvent),
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
            0 => tk::Document::decode(payload).map(Self::Partitions),
            _ => tk::Document::decode(payload).map(Self::Devices),
        }
    }

    /// Returns the trigger that the event belongs to.
    pub fn trigger(&self) -> tk::TriggerInfo {
        match self {
            Self::Partitions(_) => <Partitions as tk::Trigger>::INFO,
            Self::Devices(_) => <Devices as tk::Trigger>::INFO,
        }
    }
}

/// The builders of this module's structs. Each struct has a function `builder` that returns its builder.
pub mod builders {
    use super::*;

    /// The builder of [`PartitionsEvent`].
    #[must_use]
    pub struct PartitionsEventBuilder {
        value: PartitionsEvent,
    }

    impl PartitionsEvent {
        /// Returns a builder. No field is required.
        pub fn builder() -> PartitionsEventBuilder {
            let value = <Self as tk::Value>::empty();
            PartitionsEventBuilder { value }
        }
    }

    impl PartitionsEventBuilder {
        /// `records` of the payload.
        pub fn records(mut self, value: impl tk::Into<tk::Map<tk::Vec<PartitionRecord>>>) -> Self {
            self.value.records = tk::Into::into(value);
            self
        }

        /// `older` of the payload.
        pub fn older(mut self, value: impl tk::IntoIterator<Item = PartitionRecord>) -> Self {
            self.value.older = tk::collect(value);
            self
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<PartitionsEvent, tk::Report> {
            tk::built(self.value)
        }
    }

    /// The builder of [`DevicesEvent`].
    #[must_use]
    pub struct DevicesEventBuilder {
        value: DevicesEvent,
    }

    impl DevicesEvent {
        /// Returns a builder. No field is required.
        pub fn builder() -> DevicesEventBuilder {
            let value = <Self as tk::Value>::empty();
            DevicesEventBuilder { value }
        }
    }

    impl DevicesEventBuilder {
        /// `home` of the payload.
        pub fn home(mut self, value: Home) -> Self {
            self.value.home = tk::Some(value);
            self
        }

        /// `labels` of the payload.
        ///
        /// Required, may be null.
        pub fn labels(mut self, value: impl tk::Into<tk::Map<tk::Vec<tk::Str>>>) -> Self {
            self.value.labels = tk::Some(tk::Into::into(value));
            self
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<DevicesEvent, tk::Report> {
            tk::built(self.value)
        }
    }

    /// The builder of [`PartitionRecord`].
    #[must_use]
    pub struct PartitionRecordBuilder<HasTopic, HasOffset> {
        value: PartitionRecord,
        _set: [fn() -> (HasTopic, HasOffset); 0],
    }

    /// The required fields of [`PartitionRecord`](super::PartitionRecord) that are not set yet.
    #[doc(hidden)]
    #[allow(non_camel_case_types, non_snake_case)]
    pub mod PartitionRecord_fields {
        pub enum topic {}

        pub enum offset {}
    }

    impl PartitionRecord {
        /// Returns a builder. `topic` and `offset` must be set before `build`.
        pub fn builder() -> PartitionRecordBuilder<PartitionRecord_fields::topic, PartitionRecord_fields::offset> {
            let value = <Self as tk::Value>::empty();
            PartitionRecordBuilder { value, _set: [] }
        }
    }

    impl<HasTopic, HasOffset> PartitionRecordBuilder<HasTopic, HasOffset> {
        /// `topic` of the payload.
        ///
        /// Required.
        pub fn topic(mut self, value: impl tk::Into<tk::Str>) -> PartitionRecordBuilder<tk::Set, HasOffset> {
            self.value.topic = tk::Into::into(value);
            PartitionRecordBuilder { value: self.value, _set: [] }
        }

        /// `offset` of the payload.
        ///
        /// Required.
        pub fn offset(mut self, value: i64) -> PartitionRecordBuilder<HasTopic, tk::Set> {
            self.value.offset = value;
            PartitionRecordBuilder { value: self.value, _set: [] }
        }

        /// `key` of the payload.
        pub fn key(mut self, value: impl tk::Into<tk::Str>) -> Self {
            self.value.key = tk::Some(tk::Into::into(value));
            self
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<PartitionRecord, tk::Report>
        where
            HasTopic: tk::IsSet,
            HasOffset: tk::IsSet,
        {
            tk::built(self.value)
        }
    }

    /// The builder of [`Home`].
    #[must_use]
    pub struct HomeBuilder {
        value: Home,
    }

    impl Home {
        /// Returns a builder. No field is required.
        pub fn builder() -> HomeBuilder {
            let value = <Self as tk::Value>::empty();
            HomeBuilder { value }
        }
    }

    impl HomeBuilder {
        /// `floors` of the payload.
        pub fn floors(mut self, value: impl tk::IntoIterator<Item = Floor>) -> Self {
            self.value.floors = tk::collect(value);
            self
        }

        /// `tags` of the payload.
        ///
        /// Required, may be null.
        pub fn tags(mut self, value: impl tk::Into<tk::Map<tk::Str>>) -> Self {
            self.value.tags = tk::Some(tk::Into::into(value));
            self
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<Home, tk::Report> {
            tk::built(self.value)
        }
    }

    /// The builder of [`Floor`].
    #[must_use]
    pub struct FloorBuilder {
        value: Floor,
    }

    impl Floor {
        /// Returns a builder. No field is required.
        pub fn builder() -> FloorBuilder {
            let value = <Self as tk::Value>::empty();
            FloorBuilder { value }
        }
    }

    impl FloorBuilder {
        /// `rooms` of the payload.
        ///
        /// Required, may be null.
        pub fn rooms(mut self, value: impl tk::Into<tk::Map<tk::Map<Device>>>) -> Self {
            self.value.rooms = tk::Some(tk::Into::into(value));
            self
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<Floor, tk::Report> {
            tk::built(self.value)
        }
    }

    /// The builder of [`Device`].
    #[must_use]
    pub struct DeviceBuilder<HasReading> {
        value: Device,
        _set: [fn() -> (HasReading,); 0],
    }

    /// The required fields of [`Device`](super::Device) that are not set yet.
    #[doc(hidden)]
    #[allow(non_camel_case_types, non_snake_case)]
    pub mod Device_fields {
        pub enum reading {}
    }

    impl Device {
        /// Returns a builder. `reading` must be set before `build`.
        pub fn builder() -> DeviceBuilder<Device_fields::reading> {
            let value = <Self as tk::Value>::empty();
            DeviceBuilder { value, _set: [] }
        }
    }

    impl<HasReading> DeviceBuilder<HasReading> {
        /// `reading` of the payload.
        ///
        /// Required.
        pub fn reading(mut self, value: i64) -> DeviceBuilder<tk::Set> {
            self.value.reading = value;
            DeviceBuilder { value: self.value, _set: [] }
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<Device, tk::Report>
        where
            HasReading: tk::IsSet,
        {
            tk::built(self.value)
        }
    }
}
