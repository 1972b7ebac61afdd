// The expansion of `unions.toml`, written by the test target `expansion`.

use ::triggerkit::__private as tk;

/// The trigger `unions.stored`: Stored.
///
/// Its event is [`StoredEvent`].
#[tk::derive(tk::Clone, tk::Copy, tk::fmt::Debug)]
pub enum Stored {}

impl tk::Trigger for Stored {
    type Event = StoredEvent;
    type Response = tk::NoResponse;

    const INFO: tk::TriggerInfo = tk::TriggerInfo::new(
        "unions.stored",
        "Stored",
        tk::samples![(
            "",
            br#"{"image": {"name": {"S": "tea"}}, "owner": "me", "steps": [{"type": "wait"}], "change": {"from": "a"}}"#
        )],
        tk::None,
    );
}

/// `StoredEvent` of the spec.
///
/// The event of `unions.stored`, whose marker is [`Stored`].
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct StoredEvent {
    /// `image` of the payload.
    ///
    /// Required.
    pub image: tk::Map<Attribute>,
    /// `owner` of the payload.
    pub owner: tk::Option<Owner>,
    /// `steps` of the payload.
    pub steps: tk::Vec<Step>,
    /// `change` of the payload.
    pub change: tk::Option<Change>,
    kept: tk::Kept,
}

impl StoredEvent {
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

impl tk::Object for StoredEvent {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "StoredEvent",
            &[
                tk::Field { key: tk::key!("image"), presence: tk::Presence::Required, ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("owner"), ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("steps"), ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("change"), ..tk::Field::PLAIN },
            ],
            &[],
            tk::Payload::Json,
        );
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        match index {
            0 => &self.image,
            1 => &self.owner,
            2 => &self.steps,
            _ => &self.change,
        }
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        match index {
            0 => &mut self.image,
            1 => &mut self.owner,
            2 => &mut self.steps,
            _ => &mut self.change,
        }
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for StoredEvent {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for StoredEvent {
    #[inline(never)]
    fn empty() -> Self {
        Self {
            image: tk::Value::empty(),
            owner: tk::Value::empty(),
            steps: tk::Value::empty(),
            change: tk::Value::empty(),
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

impl tk::serde::Serialize for StoredEvent {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for StoredEvent {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// `Person` of the spec.
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct Person {
    /// `name` of the payload.
    pub name: tk::Option<tk::Str>,
    kept: tk::Kept,
}

impl tk::Object for Person {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape =
            tk::Shape::new("Person", &[tk::Field { key: tk::key!("name"), ..tk::Field::PLAIN }], &[], tk::Payload::Json);
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

impl tk::fmt::Debug for Person {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for Person {
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

impl tk::serde::Serialize for Person {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for Person {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// `Wait` of the spec.
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct Wait {
    /// `type` of the payload.
    pub r#type: tk::Option<tk::Str>,
    /// `seconds` of the payload.
    ///
    /// `1` when absent.
    pub seconds: u64,
    kept: tk::Kept,
}

impl tk::Object for Wait {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape = tk::Shape::new(
            "Wait",
            &[
                tk::Field { key: tk::key!("type"), ..tk::Field::PLAIN },
                tk::Field { key: tk::key!("seconds"), presence: tk::Presence::Default("1"), ..tk::Field::PLAIN },
            ],
            &[],
            tk::Payload::Json,
        );
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        match index {
            0 => &self.r#type,
            _ => &self.seconds,
        }
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        match index {
            0 => &mut self.r#type,
            _ => &mut self.seconds,
        }
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for Wait {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for Wait {
    #[inline(never)]
    fn empty() -> Self {
        Self { r#type: tk::Value::empty(), seconds: 1, kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for Wait {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for Wait {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// `Moved` of the spec.
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub struct Moved {
    /// `from` of the payload.
    pub from: tk::Option<tk::Str>,
    kept: tk::Kept,
}

impl tk::Object for Moved {
    fn shape(&self) -> &'static tk::Shape {
        static SHAPE: tk::Shape =
            tk::Shape::new("Moved", &[tk::Field { key: tk::key!("from"), ..tk::Field::PLAIN }], &[], tk::Payload::Json);
        &SHAPE
    }

    #[inline(never)]
    fn field(&self, index: usize) -> &dyn tk::Value {
        let _ = index;
        &self.from
    }

    #[inline(never)]
    fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
        let _ = index;
        &mut self.from
    }

    fn kept(&self) -> tk::Option<&tk::Kept> {
        tk::Some(&self.kept)
    }

    fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
        tk::Some(&mut self.kept)
    }
}

impl tk::fmt::Debug for Moved {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug(self, f)
    }
}

impl tk::Value for Moved {
    #[inline(never)]
    fn empty() -> Self {
        Self { from: tk::Value::empty(), kept: tk::Kept::new() }
    }

    fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
        tk::decode_object(self, input, field)
    }

    fn view(&self) -> tk::View<'_> {
        tk::View::Object(self)
    }
}

impl tk::serde::Serialize for Moved {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for Moved {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// `Attribute` of the spec.
///
/// Its type depends on the only key of the object. With any other keys, the object is kept as JSON.
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub enum Attribute {
    /// Text.
    ///
    /// With the key `S`.
    ///
    /// Sensitive.
    S(tk::Str),
    /// With the key `N`.
    ///
    /// A whole number.
    Number(tk::Str),
    /// With the key `B`.
    ///
    /// Base64.
    B(tk::Base64),
    /// With the key `BS`.
    ///
    /// Each item: at least 1 character. Each item is base64.
    Bs(tk::Vec<tk::Base64>),
    /// With the key `L`.
    L(tk::Vec<Attribute>),
    /// Any other value, as it arrived.
    Other(tk::Json),
}

impl tk::fmt::Debug for Attribute {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug_union(self, f)
    }
}

impl tk::Union for Attribute {
    fn choice(&self) -> &'static tk::Choice {
        static CHOICE: tk::Choice = tk::Choice::Key(&[
            tk::Field { key: tk::key!("S"), sensitive: true, ..tk::Field::PLAIN },
            tk::Field { key: tk::key!("N"), checks: &[tk::Check::Format(tk::Format::Integer)], ..tk::Field::PLAIN },
            tk::Field { key: tk::key!("B"), ..tk::Field::PLAIN },
            tk::Field {
                key: tk::key!("BS"),
                items: &tk::Field {
                    presence: tk::Presence::Required,
                    checks: &[tk::Check::Length(tk::Length::characters(1, usize::MAX))],
                    ..tk::Field::PLAIN
                },
                ..tk::Field::PLAIN
            },
            tk::Field { key: tk::key!("L"), ..tk::Field::PLAIN },
        ]);
        &CHOICE
    }

    #[inline(never)]
    fn choose(&mut self, variant: usize) {
        *self = match variant {
            0 => Self::S(tk::Value::empty()),
            1 => Self::Number(tk::Value::empty()),
            2 => Self::B(tk::Value::empty()),
            3 => Self::Bs(tk::Value::empty()),
            4 => Self::L(tk::Value::empty()),
            _ => Self::Other(tk::Value::empty()),
        };
    }

    #[inline(never)]
    fn chosen(&self) -> (usize, &dyn tk::Value) {
        match self {
            Self::S(value) => (0, value),
            Self::Number(value) => (1, value),
            Self::B(value) => (2, value),
            Self::Bs(value) => (3, value),
            Self::L(value) => (4, value),
            Self::Other(value) => (usize::MAX, value),
        }
    }

    #[inline(never)]
    fn chosen_mut(&mut self) -> &mut dyn tk::Value {
        match self {
            Self::S(value) => value,
            Self::Number(value) => value,
            Self::B(value) => value,
            Self::Bs(value) => value,
            Self::L(value) => value,
            Self::Other(value) => value,
        }
    }
}

impl tk::From<tk::Base64> for Attribute {
    fn from(value: tk::Base64) -> Self {
        Self::B(value)
    }
}

impl tk::From<tk::Vec<tk::Base64>> for Attribute {
    fn from(value: tk::Vec<tk::Base64>) -> Self {
        Self::Bs(value)
    }
}

impl tk::From<tk::Vec<Attribute>> for Attribute {
    fn from(value: tk::Vec<Attribute>) -> Self {
        Self::L(value)
    }
}

impl tk::Value for Attribute {
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

impl tk::serde::Serialize for Attribute {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for Attribute {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// `Owner` of the spec.
///
/// Its type depends on the kind of the value. A value of any other kind is kept as JSON.
#[tk::derive(tk::Clone, tk::PartialEq)]
#[non_exhaustive]
pub enum Owner {
    /// A value of kind `string`.
    ///
    /// 1 to 8 characters.
    String(tk::Str),
    /// A value of kind `object`.
    Object(tk::Box<Person>),
    /// A value of kind `list`.
    ///
    /// Each item: at least 1 character.
    List(tk::Vec<tk::Str>),
    /// Any other value, as it arrived.
    Other(tk::Json),
}

impl tk::fmt::Debug for Owner {
    fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
        tk::debug_union(self, f)
    }
}

impl tk::Union for Owner {
    fn choice(&self) -> &'static tk::Choice {
        static CHOICE: tk::Choice = tk::Choice::Kind(&[
            (tk::Kind::String, tk::Field { checks: &[tk::Check::Length(tk::Length::characters(1, 8))], ..tk::Field::PLAIN }),
            (tk::Kind::Object, tk::Field::PLAIN),
            (
                tk::Kind::List,
                tk::Field {
                    items: &tk::Field {
                        presence: tk::Presence::Required,
                        checks: &[tk::Check::Length(tk::Length::characters(1, usize::MAX))],
                        ..tk::Field::PLAIN
                    },
                    ..tk::Field::PLAIN
                },
            ),
        ]);
        &CHOICE
    }

    #[inline(never)]
    fn choose(&mut self, variant: usize) {
        *self = match variant {
            0 => Self::String(tk::Value::empty()),
            1 => Self::Object(tk::Value::empty()),
            2 => Self::List(tk::Value::empty()),
            _ => Self::Other(tk::Value::empty()),
        };
    }

    #[inline(never)]
    fn chosen(&self) -> (usize, &dyn tk::Value) {
        match self {
            Self::String(value) => (0, value),
            Self::Object(value) => (1, value),
            Self::List(value) => (2, value),
            Self::Other(value) => (usize::MAX, value),
        }
    }

    #[inline(never)]
    fn chosen_mut(&mut self) -> &mut dyn tk::Value {
        match self {
            Self::String(value) => value,
            Self::Object(value) => value,
            Self::List(value) => value,
            Self::Other(value) => value,
        }
    }
}

impl tk::From<tk::Str> for Owner {
    fn from(value: tk::Str) -> Self {
        Self::String(value)
    }
}

impl tk::From<&str> for Owner {
    fn from(text: &str) -> Self {
        Self::String(tk::From::from(text))
    }
}

impl tk::From<Person> for Owner {
    fn from(value: Person) -> Self {
        Self::Object(tk::Box::new(value))
    }
}

impl tk::From<tk::Vec<tk::Str>> for Owner {
    fn from(value: tk::Vec<tk::Str>) -> Self {
        Self::List(value)
    }
}

impl tk::Value for Owner {
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

impl tk::serde::Serialize for Owner {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for Owner {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// `Step` of the spec.
///
/// Its type depends on its field `type`. With any other text there, the value is kept as JSON.
#[tk::derive(tk::Clone, tk::fmt::Debug, tk::PartialEq)]
#[non_exhaustive]
pub enum Step {
    /// With `wait`, `pause`.
    Wait(tk::Box<Wait>),
    /// Any other value, as it arrived.
    Other(tk::Json),
}

impl tk::Union for Step {
    fn choice(&self) -> &'static tk::Choice {
        static CHOICE: tk::Choice = tk::Choice::Field("type", &[&["wait", "pause"]]);
        &CHOICE
    }

    #[inline(never)]
    fn choose(&mut self, variant: usize) {
        *self = match variant {
            0 => Self::Wait(tk::Value::empty()),
            _ => Self::Other(tk::Value::empty()),
        };
    }

    #[inline(never)]
    fn chosen(&self) -> (usize, &dyn tk::Value) {
        match self {
            Self::Wait(value) => (0, value),
            Self::Other(value) => (usize::MAX, value),
        }
    }

    #[inline(never)]
    fn chosen_mut(&mut self) -> &mut dyn tk::Value {
        match self {
            Self::Wait(value) => value,
            Self::Other(value) => value,
        }
    }
}

impl tk::From<Wait> for Step {
    fn from(value: Wait) -> Self {
        Self::Wait(tk::Box::new(value))
    }
}

impl tk::Value for Step {
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

impl tk::serde::Serialize for Step {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for Step {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// `Change` of the spec.
///
/// Its type is the first whose condition holds. If none does, the value is kept as JSON.
#[tk::derive(tk::Clone, tk::fmt::Debug, tk::PartialEq)]
#[non_exhaustive]
pub enum Change {
    /// If `from` is there and no `type`.
    Moved(tk::Box<Moved>),
    /// If `type` is `wait` or `pause`.
    Wait(tk::Box<Wait>),
    /// Any other value, as it arrived.
    Other(tk::Json),
}

impl tk::Union for Change {
    fn choice(&self) -> &'static tk::Choice {
        const CONDITIONS: &[tk::Condition] = &[
            tk::Condition::All(tk::Borrowed(&[
                tk::Condition::Path(tk::Borrowed("from"), tk::Test::Present),
                tk::Condition::Absent(tk::Borrowed("type")),
            ])),
            tk::Condition::Path(
                tk::Borrowed("type"),
                tk::Test::equals(tk::Borrowed(&[tk::Borrowed("wait"), tk::Borrowed("pause")])),
            ),
        ];

        static CHOICE: tk::Choice = tk::Choice::Conditions(tk::Conditions::new(CONDITIONS));
        &CHOICE
    }

    #[inline(never)]
    fn choose(&mut self, variant: usize) {
        *self = match variant {
            0 => Self::Moved(tk::Value::empty()),
            1 => Self::Wait(tk::Value::empty()),
            _ => Self::Other(tk::Value::empty()),
        };
    }

    #[inline(never)]
    fn chosen(&self) -> (usize, &dyn tk::Value) {
        match self {
            Self::Moved(value) => (0, value),
            Self::Wait(value) => (1, value),
            Self::Other(value) => (usize::MAX, value),
        }
    }

    #[inline(never)]
    fn chosen_mut(&mut self) -> &mut dyn tk::Value {
        match self {
            Self::Moved(value) => value,
            Self::Wait(value) => value,
            Self::Other(value) => value,
        }
    }
}

impl tk::From<Moved> for Change {
    fn from(value: Moved) -> Self {
        Self::Moved(tk::Box::new(value))
    }
}

impl tk::From<Wait> for Change {
    fn from(value: Wait) -> Self {
        Self::Wait(tk::Box::new(value))
    }
}

impl tk::Value for Change {
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

impl tk::serde::Serialize for Change {
    fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
        tk::serialize(self, serializer)
    }
}

impl<'de> tk::serde::Deserialize<'de> for Change {
    fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
        tk::deserialize(deserializer)
    }
}

/// Every configuration of this module, in the order of the spec.
pub static CONFIGS: &[tk::ConfigType] = &[];

/// Every trigger of this module, in the order of the spec.
pub static TRIGGERS: &[tk::AnyTrigger] = &[tk::AnyTrigger::of::<Stored>()];

/// An event of any trigger of this module.
#[tk::derive(tk::Clone, tk::fmt::Debug, tk::PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant)]
pub enum AnyEvent {
    /// Stored.
    Stored(StoredEvent),
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
        tk::Document::decode(payload).map(Self::Stored)
    }

    /// Returns the trigger that the event belongs to.
    pub fn trigger(&self) -> tk::TriggerInfo {
        match self {
            Self::Stored(_) => <Stored as tk::Trigger>::INFO,
        }
    }
}

/// The builders of this module's structs. Each struct has a function `builder` that returns its builder.
pub mod builders {
    use super::*;

    /// The builder of [`StoredEvent`].
    #[must_use]
    pub struct StoredEventBuilder<HasImage> {
        value: StoredEvent,
        _set: [fn() -> (HasImage,); 0],
    }

    /// The required fields of [`StoredEvent`](super::StoredEvent) that are not set yet.
    #[doc(hidden)]
    #[allow(non_camel_case_types, non_snake_case)]
    pub mod StoredEvent_fields {
        pub enum image {}
    }

    impl StoredEvent {
        /// Returns a builder. `image` must be set before `build`.
        pub fn builder() -> StoredEventBuilder<StoredEvent_fields::image> {
            let value = <Self as tk::Value>::empty();
            StoredEventBuilder { value, _set: [] }
        }
    }

    impl<HasImage> StoredEventBuilder<HasImage> {
        /// `image` of the payload.
        ///
        /// Required.
        pub fn image(mut self, value: impl tk::Into<tk::Map<Attribute>>) -> StoredEventBuilder<tk::Set> {
            self.value.image = tk::Into::into(value);
            StoredEventBuilder { value: self.value, _set: [] }
        }

        /// `owner` of the payload.
        pub fn owner(mut self, value: impl tk::Into<Owner>) -> Self {
            self.value.owner = tk::Some(tk::Into::into(value));
            self
        }

        /// `steps` of the payload.
        pub fn steps(mut self, value: impl tk::IntoIterator<Item = impl tk::Into<Step>>) -> Self {
            self.value.steps = tk::collect(value);
            self
        }

        /// `change` of the payload.
        pub fn change(mut self, value: impl tk::Into<Change>) -> Self {
            self.value.change = tk::Some(tk::Into::into(value));
            self
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<StoredEvent, tk::Report>
        where
            HasImage: tk::IsSet,
        {
            tk::built(self.value)
        }
    }

    /// The builder of [`Person`].
    #[must_use]
    pub struct PersonBuilder {
        value: Person,
    }

    impl Person {
        /// Returns a builder. No field is required.
        pub fn builder() -> PersonBuilder {
            let value = <Self as tk::Value>::empty();
            PersonBuilder { value }
        }
    }

    impl PersonBuilder {
        /// `name` of the payload.
        pub fn name(mut self, value: impl tk::Into<tk::Str>) -> Self {
            self.value.name = tk::Some(tk::Into::into(value));
            self
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<Person, tk::Report> {
            tk::built(self.value)
        }
    }

    /// The builder of [`Wait`].
    #[must_use]
    pub struct WaitBuilder {
        value: Wait,
    }

    impl Wait {
        /// Returns a builder. No field is required.
        pub fn builder() -> WaitBuilder {
            let value = <Self as tk::Value>::empty();
            WaitBuilder { value }
        }
    }

    impl WaitBuilder {
        /// `type` of the payload.
        pub fn r#type(mut self, value: impl tk::Into<tk::Str>) -> Self {
            self.value.r#type = tk::Some(tk::Into::into(value));
            self
        }

        /// `seconds` of the payload.
        ///
        /// `1` when absent.
        pub fn seconds(mut self, value: u64) -> Self {
            self.value.seconds = value;
            self
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<Wait, tk::Report> {
            tk::built(self.value)
        }
    }

    /// The builder of [`Moved`].
    #[must_use]
    pub struct MovedBuilder {
        value: Moved,
    }

    impl Moved {
        /// Returns a builder. No field is required.
        pub fn builder() -> MovedBuilder {
            let value = <Self as tk::Value>::empty();
            MovedBuilder { value }
        }
    }

    impl MovedBuilder {
        /// `from` of the payload.
        pub fn from(mut self, value: impl tk::Into<tk::Str>) -> Self {
            self.value.from = tk::Some(tk::Into::into(value));
            self
        }

        /// Returns the value if it obeys every rule.
        ///
        /// # Errors
        /// Returns everything that is wrong with the value.
        pub fn build(self) -> tk::Result<Moved, tk::Report> {
            tk::built(self.value)
        }
    }
}
