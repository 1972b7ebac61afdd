//! The Rust types of a hand-written struct, as types of the spec language.

use quote::ToTokens;
use syn::{Error, GenericArgument, PathArguments, PathSegment};
use triggerkit_core::{Step, TimeKind};
use triggerkit_spec::model::Type;

use crate::mistakes::mistake;

/// The type without parentheses, and without the group around what a `macro_rules!` was given.
fn bare(ty: &syn::Type) -> &syn::Type {
    match ty {
        syn::Type::Group(group) => bare(&group.elem),
        syn::Type::Paren(parentheses) => bare(&parentheses.elem),
        _ => ty,
    }
}

/// The types among the arguments of a path's segment.
fn arguments(segment: &PathSegment) -> impl Iterator<Item = &syn::Type> {
    let arguments = match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
        _ => None,
    };
    arguments.into_iter().flatten().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// The last segment of a path type, with its only type argument, if it has one.
fn outer(ty: &syn::Type) -> Option<(String, Option<&syn::Type>)> {
    let syn::Type::Path(path) = bare(ty) else { return None };
    let segment = path.path.segments.last()?;
    Some((segment.ident.to_string(), arguments(segment).next()))
}

/// The type inside an `Option`.
pub(super) fn optional(ty: &syn::Type) -> Option<&syn::Type> {
    outer(ty).filter(|(name, _)| name == "Option")?.1
}

/// The type of a list's items.
pub(super) fn item(ty: &syn::Type) -> Option<&syn::Type> {
    outer(ty).filter(|(name, _)| name == "Vec")?.1
}

/// Whether items of a list or map are `Option`s.
pub(super) fn optional_items(ty: &syn::Type) -> bool {
    outer(ty).is_some_and(|(name, item)| (name == "Vec" || name == "Map") && item.and_then(optional).is_some())
}

/// Returns the spec's type for a Rust type. A type that the spec language does not know must implement `Value`, which the
/// compiler checks.
pub(super) fn spec_type(ty: &syn::Type, time: TimeKind) -> Type {
    let foreign = || Type::Foreign(text(ty));
    let Some((name, argument)) = outer(ty) else { return foreign() };
    match (name.as_str(), argument) {
        ("Str" | "String", None) => Type::String,
        ("bool", None) => Type::Bool,
        ("i8" | "i16" | "i32" | "i64", None) => Type::I64,
        ("u8" | "u16" | "u32" | "u64", None) => Type::U64,
        ("f64", None) => Type::F64,
        ("Json", None) => Type::Json,
        ("Scalar", None) => Type::Scalar,
        ("Base64", None) => Type::Encoded(Box::new(Type::Bytes), vec![Step::Base64]),
        ("Timestamp", None) => Type::Time(time),
        ("Vec", Some(item)) => Type::List(Box::new(spec_type(optional(item).unwrap_or(item), time))),
        ("Map", Some(item)) => Type::Map(Box::new(spec_type(optional(item).unwrap_or(item), time))),
        _ => foreign(),
    }
}

/// Returns the type of a field, or of its items, that is taken for one of the user's own.
pub(super) fn foreign(ty: &syn::Type) -> Option<&syn::Type> {
    let ty = optional(ty).unwrap_or(ty);
    match outer(ty) {
        Some((name, Some(item))) if name == "Vec" || name == "Map" => foreign(item),
        _ => matches!(spec_type(ty, TimeKind::Rfc3339), Type::Foreign(_)).then_some(ty),
    }
}

/// Whether the option `time` applies to a type.
pub(super) fn holds_time(ty: &Type) -> bool {
    match ty {
        Type::Time(_) | Type::TimeLike(_) => true,
        Type::List(item) | Type::Map(item) => holds_time(item),
        _ => false,
    }
}

/// Returns the mistake of a type that contains one that is never a value.
pub(super) fn unfit(ty: &syn::Type) -> Option<Error> {
    if let syn::Type::Path(path) = bare(ty)
        && let Some(inside) = path.path.segments.iter().flat_map(arguments).find_map(unfit)
    {
        return Some(inside);
    }
    let help = instead(bare(ty))?;
    Some(mistake(ty, format_args!("`{}` cannot be the type of a field", text(ty)), help))
}

/// Returns the help for a type that is never a value. Only names that are hardly ever given to other types are taken for those
/// of the standard library.
fn instead(ty: &syn::Type) -> Option<&'static str> {
    match ty {
        syn::Type::Reference(_) => return Some("an event owns its data: use `Str` for text, `Vec` for a list"),
        syn::Type::Array(_) | syn::Type::Slice(_) => return Some("use `Vec`, with `length` for the number of items"),
        syn::Type::Tuple(_) => return Some("use `Vec` if all items have the same type, or else `Json`"),
        _ => {}
    }
    let (name, argument) = outer(ty)?;
    match (name.as_str(), argument) {
        ("f32", None) => Some("use `f64`"),
        ("usize", None) => Some("use `u64`"),
        ("isize", None) => Some("use `i64`"),
        ("i128" | "u128", None) => Some("use `i64` or `u64`; `Json` keeps numbers of any size"),
        ("char" | "str", None) => Some("use `Str`"),
        ("BTreeMap" | "HashMap", Some(_)) => Some("use `Map`: values by text"),
        ("BTreeSet" | "HashSet" | "VecDeque", Some(_)) => Some("use `Vec`"),
        _ => None,
    }
}

/// Formats a type as a person writes it.
pub(super) fn text(ty: &syn::Type) -> String {
    let spaced = ty.to_token_stream().to_string();
    spaced.replace(" < ", "<").replace(" >", ">").replace(" :: ", "::").replace(" , ", ", ").replace("& ", "&")
}

/// Whether it is the type that keeps unknown fields.
pub(super) fn is_kept(ty: &syn::Type) -> bool {
    outer(ty).is_some_and(|(name, argument)| name == "Kept" && argument.is_none())
}
