//! The checked model of a spec, with names resolved and the place of every node in the file.
//!
//! In a [`Provider`] every name resolves, every constraint fits its type, no two Rust names collide, and every sample
//! satisfies its spec.

mod failures;
mod field;
mod response;
mod span;
mod union;

use std::collections::BTreeMap;
use std::fmt;

use triggerkit_core::detect::Condition;
use triggerkit_core::key_path::{Mark, write_key};

use crate::names;

pub use failures::{Failures, RecordId, Template, TemplatePart};
pub use field::{Field, KeyList, Presence, Type, VALUE_KINDS, ValueRules};
pub use response::Response;
pub use span::Span;
pub use triggerkit_core::shape::{Check, FieldsRule, RuleKind};
pub use union::{By, UnionDef, UnionVariant};

/// The model of one spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Provider {
    /// The stem of the file name: `huawei`.
    pub name: String,
    /// The name for people.
    pub title: String,
    /// The vendor's document.
    pub source: String,
    /// A paragraph about the provider.
    pub doc: Option<String>,
    /// Whether values are also read in the forms that clouds mix up, and handlers accept violations that are not fatal.
    pub tolerant: bool,
    /// The triggers, in the order of the file.
    pub triggers: Vec<Trigger>,
    /// The named types, in the order of the file.
    pub types: Vec<TypeDef>,
    /// The trigger configurations, in the order of the file.
    pub configs: Vec<Config>,
    /// The enums.
    pub enums: Vec<EnumDef>,
    /// The unions.
    pub unions: Vec<UnionDef>,
    /// The operations.
    pub operations: Vec<Operation>,
    /// The names of the types, enums and unions that are needed although nothing may refer to them.
    pub exported: Vec<String>,
}

impl Provider {
    /// Returns the named object type.
    pub fn type_def(&self, name: &str) -> Option<&TypeDef> {
        self.types.iter().find(|each| each.object.name == name)
    }

    /// Returns the named enum.
    pub fn enum_def(&self, name: &str) -> Option<&EnumDef> {
        self.enums.iter().find(|each| each.name == name)
    }

    /// Returns the named union.
    pub fn union_def(&self, name: &str) -> Option<&UnionDef> {
        self.unions.iter().find(|each| each.name == name)
    }

    /// Returns the trigger with this id.
    pub fn trigger(&self, id: &str) -> Option<&Trigger> {
        self.triggers.iter().find(|each| each.id == id)
    }
}

/// A trigger: a source of events, and the event that arrives.
#[derive(Clone, Debug, PartialEq)]
pub struct Trigger {
    /// The id within the provider: `work_success`.
    pub id: String,
    /// The name for people.
    pub title: String,
    /// The event. Its name is that of the Rust type, `WorkSuccessEvent`. It has no fields if the body is raw.
    pub event: Object,
    /// The marker type: `WorkSuccess`.
    pub marker: String,
    /// The encodings of the payload, the usual one first. Never empty.
    pub bodies: Vec<Body>,
    /// The condition that detects the payload.
    pub detect: Option<Condition>,
    /// Whether the condition counts only if that of no other trigger holds.
    pub fallback: bool,
    /// Triggers that this one cannot be distinguished from, each with the reason.
    pub ambiguous_with: BTreeMap<String, String>,
    /// What the function returns.
    pub response: Response,
    /// Set if the event is an HTTP request. The response, if there is one, is then an HTTP response.
    pub http: Option<HttpRequest>,
    /// The index of the field that takes a raw payload. It is set exactly if `bodies` contains [`Body::Raw`].
    pub raw: Option<usize>,
    /// The paths of the lists that hold the records of a batch, or of the maps whose values they are. Empty if the trigger has none.
    pub records: Vec<Path>,
    /// How the platform learns which records have failed. Set only if `records` is not empty and the records are objects.
    pub failures: Option<Failures>,
    /// How current the trigger is.
    pub status: Status,
    /// Documented payloads, the unnamed variant first. Never empty.
    pub samples: Vec<Sample>,
    /// The place of the id.
    pub span: Span,
}

impl Trigger {
    /// Returns the name of the Rust type that the function returns.
    pub fn response_name(&self) -> Option<String> {
        match &self.response {
            Response::Undocumented => None,
            Response::Event => Some(self.event.name.clone()),
            Response::OneOf(types) if types.len() > 1 => Some(names::response(&self.marker)),
            Response::OneOf(types) => types.first().cloned(),
        }
    }
}

/// Where an event holds the parts of an HTTP request.
///
/// Each part has any number of paths, which lead through objects only. The first one with a value counts; for headers, the first one
/// that has the name. The last step of a path to a text may be an entry of a map, such as a header, whose name matches in any case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HttpRequest {
    /// The method: a string or an enum.
    pub method: Vec<Path>,
    /// The path: a string.
    pub path: Vec<Path>,
    /// The beginning of the path that the gateway adds and that is not part of the request, such as the name of a stage: a
    /// string.
    pub base_path: Vec<Path>,
    /// The name of the host, for events whose headers lack it: a string.
    pub host: Vec<Path>,
    /// The parameters that the gateway took from the path: a map of strings or of any JSON.
    pub path_parameters: Vec<Path>,
    /// The query: a map of strings, of any JSON or of lists of strings; or its text; or JSON that is an object or text.
    pub query: Vec<Path>,
    /// The headers: a map of strings, of any JSON or of lists of strings. Never empty.
    pub headers: Vec<Path>,
    /// The cookies, each as `name=value`: a list of strings.
    pub cookies: Vec<Path>,
    /// The body: a string.
    pub body: Vec<Path>,
    /// Whether the body is base64: a bool. Empty if `body` is empty.
    pub base64: Vec<Path>,
    /// The address of the client: a string.
    pub client: Vec<Path>,
}

impl HttpRequest {
    /// Returns every part with its name for people.
    pub fn parts(&self) -> [(&'static str, &[Path]); 11] {
        [
            ("method", &self.method),
            ("path", &self.path),
            ("base path", &self.base_path),
            ("host", &self.host),
            ("path parameters", &self.path_parameters),
            ("query", &self.query),
            ("headers", &self.headers),
            ("cookies", &self.cookies),
            ("body", &self.body),
            ("base64 flag", &self.base64),
            ("client address", &self.client),
        ]
    }
}

/// How current a trigger is, as far as the vendor documents it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// When the vendor introduced the trigger: `2025` or `2025-06`.
    pub since: Option<String>,
    /// When the vendor retired it, or announced that.
    pub retired: Option<String>,
    /// The full id of the trigger that replaces it: `tencent.function_url`.
    pub successor: Option<String>,
}

/// The way from an object to a value inside it, in wire names: `records[].messages`, `topics{}.name`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path(pub Vec<PathStep>);

/// One step of a [`Path`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathStep {
    /// The field.
    pub wire: String,
    /// The lists and maps of the field that the path goes through, from the outside in.
    pub marks: Vec<Mark>,
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, PathStep { wire, marks }) in self.0.iter().enumerate() {
            write!(f, "{}{}", if index > 0 { "." } else { "" }, write_key(wire))?;
            marks.iter().try_for_each(|mark| mark.fmt(f))?;
        }
        Ok(())
    }
}

/// A method that goes through the values at one of several paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accessor {
    /// The name of the method.
    pub name: String,
    /// The paths, which lead to values of one type.
    pub paths: Vec<Path>,
}

/// The encoding of a payload.
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
    /// Every encoding.
    pub const ALL: [Body; 3] = [Body::Json, Body::Cbor, Body::Raw];

    /// Returns the word in a spec.
    pub const fn word(self) -> &'static str {
        match self {
            Body::Json => "json",
            Body::Cbor => "cbor",
            Body::Raw => "raw",
        }
    }

    /// Returns the extension of sample files.
    pub const fn extension(self) -> &'static str {
        match self {
            Body::Json => "json",
            Body::Cbor => "cbor",
            Body::Raw => "txt",
        }
    }
}

/// A documented payload.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The name of the variant, empty for the main one.
    pub variant: String,
    /// The encoding. A trigger with CBOR payloads may have JSON samples too: they show the same payload to people, and never
    /// arrive in this form.
    pub body: Body,
    /// The payload.
    pub bytes: Vec<u8>,
    /// The file, relative to the spec: `samples/huawei/kafka.json`. `None` for an inline sample.
    pub file: Option<String>,
}

/// The fields and rules of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// The name of the Rust type.
    pub name: String,
    /// What the object is, in a sentence.
    pub doc: Option<String>,
    /// The section of the vendor's document.
    pub source: Option<String>,
    /// The fields in the order of the file, those taken over with `like` first.
    pub fields: Vec<Field>,
    /// Cross-field rules.
    pub rules: Vec<Rule>,
    /// Methods that read one of several places.
    pub accessors: Vec<Accessor>,
    /// The index of the field whose value is the whole payload.
    pub root: Option<usize>,
    /// Whether values are also read in the forms that clouds mix up.
    pub tolerant: bool,
    /// The place of the name.
    pub span: Span,
}

impl Object {
    /// Returns the field with this wire name.
    pub fn field(&self, wire: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.wire == wire)
    }
}

/// A named object type.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeDef {
    /// Its fields.
    pub object: Object,
    /// Set if it is an HTTP response.
    pub http: Option<HttpResponse>,
    /// Documented values: `type.<Name>.json`.
    pub samples: Vec<Sample>,
}

/// The fields of an HTTP response, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HttpResponse {
    /// The status code.
    pub status: usize,
    /// The headers: a map of strings, of any JSON or of lists of strings.
    pub headers: usize,
    /// The body.
    pub body: usize,
    /// Whether the body is base64.
    pub base64: usize,
    /// The list of cookies, if the gateway takes `Set-Cookie` headers there.
    pub cookies: Option<usize>,
}

/// A trigger's configuration.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// The id within the provider: `timer`.
    pub id: String,
    /// The fields. The Rust type is named `TimerConfig`.
    pub object: Object,
    /// The key that contains it in the vendor's file.
    pub wrapper: Option<String>,
    /// The entry of the vendor's file that contains it.
    pub section: Option<Section>,
    /// Documented values. Never empty.
    pub samples: Vec<Sample>,
}

/// The entry of a vendor's file that contains a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The key of the list that has the entry. Without one, the entry is a file of its own.
    pub list: Option<String>,
    /// The key of the trigger's name.
    pub name: Option<String>,
    /// Keys that always have the same text, such as the kind of the trigger.
    pub with: Vec<(String, String)>,
    /// Whether the configuration is JSON text in a string.
    pub text: bool,
}

/// An enum: a set of texts.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumDef {
    /// The name of the Rust type.
    pub name: String,
    /// What the enum is.
    pub doc: Option<String>,
    /// The values, in the order of the file.
    pub variants: Vec<Variant>,
    /// Whether any other text is a violation.
    pub closed: bool,
    /// The place of the name.
    pub span: Span,
}

/// One value of an [`EnumDef`].
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The text on the wire.
    pub wire: String,
    /// The name of the Rust variant.
    pub name: String,
    /// What the value means.
    pub doc: Option<String>,
}

/// A rule that spans several fields of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The rule, as the engine evaluates it.
    pub rule: FieldsRule,
    /// The place of the rule.
    pub span: Span,
}

/// An HTTP call whose bodies are events.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The id within the provider: `worker_messages`.
    pub id: String,
    /// The Rust enum of its messages: `WorkerMessages`.
    pub name: String,
    /// The name for people.
    pub title: String,
    /// What the operation does.
    pub doc: Option<String>,
    /// The section of the vendor's document.
    pub source: Option<String>,
    /// The method: `POST`.
    pub method: String,
    /// The URI template: `/v1.0/{project_id}/worker_messages`.
    pub uri: String,
    /// The parameters in the order of the template, with their docs.
    pub params: Vec<(String, String)>,
    /// The header in which the messages differ.
    pub header: String,
    /// The messages, one for each trigger, in the order of the file.
    pub messages: Vec<Message>,
}

/// One message of an [`Operation`].
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// The index of its trigger.
    pub trigger: usize,
    /// The value of the operation's header.
    pub header_value: String,
}
