//! The module that `#[spec]` is on.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{AttrStyle, ItemMod, Path};
use triggerkit_spec::{Diagnostics, Failure};

use super::skeleton;
use crate::alias::importing;
use crate::arguments::Arguments;
use crate::locate::Found;
use crate::plan::Doc;

/// Emits the module with the items of a spec, and with the items that the user wrote in it.
pub(crate) fn module(module: &ItemMod, found: &Found, doc: &Doc, items: TokenStream, runtime: &Path) -> TokenStream {
    let documented = module.attrs.iter().any(|attribute| attribute.path().is_ident("doc"));
    // Ends the paragraph that the user wrote.
    let gap = documented.then(|| quote!(#[doc = ""]));
    wrap(module, found, &quote!(#gap #doc), items, runtime)
}

/// Emits the module of a spec with errors: the names that it would have had.
pub(crate) fn failed(module: &ItemMod, found: &Found, failure: &Failure, arguments: &Arguments) -> TokenStream {
    let span = arguments.spec.literal.span();
    let message = message(&failure.diagnostics);
    let items = skeleton::names(&failure.names, &quote_spanned!(span=> compile_error!(#message)));
    wrap(module, found, &TokenStream::new(), items, &arguments.runtime)
}

fn wrap(module: &ItemMod, found: &Found, doc: &TokenStream, items: TokenStream, runtime: &Path) -> TokenStream {
    let ItemMod { attrs, vis, ident, content, .. } = module;
    let (outer, inner): (Vec<_>, Vec<_>) = attrs.iter().partition(|attribute| matches!(attribute.style, AttrStyle::Outer));
    let own = content.iter().flat_map(|(_, items)| items);
    // `include_bytes!` makes the compiler rebuild the module when one of the files changes.
    let tracked = found.tracked();
    let items = quote!(#(const _: &[u8] = tk::include_bytes!(#tracked);)* #items);
    let items = importing(runtime, &quote!(#runtime #module), items);
    quote! {
        #(#outer)*
        #doc
        #vis mod #ident {
            #(#inner)*
            #items
            #(#own)*
        }
    }
}

/// The number of errors, and each of them with its lines of the spec. Lists of problems in editors show only the first line, so it has
/// the first error.
fn message(diagnostics: &Diagnostics) -> String {
    let spec = &diagnostics.source().name;
    let first = diagnostics.iter().next().map_or("", |first| &first.message);
    let mut message = match diagnostics.len() {
        1 => format!("an error in the spec `{spec}`: {first}"),
        count => format!("{count} errors in the spec `{spec}`, the first is: {first}"),
    };
    for diagnostic in diagnostics.iter() {
        message.push_str("\n\n");
        message.push_str(&diagnostics.render_one(diagnostic, false));
    }
    message
}
