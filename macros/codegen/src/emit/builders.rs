//! Builders whose type knows which required fields are set: one parameter for each, nothing for the rest.

use heck::ToSnakeCase;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::Visibility;
use triggerkit_spec::model::Type;

use super::docs;
use crate::plan::{FieldPlan, Struct};

pub(crate) fn builder(plan: &Struct<'_>) -> TokenStream {
    let Struct { ident, vis, .. } = plan;
    let builder = format_ident!("{ident}Builder");
    let demanded: Vec<&FieldPlan<'_>> = plan.fields.iter().filter(|field| field.demanded()).collect();
    let parameters: Vec<Ident> = demanded.iter().map(|field| field.parameter()).collect();
    let markers = format_ident!("{}_fields", ident.to_string().to_snake_case());
    let names: Vec<&Ident> = demanded.iter().map(|field| &field.ident).collect();
    let generics = quote!(<#(#parameters = tk::Missing<#markers::#names>),*>);
    let used = quote!(<#(#parameters),*>);
    let setters = plan.fields.iter().map(|field| setter(vis, &builder, &parameters, field));
    let constants = plan.fields.iter().filter_map(|field| {
        let (name, text) = (&field.ident, field.constant()?);
        let value = if field.optional { quote!(tk::Some(tk::Str::from(#text))) } else { quote!(tk::Str::from(#text)) };
        Some(quote!(value.#name = #value;))
    });
    let marker_module = (!names.is_empty()).then(|| {
        let doc = docs::sentence(format!("The required fields of [`{ident}`](super::{ident}), as types."));
        let field_docs = demanded.iter().map(|field| docs::sentence(format!("`{}`", field.model.wire)));
        quote! {
            #[doc(hidden)]
            #doc
            #[allow(non_camel_case_types)]
            #vis mod #markers {
                #(#field_docs pub enum #names {})*
            }
        }
    });
    let builder_doc = docs::sentence(format!("Builds a [`{ident}`], see [`{ident}::builder`]."));
    let start_doc = docs::paragraphs(&[start(ident, &demanded)]);
    let build_doc = docs::paragraphs(&[
        "The value, when it obeys every rule of the spec.".into(),
        "# Errors\nEverything that is wrong with it.".into(),
    ]);
    quote! {
        #builder_doc
        #[must_use]
        #vis struct #builder #generics {
            value: #ident,
            set: tk::PhantomData<fn() -> (#(#parameters,)*)>,
        }

        impl #ident {
            #start_doc
            #vis fn builder() -> #builder {
                #[allow(unused_mut)]
                let mut value = <Self as tk::Value>::empty();
                #(#constants)*
                #builder { value, set: tk::PhantomData }
            }
        }

        impl #used #builder #used {
            #(#setters)*

            #build_doc
            #vis fn build(self) -> tk::Result<#ident, tk::Report>
            where
                #(#parameters: tk::IsSet,)*
            {
                tk::built(self.value)
            }
        }

        #marker_module
    }
}

fn start(ident: &Ident, demanded: &[&FieldPlan<'_>]) -> String {
    let names: Vec<String> = demanded.iter().map(|field| format!("`{}`", field.model.name)).collect();
    match names.split_last() {
        None => format!("Starts a [`{ident}`]; nothing is required."),
        Some((only, [])) => format!("Starts a [`{ident}`]; {only} must be set before it can be built."),
        Some((last, others)) => {
            format!("Starts a [`{ident}`]; {} and {last} must be set before it can be built.", others.join(", "))
        }
    }
}

fn setter(vis: &Visibility, builder: &Ident, parameters: &[Ident], field: &FieldPlan<'_>) -> TokenStream {
    let name = &field.ident;
    let (argument, value) = argument(field);
    let value = if field.optional { quote!(tk::Some(#value)) } else { value };
    let doc = docs::field(field.model);
    let (after, rest) = if field.demanded() {
        let own = field.parameter();
        let after = parameters.iter().map(|each| if *each == own { quote!(tk::Set) } else { quote!(#each) });
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

/// The type of a setter's argument, and the field's value made from it.
fn argument(field: &FieldPlan<'_>) -> (TokenStream, TokenStream) {
    let inner = &field.inner;
    if !field.model.codec.is_empty() {
        return (quote!(#inner), quote!(value));
    }
    match &field.model.ty {
        Type::List(item) if !matches!(**item, Type::List(_) | Type::Map(_)) => {
            let item = quote!(<#inner as tk::IntoIterator>::Item);
            (quote!(impl tk::IntoIterator<Item = impl tk::Into<#item>>), quote!(tk::collect(value)))
        }
        Type::String | Type::Json | Type::Enum(_) | Type::Union(_) | Type::Map(_) => {
            (quote!(impl tk::Into<#inner>), quote!(tk::Into::into(value)))
        }
        _ => (quote!(#inner), quote!(value)),
    }
}
