//! Sets of names, and objects whose type depends on a sibling.

use proc_macro2::TokenStream;
use quote::quote;
use triggerkit_spec::model::{EnumDef, UnionDef};

use super::{docs, objects};
use crate::plan::ident;

pub(crate) fn enumeration(def: &EnumDef) -> TokenStream {
    let name = ident(&def.name);
    let doc = docs::paragraphs(&[
        def.doc.clone().unwrap_or_else(|| format!("`{}` of the spec.", def.name)),
        if def.closed { "Any other text is a violation.".into() } else { "Any other text is kept in `Other`.".into() },
    ]);
    let variants: Vec<_> = def.variants.iter().map(|variant| ident(&variant.name)).collect();
    let wires: Vec<&String> = def.variants.iter().map(|variant| &variant.wire).collect();
    let variant_docs =
        def.variants.iter().map(|variant| docs::sentence(variant.doc.clone().unwrap_or_else(|| format!("`{}`", variant.wire))));
    let serde = objects::serde(&name);
    quote! {
        #doc
        #[tk::derive(tk::Clone, tk::PartialEq, tk::Eq, tk::Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variant_docs #variants,)*
            /// Any other text, kept as it came.
            Other(tk::Str),
        }

        impl #name {
            /// The text on the wire.
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

pub(crate) fn union(def: &UnionDef) -> TokenStream {
    let name = ident(&def.name);
    let doc = docs::paragraphs(&[
        def.doc.clone().unwrap_or_else(|| format!("`{}` of the spec.", def.name)),
        format!("Its type depends on the sibling `{}`; under any other text there it is kept as JSON.", def.tag),
    ]);
    let variants: Vec<_> = def.variants.iter().map(|variant| ident(&variant.type_name)).collect();
    let tags = def.variants.iter().map(|variant| {
        let tags = &variant.tags;
        quote!(#(tk::Some(#tags))|*)
    });
    let variant_docs = def.variants.iter().map(|variant| docs::sentence(format!("With `{}`.", variant.tags.join("`, `"))));
    let serde = objects::serde(&name);
    quote! {
        #doc
        #[tk::derive(tk::Clone, tk::fmt::Debug, tk::PartialEq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant)]
        pub enum #name {
            #(#variant_docs #variants(#variants),)*
            /// Any other value, kept as it came.
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
