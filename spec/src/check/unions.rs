//! Checks unions: every variant has a type that exists, and something that selects it.

use std::collections::BTreeMap;

use triggerkit_core::detect::Condition;
use triggerkit_core::json::Kind;
use triggerkit_core::key_path::{Mark, path_steps};
use triggerkit_core::{Step, TimeKind};

use super::draft::{Draft, Drafts};
use super::enums::{self, OTHER};
use super::scope::{Named, Scope};
use super::{field, rule};
use crate::diagnostic::{Context, Problem};
use crate::model::{By, Field, Span, Type, UnionDef, UnionVariant, VALUE_KINDS};
use crate::raw::{self, Spanned, Text, Variant};
use crate::suggest::Suggestion;
use crate::{names, words};

/// Checks a union. Returns `None` if its tag or variants cannot be read.
pub(super) fn check(cx: &mut Context, scope: &Scope<'_>, raw: &raw::UnionDef) -> Option<UnionDef> {
    let (by, listed) = (raw.by?, raw.variants.as_ref()?);
    check_keys(cx, raw, by);
    let mut variants: Vec<UnionVariant> = Vec::new();
    let mut first: BTreeMap<String, &Text> = BTreeMap::new();
    for variant in listed {
        let key = &variant.field.key;
        if by != By::Detect && key.value == "*" {
            cx.error(&key.span, Problem::VariantForAll {});
            continue;
        }
        let Some((name, at)) = name(cx, scope, raw, by, variant) else { continue };
        match (by, first.get(&name)) {
            (_, None) => {}
            (By::Sibling | By::Field, Some(_)) => {
                let same = variants.iter_mut().find(|each| each.name == name);
                same.into_iter().for_each(|each| each.tags.push(key.value.clone()));
                continue;
            }
            (By::Detect, Some(there)) => {
                cx.error(at, Problem::VariantTwice { name: &name }).note(&there.span, "first listed here");
                continue;
            }
            (By::Key | By::Kind, Some(there)) => {
                let problem = Problem::VariantCollision { name: &name, first: &***there, second: &**key };
                cx.error(at, problem).note(&there.span, "first used here");
                continue;
            }
        }
        first.insert(name.clone(), key);
        let detect = variant.detect.as_ref().map(|detect| condition(cx, detect));
        let tags = if by == By::Detect { Vec::new() } else { vec![key.value.clone()] };
        let value = value(cx, scope, by, &name, variant);
        variants.extend(value.map(|field| UnionVariant { name, tags, detect, field }));
    }
    Some(UnionDef {
        name: raw.name.value.clone(),
        doc: raw.doc.as_ref().map(|doc| doc.value.clone()),
        by,
        tag: if by.has_tag() { Some(raw.tag.as_ref()?.value.clone()) } else { None },
        variants,
        span: raw.name.span.clone(),
    })
}

/// Reports keys that have no effect with this `by`.
fn check_keys(cx: &mut Context, raw: &raw::UnionDef, by: By) {
    if let Some(tag) = raw.tag.as_ref().filter(|_| !by.has_tag()) {
        let right = "`by = \"field\"` if the text of this field chooses the type";
        cx.error(&tag.span, Problem::UnionKeyUnused { key: &"tag", by: &by.word(), right: &right });
    }
    if by == By::Key {
        let keys: Vec<&Text> = raw.variants.iter().flatten().map(|variant| &variant.field.key).collect();
        enums::check_renames(cx, &format!("union `{}`", raw.name.value), &raw.rename, &keys);
    } else if let Some((_, name)) = raw.rename.first() {
        let right = "`by = \"key\"` if the only key of an object chooses the type";
        cx.error(&name.span, Problem::UnionKeyUnused { key: &"rename", by: &by.word(), right: &right });
    }
}

/// Returns the Rust name of a variant and the place that it comes from. A variant that is an object has the name of its type,
/// unless the variants of the union can be of any type.
fn name<'r>(
    cx: &mut Context,
    scope: &Scope<'_>,
    raw: &'r raw::UnionDef,
    by: By,
    variant: &'r Variant,
) -> Option<(String, &'r Span)> {
    let key = &variant.field.key;
    match by {
        By::Key => enums::variant_name(cx, &raw.rename, key),
        By::Kind => kind(cx, key).and_then(|kind| Some((names::type_name(kind.word())?, &key.span))),
        By::Sibling | By::Field | By::Detect => {
            let ty = variant.ty().filter(|ty| is_variant(cx, scope, ty))?;
            Some((ty.value.clone(), &ty.span))
        }
    }
}

fn is_variant(cx: &mut Context, scope: &Scope<'_>, ty: &Text) -> bool {
    if scope.find(ty) != Some(Named::Object) {
        let suggestion = Suggestion::new(ty, "types", scope.objects());
        cx.error(&ty.span, Problem::UnknownVariantType { name: &**ty, suggestion: &suggestion });
        return false;
    }
    if ty.value == OTHER {
        cx.error(&ty.span, Problem::ReservedVariantType { name: &OTHER });
        return false;
    }
    true
}

/// Returns the kinds of values that can select a variant: all but null.
fn selecting_kinds() -> Vec<Kind> {
    VALUE_KINDS.into_iter().filter(|kind| *kind != Kind::Null).collect()
}

fn kind(cx: &mut Context, word: &Text) -> Option<Kind> {
    if word.value == Kind::Null.word() {
        return cx.fail(&word.span, Problem::VariantForNull {});
    }
    raw::find_kind(cx, word, &selecting_kinds())
}

/// Checks the condition of a variant.
fn condition(cx: &mut Context, detect: &Spanned<Condition>) -> Condition {
    if has_header(&detect.value) {
        cx.error(&detect.span, Problem::VariantHeader {});
    }
    if let Some(path) = path_through_map(&detect.value) {
        cx.error(&detect.span, Problem::VariantThroughMap { path: &path });
    }
    detect.value.clone()
}

/// Returns a path of a condition that goes through a map.
fn path_through_map(condition: &Condition) -> Option<&str> {
    match condition {
        Condition::All(list) | Condition::Any(list) | Condition::Not(list) => list.iter().find_map(path_through_map),
        Condition::Header(..) => None,
        Condition::Path(path, _) | Condition::Absent(path) => {
            path_steps(path).any(|step| step.marks.contains(Mark::Values.text())).then_some(path)
        }
    }
}

fn has_header(condition: &Condition) -> bool {
    match condition {
        Condition::All(list) | Condition::Any(list) | Condition::Not(list) => list.iter().any(has_header),
        Condition::Header(..) => true,
        Condition::Path(..) | Condition::Absent(_) => false,
    }
}

/// Checks the value of a variant.
fn value(cx: &mut Context, scope: &Scope<'_>, by: By, name: &str, variant: &Variant) -> Option<Field> {
    let raw = raw::Field { rust_name: Some(name.to_owned()), ..variant.field.clone() };
    let slot = field::check(cx, scope, &raw);
    if let Some(Type::Union(inner)) = &slot.ty
        && scope.by(inner) == Some(By::Sibling)
    {
        return cx.fail(&slot.ty_span, Problem::SiblingInUnion { name: inner });
    }
    if let (By::Kind, Some(ty)) = (by, &slot.ty) {
        check_kind(cx, scope, &raw.key, ty, &slot.ty_span);
    }
    let wire = if by == By::Key { raw.key.value } else { String::new() };
    slot.field.map(|field| Field { wire, ..field })
}

/// Checks that values of a type can be of the kind that selects it.
fn check_kind(cx: &mut Context, scope: &Scope<'_>, word: &Text, ty: &Type, span: &Span) {
    let kinds = kinds(scope, ty);
    if kinds.iter().any(|kind| kind.word() == word.value) {
        return;
    }
    let right = match kinds.first() {
        Some(kind) => format!("write `{} = …`, or use another type here", kind.word()),
        None => "use another type here".to_owned(),
    };
    let ty = words::described(ty);
    cx.error(span, Problem::KindMisfit { kind: &**word, ty: &ty, right: &right });
}

/// Returns the kinds in which values of a type usually arrive.
fn kinds(scope: &Scope<'_>, ty: &Type) -> Vec<Kind> {
    match ty {
        Type::Encoded(_, steps) if steps.first() == Some(&Step::Numbers) => vec![Kind::List],
        Type::String | Type::Enum(_) | Type::Bytes | Type::Encoded(..) => vec![Kind::String],
        Type::Bool => vec![Kind::Bool],
        Type::I64 | Type::U64 | Type::F64 => vec![Kind::Number],
        Type::Time(TimeKind::Any) => vec![Kind::String, Kind::Number],
        Type::Time(kind) if kind.nanoseconds().is_some() => vec![Kind::Number],
        Type::Time(_) | Type::TimeLike(_) => vec![Kind::String],
        Type::List(_) => vec![Kind::List],
        Type::Map(_) | Type::Object(_) => vec![Kind::Object],
        Type::Union(name) => match scope.by(name) {
            Some(By::Kind) | None => selecting_kinds(),
            Some(_) => vec![Kind::Object],
        },
        Type::Scalar => vec![Kind::String, Kind::Number, Kind::Bool],
        Type::Json | Type::Generic | Type::Foreign(_) | Type::Raw => selecting_kinds(),
    }
}

/// Checks that every type of a union has the field whose text selects it.
pub(super) fn check_tags(cx: &mut Context, scope: &Scope<'_>, types: &Drafts, raw: &raw::UnionDef) {
    let Some(union) = scope.unions.get(&raw.name).filter(|union| union.by == By::Field) else { return };
    for variant in raw.variants.iter().flatten() {
        let Some(ty) = variant.ty() else { continue };
        if let Some(draft) = types.get(ty) {
            find_tag(cx, scope, union, draft, &ty.span, std::iter::once(&variant.field.key));
        }
    }
}

/// Finds the field whose text selects the type of a union, and checks that it can have the texts that do.
pub(super) fn find_tag<'t>(
    cx: &mut Context,
    scope: &Scope<'_>,
    union: &UnionDef,
    draft: &Draft,
    at: &Span,
    tags: impl Iterator<Item = &'t Text>,
) -> Option<usize> {
    let (tag, name) = (union.tag.as_ref()?, &union.name);
    let Some(found) = draft.find(tag) else {
        let suggestion = format!("add the field `{tag}` of type `string` or an enum");
        let owner = &draft.head.owner;
        return cx.fail(at, Problem::TagMissing { tag, union: name, owner, suggestion: &suggestion });
    };
    let slot = &draft.slots[found];
    let Some(ty) = &slot.ty else { return None };
    if !matches!(ty, Type::String | Type::Enum(_)) {
        let problem = Problem::TagNotText { tag, union: name, ty: &words::described(ty) };
        cx.error(at, problem).note(&slot.ty_span, "the type of the tag");
        return None;
    }
    for text in tags {
        // Report the tags of a union once, even if several fields use it.
        if !cx.reported(&text.span, "E214") {
            rule::check_value(cx, scope, slot, text);
        }
    }
    Some(found)
}
