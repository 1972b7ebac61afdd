//! Checks objects: fields together with their siblings, fields taken over with `like`, and names that collide.

use std::collections::BTreeMap;

use super::by_name::ByName;
use super::cycle;
use super::draft::{Draft, Drafts, Head, Slot};
use super::field::{self, MAX_FIELDS};
use super::path;
use super::rule;
use super::scope::{Named, Scope};
use super::unions;
use crate::diagnostic::{Context, Problem};
use crate::model::{By, Object, Span, Type};
use crate::raw::{self, Text};
use crate::suggest::Suggestion;
use crate::words;

/// The most fields and rules that `like` takes over in a spec. Real specs have a few hundred.
const MAX_TAKEN_OVER: usize = 20_000;

/// Assembles an object: the fields and rules of `base`, then its own. An own field replaces one of `base` with the same name.
pub(super) fn assemble(
    cx: &mut Context,
    scope: &Scope<'_>,
    head: Head,
    base: Option<&Draft>,
    fields: &[raw::Field],
    rules: &[raw::Rule],
) -> Draft {
    let base = base.filter(|base| takes_over(cx, scope, &head, base));
    let (slots, inherited_rules) = base.map(|base| (base.slots.clone(), base.rules.clone())).unwrap_or_default();
    let mut draft = Draft { head, slots, rules: inherited_rules };
    let inherited = draft.slots.len();
    let mut restated = Vec::new();
    for field in fields {
        let slot = field::check(cx, scope, field);
        let there = draft.slots[..inherited].iter().position(|other| other.wire.value == slot.wire.value);
        match there.filter(|index| !restated.contains(index)) {
            Some(index) => {
                draft.slots[index] = slot;
                restated.push(index);
            }
            None => draft.slots.push(slot),
        }
    }
    let own = |index: usize| index >= inherited || restated.contains(&index);
    check_wire_names(cx, &draft, own);
    check_rust_names(cx, &draft, own);
    let count = draft.slots.len();
    if count > MAX_FIELDS {
        let problem = Problem::TooManyFields { owner: &draft.head.owner, count: &count, max: &MAX_FIELDS };
        cx.error(&draft.head.span, problem);
    }
    for index in (0..count).filter(|&index| own(index)) {
        let flag = find_flag(cx, &draft, index);
        let tag = find_tag(cx, scope, &draft, index);
        if let Some(field) = &mut draft.slots[index].field {
            field.base64_flag = flag;
            field.tag = tag;
        }
    }
    draft.rules.extend(rules.iter().filter_map(|rule| rule::check(cx, scope, &draft, rule)).collect::<Vec<_>>());
    draft
}

/// Returns whether an object can take over the fields and rules of `base`. Reports the first object for which they are too many.
fn takes_over(cx: &mut Context, scope: &Scope<'_>, head: &Head, base: &Draft) -> bool {
    let before = scope.taken_over.get();
    let after = before.saturating_add(base.slots.len()).saturating_add(base.rules.len());
    scope.taken_over.set(after);
    if before <= MAX_TAKEN_OVER && after > MAX_TAKEN_OVER {
        cx.error(&head.span, Problem::TooMuchLike { owner: &head.owner, max: &MAX_TAKEN_OVER });
    }
    after <= MAX_TAKEN_OVER
}

/// Checks that no wire name or alias occurs twice.
fn check_wire_names(cx: &mut Context, draft: &Draft, own: impl Fn(usize) -> bool) {
    let mut first: BTreeMap<&str, &Span> = BTreeMap::new();
    for (index, slot) in draft.slots.iter().enumerate() {
        for name in std::iter::once(&slot.wire).chain(&slot.aliases) {
            let there = *first.entry(name).or_insert(&name.span);
            if own(index) && !std::ptr::eq(there, &name.span) {
                let problem = Problem::WireNameTwice { wire: &**name, owner: &draft.head.owner };
                cx.error(&name.span, problem).note(there, "first used here");
            }
        }
    }
}

/// Checks that no two fields have the same Rust name.
fn check_rust_names(cx: &mut Context, draft: &Draft, own: impl Fn(usize) -> bool) {
    let mut first: BTreeMap<&str, &Slot> = BTreeMap::new();
    for (index, slot) in draft.slots.iter().enumerate() {
        let Some(name) = &slot.name else { continue };
        let there = *first.entry(name).or_insert(slot);
        // Two equal wire names are reported by `check_wire_names`.
        if own(index) && there.wire.value != slot.wire.value {
            let problem = Problem::FieldCollision { name, first: &*there.wire, second: &*slot.wire };
            cx.error(&slot.key, problem).note(&there.key, "first used here");
        }
    }
}

/// Finds the boolean sibling that says whether the text is base64.
fn find_flag(cx: &mut Context, draft: &Draft, index: usize) -> Option<usize> {
    let flag = draft.slots[index].flag.as_ref()?;
    let found = draft.expect(cx, flag)?;
    match &draft.slots[found].ty {
        Some(Type::Bool) | None => Some(found),
        Some(ty) => cx.fail(&flag.span, Problem::FlagNotBool { flag: &**flag, ty: &words::described(ty) }),
    }
}

/// Finds the sibling whose text selects the type of a union.
fn find_tag(cx: &mut Context, scope: &Scope<'_>, draft: &Draft, index: usize) -> Option<usize> {
    let slot = &draft.slots[index];
    let Some(Type::Union(name)) = &slot.ty else { return None };
    let union = scope.unions.get(name).filter(|union| union.by == By::Sibling)?;
    unions::find_tag(cx, scope, union, draft, &slot.ty_span, scope.tags_of(name))
}

/// Checks `[types.*]`. A type is checked after the type that it is `like`.
pub(super) fn check_types(cx: &mut Context, scope: &Scope<'_>, raw: &[raw::TypeDef]) -> Drafts {
    let mut made: Vec<Option<Draft>> = raw.iter().map(|_| None).collect();
    let mut is_waiting = vec![false; raw.len()];
    for index in 0..raw.len() {
        for (index, base) in chain(cx, scope, raw, index, &mut is_waiting) {
            let object = &raw[index].object;
            let head = Head::new(object.id.value.clone(), "type", object);
            let fields = object.fields.as_deref().unwrap_or_default();
            let base = base.and_then(|base| made[base].as_ref());
            made[index] = Some(assemble(cx, scope, head, base, fields, &object.rules));
        }
    }
    ByName::new(made.into_iter().flatten().collect(), |draft| &draft.head.name)
}

/// Returns the types that have to be assembled for one, each after the type that it is like, and the indices of both. Types that are
/// waiting are in an earlier chain.
fn chain(
    cx: &mut Context,
    scope: &Scope<'_>,
    raw: &[raw::TypeDef],
    first: usize,
    is_waiting: &mut [bool],
) -> Vec<(usize, Option<usize>)> {
    let mut chain: Vec<(usize, Option<usize>)> = Vec::new();
    let mut next = Some(first);
    while let Some(index) = next.filter(|&index| !std::mem::replace(&mut is_waiting[index], true)) {
        let like = raw[index].object.like.as_ref().filter(|like| is_object(cx, scope, like));
        next = like.and_then(|like| scope.place_of(like));
        chain.push((index, next));
    }
    if let (Some(last), Some(start)) = (chain.last().copied(), chain.iter().position(|(index, _)| Some(*index) == next)) {
        let names: Vec<&str> = chain[start..].iter().map(|(index, _)| raw[*index].object.id.as_str()).collect();
        if let Some(like) = &raw[last.0].object.like {
            cx.error(&like.span, Problem::LikeCycle { path: &cycle::shown(&names, names[0]) });
        }
    }
    chain.reverse();
    chain
}

/// Returns whether `like` names a type, and reports if it does not.
fn is_object(cx: &mut Context, scope: &Scope<'_>, like: &Text) -> bool {
    let found = scope.find(like) == Some(Named::Object);
    if !found {
        let suggestion = Suggestion::new(like, "types", scope.objects());
        cx.error(&like.span, Problem::UnknownLike { name: &**like, suggestion: &suggestion });
    }
    found
}

/// Checks the object of a trigger or configuration, which may be like a type.
pub(super) fn check(
    cx: &mut Context,
    scope: &Scope<'_>,
    types: &Drafts,
    name: Option<String>,
    what: &str,
    raw: &raw::Object,
) -> Draft {
    let like = raw.like.as_ref().filter(|like| is_object(cx, scope, like));
    let base = like.and_then(|like| types.get(like));
    let head = Head::new(name.unwrap_or_default(), what, raw);
    assemble(cx, scope, head, base, raw.fields.as_deref().unwrap_or_default(), &raw.rules)
}

/// Returns an object with what refers to the insides of other types, once they are all known.
pub(super) fn complete(cx: &mut Context, types: &Drafts, draft: &Draft, raw: &raw::Object) -> Object {
    path::check_rules(cx, types, draft, &raw.rules);
    Object { accessors: path::accessors(cx, types, draft, &raw.accessors), ..draft.object() }
}
