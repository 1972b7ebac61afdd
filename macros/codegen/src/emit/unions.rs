//! Unions: enums of types, which the engine reads by means of a table.

use proc_macro2::TokenStream;
use quote::quote;
use triggerkit_spec::model::By;

use super::quoting::{call, constant, number};
use super::target::Target;
use super::{objects, shapes, triggers};
use crate::plan::{Alternative, RustType, Union};

/// Emits a union with everything that belongs to it.
pub(super) fn union(plan: &Union<'_>) -> TokenStream {
    let name = &plan.ident;
    let (definition, choice) = (definition(plan), choice(plan));
    let variants: Vec<_> = plan.variants.iter().map(|variant| &variant.ident).collect();
    let indices: Vec<_> = (0..variants.len()).map(number).collect();
    let conversions = plan.variants.iter().filter(|variant| variant.converts).map(|variant| conversions(plan, variant));
    let functions = quote! {
        fn empty() -> Self {
            Self::Other(tk::Json::null())
        }

        fn visit_types(&self, visit: &mut dyn tk::FnMut(&dyn tk::Value)) {
            tk::visit_variants(&mut <Self as tk::Value>::empty(), visit);
        }
    };
    let target = Target { ident: name, generic: false };
    let read = quote!(tk::decode_union(self, input, field));
    let value = objects::value(&target, &functions, &read, &quote!(tk::view_union(self)));
    quote! {
        #definition

        impl tk::Union for #name {
            fn choice(&self) -> &'static tk::Choice {
                #choice
                &CHOICE
            }

            #[inline(never)]
            fn choose(&mut self, variant: usize) {
                *self = match variant {
                    #(#indices => Self::#variants(tk::Value::empty()),)*
                    _ => Self::Other(tk::Value::empty()),
                };
            }

            #[inline(never)]
            fn chosen(&self) -> (usize, &dyn tk::Value) {
                match self {
                    #(Self::#variants(value) => (#indices, value),)*
                    Self::Other(value) => (usize::MAX, value),
                }
            }

            #[inline(never)]
            fn chosen_mut(&mut self) -> &mut dyn tk::Value {
                match self {
                    #(Self::#variants(value) => value,)*
                    Self::Other(value) => value,
                }
            }
        }

        #(#conversions)*

        #value
    }
}

/// Emits the enum. The values of variants with a description may be sensitive, so the engine formats them.
fn definition(plan: &Union<'_>) -> TokenStream {
    let Union { ident, doc, variants, model } = plan;
    let is_described = model.by.is_described();
    let debug = (!is_described).then(|| quote!(tk::fmt::Debug,));
    let sized = (model.by == By::Sibling).then(|| quote!(#[allow(clippy::large_enum_variant)]));
    let variants = variants.iter().map(|Alternative { ident, doc, ty, boxed, .. }| {
        let ty = if *boxed { quote!(tk::Box<#ty>) } else { quote!(#ty) };
        quote!(#doc #ident(#ty),)
    });
    let formatted = is_described.then(|| {
        quote! {
            impl tk::fmt::Debug for #ident {
                fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
                    tk::debug_union(self, f)
                }
            }
        }
    });
    quote! {
        #doc
        #[tk::derive(tk::Clone, #debug tk::PartialEq)]
        #[non_exhaustive]
        #sized
        pub enum #ident {
            #(#variants)*
            /// Any other value, as it arrived.
            Other(tk::Json),
        }

        #formatted
    }
}

/// Emits the table by which the engine chooses the type.
fn choice(plan: &Union<'_>) -> TokenStream {
    let Union { model, variants, .. } = plan;
    let tags = variants.iter().map(|variant| {
        let tags = &variant.model.tags;
        quote!(&[#(#tags),*])
    });
    let key = |variant: &Alternative<'_>| (model.by == By::Key).then(|| variant.model.field.wire.clone());
    let fields = variants.iter().map(|each| shapes::variant(key(each).as_deref(), &each.value, each.items.as_ref()));
    let choice = match model.by {
        By::Sibling => call("Sibling", [quote!(&[#(#tags),*])]),
        By::Field => {
            let tag = &model.tag;
            call("Field", [quote!(#tag), quote!(&[#(#tags),*])])
        }
        By::Key => call("Key", [quote!(&[#(#fields),*])]),
        By::Kind => {
            let kinds = variants.iter().map(|variant| constant("Kind", format_args!("{}", variant.model.name)));
            call("Kind", [quote!(&[#((#kinds, #fields)),*])])
        }
        By::Detect => {
            let conditions = variants.iter().filter_map(|variant| variant.model.detect.as_ref()).map(triggers::condition);
            return quote! {
                const CONDITIONS: &[tk::Condition] = &[#(#conditions),*];
                static CHOICE: tk::Choice = tk::Choice::Conditions(tk::Conditions::new(CONDITIONS));
            };
        }
    };
    quote!(static CHOICE: tk::Choice = tk::Choice::#choice;)
}

/// Emits the conversion of a variant's value into the union, and that of plain text if the value is text.
fn conversions(plan: &Union<'_>, variant: &Alternative<'_>) -> TokenStream {
    let (name, Alternative { ident, ty, boxed, .. }) = (&plan.ident, variant);
    let value = if *boxed { quote!(tk::Box::new(value)) } else { quote!(value) };
    let text = (*ty == RustType::runtime("Str")).then(|| {
        quote! {
            impl tk::From<&str> for #name {
                fn from(text: &str) -> Self {
                    Self::#ident(tk::From::from(text))
                }
            }
        }
    });
    quote! {
        impl tk::From<#ty> for #name {
            fn from(value: #ty) -> Self {
                Self::#ident(#value)
            }
        }

        #text
    }
}
