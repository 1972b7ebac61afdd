//! Checks where `generic` is used: only the handler of an event can choose the type.

use std::collections::BTreeSet;

use super::draft::{Draft, Drafts, Slot};
use crate::definitions::{innermost, name_of};
use crate::diagnostic::{Context, Problem};
use crate::model::Type;
use crate::raw::Spec;

/// Reports `generic` in unions, responses and configurations, and in the types that they use.
pub(super) fn check(cx: &mut Context, spec: &Spec, types: &Drafts, configs: &[Draft]) {
    for union in &spec.unions {
        for (_, variant) in union.variants.iter().flatten() {
            check_part(cx, types, types.get(variant), &format!("the union `{}`", union.name.value));
        }
    }
    for trigger in &spec.triggers {
        let response = trigger.response.as_ref().and_then(|name| types.get(name));
        check_part(cx, types, response, &format!("the response to trigger `{}`", trigger.object.id.value));
    }
    for config in configs {
        check_part(cx, types, Some(config), &config.head.owner);
    }
}

/// Reports the first `generic` in an object, unless it was reported before.
fn check_part(cx: &mut Context, types: &Drafts, draft: Option<&Draft>, place: &str) {
    let found = draft.and_then(|draft| find(types, draft, &mut BTreeSet::new()));
    if let Some(slot) = found.filter(|slot| !cx.reported(&slot.ty_span, "E218")) {
        cx.error(&slot.ty_span, Problem::GenericMisplaced { place: &place });
    }
}

/// Finds a field of the type `generic` in an object and the types that it uses.
fn find<'d>(types: &'d Drafts, draft: &'d Draft, seen: &mut BTreeSet<&'d str>) -> Option<&'d Slot> {
    draft.slots.iter().find_map(|slot| {
        let ty = slot.ty.as_ref()?;
        if *innermost(ty) == Type::Generic {
            return Some(slot);
        }
        let name = name_of(ty).filter(|name| seen.insert(name))?;
        find(types, types.get(name)?, seen)
    })
}
