//! Sets of names.

use proc_macro2::TokenStream;
use quote::quote;
use triggerkit_spec::model;

use super::objects;
use super::target::Target;
use crate::plan::{Enum, Variant};

/// Emits the definition of an enum, whose last variant is `other`.
pub(super) fn definition<M>(plan: &Enum<'_, M>, traits: &TokenStream, other: Option<TokenStream>) -> TokenStream {
    let Enum { ident, doc, variants } = plan;
    let sized = variants.iter().any(|variant| variant.ty.is_some()).then(|| quote!(#[allow(clippy::large_enum_variant)]));
    let variants = variants.iter().map(|Variant { ident, ty, doc, .. }| {
        let value = ty.as_ref().map(|ty| quote!((#ty)));
        quote!(#doc #ident #value,)
    });
    quote! {
        #doc
        #[tk::derive(#traits)]
        #[non_exhaustive]
        #sized
        pub enum #ident {
            #(#variants)*
            #other
        }
    }
}

/// Emits an enum of names.
pub(crate) fn enumeration(plan: &Enum<'_, model::Variant>) -> TokenStream {
    let name = &plan.ident;
    let variants: Vec<_> = plan.variants.iter().map(|variant| &variant.ident).collect();
    let wires: Vec<_> = plan.variants.iter().map(|variant| &variant.model.wire).collect();
    let other = quote! {
        /// Any other text, as it arrived.
        Other(tk::Str),
    };
    let formats = [quote!(tk::fmt::Debug), quote!(tk::fmt::Display)];
    let definition = definition(plan, &quote!(tk::Clone, tk::PartialEq, tk::Eq, tk::Hash), Some(other));
    let empty = quote!(
        fn empty() -> Self {
            Self::Other(tk::Str::new())
        }
    );
    let read = quote! {
        let mut text = tk::Str::new();
        let form = tk::Value::read(&mut text, input, field)?;
        *self = tk::From::from(text);
        tk::Ok(form)
    };
    let value = objects::value(&Target { ident: name, generic: false }, &empty, &read, &quote!(tk::View::Text(self.as_str())));
    quote! {
        #definition

        impl #name {
            /// Returns the text on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #wires,)*
                    Self::Other(text) => text,
                }
            }
        }

        impl tk::From<tk::Str> for #name {
            fn from(text: tk::Str) -> Self {
                match text.as_str() {
                    #(#wires => Self::#variants,)*
                    _ => Self::Other(text),
                }
            }
        }

        impl tk::From<&str> for #name {
            fn from(text: &str) -> Self {
                tk::From::from(<tk::Str as tk::From<&str>>::from(text))
            }
        }

        #(
            impl #formats for #name {
                fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
                    #formats::fmt(self.as_str(), f)
                }
            }
        )*

        #value
    }
}
