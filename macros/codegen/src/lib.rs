//! From a checked model to Rust: model → [plan](plan) → tokens. An ordinary library, so that tests and tools can call it.
//!
//! The macros are thin shims over [`spec`] and [`derive`]; [`provider`] is the same emission for a model at hand.

mod arguments;
mod derive;
mod emit;
mod locate;
mod plan;

use proc_macro2::TokenStream;
use quote::quote;
use triggerkit_spec::model::Provider;

pub use derive::derive;
pub use locate::Base;

/// Expands `#[triggerkit::spec("file.toml")] mod name {}`. Errors become `compile_error!`, with a skeleton of the types.
pub fn spec(arguments: TokenStream, item: TokenStream, base: &Base) -> TokenStream {
    arguments::parse(arguments, item)
        .and_then(|(arguments, module)| {
            let found = locate::find(&arguments, base)?;
            Ok(match found.check() {
                Ok(provider) => emit::module(&module, &found, &provider, &arguments),
                Err(failure) => emit::skeleton(&module, &found, &failure, &arguments),
            })
        })
        .unwrap_or_else(|error| error.to_compile_error())
}

/// The Rust of a provider, without the module around it. `runtime` is the path of triggerkit: `::triggerkit`.
pub fn provider(provider: &Provider, runtime: &syn::Path) -> TokenStream {
    let header = emit::header(runtime);
    let items = emit::provider(provider);
    quote!(#header #items)
}
