//! Rust types as data.

use proc_macro2::{Ident, TokenStream};
use triggerkit_core::Step;
use triggerkit_spec::model::{Field, Type};

use super::ident::ident;
use crate::tokens::Verbatim;

/// The Rust type of a value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum RustType {
    /// `()`
    Unit,
    Bool,
    I64,
    U64,
    F64,
    Str,
    Json,
    Scalar,
    Raw,
    Base64,
    Timestamp,
    Option(Box<RustType>),
    Vec(Box<RustType>),
    Map(Box<RustType>),
    /// A value inside of encoded text.
    Encoded(Box<RustType>, Chain),
    /// A type of the same spec.
    Named(Ident),
    /// A type as the user wrote it.
    Verbatim(Verbatim),
}

/// How an encoded value is unpacked: the runtime's names for the steps of a codec.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Chain {
    JsonText,
    Base64Json,
    PackedJson,
    Packed,
}

impl RustType {
    /// The type of a plain value.
    pub(crate) fn of(ty: &Type) -> Self {
        match ty {
            Type::String => RustType::Str,
            Type::Bool => RustType::Bool,
            Type::I64 => RustType::I64,
            Type::U64 => RustType::U64,
            Type::F64 => RustType::F64,
            Type::Json => RustType::Json,
            Type::Scalar => RustType::Scalar,
            Type::Raw => RustType::Raw,
            Type::Bytes => RustType::Base64,
            Type::Time(_) => RustType::Timestamp,
            Type::List(item) => RustType::Vec(Box::new(RustType::of(item))),
            Type::Map(item) => RustType::Map(Box::new(RustType::of(item))),
            Type::Object(name) | Type::Enum(name) | Type::Union(name) => RustType::Named(ident(name)),
            Type::Foreign(text) => RustType::Verbatim(Verbatim::of(&text.parse::<TokenStream>().unwrap_or_default())),
        }
    }

    /// The type of a field without its `Option`.
    pub(crate) fn of_field(field: &Field) -> Self {
        let plain = RustType::of(&field.ty);
        match field.codec.as_slice() {
            [] => plain,
            [Step::Base64] => RustType::Base64,
            [Step::Json] => RustType::Encoded(Box::new(plain), Chain::JsonText),
            [Step::Base64, Step::Json] => RustType::Encoded(Box::new(plain), Chain::Base64Json),
            [Step::Base64, Step::Unpack, .., Step::Json] => RustType::Encoded(Box::new(plain), Chain::PackedJson),
            _ => RustType::Encoded(Box::new(RustType::Unit), Chain::Packed),
        }
    }
}
