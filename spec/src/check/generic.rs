//! Checks where `generic` is used: only the handler of an event can choose the type.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, VecDeque};

use super::draft::{Draft, Drafts, Slot};
use crate::definitions::{innermost, name_of};
use crate::diagnostic::{Context, Problem};
use crate::model::Type;
use crate::raw::Spec;

/// Reports `generic` in unions, responses and configurations, and in the types that they use.
pub(super) fn check(cx: &mut Context, spec: &Spec, types: &Drafts, configs: &[Draft]) {
    let generic = Generic::of(types);
    for union in &spec.unions {
        let place = format!("the union `{}`", union.name.value);
        for variant in union.variants.iter().flatten() {
            for name in variant.names() {
                check_part(cx, &generic, types.get(name), &place);
                if let Some(ty) = variant.ty().filter(|_| name == "generic") {
                    cx.error(&ty.span, Problem::GenericMisplaced { place: &place });
                }
            }
        }
    }
    for trigger in &spec.triggers {
        let place = format!("the response to trigger `{}`", trigger.object.id.value);
        // If the event is the answer, there is no type with the name.
        for name in &trigger.response {
            check_part(cx, &generic, types.get(name), &place);
        }
    }
    for config in configs {
        check_part(cx, &generic, Some(config), &config.head.owner);
    }
}

/// Reports the first `generic` in an object, unless it was reported before.
fn check_part(cx: &mut Context, generic: &Generic<'_>, draft: Option<&Draft>, place: &str) {
    let found = draft.and_then(|draft| generic.find(draft));
    if let Some(slot) = found.filter(|slot| !cx.reported(&slot.ty_span, "E218")) {
        cx.error(&slot.ty_span, Problem::GenericMisplaced { place: &place });
    }
}

/// The types that use `generic`, themselves or through other types, each with a field of the type `generic`.
struct Generic<'d>(BTreeMap<&'d str, &'d Slot>);

impl<'d> Generic<'d> {
    fn of(types: &'d Drafts) -> Self {
        let mut users: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut open = VecDeque::new();
        for draft in types.iter() {
            let name = draft.head.name.as_str();
            used(draft).for_each(|used| users.entry(used).or_default().push(name));
            open.extend(draft.slots.iter().find(|slot| is_generic(slot)).map(|slot| (name, slot)));
        }
        let mut found = BTreeMap::new();
        while let Some((name, slot)) = open.pop_front() {
            if let Entry::Vacant(entry) = found.entry(name) {
                entry.insert(slot);
                open.extend(users.get(name).into_iter().flatten().map(|user| (*user, slot)));
            }
        }
        Generic(found)
    }

    /// Finds a field of the type `generic` in an object and the types that it uses.
    fn find<'o>(&self, draft: &'o Draft) -> Option<&'o Slot>
    where
        'd: 'o,
    {
        draft.slots.iter().find_map(|slot| match name_of(slot.ty.as_ref()?) {
            Some(name) => self.0.get(name).copied(),
            None => is_generic(slot).then_some(slot),
        })
    }
}

fn is_generic(slot: &Slot) -> bool {
    slot.ty.as_ref().is_some_and(|ty| *innermost(ty) == Type::Generic)
}

/// Returns the names of the types that the fields of an object refer to.
fn used(draft: &Draft) -> impl Iterator<Item = &str> {
    draft.slots.iter().filter_map(|slot| name_of(slot.ty.as_ref()?))
}
