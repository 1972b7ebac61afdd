//! The plan of emitted code: every name and every Rust type in it, as plain data.
//!
//! A plan is made from a checked model, or from a hand-written struct. Nothing changes it afterwards, and `emit` decides no
//! name or type of its own.

mod docs;
mod enums;
mod field_types;
mod http;
mod ident;
mod object;
mod operation;
#[cfg(test)]
mod tests;
mod trigger;
mod types;
mod union;
mod way;

use std::collections::BTreeSet;

use proc_macro2::Ident;

use triggerkit_spec::definitions::{Definition, Definitions, name_of, named};
use triggerkit_spec::model::{self, Provider};

pub(crate) use docs::{Doc, provider as provider_doc};
pub(crate) use enums::{Enum, Variant};
pub(crate) use field_types::FieldTypes;
pub(crate) use http::{Http, Place, PlaceKind};
pub use ident::ident;
pub(crate) use object::{Argument, Builder, BytesMethod, Field, Initial, Payload, Struct, Value};
pub(crate) use operation::Operation;
pub(crate) use trigger::{Batch, Config, Response, Trigger, TriggerImpl};
pub(crate) use types::RustType;
pub(crate) use union::{Alternative, Union};
pub(crate) use way::{Accessor, Way, WayStep};

/// Something to emit, with everything that belongs to it.
#[derive(Debug, PartialEq)]
pub(crate) enum Item<'m> {
    Trigger(Box<Trigger<'m>>),
    Struct(Struct<'m>),
    Config(Config<'m>),
    Enum(Enum<'m, model::Variant>),
    Union(Union<'m>),
    Operation(Operation<'m>),
    /// The types of all configurations.
    Configs(Vec<Ident>),
    /// The enum of all events, and the list of the triggers.
    AnyEvent(Enum<'m, model::Trigger>),
}

impl<'m> Item<'m> {
    fn trigger(provider: &'m Provider, trigger: &'m model::Trigger, definitions: &Definitions<'m>) -> Self {
        Item::Trigger(Box::new(Trigger::new(provider, trigger, definitions)))
    }

    /// Plans a named type. `documents` are the names of those that users decode by themselves: answers to events, and exported types.
    fn of(definition: Definition<'m>, definitions: &Definitions<'m>, documents: &BTreeSet<&str>) -> Self {
        match definition {
            Definition::Object(ty) => {
                let is_document = documents.contains(ty.object.name.as_str());
                Item::Struct(Struct { is_document, ..Struct::of_type(ty, definitions) })
            }
            Definition::Enum(def) => Item::Enum(Enum::of_names(def)),
            Definition::Union(def) => Item::Union(Union::new(def, definitions)),
        }
    }

    /// Returns the struct of the item.
    pub(crate) fn as_struct(&self) -> Option<&Struct<'m>> {
        match self {
            Item::Trigger(plan) => Some(&plan.event),
            Item::Struct(plan) => Some(plan),
            Item::Config(plan) => Some(&plan.object),
            Item::Enum(_) | Item::Union(_) | Item::Operation(_) | Item::Configs(_) | Item::AnyEvent(_) => None,
        }
    }
}

/// Plans every item of a provider, in the order of its spec.
pub(crate) fn provider(provider: &Provider) -> Vec<Item<'_>> {
    let definitions = Definitions::of(provider);
    let used = used(provider);
    let exported = provider.exported.iter().map(String::as_str);
    let documents = answers(&provider.triggers).into_iter().chain(exported).collect();
    let item = |definition| Item::of(definition, &definitions, &documents);
    let types = provider.types.iter().filter(|ty| used.contains(ty.object.name.as_str()));
    let mut items = Vec::new();
    items.extend(provider.triggers.iter().map(|trigger| Item::trigger(provider, trigger, &definitions)));
    items.extend(types.map(Definition::Object).map(item));
    items.extend(provider.configs.iter().map(|config| Item::Config(Config::new(provider, config, &definitions))));
    items.extend(provider.enums.iter().map(Definition::Enum).map(item));
    items.extend(provider.unions.iter().map(Definition::Union).map(item));
    items.extend(provider.operations.iter().map(|operation| Item::Operation(Operation::new(provider, operation))));
    items.push(Item::Configs(provider.configs.iter().map(|config| ident(&config.object.name)).collect()));
    if !provider.triggers.is_empty() {
        items.push(Item::AnyEvent(Enum::of_events(provider)));
    }
    items
}

/// Plans the items of one trigger, and every type that they lead to.
pub(crate) fn trigger<'m>(provider: &'m Provider, trigger: &'m model::Trigger) -> Vec<Item<'m>> {
    let definitions = Definitions::of(provider);
    let roots = named(&trigger.event).chain(trigger.response.types().iter().map(String::as_str));
    let answers = answers(std::slice::from_ref(trigger));
    let types = definitions.reached(roots, |_| true).into_iter();
    let types = types.map(|definition| Item::of(definition, &definitions, &answers));
    std::iter::once(Item::trigger(provider, trigger, &definitions)).chain(types).collect()
}

/// The types that are answers to the events of triggers.
fn answers(triggers: &[model::Trigger]) -> BTreeSet<&str> {
    triggers.iter().flat_map(|trigger| trigger.response.types()).map(String::as_str).collect()
}

/// The types that are used or exported, and not only copied from (`like`).
fn used(provider: &Provider) -> BTreeSet<&str> {
    let objects = provider.triggers.iter().map(|trigger| &trigger.event);
    let objects = objects.chain(provider.types.iter().map(|ty| &ty.object));
    let objects = objects.chain(provider.configs.iter().map(|config| &config.object));
    let answers = answers(&provider.triggers);
    let variants = provider.unions.iter().flat_map(|union| &union.variants);
    let variants = variants.filter_map(|variant| name_of(&variant.field.ty));
    let exported = provider.exported.iter().map(String::as_str);
    objects.flat_map(named).chain(answers).chain(variants).chain(exported).collect()
}
