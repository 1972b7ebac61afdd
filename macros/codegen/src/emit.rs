//! Plan to tokens. What is emitted is meant to be read: one idea an item, no generics, nothing that the runtime can do.

mod builders;
mod configs;
mod docs;
mod enums;
mod http;
mod objects;
mod operations;
mod shapes;
pub(crate) mod skeleton;
mod triggers;

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{AttrStyle, ItemMod, Path};
use triggerkit_spec::definitions::{Definition, named};
use triggerkit_spec::model::{Provider, Trigger, TypeDef};

use crate::alias::{alias, renamed};
use crate::arguments::Arguments;
use crate::locate::Found;
use crate::plan::Planner;

pub(crate) use builders::Builder;
pub(crate) use objects::{Bodies, implementations};

/// The one import that all emitted code goes through.
pub(crate) fn header(runtime: &Path, alias: &Ident) -> TokenStream {
    quote!(use #runtime::__private as #alias;)
}

/// The module with the provider's types, and whatever the user wrote in it.
pub(crate) fn module(module: &ItemMod, found: &Found, provider: &Provider, arguments: &Arguments) -> TokenStream {
    let runtime = &arguments.runtime;
    let alias = alias(&quote!(#runtime #module));
    let header = header(runtime, &alias);
    let items = renamed(self::provider(provider), &alias);
    let documented = module.attrs.iter().any(|attribute| attribute.path().is_ident("doc"));
    // A paragraph of its own, behind what the user says of the module.
    let gap = documented.then(|| quote!(#[doc = ""]));
    let doc = docs::provider(provider);
    wrap(module, found, &quote!(#gap #doc), &quote!(#header #items))
}

fn wrap(module: &ItemMod, found: &Found, doc: &TokenStream, items: &TokenStream) -> TokenStream {
    let ItemMod { attrs, vis, ident, content, .. } = module;
    let (outer, inner): (Vec<_>, Vec<_>) = attrs.iter().partition(|attribute| matches!(attribute.style, AttrStyle::Outer));
    let own = content.iter().flat_map(|(_, items)| items);
    // The compiler knows by `include_bytes!` which files the module depends on.
    let tracked = found.tracked();
    quote! {
        #(#outer)*
        #doc
        #vis mod #ident {
            #(#inner)*
            #(const _: &[u8] = ::core::include_bytes!(#tracked);)*
            #items
            #(#own)*
        }
    }
}

/// Every item of a provider, in the order of its spec.
pub(crate) fn provider(provider: &Provider) -> TokenStream {
    let planner = Planner::new(provider);
    let used = used(provider);
    let triggers = provider.triggers.iter().map(|trigger| triggers::trigger(provider, trigger, &planner));
    let types = provider.types.iter().filter(|ty| used.contains(ty.object.name.as_str())).map(|ty| type_def(ty, &planner));
    let configs = provider.configs.iter().map(|config| configs::config(provider, config, &planner));
    let enums = provider.enums.iter().map(enums::enumeration);
    let unions = provider.unions.iter().map(enums::union);
    let operations = provider.operations.iter().map(|operation| operations::operation(provider, operation));
    let all = triggers::all(provider);
    quote!(#(#triggers)* #(#types)* #(#configs)* #(#enums)* #(#unions)* #(#operations)* #all)
}

/// The items of one trigger, and every type that they lead to.
pub(crate) fn trigger(provider: &Provider, trigger: &Trigger) -> TokenStream {
    let planner = Planner::new(provider);
    let items = triggers::trigger(provider, trigger, &planner);
    let roots = named(&trigger.event).chain(trigger.response.as_deref());
    let types = planner.definitions.reached(roots, |_| true).into_iter().map(|each| match each {
        Definition::Object(ty) => type_def(ty, &planner),
        Definition::Enum(def) => enums::enumeration(def),
        Definition::Union(def) => enums::union(def),
    });
    quote!(#items #(#types)*)
}

fn type_def(ty: &TypeDef, planner: &Planner<'_>) -> TokenStream {
    let mut plan = planner.object(&ty.object);
    plan.http = ty.http;
    let object = objects::object(&plan);
    let http = ty.http.map(|shape| http::constructors(&plan, shape));
    quote!(#object #http)
}

/// The types that are more than the first fields of others (`like`).
fn used(provider: &Provider) -> BTreeSet<&str> {
    let objects = provider.triggers.iter().map(|trigger| &trigger.event);
    let objects = objects.chain(provider.types.iter().map(|ty| &ty.object));
    let objects = objects.chain(provider.configs.iter().map(|config| &config.object));
    let answers = provider.triggers.iter().filter_map(|trigger| trigger.response.as_deref());
    let variants = provider.unions.iter().flat_map(|union| &union.variants).map(|variant| variant.type_name.as_str());
    objects.flat_map(named).chain(answers).chain(variants).collect()
}
