//! Builders whose type shows which required fields are set: one parameter for each of these, none for the others.
//!
//! A type named after the required field is the parameter's value until the field is set, so the compiler's message about a
//! missing field shows its name. The message itself is on a trait of the runtime: emitted code can use no `#[diagnostic::…]`,
//! which `#![no_implicit_prelude]` hides.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::target::Target;
use crate::plan::{Argument, Builder, Doc, Field, Struct};

/// Emits the module with the builders of a spec's structs, which keeps them apart from the structs. Returns `None` if there are none.
pub(super) fn module<'p, 'm: 'p>(plans: impl Iterator<Item = &'p Struct<'m>>) -> Option<TokenStream> {
    let builders: Vec<TokenStream> = plans
        .map(|plan| {
            let (types, implementations) = (types(plan), implementations(plan));
            quote!(#types #implementations)
        })
        .collect();
    (!builders.is_empty()).then(|| {
        quote! {
            /// The builders of this module's structs. Each struct has a function `builder` that returns its builder.
            pub mod builders {
                use super::*;

                #(#builders)*
            }
        }
    })
}

/// Emits the builder's types. They refer to nothing of the runtime, so that a derive can put them where it imports nothing.
pub(crate) fn types(plan: &Struct<'_>) -> TokenStream {
    let Struct { ident, vis, builder, .. } = plan;
    let Builder { ident: name, markers, fields, parameters, .. } = builder;
    let (target, generics) = (Target::of(plan), generics(plan, parameters));
    let doc = Doc(format!("The builder of [`{ident}`]."));
    let markers_doc = Doc(format!("The required fields of [`{ident}`](super::{ident}) that are not set yet."));
    // An empty array mentions the parameters and takes no space.
    let set = (!parameters.is_empty()).then(|| quote!(_set: [fn() -> (#(#parameters,)*); 0],));
    let module = (!parameters.is_empty()).then(|| {
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
        #doc
        #[must_use]
        #vis struct #name #generics {
            value: #target,
            #set
        }

        #module
    }
}

/// `<T, HasThis, HasThat>`, or nothing. Only a generic struct has `T`.
fn generics(plan: &Struct<'_>, parameters: &[impl ToTokens]) -> Option<TokenStream> {
    let chosen = plan.generic.then(|| quote!(T));
    let parameters: Vec<_> = chosen.into_iter().chain(parameters.iter().map(ToTokens::to_token_stream)).collect();
    (!parameters.is_empty()).then(|| quote!(<#(#parameters),*>))
}

/// Emits `builder()`, which sets the fields that have only one valid value, and the builder's methods.
pub(crate) fn implementations(plan: &Struct<'_>) -> TokenStream {
    let Struct { vis, builder, .. } = plan;
    let Builder { ident: name, markers, doc, fields, parameters } = builder;
    let target = Target::of(plan);
    let chosen = target.parameters();
    let constants = plan.fields.iter().filter_map(|field| {
        let text = field.constant?;
        Some(assign(field, quote!(tk::From::from(#text))))
    });
    let constants: Vec<_> = constants.collect();
    let mutable = (!constants.is_empty()).then(|| quote!(mut));
    let generics = generics(plan, parameters);
    let unset: Vec<_> = fields.iter().map(|field| quote!(#markers::#field)).collect();
    let unset = self::generics(plan, &unset);
    let set = (!parameters.is_empty()).then(|| quote!(_set: []));
    let bounds = (!parameters.is_empty()).then(|| quote!(where #(#parameters: tk::IsSet,)*));
    let declared = if plan.generic { quote!(<T: tk::Value #(, #parameters)*>) } else { quote!(#generics) };
    let setters = plan.fields.iter().map(|field| setter(plan, field));
    quote! {
        impl #chosen #target {
            #doc
            #vis fn builder() -> #name #unset {
                let #mutable value = <Self as tk::Value>::empty();
                #(#constants)*
                #name { value, #set }
            }
        }

        impl #declared #name #generics {
            #(#setters)*

            /// Returns the value if it obeys every rule.
            ///
            /// # Errors
            /// Returns everything that is wrong with the value.
            #vis fn build(self) -> tk::Result<#target, tk::Report> #bounds {
                tk::built(self.value)
            }
        }
    }
}

fn setter(plan: &Struct<'_>, field: &Field<'_>) -> TokenStream {
    let Builder { ident: builder, fields, parameters, .. } = &plan.builder;
    let (vis, Field { ident, doc, .. }) = (&plan.vis, field);
    let (argument, value) = argument(field);
    let value = present(field, value);
    let (after, rest) = if fields.contains(ident) {
        let after = fields.iter().zip(parameters);
        let after = after.map(|(each, parameter)| if each == ident { quote!(tk::Set) } else { quote!(#parameter) });
        let after = generics(plan, &after.collect::<Vec<_>>());
        (quote!(#builder #after), quote!(#builder { value: self.value, _set: [] }))
    } else {
        (quote!(Self), quote!(self))
    };
    quote! {
        #doc
        #vis fn #ident(mut self, value: #argument) -> #after {
            self.value.#ident = #value;
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

/// Emits the assignment of a field that is present.
pub(super) fn assign(field: &Field<'_>, value: TokenStream) -> TokenStream {
    let (name, value) = (&field.ident, present(field, value));
    quote!(value.#name = #value;)
}
