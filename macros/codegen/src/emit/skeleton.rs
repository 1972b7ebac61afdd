//! Stand-ins for generated code when there are errors, so that one error does not cause fifty.
//!
//! The messages are part of a type. rustc knows that such a type is an error, and reports nothing more about any use of it:
//! methods, fields, traits.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::DeriveInput;

use super::objects::implementations;
use super::target::Target;

/// Emits the names as aliases of a type that is an error.
pub(crate) fn names(names: &[String], errors: &TokenStream) -> TokenStream {
    let names = names.iter().map(|name| format_ident!("{name}"));
    let wrong = wrong(errors);
    quote! {
        struct __Wrong<const N: usize>;
        type __NotGenerated = #wrong;
        #(pub type #names = __NotGenerated;)*
        pub static TRIGGERS: __NotGenerated = loop {};
        // Has the names of the builders.
        pub mod builders {
            pub use super::*;
        }
    }
}

/// Emits the implementations of a hand-written struct with errors.
pub(crate) fn failed(input: &DeriveInput, trigger: Option<&TokenStream>, errors: &TokenStream) -> TokenStream {
    let DeriveInput { ident, vis, .. } = input;
    let wrong = wrong(errors);
    let implementations = implementations(&Target { ident, generic: false }, &[(); 4].map(|()| quote!(loop {})), None);
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

/// Emits a type that is an error: rustc would have to evaluate `errors` to find out what the type is.
fn wrong(errors: &TokenStream) -> TokenStream {
    quote!(<__Wrong<{ #errors }> as tk::Iterator>::Item)
}
