//! The raw spec: what the text says, nothing resolved, every node with its place.
//!
//! [`check`](crate::check) makes one of TOML. The parts that describe an object ([`Field`], [`Rule`]) may be made by another
//! parser as well, with spans of its own kind: the checker only copies spans, it never joins or splits them.

mod detect;
mod example;
mod field;
mod file;
mod rule;
mod table;

use std::ops::Deref;

use triggerkit_core::detect::Condition;

use crate::model::{self, Span};

pub use example::keys;
pub(crate) use file::read;

/// A value and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value at a place.
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

/// One spec file.
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

/// `[provider]`
#[derive(Clone, Debug)]
pub(crate) struct Provider {
    pub(crate) title: Option<Text>,
    pub(crate) source: Option<Text>,
    pub(crate) doc: Option<Text>,
}

/// What triggers, types and configurations share.
#[derive(Clone, Debug)]
pub(crate) struct Object {
    /// The key of its table.
    pub(crate) id: Text,
    pub(crate) doc: Option<Text>,
    pub(crate) source: Option<Text>,
    pub(crate) like: Option<Text>,
    /// `None` when there is no `fields` at all.
    pub(crate) fields: Option<Vec<Field>>,
    pub(crate) rules: Vec<Rule>,
}

/// `[triggers.<id>]`
#[derive(Clone, Debug)]
pub(crate) struct Trigger {
    pub(crate) object: Object,
    pub(crate) title: Option<Text>,
    pub(crate) body: Option<Spanned<Vec<Text>>>,
    pub(crate) detect: Option<Spanned<Condition>>,
    pub(crate) ambiguous_with: Vec<(Text, Text)>,
    pub(crate) response: Option<Text>,
    pub(crate) raw: Option<Text>,
    pub(crate) records: Option<Text>,
    pub(crate) sample: Option<Text>,
}

impl Trigger {
    /// Whether none of its bodies is known to have fields.
    pub(crate) fn is_raw(&self) -> bool {
        self.body.as_ref().is_some_and(|bodies| !bodies.iter().any(|body| matches!(body.as_str(), "json" | "cbor")))
    }
}

/// `[types.<Name>]`
#[derive(Clone, Debug)]
pub(crate) struct TypeDef {
    pub(crate) object: Object,
    pub(crate) http: Option<Http>,
}

/// `http = { … }`: names of fields.
#[derive(Clone, Debug)]
pub(crate) struct Http {
    pub(crate) status: Text,
    pub(crate) headers: Text,
    pub(crate) body: Text,
    pub(crate) base64: Text,
}

/// `[configs.<id>]`
#[derive(Clone, Debug)]
pub(crate) struct Config {
    pub(crate) object: Object,
    pub(crate) wrapper: Option<Text>,
    pub(crate) sample: Option<Text>,
}

/// `[enums.<Name>]`
#[derive(Clone, Debug)]
pub(crate) struct EnumDef {
    pub(crate) name: Text,
    pub(crate) doc: Option<Text>,
    /// Each with its doc, if it has one. `None` when `values` is missing or wrong.
    pub(crate) values: Option<Vec<(Text, Option<Text>)>>,
    pub(crate) closed: bool,
    pub(crate) rename: Vec<(Text, Text)>,
}

/// `[unions.<Name>]`
#[derive(Clone, Debug)]
pub(crate) struct UnionDef {
    pub(crate) name: Text,
    pub(crate) doc: Option<Text>,
    pub(crate) tag: Option<Text>,
    /// `None` when `variants` is missing or wrong.
    pub(crate) variants: Option<Vec<(Text, Text)>>,
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
#[derive(Clone, Debug)]
pub struct Field {
    /// The key of its entry: the wire name, unless `rename` says otherwise.
    pub key: Text,
    /// The Rust name when it is given and not to be made from the key: that of a hand-written struct's field.
    pub rust_name: Option<String>,
    /// `type`; `None` when it is missing, which is reported by whoever reads the field.
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
    /// `items`: constraints and forms of each item.
    pub items: Option<Spanned<ValueRules>>,
    /// `aliases`
    pub aliases: Vec<Text>,
    /// `codec`
    pub codec: Option<Spanned<Vec<Text>>>,
    /// `base64_flag`
    pub base64_flag: Option<Text>,
    /// `rename`
    pub rename: Option<Text>,
    /// Its keys were read, but at least one was wrong and is missing here; reported already.
    pub damaged: bool,
}

impl Field {
    /// A field of which nothing but its name and type is said.
    pub fn new(key: Text, ty: TypeRef) -> Self {
        Field {
            key,
            rust_name: None,
            ty: Some(ty),
            required: None,
            nullable: None,
            default: None,
            doc: None,
            source: None,
            rules: ValueRules::default(),
            items: None,
            aliases: Vec::new(),
            codec: None,
            base64_flag: None,
            rename: None,
            damaged: false,
        }
    }
}

/// What a field holds, as it was written.
#[derive(Clone, Debug)]
pub enum TypeRef {
    /// Text of the spec language: `list<string>`.
    Text(Text),
    /// Resolved by whoever made it.
    Resolved(Spanned<model::Type>),
}

/// Constraints and forms of one value, as they were written.
#[derive(Clone, Debug, Default)]
pub struct ValueRules {
    /// `length`
    pub length: Option<Text>,
    /// `range`; each end with its own place.
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
}

/// A cross-field rule. Fields are given by their wire names.
#[derive(Clone, Debug)]
pub struct Rule {
    /// What it asks.
    pub kind: RuleKind,
    /// What to say when it is broken.
    pub doc: Option<Text>,
    /// Place of the whole rule.
    pub span: Span,
}

/// What a [`Rule`] asks.
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
        /// The field that asks.
        when: Text,
        /// Only with this text.
        equals: Option<Text>,
        /// What it needs.
        requires: Vec<Text>,
    },
    /// `{ list = "events", value = "ObjectCreated", excludes = ["Put"] }`
    Excludes {
        /// The list.
        list: Text,
        /// The member.
        value: Text,
        /// What may not stand beside it.
        excludes: Vec<Text>,
    },
    /// `{ list = "events", unique = true }`
    Unique {
        /// The list.
        list: Text,
    },
}
