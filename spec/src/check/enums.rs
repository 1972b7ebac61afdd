//! Checks enums: every value needs a Rust name, and no two may have the same.

use std::collections::BTreeMap;

use crate::diagnostic::{Context, Problem};
use crate::model::{EnumDef, Span, Variant};
use crate::names;
use crate::raw::{self, Text};
use crate::suggest::Suggestion;

/// The variant for unknown values, which every enum and union has.
pub(super) const OTHER: &str = "Other";

/// Checks an enum. Returns `None` if its values cannot be read.
pub(super) fn check(cx: &mut Context, raw: &raw::EnumDef) -> Option<EnumDef> {
    let values = raw.values.as_ref()?;
    let wires: Vec<&Text> = values.iter().map(|(wire, _)| wire).collect();
    check_renames(cx, &format!("enum `{}`", raw.name.value), &raw.rename, &wires);
    let mut variants: Vec<Variant> = Vec::new();
    let mut first: BTreeMap<String, &Text> = BTreeMap::new();
    for (wire, doc) in values {
        if variants.iter().any(|each| each.wire == wire.value) {
            cx.error(&wire.span, Problem::Twice { word: &**wire, key: &"values" });
            continue;
        }
        let Some((name, at)) = variant_name(cx, &raw.rename, wire) else { continue };
        if let Some(there) = first.get(&name) {
            let problem = Problem::VariantCollision { name: &name, first: &***there, second: &**wire };
            cx.error(at, problem).note(&there.span, "first used here");
        } else {
            first.insert(name.clone(), wire);
        }
        variants.push(Variant { wire: wire.value.clone(), name, doc: doc.as_ref().map(|doc| doc.value.clone()) });
    }
    Some(EnumDef {
        name: raw.name.value.clone(),
        doc: raw.doc.as_ref().map(|doc| doc.value.clone()),
        variants,
        closed: raw.closed,
        span: raw.name.span.clone(),
    })
}

/// Checks that every `rename` is of a value and gives a valid Rust name.
pub(super) fn check_renames(cx: &mut Context, owner: &str, rename: &[(Text, Text)], wires: &[&Text]) {
    for (wire, name) in rename {
        if !wires.iter().any(|each| each.value == wire.value) {
            let suggestion = Suggestion::new(wire, "values", wires.iter().map(|each| each.as_str()));
            let problem = Problem::RenameOfNothing { wire: &**wire, owner: &owner, suggestion: &suggestion };
            cx.error(&wire.span, problem);
        }
        if !names::is_type_name(name) || names::unraw(name) {
            let right = names::type_name(name).filter(|right| names::is_type_name(right)).unwrap_or_else(|| "Name".into());
            cx.error(&name.span, Problem::BadVariantName { name: &**name, right: &right });
        }
    }
}

/// Returns the variant's Rust name and the place that it comes from.
pub(super) fn variant_name<'r>(cx: &mut Context, rename: &'r [(Text, Text)], wire: &'r Text) -> Option<(String, &'r Span)> {
    let (name, at) = match rename.iter().find(|(value, _)| value.value == wire.value) {
        Some((_, name)) => (Some(name.value.clone()), &name.span),
        None => (names::type_name(wire), &wire.span),
    };
    match name {
        None => cx.fail(at, Problem::NoVariantName { wire: &**wire }),
        Some(name) if name == OTHER => cx.fail(at, Problem::ReservedVariant { wire: &**wire }),
        Some(name) => Some((name, at)),
    }
}
