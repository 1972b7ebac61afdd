//! The raw spec: what the text contains, with the place of every node. Nothing is resolved.
//!
//! [`check`](crate::check) reads it from TOML. The parts that describe an object ([`Field`], [`Rule`]) can come from another
//! parser with its own kind of spans, because the checker only copies spans and never joins or splits them.

mod detect;
mod example;
mod failures;
mod field;
mod file;
mod rule;
mod table;
mod union;

use std::ops::Deref;

use triggerkit_core::detect::Condition;

use crate::model::{self, By, Span};

pub(crate) use detect::find_kind;
pub use example::keys;
pub(crate) use file::read;

/// A value and its place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// The place of the value.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Creates a value at a place.
    pub fn new(value: T, span: Span) -> Self {
        Spanned { value, span }
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// Text and its place.
pub type Text = Spanned<String>;

/// A spec, with all of its parts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spec {
    pub(crate) provider: Option<Provider>,
    pub(crate) triggers: Vec<Trigger>,
    pub(crate) types: Vec<TypeDef>,
    pub(crate) configs: Vec<Config>,
    pub(crate) enums: Vec<EnumDef>,
    pub(crate) unions: Vec<UnionDef>,
    pub(crate) operations: Vec<Operation>,
}

impl Spec {
    /// Returns whether values are also read in the forms that clouds mix up.
    pub(crate) fn is_tolerant(&self) -> bool {
        self.provider.as_ref().is_some_and(|provider| provider.tolerant)
    }

    /// Returns the names of the types, enums and unions with `export`.
    pub(crate) fn exported(&self) -> impl Iterator<Item = &str> {
        let types = self.types.iter().map(|each| (each.export, &each.object.id));
        let enums = self.enums.iter().map(|each| (each.export, &each.name));
        let unions = self.unions.iter().map(|each| (each.export, &each.name));
        types.chain(enums).chain(unions).filter(|(export, _)| *export).map(|(_, name)| name.as_str())
    }
}

/// `[provider]`
#[derive(Clone, Debug)]
pub(crate) struct Provider {
    pub(crate) title: Option<Text>,
    pub(crate) source: Option<Text>,
    pub(crate) doc: Option<Text>,
    pub(crate) tolerant: bool,
    /// `parts`: further files of the spec.
    pub(crate) parts: Vec<Text>,
}

/// The keys that triggers, types and configurations share.
#[derive(Clone, Debug)]
pub(crate) struct Object {
    /// The key of its table.
    pub(crate) id: Text,
    pub(crate) doc: Option<Text>,
    pub(crate) source: Option<Text>,
    pub(crate) like: Option<Text>,
    /// The fields; `None` if the key `fields` is missing.
    pub(crate) fields: Option<Vec<Field>>,
    pub(crate) rules: Vec<Rule>,
    /// `accessors`: names of methods, each with paths.
    pub(crate) accessors: Vec<(Text, Vec<Text>)>,
}

/// `[triggers.<id>]`
#[derive(Clone, Debug)]
pub(crate) struct Trigger {
    pub(crate) object: Object,
    pub(crate) title: Option<Text>,
    pub(crate) body: Option<Spanned<Vec<Text>>>,
    pub(crate) detect: Option<Spanned<Condition>>,
    pub(crate) fallback: Option<Spanned<bool>>,
    pub(crate) ambiguous_with: Vec<(Text, Text)>,
    /// `response`: names of types, or `event`.
    pub(crate) response: Vec<Text>,
    pub(crate) http: Option<Spanned<HttpRequest>>,
    pub(crate) raw: Option<Text>,
    pub(crate) records: Vec<Text>,
    pub(crate) failures: Option<Spanned<Failures>>,
    pub(crate) root: Option<Text>,
    pub(crate) status: Status,
    pub(crate) sample: Option<Text>,
}

/// `failures = { … }`: how the platform learns which records have failed.
#[derive(Clone, Debug)]
pub(crate) struct Failures {
    pub(crate) list: Option<Text>,
    /// `as`
    pub(crate) key: Option<Text>,
    /// `id`; `None` if it is missing or wrong.
    pub(crate) id: Option<RecordId>,
    pub(crate) group: Option<Text>,
    pub(crate) stop: Option<Spanned<bool>>,
    pub(crate) every: Option<Spanned<bool>>,
    pub(crate) with: Vec<(Text, Text)>,
    pub(crate) copy: Vec<Text>,
}

/// What identifies a record: a path or template, or several by name.
#[derive(Clone, Debug)]
pub(crate) enum RecordId {
    One(Text),
    Named(Vec<(Text, Text)>),
}

/// `status = { … }`: since when and until when the trigger is current.
#[derive(Clone, Debug, Default)]
pub(crate) struct Status {
    pub(crate) since: Option<Text>,
    pub(crate) retired: Option<Text>,
    pub(crate) successor: Option<Text>,
}

/// `http = { … }` of a trigger: paths of fields, the preferred one first.
#[derive(Clone, Debug, Default)]
pub(crate) struct HttpRequest {
    pub(crate) method: Vec<Text>,
    pub(crate) path: Vec<Text>,
    pub(crate) base_path: Vec<Text>,
    pub(crate) host: Vec<Text>,
    pub(crate) path_parameters: Vec<Text>,
    pub(crate) query: Vec<Text>,
    pub(crate) headers: Vec<Text>,
    pub(crate) cookies: Vec<Text>,
    pub(crate) body: Vec<Text>,
    pub(crate) base64: Vec<Text>,
    pub(crate) client: Vec<Text>,
}

impl Trigger {
    /// Returns whether all its bodies are raw or unknown.
    pub(crate) fn is_raw(&self) -> bool {
        self.body.as_ref().is_some_and(|bodies| !bodies.iter().any(|body| matches!(body.as_str(), "json" | "cbor")))
    }
}

/// `[types.<Name>]`
#[derive(Clone, Debug)]
pub(crate) struct TypeDef {
    pub(crate) object: Object,
    /// `export`: whether it is needed although nothing refers to it.
    pub(crate) export: bool,
    pub(crate) http: Option<HttpResponse>,
}

/// `http = { … }` of a type: names of fields. A part is `None` if it is missing or wrong.
#[derive(Clone, Debug, Default)]
pub(crate) struct HttpResponse {
    pub(crate) status: Option<Text>,
    pub(crate) headers: Option<Text>,
    pub(crate) body: Option<Text>,
    pub(crate) base64: Option<Text>,
    pub(crate) cookies: Option<Text>,
}

/// `[configs.<id>]`
#[derive(Clone, Debug)]
pub(crate) struct Config {
    pub(crate) object: Object,
    pub(crate) wrapper: Option<Text>,
    pub(crate) section: Option<Section>,
    pub(crate) sample: Option<Text>,
}

/// `section = { … }`: the entry of the vendor's file that contains a configuration.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    pub(crate) list: Option<Text>,
    pub(crate) name: Option<Text>,
    pub(crate) with: Vec<(Text, Text)>,
    pub(crate) text: bool,
    pub(crate) span: Span,
}

/// `[enums.<Name>]`
#[derive(Clone, Debug)]
pub(crate) struct EnumDef {
    pub(crate) name: Text,
    pub(crate) doc: Option<Text>,
    /// The values, each with its doc. `None` if `values` is missing or wrong.
    pub(crate) values: Option<Vec<(Text, Option<Text>)>>,
    pub(crate) closed: bool,
    pub(crate) export: bool,
    pub(crate) rename: Vec<(Text, Text)>,
}

/// `[unions.<Name>]`
#[derive(Clone, Debug)]
pub(crate) struct UnionDef {
    pub(crate) name: Text,
    pub(crate) doc: Option<Text>,
    /// `None` if `by` is wrong.
    pub(crate) by: Option<By>,
    pub(crate) tag: Option<Text>,
    /// `None` if `variants` is missing or wrong.
    pub(crate) variants: Option<Vec<Variant>>,
    pub(crate) rename: Vec<(Text, Text)>,
    pub(crate) export: bool,
}

/// One of the `variants` of a union.
#[derive(Clone, Debug)]
pub(crate) struct Variant {
    /// The value. Its key is that of the entry, or the type in a list.
    pub(crate) field: Field,
    pub(crate) detect: Option<Spanned<Condition>>,
}

impl Variant {
    /// Returns the type as it is written.
    pub(crate) fn ty(&self) -> Option<&Text> {
        match self.field.ty.as_ref()? {
            TypeRef::Text(text) => Some(text),
            TypeRef::Resolved(_) => None,
        }
    }

    /// Returns every name in the type as it is written.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.ty().into_iter().flat_map(|ty| ty.split(['<', '>', ',', ' '])).filter(|name| !name.is_empty())
    }
}

/// `[operations.<id>]`
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub(crate) id: Text,
    pub(crate) title: Option<Text>,
    pub(crate) doc: Option<Text>,
    pub(crate) source: Option<Text>,
    pub(crate) method: Option<Text>,
    pub(crate) uri: Option<Text>,
    pub(crate) params: Spanned<Vec<(Text, Text)>>,
    pub(crate) messages: Option<Spanned<Vec<Text>>>,
}

/// One field of an object.
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// The key of its entry, which is the wire name unless `rename` is given.
    pub key: Text,
    /// The Rust name, if it is not to be made from the key. The derive sets it.
    pub rust_name: Option<String>,
    /// `type`; `None` if it is missing or wrong, which is reported already.
    pub ty: Option<TypeRef>,
    /// `required`
    pub required: Option<Spanned<bool>>,
    /// `nullable`
    pub nullable: Option<Spanned<bool>>,
    /// `default`, as JSON text.
    pub default: Option<Text>,
    /// `doc`
    pub doc: Option<Text>,
    /// `source`
    pub source: Option<Text>,
    /// Constraints and forms of the value.
    pub rules: ValueRules,
    /// `items`
    pub items: Option<Spanned<Items>>,
    /// `aliases`
    pub aliases: Vec<Text>,
    /// `codec`
    pub codec: Option<Spanned<Vec<Text>>>,
    /// `base64_flag`
    pub base64_flag: Option<Text>,
    /// `rename`
    pub rename: Option<Text>,
    /// Whether one of its keys is wrong and therefore missing here. The mistake is reported already.
    pub damaged: bool,
}

impl Field {
    /// Creates a field with a name, a type and no other keys.
    pub fn new(key: Text, ty: TypeRef) -> Self {
        Field { key, ty: Some(ty), ..Field::default() }
    }
}

/// The type of a field, as it is written.
#[derive(Clone, Debug)]
pub enum TypeRef {
    /// Text of the spec language: `list<string>`.
    Text(Text),
    /// A type that is resolved already.
    Resolved(Spanned<model::Type>),
}

/// What is written about the items of a list or map.
#[derive(Clone, Debug, Default)]
pub struct Items {
    /// Constraints and forms of each item.
    pub rules: ValueRules,
    /// `codec` of the innermost items.
    pub codec: Option<Spanned<Vec<Text>>>,
}

/// Constraints and accepted forms of one value, as they are written.
#[derive(Clone, Debug, Default)]
pub struct ValueRules {
    /// `length`
    pub length: Option<Text>,
    /// `range`; each end has its own place.
    pub range: Option<Spanned<[Spanned<f64>; 2]>>,
    /// `pattern`
    pub pattern: Option<Text>,
    /// `format`
    pub format: Option<Text>,
    /// `one_of`
    pub one_of: Option<Spanned<Vec<Text>>>,
    /// `const`
    pub constant: Option<Text>,
    /// `accept`
    pub accept: Option<Spanned<Vec<Text>>>,
    /// `empty`
    pub empty: Option<Spanned<Vec<Text>>>,
    /// `sensitive`
    pub sensitive: Option<Spanned<bool>>,
    /// `sensitive_keys`
    pub sensitive_keys: Option<Spanned<SensitiveKeys>>,
}

/// The value of `sensitive_keys`.
#[derive(Clone, Debug, PartialEq)]
pub enum SensitiveKeys {
    /// `sensitive_keys = "headers"`
    List(Text),
    /// `sensitive_keys = ["password"]`
    Keys(Vec<Text>),
}

/// A cross-field rule. Fields are given by their wire names.
#[derive(Clone, Debug)]
pub struct Rule {
    /// What the rule requires.
    pub kind: RuleKind,
    /// The message for a violation.
    pub doc: Option<Text>,
    /// The place of the whole rule.
    pub span: Span,
}

/// What a [`Rule`] requires.
#[derive(Clone, Debug)]
pub enum RuleKind {
    /// `{ at_least_one = ["a", "b"] }`
    AtLeastOne(Vec<Text>),
    /// `{ at_most_one = ["a", "b"] }`
    AtMostOne(Vec<Text>),
    /// `{ exactly_one = ["a", "b"] }`
    ExactlyOne(Vec<Text>),
    /// `{ when = "a", equals = "x", requires = ["b"] }`
    Requires {
        /// The field that is tested.
        when: Text,
        /// The text that it must have; `None` if any value counts.
        equals: Option<Text>,
        /// The fields that must be present.
        requires: Vec<Text>,
    },
    /// `{ list = "events", value = "ObjectCreated", excludes = ["Put"] }`
    Excludes {
        /// The list.
        list: Text,
        /// The text.
        value: Text,
        /// The texts that it excludes.
        excludes: Vec<Text>,
    },
    /// `{ list = "events", unique = true }`
    Unique {
        /// The list.
        list: Text,
    },
}
