//! Structs: what their fields are called and hold, and what their builders require.

use std::collections::BTreeSet;

use heck::ToUpperCamelCase;
use proc_macro2::{Ident, Span};
use quote::format_ident;
use syn::ext::IdentExt;
use triggerkit_core::{Step, TimeKind};
use triggerkit_spec::definitions::Definitions;
use triggerkit_spec::model::{self, Check, HttpResponse, Object, Presence, Type, TypeDef, ValueRules};
use triggerkit_spec::names;

use super::docs::{self, Doc};
use super::field_types::FieldTypes;
use super::ident::ident;
use super::way::Accessor;
use crate::tokens::{Verbatim, identifiers};

/// A struct of a spec, or a hand-written one that gets the same implementations.
#[derive(Debug, PartialEq)]
pub(crate) struct Struct<'m> {
    pub(crate) object: &'m Object,
    pub(crate) ident: Ident,
    pub(crate) vis: Verbatim,
    pub(crate) doc: Doc,
    pub(crate) fields: Vec<Field<'m>>,
    pub(crate) payload: Payload,
    /// Whether it is a whole document, which has the methods of `Document` itself: an event, an answer or a configuration of a spec.
    pub(crate) is_document: bool,
    /// Set if it is an HTTP answer.
    pub(crate) http: Option<HttpResponse>,
    /// Whether it has a parameter for the type that the user of the trigger chooses.
    pub(crate) generic: bool,
    /// The field that keeps what the struct does not name.
    pub(crate) kept: Option<Ident>,
    pub(crate) accessors: Vec<Accessor>,
    pub(crate) builder: Builder,
}

impl<'m> Struct<'m> {
    /// Plans a public struct that is read as JSON, with a type for each field of the object. The definitions are those of the
    /// types that the fields name.
    pub(crate) fn new(object: &'m Object, ident: Ident, types: Vec<FieldTypes>, definitions: &Definitions<'m>) -> Self {
        let fields = object.fields.iter().zip(types);
        let fields: Vec<_> = fields.map(|(field, types)| Field::new(object, field, types, definitions)).collect();
        Struct {
            builder: Builder::new(&ident, &fields),
            accessors: object.accessors.iter().filter_map(|each| Accessor::new(object, each, definitions)).collect(),
            doc: docs::object(object),
            object,
            ident,
            vis: Verbatim::of(&<syn::Token![pub]>::default()),
            fields,
            payload: object.root.map_or(Payload::Json, Payload::Root),
            is_document: false,
            http: None,
            generic: definitions.is_generic(object),
            kept: Some(self::ident("kept")),
        }
    }

    /// Plans the struct of a spec's object.
    pub(crate) fn of_object(object: &'m Object, definitions: &Definitions<'m>) -> Self {
        let types = object.fields.iter().map(|field| FieldTypes::of(field, definitions)).collect();
        Struct::new(object, ident(&object.name), types, definitions)
    }

    /// Plans the struct of a spec's named type.
    pub(crate) fn of_type(ty: &'m TypeDef, definitions: &Definitions<'m>) -> Self {
        Struct { http: ty.http, ..Struct::of_object(&ty.object, definitions) }
    }
}

/// How the bytes of a whole payload are read.
#[derive(Debug, PartialEq)]
pub(crate) enum Payload {
    Json,
    Cbor,
    /// The payload is the value of the field at an index.
    Root(usize),
    /// The field at an index takes them.
    Raw(usize),
    /// JSON if the trigger of this marker is detected. Otherwise the field at the index takes the bytes.
    JsonOrRaw(usize, Ident),
}

/// A field of a [`Struct`].
#[derive(Debug, PartialEq)]
pub(crate) struct Field<'m> {
    pub(crate) model: &'m model::Field,
    pub(crate) ident: Ident,
    /// Documents the field and its setter.
    pub(crate) doc: Doc,
    pub(crate) types: FieldTypes,
    pub(crate) value: Value<'m>,
    /// The items of a list or map, if they are constrained in any way or hold the records of a batch.
    pub(crate) items: Option<Value<'m>>,
    pub(crate) initial: Initial<'m>,
    /// The only valid text, which the builder sets.
    pub(crate) constant: Option<&'m str>,
    /// What its setter takes.
    pub(crate) argument: Argument,
    pub(crate) bytes_method: Option<BytesMethod>,
}

impl<'m> Field<'m> {
    fn new(object: &Object, model: &'m model::Field, types: FieldTypes, definitions: &Definitions<'m>) -> Self {
        Field {
            ident: ident(&model.name),
            doc: docs::field(model),
            value: Value::new(model.presence.clone(), &model.ty, &model.rules, definitions),
            items: items(model, types.optional_items, definitions),
            initial: Initial::new(model),
            constant: constant(model),
            argument: Argument::new(model),
            bytes_method: model.base64_flag.map(|flag| BytesMethod::new(object, model, flag)),
            model,
            types,
        }
    }

    /// Whether the builder needs it.
    fn is_required(&self) -> bool {
        self.value.presence == Presence::Required && self.constant.is_none()
    }
}

/// What the engine has to know of a value.
#[derive(Debug, PartialEq)]
pub(crate) struct Value<'m> {
    pub(crate) presence: Presence,
    /// The checks of the rules, and that of the type.
    pub(crate) checks: Vec<Check>,
    pub(crate) rules: &'m ValueRules,
    pub(crate) time: TimeKind,
}

impl<'m> Value<'m> {
    pub(super) fn new(presence: Presence, ty: &Type, rules: &'m ValueRules, definitions: &Definitions<'m>) -> Self {
        let checks = rules.checks.iter().cloned().chain(definitions.check_of(ty)).collect();
        let time = if let Type::Time(kind) = ty { *kind } else { TimeKind::Text };
        Value { presence, checks, rules, time }
    }
}

/// Plans the items of a list or map, which may be absent only in a hand-written struct.
pub(super) fn items<'m>(field: &'m model::Field, optional: bool, definitions: &Definitions<'m>) -> Option<Value<'m>> {
    let (Type::List(item) | Type::Map(item)) = &field.ty else { return None };
    let presence = if optional { Presence::Optional } else { Presence::Required };
    let value = Value::new(presence, item, &field.items, definitions);
    let is_plain = value.checks.is_empty() && *value.rules == ValueRules::default() && value.time == TimeKind::Text;
    (optional || !is_plain || field.batch_items > 0).then_some(value)
}

fn constant(field: &model::Field) -> Option<&str> {
    field.rules.checks.iter().find_map(|check| match check {
        Check::OneOf(texts) if field.ty == Type::String && texts.len() == 1 => texts.first().map(|only| &**only),
        _ => None,
    })
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
        use Type::{Encoded, Enum, Foreign, Generic, Json, List, Map, Raw, Scalar, String, Union};
        let converts = |ty: &Type| match ty {
            Encoded(contents, steps) => **contents == String || **steps == [Step::Numbers],
            _ => matches!(ty, Enum(_) | Foreign(_) | Generic | Json | Map(_) | Raw | Scalar | String | Union(_)),
        };
        match &field.ty {
            List(item) if converts(item) => Argument::IntoItems,
            List(_) => Argument::Items,
            ty if converts(ty) => Argument::Into,
            _ => Argument::Value,
        }
    }
}

/// A method that reads a field through the flag that shows whether it is base64.
#[derive(Debug, PartialEq)]
pub(crate) struct BytesMethod {
    pub(crate) ident: Ident,
    pub(crate) doc: Doc,
    /// Index of the flag.
    pub(crate) flag: usize,
}

impl BytesMethod {
    fn new(object: &Object, field: &model::Field, flag: usize) -> Self {
        let doc = docs::paragraphs(&[
            format!("Returns the bytes of `{}`, decoded from base64 if `{}` is true.", field.wire, object.fields[flag].wire),
            "# Errors\nReturns a violation of rule `codec` if the flag is true and the text is not base64.".into(),
        ]);
        BytesMethod { ident: format_ident!("{}_bytes", field.name), doc, flag }
    }
}

/// A builder: one type parameter for each required field.
#[derive(Debug, PartialEq)]
pub(crate) struct Builder {
    pub(crate) ident: Ident,
    /// The module with a type for each required field, which is its parameter while the field is not set.
    pub(crate) markers: Ident,
    /// Documents `builder()`.
    pub(crate) doc: Doc,
    /// The required fields.
    pub(crate) fields: Vec<Ident>,
    /// For each of them, the type parameter that shows whether it is set.
    pub(crate) parameters: Vec<Ident>,
}

impl Builder {
    fn new(ident: &Ident, fields: &[Field<'_>]) -> Self {
        // No parameter has the name of another one, or of a type of a field.
        let mut taken = BTreeSet::from([ident.to_string()]);
        taken.insert("T".to_owned());
        taken.extend(fields.iter().flat_map(|field| identifiers(&field.types.inner)));
        let fields = fields.iter().filter(|field| field.is_required()).map(|field| field.ident.clone());
        let fields: Vec<Ident> = fields.collect();
        let parameters = fields.iter().map(|field| {
            let mut parameter = format!("Has{}", field.unraw().to_string().to_upper_camel_case());
            while !taken.insert(parameter.clone()) {
                parameter.push('_');
            }
            self::ident(&parameter)
        });
        Builder {
            ident: self::ident(&names::builder(&ident.unraw().to_string())),
            markers: format_ident!("{ident}_fields", span = Span::call_site()),
            doc: docs::builder(&fields),
            parameters: parameters.collect(),
            fields,
        }
    }
}
