//! From a checked model to Rust: model → plan → tokens. An ordinary library, so that tests and tools can call it.
//!
//! The macros are thin shims over [`spec`], [`derive()`], [`handler()`], [`handlers`] and [`without_feature`]. [`provider`] and [`trigger`] emit the same
//! code for a checked model.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod alias;
mod answer;
mod arguments;
mod attributes;
mod derive;
mod emit;
mod handler;
mod locate;
mod mistakes;
mod plan;
#[cfg(feature = "pretty")]
mod pretty;
mod tokens;

use proc_macro2::TokenStream;
use triggerkit_spec::model::{Provider, Trigger};

use mistakes::rejected;

pub use answer::Answer;
pub use derive::derive;
pub use handler::{handler, handlers, without_feature};
pub use locate::Base;
pub use plan::ident;
#[cfg(feature = "pretty")]
pub use pretty::pretty;

/// Expands `#[triggerkit::spec("file.toml")] mod name {}`.
///
/// Errors become `compile_error!`. The names that the user's code may refer to are emitted all the same, as far as they are known.
pub fn spec(arguments: TokenStream, item: TokenStream, base: &Base) -> TokenStream {
    let arguments = arguments::read(arguments);
    let module = match arguments::module(item) {
        Ok(module) => module,
        Err((mut error, item)) => {
            error.extend(arguments.err());
            return rejected(&error, &item);
        }
    };
    match arguments.and_then(|arguments| Ok((locate::find(&arguments, base)?, arguments))) {
        Ok((found, arguments)) => match found.check() {
            Ok(provider) => {
                let items = emit::items(&plan::provider(&provider));
                emit::module(&module, &found, &plan::provider_doc(&provider), items, &arguments.runtime)
            }
            Err(failure) => emit::failed_module(&module, &found, &failure, &arguments),
        },
        Err(error) => rejected(&error, &module),
    }
}

/// Returns the Rust of a provider, without the module around it. `runtime` is the path of triggerkit: `::triggerkit`.
pub fn provider(provider: &Provider, runtime: &syn::Path) -> TokenStream {
    emit::file(&plan::provider(provider), runtime)
}

/// Returns the Rust of one trigger: its event, its marker, and every type that they lead to.
pub fn trigger(provider: &Provider, trigger: &Trigger, runtime: &syn::Path) -> TokenStream {
    emit::file(&plan::trigger(provider, trigger), runtime)
}
