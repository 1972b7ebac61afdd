//! Builders whose type knows which required fields are set: one parameter for each, nothing for the rest.
//!
//! A required field also gets a trait, which holds for `Set` alone: it carries the message for whoever forgets the field.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::Visibility;
use triggerkit_spec::model::Type;

use super::docs;
use crate::plan::{Demand, FieldPlan, Struct};

/// The builder of a struct.
pub(crate) struct Builder {
    /// The types, which name nothing of the runtime: a derive puts them where it can import nothing.
    pub(crate) types: TokenStream,
    pub(crate) implementations: TokenStream,
}

impl Builder {
    pub(crate) fn of(plan: &Struct<'_>) -> Builder {
        let names = Names {
            builder: format_ident!("{}Builder", plan.ident, span = Span::call_site()),
            required: format_ident!("{}_required", plan.ident, span = Span::call_site()),
            demands: plan.demands(),
        };
        Builder { types: types(plan, &names), implementations: implementations(plan, &names) }
    }
}

/// What goes by which name.
struct Names<'p> {
    builder: Ident,
    /// The module of the traits.
    required: Ident,
    demands: Vec<Demand<'p>>,
}

impl Names<'_> {
    fn parameters(&self) -> Vec<&Ident> {
        self.demands.iter().map(|demand| &demand.parameter).collect()
    }

    fn fields(&self) -> Vec<&Ident> {
        self.demands.iter().map(|demand| &demand.field.ident).collect()
    }
}

fn types(plan: &Struct<'_>, names: &Names<'_>) -> TokenStream {
    let Struct { ident, vis, .. } = plan;
    let Names { builder, required, demands } = names;
    let parameters = names.parameters();
    let doc = docs::sentence(format!("Builds a [`{ident}`], see [`{ident}::builder`]."));
    let traits_doc = docs::sentence(format!("Each holds for [`{builder}`] when the required field of its name is set."));
    let traits = demands.iter().map(|Demand { field, .. }| message(plan, field));
    let module = (!demands.is_empty()).then(|| {
        quote! {
            #traits_doc
            #[doc(hidden)]
            #[allow(non_camel_case_types, non_snake_case)]
            #vis mod #required {
                #(#traits)*
            }
        }
    });
    quote! {
        #doc
        #[must_use]
        #vis struct #builder<#(#parameters),*> {
            value: #ident,
            set: ::core::marker::PhantomData<fn() -> (#(#parameters,)*)>,
        }

        #module
    }
}

/// The trait of a required field. The compiler shows its message where `build` is called too early.
fn message(plan: &Struct<'_>, field: &FieldPlan<'_>) -> TokenStream {
    let (name, word) = (&field.ident, &field.model.name);
    let message = format!("`{word}` is not set, which `{}` requires", plan.ident);
    let label = format!("call `.{name}(…)` before `.build()`");
    quote! {
        #[diagnostic::on_unimplemented(message = #message, label = #label)]
        pub trait #name {}
    }
}

fn implementations(plan: &Struct<'_>, names: &Names<'_>) -> TokenStream {
    let Struct { ident, vis, .. } = plan;
    let Names { builder, required, demands } = names;
    let (parameters, fields) = (names.parameters(), names.fields());
    let start = start(plan, names);
    let setters = plan.fields.iter().map(|field| setter(vis, builder, demands, field));
    let build_doc = docs::paragraphs(&[
        "The value, when it obeys every rule of the spec.".into(),
        "# Errors\nEverything that is wrong with it.".into(),
    ]);
    quote! {
        #start

        impl<#(#parameters),*> #builder<#(#parameters),*> {
            #(#setters)*

            #build_doc
            #vis fn build(self) -> tk::Result<#ident, tk::Report>
            where
                #(#parameters: #required::#fields,)*
            {
                tk::built(self.value)
            }
        }

        #(impl #required::#fields for tk::Set {})*
    }
}

/// `builder()`, which gives what can have only one value that value.
fn start(plan: &Struct<'_>, names: &Names<'_>) -> TokenStream {
    let Struct { ident, vis, .. } = plan;
    let Names { builder, demands, .. } = names;
    let constants = plan.fields.iter().filter_map(|field| {
        let (name, text) = (&field.ident, field.constant()?);
        let value = quote!(tk::From::from(#text));
        let value = if field.optional { quote!(tk::Some(#value)) } else { value };
        Some(quote!(value.#name = #value;))
    });
    let constants: Vec<_> = constants.collect();
    let mutable = (!constants.is_empty()).then(|| quote!(mut));
    let missing = demands.iter().map(|_| quote!(tk::Missing));
    let doc = docs::sentence(demanded(ident, demands));
    quote! {
        impl #ident {
            #doc
            #vis fn builder() -> #builder<#(#missing),*> {
                let #mutable value = <Self as tk::Value>::empty();
                #(#constants)*
                #builder { value, set: tk::PhantomData }
            }
        }
    }
}

/// What must be set, in words.
fn demanded(ident: &Ident, demands: &[Demand<'_>]) -> String {
    let names: Vec<String> = demands.iter().map(|demand| format!("`{}`", demand.field.model.name)).collect();
    match names.split_last() {
        None => format!("Starts a [`{ident}`]; nothing is required."),
        Some((only, [])) => format!("Starts a [`{ident}`]; {only} must be set before it can be built."),
        Some((last, others)) => {
            format!("Starts a [`{ident}`]; {} and {last} must be set before it can be built.", others.join(", "))
        }
    }
}

fn setter(vis: &Visibility, builder: &Ident, demands: &[Demand<'_>], field: &FieldPlan<'_>) -> TokenStream {
    let name = &field.ident;
    let (argument, value) = argument(field);
    let value = if field.optional { quote!(tk::Some(#value)) } else { value };
    let doc = docs::field(field.model);
    let (after, rest) = if field.demanded() {
        let after = demands.iter().map(|demand| {
            let parameter = &demand.parameter;
            if demand.field.ident == *name { quote!(tk::Set) } else { quote!(#parameter) }
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
        Type::String | Type::Json | Type::Scalar | Type::Raw | Type::Enum(_) | Type::Union(_) | Type::Map(_) => {
            (quote!(impl tk::Into<#inner>), quote!(tk::Into::into(value)))
        }
        _ => (quote!(#inner), quote!(value)),
    }
}
