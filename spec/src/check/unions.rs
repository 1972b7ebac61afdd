//! Checks unions: each tag selects a type that exists.

use super::enums::OTHER;
use super::scope::{Named, Scope};
use crate::diagnostic::{Context, Problem};
use crate::model::{UnionDef, UnionVariant};
use crate::raw::{self, Text};
use crate::suggest::Suggestion;

/// Checks a union. Returns `None` if its tag or variants cannot be read.
pub(super) fn check(cx: &mut Context, scope: &Scope<'_>, raw: &raw::UnionDef) -> Option<UnionDef> {
    let mut variants: Vec<UnionVariant> = Vec::new();
    for (tag, ty) in raw.variants.as_ref()? {
        if !is_variant(cx, scope, ty) {
            continue;
        }
        match variants.iter_mut().find(|variant| variant.type_name == ty.value) {
            Some(variant) => variant.tags.push(tag.value.clone()),
            None => variants.push(UnionVariant { type_name: ty.value.clone(), tags: vec![tag.value.clone()] }),
        }
    }
    Some(UnionDef {
        name: raw.name.value.clone(),
        doc: raw.doc.as_ref().map(|doc| doc.value.clone()),
        tag: raw.tag.as_ref()?.value.clone(),
        variants,
        span: raw.name.span.clone(),
    })
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
