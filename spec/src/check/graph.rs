//! Checks references between types: no type contains itself, and every type is used.

use std::collections::{BTreeMap, BTreeSet};

use super::cycle;
use super::draft::{Draft, Drafts, Slot};
use super::scope::Scope;
use crate::definitions::name_of;
use crate::diagnostic::{Context, Problem};
use crate::model::{By, Span, Type};
use crate::raw::{Spec, Variant};

/// Reports cycles of types that contain each other by value. Of cycles that have types in common, one is reported.
pub(super) fn check_finite(cx: &mut Context, scope: &Scope<'_>, types: &Drafts) {
    let mut is_known: BTreeSet<&str> = BTreeSet::new();
    for draft in types.iter() {
        search(cx, scope, types, draft, &mut is_known);
    }
}

/// A type on the way from the first one to the current one, with the fields that are left to look at.
struct Step<'d> {
    draft: &'d Draft,
    /// The types that its fields hold by value, each with its field.
    held: std::vec::IntoIter<(&'d Slot, &'d str)>,
    /// The field that leads to the next step.
    slot: Option<&'d Slot>,
}

impl<'d> Step<'d> {
    fn new(scope: &'d Scope<'_>, draft: &'d Draft) -> Self {
        let held: Vec<_> =
            draft.slots.iter().flat_map(|slot| held(scope, slot).into_iter().map(move |name| (slot, name))).collect();
        Step { draft, held: held.into_iter(), slot: None }
    }
}

/// Visits every type that a type contains by value and that is not known yet, depth first. Long chains of types would overflow the
/// stack of a recursive function.
fn search<'d>(cx: &mut Context, scope: &'d Scope<'_>, types: &'d Drafts, start: &'d Draft, is_known: &mut BTreeSet<&'d str>) {
    if !is_known.insert(&start.head.name) {
        return;
    }
    let mut way = vec![Step::new(scope, start)];
    let mut on_way: BTreeMap<&str, usize> = BTreeMap::from([(start.head.name.as_str(), 0)]);
    // The first types of the way, up to the last one that is part of a cycle that was reported.
    let mut reported = 0;
    while let Some(step) = way.last_mut() {
        let Some((slot, name)) = step.held.next() else {
            on_way.remove(step.draft.head.name.as_str());
            way.pop();
            reported = reported.min(way.len());
            continue;
        };
        step.slot = Some(slot);
        if let Some(&from) = on_way.get(name) {
            if from >= reported {
                report_cycle(cx, &way[from..]);
                reported = way.len();
            }
        } else if let Some(next) = types.get(name).filter(|next| is_known.insert(&next.head.name)) {
            on_way.insert(name, way.len());
            way.push(Step::new(scope, next));
        }
    }
}

fn report_cycle(cx: &mut Context, cycle: &[Step<'_>]) {
    let fields = || cycle.iter().filter_map(|step| Some((step.draft.head.name.as_str(), step.slot?)));
    if let Some((start, first)) = fields().next() {
        let steps: Vec<String> = fields().map(|(name, slot)| format!("{name}.{}", slot.wire.value)).collect();
        cx.error(&first.ty_span, Problem::Infinite { path: &cycle::shown(&steps, start) });
    }
}

/// Returns the types that a field holds by value.
fn held<'d>(scope: &'d Scope<'_>, slot: &'d Slot) -> Vec<&'d str> {
    match &slot.ty {
        Some(Type::Object(name)) => vec![name],
        Some(Type::Union(name)) => {
            // The objects of other unions are in boxes.
            let union = scope.unions.get(name).filter(|union| union.by == By::Sibling);
            union.into_iter().flat_map(|union| &union.variants).filter_map(|variant| name_of(&variant.field.ty)).collect()
        }
        _ => Vec::new(),
    }
}

/// Reports types, enums and unions that no event, response or configuration refers to, and that are not exported.
pub(super) fn check_used<'d>(cx: &mut Context, spec: &'d Spec, types: &'d Drafts, roots: impl Iterator<Item = &'d Draft>) {
    let edges = edges(spec, types);
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let mut open: Vec<&str> = roots.flat_map(|draft| named(&draft.slots)).collect();
    open.extend(spec.triggers.iter().flat_map(|each| &each.response).map(|name| name.as_str()));
    let triggers = spec.triggers.iter().map(|each| &each.object);
    let likes = triggers.chain(spec.configs.iter().map(|each| &each.object)).filter_map(|object| object.like.as_ref());
    open.extend(likes.map(|like| like.as_str()));
    open.extend(spec.exported());
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
        let variants = union.variants.iter().flatten().flat_map(Variant::names);
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
