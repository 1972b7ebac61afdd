//! The checked model: what a spec says, names resolved, every node with its place in the file.
//!
//! Whoever holds a [`Provider`] may rely on it: every name resolves, every constraint fits its type,
//! no two Rust names collide, and every sample obeys the rules.

use std::collections::BTreeMap;
use std::ops::Range as Bytes;

use triggerkit_core::detect::Condition;
use triggerkit_core::{Accept, Step, TimeKind};

pub use triggerkit_core::shape::{Check, FieldsRule, RuleKind};

/// A byte range in the spec's text.
pub type Span = Bytes<usize>;

/// One spec file.
#[derive(Clone, Debug)]
pub struct Provider {
    /// Stem of the file: `huawei`.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// The document it was made from.
    pub source: String,
    /// A paragraph about the provider.
    pub doc: Option<String>,
    /// In the order of the file.
    pub triggers: Vec<Trigger>,
    /// Named types, in the order of the file.
    pub types: Vec<TypeDef>,
    /// Trigger configurations, in the order of the file.
    pub configs: Vec<Config>,
    /// Open and closed sets of names.
    pub enums: Vec<EnumDef>,
    /// Objects whose type depends on a sibling.
    pub unions: Vec<UnionDef>,
    /// HTTP calls.
    pub operations: Vec<Operation>,
}

impl Provider {
    /// The named object type.
    pub fn type_def(&self, name: &str) -> Option<&TypeDef> {
        self.types.iter().find(|each| each.object.name == name)
    }

    /// The named enum.
    pub fn enum_def(&self, name: &str) -> Option<&EnumDef> {
        self.enums.iter().find(|each| each.name == name)
    }

    /// The named union.
    pub fn union_def(&self, name: &str) -> Option<&UnionDef> {
        self.unions.iter().find(|each| each.name == name)
    }

    /// The trigger with this id.
    pub fn trigger(&self, id: &str) -> Option<&Trigger> {
        self.triggers.iter().find(|each| each.id == id)
    }
}

/// A trigger: what fires a function, and the event that arrives.
#[derive(Clone, Debug)]
pub struct Trigger {
    /// Id within the provider: `work_success`.
    pub id: String,
    /// Name for people.
    pub title: String,
    /// The event's fields; for a raw body there are none. Its name is the Rust type's: `WorkSuccessEvent`.
    pub event: Object,
    /// The marker type: `WorkSuccess`.
    pub marker: String,
    /// Encodings in which the payload arrives, the usual one first. Never empty.
    pub bodies: Vec<Body>,
    /// How the payload is recognised.
    pub detect: Option<Condition>,
    /// Triggers that cannot be told from this one, with the reason.
    pub ambiguous_with: BTreeMap<String, String>,
    /// Name of the type that the function answers with.
    pub response: Option<String>,
    /// Index of the field that takes a payload which is not JSON; set exactly when `bodies` holds [`Body::Raw`].
    pub raw: Option<usize>,
    /// Wire path of the list that holds the batch.
    pub records: Option<Vec<String>>,
    /// Documented payloads, the unnamed variant first. Never empty.
    pub samples: Vec<Sample>,
    /// Place of the id.
    pub span: Span,
}

/// How a payload's bytes are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// JSON text.
    Json,
    /// CBOR.
    Cbor,
    /// Any bytes.
    Raw,
}

impl Body {
    /// Every one of them.
    pub const ALL: [Body; 3] = [Body::Json, Body::Cbor, Body::Raw];

    /// The word in a spec.
    pub const fn word(self) -> &'static str {
        match self {
            Body::Json => "json",
            Body::Cbor => "cbor",
            Body::Raw => "raw",
        }
    }

    /// What the names of its samples end in.
    pub const fn extension(self) -> &'static str {
        match self {
            Body::Json => "json",
            Body::Cbor => "cbor",
            Body::Raw => "txt",
        }
    }
}

/// A documented payload.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Empty for the main one.
    pub variant: String,
    /// How its bytes are to be read. A trigger of CBOR may have JSON samples beside the CBOR ones: the same payload
    /// for people, which never arrives in this form.
    pub body: Body,
    /// The payload.
    pub bytes: Vec<u8>,
    /// The file, relative to the spec: `samples/huawei/kafka.json`; `None` when inline.
    pub file: Option<String>,
}

/// The fields and rules of an object.
#[derive(Clone, Debug)]
pub struct Object {
    /// The Rust type's name.
    pub name: String,
    /// What it is, in a sentence.
    pub doc: Option<String>,
    /// The section of the document.
    pub source: Option<String>,
    /// Fields in the order of the file, those of `like` first.
    pub fields: Vec<Field>,
    /// Cross-field rules.
    pub rules: Vec<Rule>,
    /// Place of the name.
    pub span: Span,
}

impl Object {
    /// Returns the field with this wire name.
    pub fn field(&self, wire: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.wire == wire)
    }
}

/// A named object type.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// Its fields.
    pub object: Object,
    /// Set when it is an HTTP answer.
    pub http: Option<HttpShape>,
    /// Documented values: `type.<Name>.json`.
    pub samples: Vec<Sample>,
}

/// Indices of the fields that make up an HTTP answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HttpShape {
    /// The status code.
    pub status: usize,
    /// The headers.
    pub headers: usize,
    /// The body.
    pub body: usize,
    /// Whether the body is base64.
    pub base64: usize,
}

/// A trigger's configuration.
#[derive(Clone, Debug)]
pub struct Config {
    /// Id within the provider: `timer`.
    pub id: String,
    /// Its fields; named `TimerConfig`.
    pub object: Object,
    /// Key under which the vendor's file nests it.
    pub wrapper: Option<String>,
    /// Documented values. Never empty.
    pub samples: Vec<Sample>,
}

/// A set of names.
#[derive(Clone, Debug)]
pub struct EnumDef {
    /// The Rust type's name.
    pub name: String,
    /// What it is.
    pub doc: Option<String>,
    /// The names, in the order of the file.
    pub variants: Vec<Variant>,
    /// Whether any other text is a violation.
    pub closed: bool,
    /// Place of the name.
    pub span: Span,
}

/// One name of an [`EnumDef`].
#[derive(Clone, Debug)]
pub struct Variant {
    /// The text on the wire.
    pub wire: String,
    /// The Rust variant.
    pub name: String,
    /// What it means.
    pub doc: Option<String>,
}

/// An object whose type depends on the text of a sibling.
#[derive(Clone, Debug)]
pub struct UnionDef {
    /// The Rust type's name.
    pub name: String,
    /// What it is.
    pub doc: Option<String>,
    /// Wire name of the sibling.
    pub tag: String,
    /// One for each type, in the order of the file.
    pub variants: Vec<UnionVariant>,
    /// Place of the name.
    pub span: Span,
}

impl UnionDef {
    /// The variant that a text of the sibling selects.
    pub fn variant_of(&self, tag: &str) -> Option<&UnionVariant> {
        self.variants.iter().find(|variant| variant.tags.iter().any(|each| each == tag))
    }
}

/// One type of a [`UnionDef`] with every tag that selects it.
#[derive(Clone, Debug)]
pub struct UnionVariant {
    /// Name of the type, and of the Rust variant.
    pub type_name: String,
    /// Texts of the sibling.
    pub tags: Vec<String>,
}

/// One field of an object.
#[derive(Clone, Debug)]
pub struct Field {
    /// The key on the wire.
    pub wire: String,
    /// The Rust name, never raw: a keyword gets its `r#` on emission.
    pub name: String,
    /// What it is, in a sentence.
    pub doc: Option<String>,
    /// Where the document says so.
    pub source: Option<String>,
    /// What it holds.
    pub ty: Type,
    /// Whether it must be there.
    pub presence: Presence,
    /// Constraints and forms of the value itself.
    pub rules: ValueRules,
    /// Constraints and forms of each item of a list or map.
    pub items: ValueRules,
    /// Other wire names.
    pub aliases: Vec<String>,
    /// Steps from the wire inward; empty when the value stands plain.
    pub codec: Vec<Step>,
    /// Index of the boolean sibling that says whether this text is base64.
    pub base64_flag: Option<usize>,
    /// Index of the sibling that selects the type, when `ty` is a union.
    pub tag: Option<usize>,
    /// Place of the key.
    pub span: Span,
}

impl Field {
    /// Whether Rust has an `Option` there. Lists and maps that may be absent are empty instead.
    pub fn is_option(&self) -> bool {
        let container = matches!(self.ty, Type::List(_) | Type::Map(_)) && self.codec.is_empty();
        match self.presence {
            Presence::Optional => !container,
            Presence::Nullable => true,
            Presence::Required | Presence::Default(_) => false,
        }
    }
}

/// Everything a spec can ask of one value.
#[derive(Clone, Debug, Default)]
pub struct ValueRules {
    /// Constraints in the order in which they are checked; at most one of each kind.
    pub checks: Vec<Check>,
    /// Further wire forms.
    pub accept: Vec<Accept>,
    /// Texts that mean nothing.
    pub empty: Vec<String>,
    /// Hidden in `Debug` and reports.
    pub sensitive: bool,
}

/// Whether a field must be there.
#[derive(Clone, Debug, PartialEq)]
pub enum Presence {
    /// There, and not null.
    Required,
    /// There, perhaps null.
    Nullable,
    /// Absent and null both mean nothing.
    Optional,
    /// Absent and null both mean this value, given as JSON text.
    Default(String),
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// Text.
    String,
    /// `true` or `false`.
    Bool,
    /// A signed integer.
    I64,
    /// An unsigned integer.
    U64,
    /// A float.
    F64,
    /// Anything.
    Json,
    /// Anything but lists and objects, with its kind.
    Scalar,
    /// A whole payload of bytes.
    Raw,
    /// Bytes in base64 text.
    Bytes,
    /// A time.
    Time(TimeKind),
    /// Items in order.
    List(Box<Type>),
    /// Values by text.
    Map(Box<Type>),
    /// A named object.
    Object(String),
    /// A set of names.
    Enum(String),
    /// An object whose type depends on a sibling.
    Union(String),
    /// A Rust type of a hand-written struct that implements the runtime's value trait; only the derive makes these.
    Foreign(String),
}

/// A rule that spans several fields of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The rule, as the engine evaluates it.
    pub rule: FieldsRule,
    /// Place of the rule.
    pub span: Span,
}

/// An HTTP call whose bodies are events.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Id within the provider: `worker_messages`.
    pub id: String,
    /// The Rust enum of its messages: `WorkerMessages`.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// What it does.
    pub doc: Option<String>,
    /// The section of the document.
    pub source: Option<String>,
    /// `POST`, …
    pub method: String,
    /// URI template: `/v1.0/{project_id}/worker_messages`.
    pub uri: String,
    /// Template parameters in the order of the template, with their docs.
    pub params: Vec<(String, String)>,
    /// The header that tells the messages apart.
    pub header: String,
    /// One for each trigger, in the order of the file.
    pub messages: Vec<Message>,
}

/// One message of an [`Operation`].
#[derive(Clone, Debug)]
pub struct Message {
    /// Index of its trigger.
    pub trigger: usize,
    /// Value of the operation's header.
    pub header_value: String,
}
