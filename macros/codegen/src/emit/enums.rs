//! Sets of names, and objects whose type depends on a sibling.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::doc;
use super::objects;
use crate::plan::{Enum, Union};

/// Emits an enum of names.
pub(crate) fn enumeration(plan: &Enum<'_>) -> TokenStream {
    let name = &plan.ident;
    let enum_doc = doc(&plan.doc);
    let variants: Vec<_> = plan.variants.iter().map(|variant| &variant.ident).collect();
    let wires: Vec<_> = plan.variants.iter().map(|variant| variant.wire).collect();
    let docs = plan.variants.iter().map(|variant| doc(&variant.doc));
    let serde = objects::serde(name);
    quote! {
        #enum_doc
        #[tk::derive(tk::Clone, tk::PartialEq, tk::Eq, tk::Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#docs #variants,)*
            /// Any other text, as it arrived.
            Other(tk::Str),
        }

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

        impl tk::Value for #name {
            fn empty() -> Self {
                Self::Other(tk::Str::new())
            }

            fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
                let mut text = tk::Str::new();
                let form = tk::Value::read(&mut text, input, field)?;
                *self = tk::From::from(text);
                tk::Ok(form)
            }

            fn view(&self) -> tk::View<'_> {
                tk::View::Text(self.as_str())
            }
        }

        impl tk::fmt::Debug for #name {
            fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
                tk::fmt::Debug::fmt(self.as_str(), f)
            }
        }

        impl tk::fmt::Display for #name {
            fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
                tk::fmt::Display::fmt(self.as_str(), f)
            }
        }

        #serde
    }
}

/// Emits an enum of types.
pub(crate) fn union(plan: &Union<'_>) -> TokenStream {
    let name = &plan.ident;
    let enum_doc = doc(&plan.doc);
    let variants: Vec<_> = plan.variants.iter().map(|variant| &variant.ident).collect();
    let tags = plan.variants.iter().map(|variant| {
        let tags = variant.tags;
        quote!(#(tk::Some(#tags))|*)
    });
    let docs = plan.variants.iter().map(|variant| doc(&variant.doc));
    let serde = objects::serde(name);
    quote! {
        #enum_doc
        #[tk::derive(tk::Clone, tk::fmt::Debug, tk::PartialEq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant)]
        pub enum #name {
            #(#docs #variants(#variants),)*
            /// Any other value, as it arrived.
            Other(tk::Json),
        }

        #(
            impl tk::From<#variants> for #name {
                fn from(value: #variants) -> Self {
                    Self::#variants(value)
                }
            }
        )*

        impl tk::Value for #name {
            fn empty() -> Self {
                Self::Other(tk::Json::null())
            }

            fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
                match input.take_tag().as_deref() {
                    #(#tags => {
                        let mut value = <#variants as tk::Value>::empty();
                        let form = tk::Value::read(&mut value, input, field)?;
                        *self = Self::#variants(value);
                        tk::Ok(form)
                    })*
                    _ => {
                        *self = Self::Other(input.raw()?);
                        tk::Ok(tk::Form::PLAIN)
                    }
                }
            }

            fn view(&self) -> tk::View<'_> {
                match self {
                    #(Self::#variants(value) => tk::Value::view(value),)*
                    Self::Other(value) => tk::Value::view(value),
                }
            }
        }

        #serde
    }
}
