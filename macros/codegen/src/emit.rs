//! Plan to tokens. What is emitted is meant to be read: one idea an item, no generics, nothing that the runtime can do.

mod builders;
mod configs;
mod docs;
mod enums;
mod http;
mod objects;
mod operations;
mod shapes;

mod triggers;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{ItemMod, Path};
use triggerkit_spec::Failure;
use triggerkit_spec::model::{Provider, Type};

use crate::arguments::Arguments;
use crate::locate::Found;
use crate::plan::Planner;

pub(crate) use builders::builder;
pub(crate) use objects::implementations;

/// The one import that all emitted code goes through.
pub(crate) fn header(runtime: &Path) -> TokenStream {
    quote!(use #runtime::__private as tk;)
}

/// The module with the provider's types, and whatever the user wrote in it.
pub(crate) fn module(module: &ItemMod, found: &Found, provider: &Provider, arguments: &Arguments) -> TokenStream {
    let header = header(&arguments.runtime);
    let items = self::provider(provider);
    let doc = docs::provider(provider);
    wrap(module, found, &quote!(#doc), &quote!(#header #items))
}

/// The module after an error: the message, and the names that the user's code refers to.
pub(crate) fn skeleton(module: &ItemMod, found: &Found, failure: &Failure, arguments: &Arguments) -> TokenStream {
    let span = arguments.spec.span();
    let message = failure.diagnostics.to_string();
    let error = quote::quote_spanned!(span=> ::core::compile_error!(#message););
    let names = failure.names.iter().map(|name| format_ident!("{name}"));
    let items = quote!(#(
        /// Not generated: the spec has errors.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct #names {}
    )*);
    let module = wrap(module, found, &TokenStream::new(), &items);
    quote!(#error #module)
}

fn wrap(module: &ItemMod, found: &Found, doc: &TokenStream, items: &TokenStream) -> TokenStream {
    let ItemMod { attrs, vis, ident, content, .. } = module;
    let own = content.iter().flat_map(|(_, items)| items);
    let tracked = found.tracked().into_iter().filter_map(|path| path.to_str().map(str::to_owned));
    quote! {
        #(#attrs)*
        #doc
        #vis mod #ident {
            #(const _: &[u8] = ::core::include_bytes!(#tracked);)*
            #items
            #(#own)*
        }
    }
}

/// Every item of a provider, in the order of its spec.
pub(crate) fn provider(provider: &Provider) -> TokenStream {
    let planner = Planner::new(provider);
    let triggers = provider.triggers.iter().map(|trigger| triggers::trigger(provider, trigger, &planner));
    let types = provider.types.iter().filter(|ty| used(provider, &ty.object.name)).map(|ty| {
        let plan = planner.object(&ty.object);
        let object = objects::object(&plan);
        let http = ty.http.map(|shape| http::constructors(&plan, shape));
        quote!(#object #http)
    });
    let configs = provider.configs.iter().map(|config| configs::config(provider, config, &planner));
    let enums = provider.enums.iter().map(enums::enumeration);
    let unions = provider.unions.iter().map(enums::union);
    let operations = provider.operations.iter().map(|operation| operations::operation(provider, operation));
    let all = triggers::all(provider);
    quote!(#(#triggers)* #(#types)* #(#configs)* #(#enums)* #(#unions)* #(#operations)* #all)
}

/// Whether a type is more than the first fields of others (`like`).
fn used(provider: &Provider, name: &str) -> bool {
    let objects = provider.triggers.iter().map(|trigger| &trigger.event);
    let objects = objects.chain(provider.types.iter().map(|ty| &ty.object));
    let mut objects = objects.chain(provider.configs.iter().map(|config| &config.object));
    let answers = provider.triggers.iter().any(|trigger| trigger.response.as_deref() == Some(name));
    let variants = provider.unions.iter().flat_map(|union| &union.variants).any(|variant| variant.type_name == name);
    answers || variants || objects.any(|object| object.fields.iter().any(|field| mentions(&field.ty, name)))
}

fn mentions(ty: &Type, name: &str) -> bool {
    match ty {
        Type::List(item) | Type::Map(item) => mentions(item, name),
        Type::Object(object) => object == name,
        _ => false,
    }
}
