//! Objects: fields with their siblings, shared fields of `like`, and the names that must not clash.

use std::collections::BTreeMap;

use super::by_name::ByName;
use super::field::{self, MAX_FIELDS, Slot};
use super::rule;
use super::scope::{Named, Scope};
use crate::diagnostic::{Context, Problem};
use crate::model::{Object, Rule, Span, Type};
use crate::raw::{self, Text};
use crate::suggest::Suggestion;
use crate::words;

/// An object of which some fields may be wrong.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) head: Head,
    pub(super) slots: Vec<Slot>,
    rules: Vec<Rule>,
}

/// What an object is called.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// The Rust type.
    pub(super) name: String,
    /// In messages: "type `Order`".
    pub(super) owner: String,
    pub(super) doc: Option<String>,
    pub(super) source: Option<String>,
    pub(super) span: Span,
}

impl Head {
    pub(super) fn new(name: String, what: &str, raw: &raw::Object) -> Self {
        Head {
            name,
            owner: format!("{what} `{}`", raw.id.value),
            doc: raw.doc.as_ref().map(|doc| doc.value.clone()),
            source: raw.source.as_ref().map(|source| source.value.clone()),
            span: raw.id.span.clone(),
        }
    }
}

impl Draft {
    /// The checked object. With mistakes in it, what is right stands without the rules that span fields.
    pub(super) fn object(&self) -> Object {
        let Head { name, doc, source, span, .. } = self.head.clone();
        let whole = self.slots.iter().all(|slot| slot.field.is_some());
        let mut fields: Vec<_> = self.slots.iter().filter_map(|slot| slot.field.clone()).collect();
        if !whole {
            for field in &mut fields {
                (field.tag, field.base64_flag) = (None, None);
            }
        }
        let rules = if whole { self.rules.clone() } else { Vec::new() };
        Object { name, doc, source, fields, rules, span }
    }

    pub(super) fn find(&self, wire: &str) -> Option<usize> {
        self.slots.iter().position(|slot| slot.wire.value == wire)
    }

    /// The field called `wire`, or a report that there is none.
    pub(super) fn expect(&self, cx: &mut Context, wire: &Text) -> Option<usize> {
        let found = self.find(wire);
        if found.is_none() {
            let suggestion = self.suggest(wire);
            let problem = Problem::UnknownField { field: &**wire, owner: &self.head.owner, suggestion: &suggestion };
            cx.error(&wire.span, problem);
        }
        found
    }

    fn suggest(&self, wire: &str) -> Suggestion {
        Suggestion::new(wire, "fields", self.slots.iter().map(|slot| slot.wire.as_str()))
    }
}

/// Puts an object together: the fields and rules of `base` first, then its own. A field of its own that is also in `base` takes its place.
pub(super) fn assemble(
    cx: &mut Context,
    scope: &Scope<'_>,
    head: Head,
    base: Option<&Draft>,
    fields: &[raw::Field],
    rules: &[raw::Rule],
) -> Draft {
    let mut draft = Draft { head, slots: Vec::new(), rules: Vec::new() };
    if let Some(base) = base {
        draft.slots.clone_from(&base.slots);
        draft.rules.clone_from(&base.rules);
    }
    let inherited = draft.slots.len();
    let mut restated = Vec::new();
    for field in fields {
        let slot = field::check(cx, scope, field);
        match draft.find(&slot.wire).filter(|&index| index < inherited && !restated.contains(&index)) {
            Some(index) => {
                draft.slots[index] = slot;
                restated.push(index);
            }
            None => draft.slots.push(slot),
        }
    }
    let own = |index: usize| index >= inherited || restated.contains(&index);
    wire_names(cx, &draft, own);
    rust_names(cx, &draft, own);
    let count = draft.slots.len();
    if count > MAX_FIELDS {
        let problem = Problem::TooManyFields { owner: &draft.head.owner, count: &count, max: &MAX_FIELDS };
        cx.error(&draft.head.span, problem);
    }
    for index in (0..count).filter(|&index| own(index)) {
        let flag = flag(cx, &draft, index);
        let tag = tag(cx, scope, &draft, index);
        if let Some(field) = &mut draft.slots[index].field {
            field.base64_flag = flag;
            field.tag = tag;
        }
    }
    draft.rules.extend(rules.iter().filter_map(|rule| rule::check(cx, scope, &draft, rule)).collect::<Vec<_>>());
    draft
}

/// No wire name, alias or inherited name may be read twice.
fn wire_names(cx: &mut Context, draft: &Draft, own: impl Fn(usize) -> bool) {
    let mut first: BTreeMap<&str, &Span> = BTreeMap::new();
    for (index, slot) in draft.slots.iter().enumerate() {
        for name in std::iter::once(&slot.wire).chain(&slot.aliases) {
            match first.get(name.as_str()) {
                Some(there) if own(index) => {
                    let problem = Problem::WireNameTwice { wire: &**name, owner: &draft.head.owner };
                    cx.error(&name.span, problem).note(there, "first used here");
                }
                Some(_) => {}
                None => {
                    first.insert(name, &name.span);
                }
            }
        }
    }
}

/// No two fields may have one Rust name.
fn rust_names(cx: &mut Context, draft: &Draft, own: impl Fn(usize) -> bool) {
    let mut first: BTreeMap<&str, &Slot> = BTreeMap::new();
    for (index, slot) in draft.slots.iter().enumerate() {
        let Some(name) = &slot.name else { continue };
        match first.get(name.as_str()) {
            // The same wire name twice is reported as such.
            Some(there) if own(index) && there.wire.value != slot.wire.value => {
                let problem = Problem::FieldCollision { name, first: &*there.wire, second: &*slot.wire };
                cx.error(&slot.key, problem).note(&there.key, "first used here");
            }
            Some(_) => {}
            None => {
                first.insert(name, slot);
            }
        }
    }
}

/// The boolean sibling that says whether the text is base64.
fn flag(cx: &mut Context, draft: &Draft, index: usize) -> Option<usize> {
    let flag = draft.slots[index].flag.as_ref()?;
    let found = draft.expect(cx, flag)?;
    match &draft.slots[found].ty {
        Some(Type::Bool) | None => Some(found),
        Some(ty) => {
            cx.error(&flag.span, Problem::FlagNotBool { flag: &**flag, ty: &words::described(ty) });
            None
        }
    }
}

/// The sibling whose text chooses the type of a union.
fn tag(cx: &mut Context, scope: &Scope<'_>, draft: &Draft, index: usize) -> Option<usize> {
    let slot = &draft.slots[index];
    let Some(Type::Union(name)) = &slot.ty else { return None };
    let union = scope.union_def(name)?;
    let Some(found) = draft.find(&union.tag) else {
        let problem = Problem::TagMissing {
            tag: &union.tag,
            union: name,
            owner: &draft.head.owner,
            suggestion: &format!("add the field `{}` of type `string` or an enum", union.tag),
        };
        cx.error(&slot.ty_span, problem);
        return None;
    };
    let sibling = &draft.slots[found];
    let Some(ty) = &sibling.ty else { return None };
    if sibling.encoded || !matches!(ty, Type::String | Type::Enum(_)) {
        let problem = Problem::TagNotText { tag: &union.tag, union: name, ty: &words::described(ty) };
        cx.error(&slot.ty_span, problem).note(&sibling.ty_span, "the type of the tag");
        return None;
    }
    for tag in scope.tags_of(name) {
        // A union that is used twice is reported once.
        if !cx.reported(&tag.span, "E214") {
            rule::is_value(cx, scope, sibling, tag);
        }
    }
    Some(found)
}

/// The drafts of `[types.*]`, in the order of the file.
pub(super) type Drafts = ByName<Draft>;

/// Checks `[types.*]`; those that others are `like` come first.
pub(super) fn check_types(cx: &mut Context, scope: &Scope<'_>, raw: &[raw::TypeDef]) -> Drafts {
    let mut made: Vec<Option<Draft>> = raw.iter().map(|_| None).collect();
    for index in 0..raw.len() {
        make_type(cx, scope, raw, &mut made, index, &mut Vec::new());
    }
    ByName::new(made.into_iter().flatten().collect(), |draft| &draft.head.name)
}

/// Makes one type after the one that it is like. `path` holds the types on the way here.
fn make_type(
    cx: &mut Context,
    scope: &Scope<'_>,
    raw: &[raw::TypeDef],
    made: &mut Vec<Option<Draft>>,
    index: usize,
    path: &mut Vec<usize>,
) {
    if made[index].is_some() {
        return;
    }
    path.push(index);
    let object = &raw[index].object;
    let mut base = None;
    if let Some(like) = object.like.as_ref().filter(|like| is_object(cx, scope, like)) {
        let target = scope.place_of(like);
        match target.and_then(|target| path.iter().position(|&each| each == target)) {
            Some(start) => {
                let names: Vec<&str> =
                    path[start..].iter().chain([&path[start]]).map(|&each| raw[each].object.id.as_str()).collect();
                cx.error(&like.span, Problem::LikeCycle { path: &names.join(" → ") });
            }
            None => {
                if let Some(target) = target {
                    make_type(cx, scope, raw, made, target, path);
                    base = made[target].clone();
                }
            }
        }
    }
    let head = Head::new(object.id.value.clone(), "type", object);
    let fields = object.fields.as_deref().unwrap_or_default();
    made[index] = Some(assemble(cx, scope, head, base.as_ref(), fields, &object.rules));
    path.pop();
}

/// Whether `like` names a type.
fn is_object(cx: &mut Context, scope: &Scope<'_>, like: &Text) -> bool {
    let found = scope.find(like) == Some(Named::Object);
    if !found {
        let suggestion = Suggestion::new(like, "types", scope.objects());
        cx.error(&like.span, Problem::UnknownLike { name: &**like, suggestion: &suggestion });
    }
    found
}

/// Checks an object that may be like a type.
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
