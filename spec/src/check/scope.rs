//! Checks the names of types: which Rust types a spec defines, that their names differ, and what each name refers to.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use super::by_name::ByName;
use crate::diagnostic::{Context, Problem};
use crate::model::{By, EnumDef, Span, UnionDef};
use crate::names;
use crate::raw::{self, Spec, Text, TypeRef};

/// The kind of type that a name refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Object,
    Enum,
    Union,
}

/// The names that the type of a field may use.
#[derive(Debug, Default)]
pub(super) struct Scope<'r> {
    raw_unions: &'r [raw::UnionDef],
    /// Each with its index in its section.
    named: BTreeMap<&'r str, (Named, usize)>,
    pub(super) enums: ByName<EnumDef>,
    pub(super) unions: ByName<UnionDef>,
    /// How many fields and rules objects have taken over with `like`.
    pub(super) taken_over: Cell<usize>,
}

impl<'r> Scope<'r> {
    pub(super) fn new(spec: &'r Spec) -> Self {
        let objects = spec.types.iter().enumerate().map(|(place, each)| (each.object.id.as_str(), (Named::Object, place)));
        let enums = spec.enums.iter().enumerate().map(|(place, each)| (each.name.as_str(), (Named::Enum, place)));
        let unions = spec.unions.iter().enumerate().map(|(place, each)| (each.name.as_str(), (Named::Union, place)));
        Scope {
            raw_unions: &spec.unions,
            named: objects.chain(enums).chain(unions).collect(),
            enums: ByName::default(),
            unions: ByName::default(),
            taken_over: Cell::new(0),
        }
    }

    pub(super) fn find(&self, name: &str) -> Option<Named> {
        self.named.get(name).map(|(named, _)| *named)
    }

    /// Returns the index of a type in its section.
    pub(super) fn place_of(&self, name: &str) -> Option<usize> {
        self.named.get(name).map(|(_, place)| *place)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &'r str> {
        self.named.keys().copied()
    }

    pub(super) fn objects(&self) -> impl Iterator<Item = &'r str> {
        self.named.iter().filter(|(_, (kind, _))| *kind == Named::Object).map(|(name, _)| *name)
    }

    fn raw_union(&self, name: &str) -> Option<&'r raw::UnionDef> {
        let place = self.place_of(name).filter(|_| self.find(name) == Some(Named::Union))?;
        self.raw_unions.get(place)
    }

    /// Returns what the type of a union depends on.
    pub(super) fn by(&self, union: &str) -> Option<By> {
        self.raw_union(union)?.by
    }

    /// Returns the tags of a union with their places.
    pub(super) fn tags_of(&self, union: &str) -> impl Iterator<Item = &'r Text> {
        let variants = self.raw_union(union).and_then(|raw| raw.variants.as_ref());
        variants.into_iter().flatten().map(|variant| &variant.field.key)
    }
}

/// A Rust type that the spec defines.
struct Defined<'r> {
    name: String,
    /// What it is the type of, for messages.
    owner: String,
    at: &'r Span,
}

/// Returns every Rust type that the spec defines, in the order of its sections.
fn defined(spec: &Spec) -> Vec<Defined<'_>> {
    let mut list = Vec::new();
    let mut add = |name: Option<String>, owner: String, at| list.extend(name.map(|name| Defined { name, owner, at }));
    if let Some(first) = spec.triggers.first() {
        add(Some(names::ANY_EVENT.to_owned()), "the enum of all events".to_owned(), &first.object.id.span);
    }
    for each in &spec.triggers {
        let Text { value: id, span } = &each.object.id;
        let marker = names::type_name(id);
        let event = marker.as_deref().map(names::event);
        add(marker.clone(), format!("trigger `{id}`"), span);
        add(event.clone(), format!("the event of trigger `{id}`"), span);
        add(event.as_deref().map(names::builder), format!("the builder of trigger `{id}`"), span);
        if each.response.len() > 1 {
            add(marker.as_deref().map(names::response), format!("the responses of trigger `{id}`"), span);
        }
    }
    for Text { value: id, span } in spec.types.iter().map(|each| &each.object.id) {
        add(Some(id.clone()), format!("type `{id}`"), span);
        add(Some(names::builder(id)), format!("the builder of type `{id}`"), span);
    }
    for Text { value: id, span } in spec.configs.iter().map(|each| &each.object.id) {
        let name = names::config(id);
        add(name.clone(), format!("configuration `{id}`"), span);
        add(name.as_deref().map(names::builder), format!("the builder of configuration `{id}`"), span);
    }
    for Text { value: name, span } in spec.enums.iter().map(|each| &each.name) {
        add(Some(name.clone()), format!("enum `{name}`"), span);
    }
    for Text { value: name, span } in spec.unions.iter().map(|each| &each.name) {
        add(Some(name.clone()), format!("union `{name}`"), span);
    }
    for Text { value: id, span } in spec.operations.iter().map(|each| &each.id) {
        let name = names::type_name(id);
        add(name.clone(), format!("operation `{id}`"), span);
        add(name.as_deref().map(names::response), format!("the response of operation `{id}`"), span);
    }
    list
}

/// Returns the name of every Rust type that the spec defines, without names that are not valid in Rust, each once.
pub(super) fn rust_names(spec: &Spec) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let names = defined(spec).into_iter().map(|defined| defined.name).filter(|name| names::is_rust(name));
    names.filter(|name| seen.insert(name.clone())).collect()
}

/// Checks the form of every id and type name, and that no two Rust types have the same name.
pub(super) fn check_names(cx: &mut Context, spec: &Spec) {
    check_ids(cx, spec);
    let objects = spec.types.iter().map(|each| &each.object.id);
    let enums = spec.enums.iter().map(|each| &each.name);
    for name in objects.chain(enums).chain(spec.unions.iter().map(|each| &each.name)) {
        check_type_name(cx, name);
    }
    let mut first: BTreeMap<String, (String, &Span)> = BTreeMap::new();
    if let Some(generic) = first_generic(spec) {
        first.insert("T".to_owned(), ("the type that `generic` stands for".to_owned(), generic));
    }
    for Defined { name, owner, at } in defined(spec) {
        match first.get(&name) {
            // Their builders collide as well, but that is the same mistake.
            Some(_) if cx.reported(at, "E107") => {}
            Some((other, there)) => {
                let problem = Problem::TypeCollision { name: &name, first: other, second: &owner };
                cx.error(at, problem).note(there, other.clone());
            }
            None => {
                first.insert(name, (owner, at));
            }
        }
    }
}

/// Returns the place of the first type that contains `generic`.
fn first_generic(spec: &Spec) -> Option<&Span> {
    let events = spec.triggers.iter().map(|each| &each.object);
    let objects = events.chain(spec.types.iter().map(|each| &each.object));
    let mut types = objects.flat_map(|object| object.fields.iter().flatten()).filter_map(|field| field.ty.as_ref());
    types.find_map(|ty| match ty {
        TypeRef::Text(text) if text.split(['<', '>', ' ']).any(|word| word == "generic") => Some(&text.span),
        _ => None,
    })
}

fn check_ids(cx: &mut Context, spec: &Spec) {
    let triggers = spec.triggers.iter().map(|each| ("trigger", &each.object.id));
    let configs = spec.configs.iter().map(|each| ("configuration", &each.object.id));
    let operations = spec.operations.iter().map(|each| ("operation", &each.id));
    for (what, id) in triggers.chain(configs).chain(operations) {
        if !names::is_id(id) {
            let right = names::field(id).filter(|right| names::is_id(right)).unwrap_or_else(|| "work_success".into());
            cx.error(&id.span, Problem::BadId { id: &**id, what: &what, right: &right });
        } else if names::type_name(id).is_some_and(|name| names::unraw(name.trim_end_matches('_'))) {
            cx.error(&id.span, Problem::ReservedTypeName { name: &"Self" });
        }
    }
}

fn check_type_name(cx: &mut Context, name: &Text) {
    if names::unraw(name) {
        cx.error(&name.span, Problem::ReservedTypeName { name: &**name });
    } else if !names::is_type_name(name) {
        let right = names::type_name(name).filter(|right| names::is_type_name(right)).unwrap_or_else(|| "Order".into());
        cx.error(&name.span, Problem::BadTypeName { name: &**name, right: &right });
    }
}
