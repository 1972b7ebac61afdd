//! Builders whose type shows which required fields are set: one parameter for each of these, none for the others.
//!
//! A type named after the required field is the parameter's value until the field is set, so the compiler's message about a
//! missing field shows its name. The message itself is on a trait of the runtime: emitted code can use no `#[diagnostic::…]`,
//! which `#![no_implicit_prelude]` hides.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::doc;
use crate::plan::{Argument, Builder, Field, Struct};

/// Emits the builder's types. They refer to nothing of the runtime, so that a derive can put them where it imports nothing.
pub(crate) fn types(plan: &Struct<'_>) -> TokenStream {
    let Struct { ident, vis, builder: Builder { ident: builder, markers, .. }, .. } = plan;
    let names = Names::of(plan);
    let (parameters, fields, generics) = (&names.parameters, &names.fields, names.generics());
    let builder_doc = doc(&format!("The builder of [`{ident}`]."));
    let markers_doc = doc(&format!("The required fields of [`{ident}`](super::{ident}) that are not set yet."));
    let required = !fields.is_empty();
    let set = required.then(|| quote!(set: ::core::marker::PhantomData<fn() -> (#(#parameters,)*)>,));
    let module = required.then(|| {
        quote! {
            #markers_doc
            #[doc(hidden)]
            #[allow(non_camel_case_types, non_snake_case)]
            #vis mod #markers {
                #(pub enum #fields {})*
            }
        }
    });
    quote! {
        #builder_doc
        #[must_use]
        #vis struct #builder #generics {
            value: #ident,
            #set
        }

        #module
    }
}

/// Emits `builder()` and the builder's methods.
pub(crate) fn implementations(plan: &Struct<'_>) -> TokenStream {
    let Struct { ident, vis, builder: Builder { ident: builder, .. }, .. } = plan;
    let names = Names::of(plan);
    let (parameters, generics) = (&names.parameters, names.generics());
    let start = start(plan, &names);
    let setters = plan.fields.iter().enumerate().map(|(index, field)| setter(plan, index, field));
    let bounds = generics.is_some().then(|| quote!(where #(#parameters: tk::IsSet,)*));
    quote! {
        #start

        impl #generics #builder #generics {
            #(#setters)*

            /// Returns the value if it obeys every rule.
            ///
            /// # Errors
            /// Returns everything that is wrong with the value.
            #vis fn build(self) -> tk::Result<#ident, tk::Report> #bounds {
                tk::built(self.value)
            }
        }
    }
}

/// The names of the required fields, and of the parameters that show whether they are set.
struct Names<'p> {
    fields: Vec<&'p Ident>,
    parameters: Vec<&'p Ident>,
}

impl<'p> Names<'p> {
    fn of(plan: &'p Struct<'_>) -> Self {
        let required = plan.builder.required.iter();
        Names {
            fields: required.clone().map(|required| &plan.fields[required.field].ident).collect(),
            parameters: required.map(|required| &required.parameter).collect(),
        }
    }

    /// `<HasThis, HasThat>`, or nothing.
    fn generics(&self) -> Option<TokenStream> {
        let parameters = &self.parameters;
        (!parameters.is_empty()).then(|| quote!(<#(#parameters),*>))
    }
}

/// Emits `builder()`, which sets the fields that have only one valid value.
fn start(plan: &Struct<'_>, names: &Names<'_>) -> TokenStream {
    let Struct { ident, vis, builder: Builder { ident: builder, markers, doc: text, .. }, .. } = plan;
    let fields = &names.fields;
    let constants = plan.fields.iter().filter_map(|field| {
        let (name, text) = (&field.ident, field.constant?);
        let value = present(field, quote!(tk::From::from(#text)));
        Some(quote!(value.#name = #value;))
    });
    let constants: Vec<_> = constants.collect();
    let mutable = (!constants.is_empty()).then(|| quote!(mut));
    let generics = (!fields.is_empty()).then(|| quote!(<#(#markers::#fields),*>));
    let set = (!fields.is_empty()).then(|| quote!(set: tk::PhantomData));
    let doc = doc(text);
    quote! {
        impl #ident {
            #doc
            #vis fn builder() -> #builder #generics {
                let #mutable value = <Self as tk::Value>::empty();
                #(#constants)*
                #builder { value, #set }
            }
        }
    }
}

fn setter(plan: &Struct<'_>, index: usize, field: &Field<'_>) -> TokenStream {
    let Struct { vis, builder: Builder { ident: builder, required, .. }, .. } = plan;
    let name = &field.ident;
    let (argument, value) = argument(field);
    let value = present(field, value);
    let doc = doc(&field.doc);
    let (after, rest) = if required.iter().any(|required| required.field == index) {
        let after = required.iter().map(|required| {
            let parameter = &required.parameter;
            if required.field == index { quote!(tk::Set) } else { quote!(#parameter) }
        });
        (quote!(#builder<#(#after),*>), quote!(#builder { value: self.value, set: tk::PhantomData }))
    } else {
        (quote!(Self), quote!(self))
    };
    quote! {
        #doc
        #vis fn #name(mut self, value: #argument) -> #after {
            self.value.#name = #value;
            #rest
        }
    }
}

/// The type of a setter's argument, and the value of the field made from it.
fn argument(field: &Field<'_>) -> (TokenStream, TokenStream) {
    let (inner, item) = (&field.types.inner, &field.types.item);
    match field.argument {
        Argument::Value => (quote!(#inner), quote!(value)),
        Argument::Into => (quote!(impl tk::Into<#inner>), quote!(tk::Into::into(value))),
        Argument::Items => (quote!(impl tk::IntoIterator<Item = #item>), quote!(tk::collect(value))),
        Argument::IntoItems => (quote!(impl tk::IntoIterator<Item = impl tk::Into<#item>>), quote!(tk::collect(value))),
    }
}

/// The value of a field that is present.
fn present(field: &Field<'_>, value: TokenStream) -> TokenStream {
    if field.types.optional { quote!(tk::Some(#value)) } else { value }
}
