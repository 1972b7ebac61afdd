//! Structs: what their fields are called and hold, and what their builders require.

use std::collections::BTreeSet;

use heck::ToUpperCamelCase;
use proc_macro2::{Ident, Span};
use quote::format_ident;
use syn::ext::IdentExt;
use triggerkit_core::{Accept, TimeKind};
use triggerkit_spec::definitions::Definitions;
use triggerkit_spec::model::{self, Check, HttpShape, Object, Presence, Rule, Type, TypeDef, ValueRules};
use triggerkit_spec::names;

use super::docs;
use super::ident::ident;
use super::types::RustType;
use crate::tokens::{Verbatim, identifiers};

/// A struct of a spec, or a hand-written one that gets the same implementations.
#[derive(Debug, PartialEq)]
pub(crate) struct Struct<'m> {
    pub(crate) ident: Ident,
    pub(crate) vis: Verbatim,
    pub(crate) doc: String,
    /// Its name in messages, never raw.
    pub(crate) name: &'m str,
    pub(crate) fields: Vec<Field<'m>>,
    pub(crate) rules: &'m [Rule],
    pub(crate) payload: Payload,
    /// Set if it is an HTTP answer.
    pub(crate) http: Option<HttpShape>,
    /// The field that keeps what the struct does not name.
    pub(crate) kept: Option<Ident>,
    pub(crate) builder: Builder,
    pub(crate) bytes_methods: Vec<BytesMethod>,
}

/// What an object of the model leaves open, and specs and hand-written structs decide differently.
pub(crate) struct Declaration {
    pub(crate) ident: Ident,
    pub(crate) vis: Verbatim,
    /// One for each field.
    pub(crate) types: Vec<FieldTypes>,
    pub(crate) payload: Payload,
    pub(crate) http: Option<HttpShape>,
    pub(crate) kept: Option<Ident>,
}

impl Declaration {
    /// A public struct of a spec, read as JSON.
    pub(crate) fn of(object: &Object) -> Self {
        Declaration {
            ident: ident(&object.name),
            vis: Verbatim::of(&<syn::Token![pub]>::default()),
            types: object.fields.iter().map(FieldTypes::of).collect(),
            payload: Payload::Json,
            http: None,
            kept: Some(ident("kept")),
        }
    }
}

impl<'m> Struct<'m> {
    /// Plans the struct of an object. The definitions are those of the types that its fields name.
    pub(crate) fn new(object: &'m Object, declaration: Declaration, definitions: &Definitions<'m>) -> Self {
        let Declaration { ident, vis, types, payload, http, kept } = declaration;
        let types = object.fields.iter().zip(types);
        let fields: Vec<Field<'m>> = types.map(|(field, types)| Field::new(field, types, definitions)).collect();
        Struct {
            builder: Builder::new(&ident, &fields),
            bytes_methods: bytes_methods(&object.fields),
            doc: docs::object(object),
            name: &object.name,
            rules: &object.rules,
            ident,
            vis,
            fields,
            payload,
            http,
            kept,
        }
    }

    /// Plans the struct of a spec's object.
    pub(crate) fn of_object(object: &'m Object, definitions: &Definitions<'m>) -> Self {
        Struct::new(object, Declaration::of(object), definitions)
    }

    /// Plans the struct of a spec's named type.
    pub(crate) fn of_type(ty: &'m TypeDef, definitions: &Definitions<'m>) -> Self {
        Struct::new(&ty.object, Declaration { http: ty.http, ..Declaration::of(&ty.object) }, definitions)
    }
}

/// How the bytes of a whole payload are read.
#[derive(Debug, PartialEq)]
pub(crate) enum Payload {
    Json,
    Cbor,
    /// The field at an index takes them.
    Raw(usize),
    /// JSON if the trigger of this marker is detected. Otherwise the field at the index takes the bytes.
    JsonOrRaw(usize, Ident),
}

/// A field of a [`Struct`].
#[derive(Debug, PartialEq)]
pub(crate) struct Field<'m> {
    pub(crate) ident: Ident,
    /// Documents the field and its setter.
    pub(crate) doc: String,
    pub(crate) types: FieldTypes,
    /// The key on the wire.
    pub(crate) wire: &'m str,
    pub(crate) aliases: &'m [String],
    pub(crate) value: Value<'m>,
    /// The items of a list or map, if they are constrained in any way.
    pub(crate) items: Option<Value<'m>>,
    /// Index of the sibling that selects the type.
    pub(crate) tag: Option<usize>,
    pub(crate) source: Option<&'m str>,
    pub(crate) initial: Initial<'m>,
    /// The only valid text, which the builder sets.
    pub(crate) constant: Option<&'m str>,
    /// What its setter takes.
    pub(crate) argument: Argument,
}

/// The Rust types of a field.
#[derive(Debug, PartialEq)]
pub(crate) struct FieldTypes {
    /// The type of the struct's field.
    pub(crate) ty: RustType,
    /// The same without its `Option`.
    pub(crate) inner: RustType,
    pub(crate) optional: bool,
    /// The type of a list's or map's items, without their `Option`s in a hand-written struct.
    pub(crate) item: Option<RustType>,
    /// Whether the items are `Option`s, which only a hand-written struct has.
    pub(crate) optional_items: bool,
}

impl FieldTypes {
    /// The types of a spec's field.
    pub(crate) fn of(field: &model::Field) -> Self {
        let inner = RustType::of_field(field);
        let optional = field.is_option();
        let ty = if optional { RustType::Option(Box::new(inner.clone())) } else { inner.clone() };
        let item = match &inner {
            RustType::Vec(item) | RustType::Map(item) => Some((**item).clone()),
            _ => None,
        };
        FieldTypes { ty, inner, optional, item, optional_items: false }
    }
}

/// What the engine has to know of a value.
#[derive(Debug, PartialEq)]
pub(crate) struct Value<'m> {
    pub(crate) presence: Presence,
    pub(crate) checks: Vec<Check>,
    pub(crate) accept: &'m [Accept],
    /// Texts that mean nothing.
    pub(crate) empty: &'m [String],
    pub(crate) sensitive: bool,
    pub(crate) time: TimeKind,
}

impl<'m> Value<'m> {
    fn new(presence: Presence, ty: &Type, rules: &'m ValueRules, definitions: &Definitions<'m>) -> Self {
        let mut checks = rules.checks.clone();
        checks.extend(definitions.closed_check(ty));
        let time = if let Type::Time(kind) = ty { *kind } else { TimeKind::Text };
        Value { presence, checks, accept: &rules.accept, empty: &rules.empty, sensitive: rules.sensitive, time }
    }

    /// Whether nothing but its presence is constrained.
    fn is_plain(&self) -> bool {
        let Value { presence: _, checks, accept, empty, sensitive, time } = self;
        checks.is_empty() && accept.is_empty() && empty.is_empty() && !sensitive && *time == TimeKind::Text
    }
}

/// The value of a field that is missing in the payload.
#[derive(Debug, PartialEq)]
pub(crate) enum Initial<'m> {
    /// The empty value of its type.
    Empty,
    /// A boolean or whole number, as JSON and Rust alike write it.
    Literal(&'m str),
    Float(f64),
    /// Anything else, as JSON.
    Json(&'m str),
}

impl<'m> Initial<'m> {
    fn new(field: &'m model::Field) -> Self {
        let Presence::Default(json) = &field.presence else { return Initial::Empty };
        match (&field.ty, json.parse()) {
            (Type::Bool | Type::I64 | Type::U64, _) => Initial::Literal(json),
            (Type::F64, Ok(float)) => Initial::Float(float),
            _ => Initial::Json(json),
        }
    }
}

/// What a setter takes.
#[derive(Debug, PartialEq)]
pub(crate) enum Argument {
    /// The value itself. A number is one of these, so that literals need no suffix.
    Value,
    /// Anything that converts into the value.
    Into,
    /// The items of a list.
    Items,
    /// Anything that converts into the items of a list.
    IntoItems,
}

impl Argument {
    fn new(field: &model::Field) -> Self {
        match &field.ty {
            _ if !field.codec.is_empty() => Argument::Value,
            Type::List(item) if converts(item) => Argument::IntoItems,
            Type::List(_) => Argument::Items,
            ty if converts(ty) => Argument::Into,
            _ => Argument::Value,
        }
    }
}

/// Whether other types convert into this one.
fn converts(ty: &Type) -> bool {
    use Type::{Enum, Foreign, Json, Map, Raw, Scalar, String, Union};
    matches!(ty, Enum(_) | Foreign(_) | Json | Map(_) | Raw | Scalar | String | Union(_))
}

impl<'m> Field<'m> {
    fn new(field: &'m model::Field, types: FieldTypes, definitions: &Definitions<'m>) -> Self {
        Field {
            ident: ident(&field.name),
            doc: docs::field(field),
            wire: &field.wire,
            aliases: &field.aliases,
            value: Value::new(field.presence.clone(), &field.ty, &field.rules, definitions),
            items: items(field, &types, definitions),
            tag: field.tag,
            source: field.source.as_deref(),
            initial: Initial::new(field),
            constant: constant(field),
            argument: Argument::new(field),
            types,
        }
    }

    /// Whether the builder needs it.
    fn is_required(&self) -> bool {
        self.value.presence == Presence::Required && self.constant.is_none()
    }
}

fn items<'m>(field: &'m model::Field, types: &FieldTypes, definitions: &Definitions<'m>) -> Option<Value<'m>> {
    let (Type::List(item) | Type::Map(item)) = &field.ty else { return None };
    let presence = if types.optional_items { Presence::Optional } else { Presence::Required };
    let value = Value::new(presence, item, &field.items, definitions);
    (types.optional_items || !value.is_plain()).then_some(value)
}

fn constant(field: &model::Field) -> Option<&str> {
    field.rules.checks.iter().find_map(|check| match check {
        Check::OneOf(texts) if field.ty == Type::String => match &texts[..] {
            [only] => Some(&**only),
            _ => None,
        },
        _ => None,
    })
}

/// A builder: one type parameter for each required field.
#[derive(Debug, PartialEq)]
pub(crate) struct Builder {
    pub(crate) ident: Ident,
    /// The module with a type for each required field, which is its parameter while the field is not set.
    pub(crate) markers: Ident,
    /// Documents `builder()`.
    pub(crate) doc: String,
    pub(crate) required: Vec<Required>,
}

/// A required field, and the type parameter that shows whether it is set.
#[derive(Debug, PartialEq)]
pub(crate) struct Required {
    /// Index of the field.
    pub(crate) field: usize,
    pub(crate) parameter: Ident,
}

impl Builder {
    fn new(ident: &Ident, fields: &[Field<'_>]) -> Self {
        // No parameter has the name of another one, or of a type of a field.
        let mut taken = BTreeSet::from([ident.to_string()]);
        fields.iter().for_each(|field| collect_names(&field.types.inner, &mut taken));
        let mut required = Vec::new();
        for (index, field) in fields.iter().enumerate().filter(|(_, field)| field.is_required()) {
            let mut parameter = format!("Has{}", field.ident.unraw().to_string().to_upper_camel_case());
            while !taken.insert(parameter.clone()) {
                parameter.push('_');
            }
            required.push(Required { field: index, parameter: self::ident(&parameter) });
        }
        Builder {
            ident: self::ident(&names::builder(&ident.unraw().to_string())),
            markers: format_ident!("{ident}_fields", span = Span::call_site()),
            doc: docs::builder(required.iter().map(|required| fields[required.field].ident.unraw())),
            required,
        }
    }
}

/// Collects the names that a type refers to and that are not the runtime's.
fn collect_names(ty: &RustType, names: &mut BTreeSet<String>) {
    match ty {
        RustType::Named(ident) => {
            names.insert(ident.to_string());
        }
        RustType::Verbatim(tokens) => names.extend(identifiers(tokens)),
        RustType::Option(inner) | RustType::Vec(inner) | RustType::Map(inner) | RustType::Encoded(inner, _) => {
            collect_names(inner, names);
        }
        _ => {}
    }
}

/// A method that reads a field through the flag that shows whether it is base64.
#[derive(Debug, PartialEq)]
pub(crate) struct BytesMethod {
    pub(crate) ident: Ident,
    pub(crate) doc: String,
    /// Index of the text.
    pub(crate) text: usize,
    /// Index of the flag.
    pub(crate) flag: usize,
}

fn bytes_methods(fields: &[model::Field]) -> Vec<BytesMethod> {
    let methods = fields.iter().enumerate().filter_map(|(text, field)| {
        let flag = field.base64_flag?;
        let doc = docs::paragraphs(&[
            format!("Returns the bytes of `{}`, decoded from base64 if `{}` is true.", field.wire, fields[flag].wire),
            "# Errors\nReturns a violation of rule `codec` if the flag is true and the text is not base64.".into(),
        ]);
        Some(BytesMethod { ident: format_ident!("{}_bytes", field.name), doc, text, flag })
    });
    methods.collect()
}
