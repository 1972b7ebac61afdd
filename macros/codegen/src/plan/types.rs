//! Rust types as data.

use proc_macro2::{Ident, TokenStream};
use triggerkit_core::Step;
use triggerkit_spec::definitions::Definitions;
use triggerkit_spec::model::Type;

use super::ident::ident;
use crate::tokens::Verbatim;

/// The Rust type of a value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum RustType {
    /// `bool`, `()`
    Primitive(&'static str),
    /// A type of the runtime with its parameters: `Map<Str>`.
    Runtime(&'static str, Vec<RustType>),
    /// A type of the same spec.
    Named(Ident),
    /// A type of the same spec that takes the type that the user of a trigger chooses.
    Generic(Ident),
    /// The type that the user of a trigger chooses.
    Chosen,
    /// A type as the user wrote it.
    Verbatim(Verbatim),
}

impl RustType {
    /// A type of the runtime without parameters.
    pub(crate) fn runtime(name: &'static str) -> Self {
        RustType::Runtime(name, Vec::new())
    }

    /// The type of a value.
    pub(crate) fn of(ty: &Type, definitions: &Definitions<'_>) -> Self {
        match ty {
            Type::Generic => RustType::Chosen,
            Type::Object(name) if definitions.is_generic_name(name) => RustType::Generic(ident(name)),
            Type::Bool => RustType::Primitive("bool"),
            Type::I64 => RustType::Primitive("i64"),
            Type::U64 => RustType::Primitive("u64"),
            Type::F64 => RustType::Primitive("f64"),
            Type::String => RustType::runtime("Str"),
            Type::Json => RustType::runtime("Json"),
            Type::Scalar => RustType::runtime("Scalar"),
            Type::Raw => RustType::runtime("Raw"),
            // Only encoded bytes are values.
            Type::Bytes => RustType::Primitive("()"),
            Type::Encoded(contents, steps) => RustType::encoded(contents, steps, definitions),
            Type::Time(_) | Type::TimeLike(_) => RustType::runtime("Timestamp"),
            Type::List(item) => RustType::Runtime("Vec", vec![RustType::of(item, definitions)]),
            Type::Map(item) => RustType::Runtime("Map", vec![RustType::of(item, definitions)]),
            Type::Object(name) | Type::Enum(name) | Type::Union(name) => RustType::Named(ident(name)),
            Type::Foreign(text) => RustType::Verbatim(Verbatim::of(&text.parse::<TokenStream>().unwrap_or_default())),
        }
    }

    /// The type of the items of a list, or of the values of a map.
    pub(crate) fn into_item(self) -> Option<Self> {
        match self {
            RustType::Runtime("Vec" | "Map", items) => items.into_iter().next(),
            _ => None,
        }
    }

    /// The type of a value that is encoded.
    fn encoded(contents: &Type, steps: &[Step], definitions: &Definitions<'_>) -> Self {
        let codec = match steps {
            [Step::Base64] => return RustType::runtime("Base64"),
            [Step::Json] => "JsonText",
            [Step::Base64, Step::Json] => "Base64Json",
            [.., Step::Json] => "PackedJson",
            [Step::Numbers] => "ByteList",
            [Step::Percent] => "PercentText",
            _ => "Packed",
        };
        RustType::Runtime("Encoded", vec![RustType::of(contents, definitions), RustType::runtime(codec)])
    }
}
