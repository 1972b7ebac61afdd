//! Checks references between types: no type contains itself, and every type is used.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Draft, Drafts, Slot};
use super::scope::Scope;
use crate::definitions::name_of;
use crate::diagnostic::{Context, Problem};
use crate::model::{Span, Type};
use crate::raw::Spec;

/// Reports each cycle of types that contain each other by value, once.
pub(super) fn check_finite(cx: &mut Context, scope: &Scope<'_>, types: &Drafts) {
    let mut in_cycle: BTreeSet<&str> = BTreeSet::new();
    for draft in types.iter() {
        let start = draft.head.name.as_str();
        let mut path = Vec::new();
        if in_cycle.contains(start) || !leads_back(scope, types, draft, start, &mut BTreeSet::new(), &mut path) {
            continue;
        }
        in_cycle.extend(path.iter().map(|(name, _)| *name));
        let steps: Vec<String> = path.iter().map(|(name, slot)| format!("{name}.{}", slot.wire.value)).collect();
        let shown = format!("{} → {start}", steps.join(" → "));
        cx.error(&path[0].1.ty_span, Problem::Infinite { path: &shown });
    }
}

/// Returns whether `target` can be reached by value from `draft`. If so, `path` holds the way.
fn leads_back<'d>(
    scope: &'d Scope<'_>,
    types: &'d Drafts,
    draft: &'d Draft,
    target: &str,
    seen: &mut BTreeSet<&'d str>,
    path: &mut Vec<(&'d str, &'d Slot)>,
) -> bool {
    if !seen.insert(&draft.head.name) {
        return false;
    }
    for slot in &draft.slots {
        path.push((&draft.head.name, slot));
        for name in held(scope, slot) {
            if name == target || types.get(name).is_some_and(|next| leads_back(scope, types, next, target, seen, path)) {
                return true;
            }
        }
        path.pop();
    }
    false
}

/// Returns the types that a field holds by value.
fn held<'d>(scope: &'d Scope<'_>, slot: &'d Slot) -> Vec<&'d str> {
    match slot.ty.as_ref().filter(|_| !slot.encoded) {
        Some(Type::Object(name)) => vec![name],
        Some(Type::Union(name)) => {
            let variants = scope.unions.get(name).into_iter().flat_map(|union| &union.variants);
            variants.map(|variant| variant.type_name.as_str()).collect()
        }
        _ => Vec::new(),
    }
}

/// Reports types, enums and unions that no event, response or configuration refers to.
pub(super) fn check_used<'d>(cx: &mut Context, spec: &'d Spec, types: &'d Drafts, roots: impl Iterator<Item = &'d Draft>) {
    let edges = edges(spec, types);
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let mut open: Vec<&str> = roots.flat_map(|draft| named(&draft.slots)).collect();
    open.extend(spec.triggers.iter().filter_map(|each| each.response.as_ref()).map(|name| name.as_str()));
    let triggers = spec.triggers.iter().map(|each| &each.object);
    let likes = triggers.chain(spec.configs.iter().map(|each| &each.object)).filter_map(|object| object.like.as_ref());
    open.extend(likes.map(|like| like.as_str()));
    while let Some(name) = open.pop() {
        if used.insert(name) {
            open.extend(edges.get(name).into_iter().flatten());
        }
    }
    let unused: Vec<(&str, &str, &Span)> = declared(spec).into_iter().filter(|(_, name, _)| !used.contains(name)).collect();
    // A type that only unused types refer to is not reported: it is used once they are.
    let referred: BTreeSet<&str> = unused
        .iter()
        .flat_map(|(_, name, _)| edges.get(name).into_iter().flatten().filter(move |to| *to != name).copied())
        .collect();
    let first: Vec<_> = unused.iter().filter(|(_, name, _)| !referred.contains(name)).collect();
    let report = if first.is_empty() { unused.iter().collect() } else { first };
    for (what, name, span) in report {
        cx.error(span, Problem::Unused { what, name });
    }
}

/// Returns the names that each name refers to.
fn edges<'s>(spec: &'s Spec, types: &'s Drafts) -> BTreeMap<&'s str, Vec<&'s str>> {
    let mut edges: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (raw, draft) in spec.types.iter().zip(types.iter()) {
        let like = raw.object.like.as_ref().map(|like| like.as_str());
        edges.entry(raw.object.id.as_str()).or_default().extend(named(&draft.slots).chain(like));
    }
    for union in &spec.unions {
        let variants = union.variants.iter().flatten().map(|(_, ty)| ty.as_str());
        edges.entry(union.name.as_str()).or_default().extend(variants);
    }
    edges
}

/// Returns the named types of fields.
fn named(slots: &[Slot]) -> impl Iterator<Item = &str> {
    slots.iter().filter_map(|slot| slot.ty.as_ref()).filter_map(name_of)
}

/// Returns everything that could be unused: its kind, its name and its place.
fn declared(spec: &Spec) -> Vec<(&'static str, &str, &Span)> {
    let types = spec.types.iter().map(|each| ("type", &each.object.id));
    let enums = spec.enums.iter().map(|each| ("enum", &each.name));
    let unions = spec.unions.iter().map(|each| ("union", &each.name));
    types.chain(enums).chain(unions).map(|(what, name)| (what, name.as_str(), &name.span)).collect()
}
