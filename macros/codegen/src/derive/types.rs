//! What a Rust type of a hand-written struct is to the spec language.

use quote::ToTokens;
use syn::{GenericArgument, PathArguments};
use triggerkit_core::TimeKind;
use triggerkit_spec::model::Type;

/// The last segment of a path type, with its only type argument, if it has one.
fn outer(ty: &syn::Type) -> Option<(String, Option<&syn::Type>)> {
    let syn::Type::Path(path) = ty else { return None };
    let segment = path.path.segments.last()?;
    let argument = match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => arguments.args.iter().find_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        }),
        _ => None,
    };
    Some((segment.ident.to_string(), argument))
}

/// The type inside an `Option`.
pub(super) fn optional(ty: &syn::Type) -> Option<&syn::Type> {
    match outer(ty) {
        Some((name, Some(inner))) if name == "Option" => Some(inner),
        _ => None,
    }
}

/// The spec's type. What it does not know is left to the compiler: it must implement `Value`.
pub(super) fn of(ty: &syn::Type, time: TimeKind) -> Type {
    let foreign = || Type::Foreign(ty.to_token_stream().to_string());
    let Some((name, argument)) = outer(ty) else { return foreign() };
    match (name.as_str(), argument) {
        ("Str" | "String", None) => Type::String,
        ("bool", None) => Type::Bool,
        ("i8" | "i16" | "i32" | "i64", None) => Type::I64,
        ("u8" | "u16" | "u32" | "u64", None) => Type::U64,
        ("f64", None) => Type::F64,
        ("Json", None) => Type::Json,
        ("Base64", None) => Type::Bytes,
        ("Timestamp", None) => Type::Time(time),
        ("Vec", Some(item)) => Type::List(Box::new(of(item, time))),
        ("Map", Some(item)) => Type::Map(Box::new(of(item, time))),
        _ => foreign(),
    }
}
