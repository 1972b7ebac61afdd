//! What stands in for generated code when there are mistakes, so that one of them does not make fifty.
//!
//! The messages sit inside a type. The compiler calls such a type an error, and says nothing more about whatever is done
//! with it: any method, any field, any trait.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::{DeriveInput, ItemMod};
use triggerkit_spec::{Diagnostics, Failure};

use super::objects::{Bodies, implementations};
use crate::arguments::Arguments;
use crate::locate::Found;

/// The module of a spec with mistakes: the names that it would have held.
pub(crate) fn module(module: &ItemMod, found: &Found, failure: &Failure, arguments: &Arguments) -> TokenStream {
    let span = arguments.spec.span();
    let message = message(&failure.diagnostics);
    let wrong = wrong(&quote_spanned!(span=> ::core::compile_error!(#message)));
    let names = failure.names.iter().map(|name| format_ident!("{name}"));
    let items = quote! {
        struct __Wrong<const N: usize>;
        type __NotGenerated = #wrong;
        #(pub type #names = __NotGenerated;)*
        pub static TRIGGERS: __NotGenerated = loop {};
    };
    super::wrap(module, found, &TokenStream::new(), &items)
}

/// How many mistakes there are, and each of them with its lines of the spec.
fn message(diagnostics: &Diagnostics) -> String {
    let count = match diagnostics.len() {
        1 => "an error".to_owned(),
        count => format!("{count} errors"),
    };
    let mut message = format!("{count} in the spec `{}`", diagnostics.source().name);
    for diagnostic in diagnostics.iter() {
        message.push_str("\n\n");
        message.push_str(&diagnostics.render_one(diagnostic, false));
    }
    message
}

/// The implementations of a struct with mistakes in it.
pub(crate) fn derived(input: &DeriveInput, trigger: Option<&TokenStream>, errors: &TokenStream) -> TokenStream {
    let DeriveInput { ident, vis, .. } = input;
    let wrong = wrong(errors);
    let nothing = || quote!(loop {});
    let bodies = Bodies { shape: nothing(), field: nothing(), field_mut: nothing(), empty: nothing(), kept: None };
    let implementations = implementations(ident, &bodies);
    quote! {
        struct __Wrong<const N: usize>;

        impl #ident {
            #vis fn builder() -> #wrong {
                loop {}
            }
        }

        #implementations
        #trigger
    }
}

/// A type that the compiler knows to be wrong: with `errors` as a constant it cannot be told what the type is.
fn wrong(errors: &TokenStream) -> TokenStream {
    quote!(<__Wrong<{ #errors }> as ::core::iter::Iterator>::Item)
}
