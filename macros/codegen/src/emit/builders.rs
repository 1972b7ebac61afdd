//! Builders whose type knows which required fields are set: one parameter for each, nothing for the rest.
//!
//! A required field has a type of its name, which stands in its parameter until it is set, and so in the compiler's message
//! for whoever forgets it. The message is the runtime's: emitted code can use no `#[diagnostic::…]`, which
//! `#![no_implicit_prelude]` hides.

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
            markers: format_ident!("{}_fields", plan.ident, span = Span::call_site()),
            demands: plan.demands(),
        };
        Builder { types: types(plan, &names), implementations: implementations(plan, &names) }
    }
}

/// What goes by which name.
struct Names<'p> {
    builder: Ident,
    /// The module of the required fields' types.
    markers: Ident,
    demands: Vec<Demand<'p>>,
}

impl Names<'_> {
    fn parameters(&self) -> Vec<&Ident> {
        self.demands.iter().map(|demand| &demand.parameter).collect()
    }

    /// `<HasThis, HasThat>`, or nothing.
    fn generics(&self) -> Option<TokenStream> {
        let parameters = self.parameters();
        (!parameters.is_empty()).then(|| quote!(<#(#parameters),*>))
    }

    fn fields(&self) -> Vec<&Ident> {
        self.demands.iter().map(|demand| &demand.field.ident).collect()
    }
}

fn types(plan: &Struct<'_>, names: &Names<'_>) -> TokenStream {
    let Struct { ident, vis, .. } = plan;
    let Names { builder, markers, .. } = names;
    let (parameters, fields) = (names.parameters(), names.fields());
    let doc = docs::sentence(format!("The builder of [`{ident}`]."));
    let markers_doc = docs::sentence(format!("The required fields of [`{ident}`](super::{ident}), while they are not set."));
    let generics = names.generics();
    // A builder of something that needs nothing tracks nothing.
    let set = (!fields.is_empty()).then(|| quote!(set: ::core::marker::PhantomData<fn() -> (#(#parameters,)*)>,));
    let module = (!fields.is_empty()).then(|| {
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
        #vis struct #builder #generics {
            value: #ident,
            #set
        }

        #module
    }
}

fn implementations(plan: &Struct<'_>, names: &Names<'_>) -> TokenStream {
    let Struct { ident, vis, .. } = plan;
    let Names { builder, demands, .. } = names;
    let (parameters, generics) = (names.parameters(), names.generics());
    let start = start(plan, names);
    let setters = plan.fields.iter().map(|field| setter(vis, builder, demands, field));
    let bounds = (!parameters.is_empty()).then(|| quote!(where #(#parameters: tk::IsSet,)*));
    let build_doc =
        docs::paragraphs(&["The value, when it obeys every rule.".into(), "# Errors\nEverything that is wrong with it.".into()]);
    quote! {
        #start

        impl #generics #builder #generics {
            #(#setters)*

            #build_doc
            #vis fn build(self) -> tk::Result<#ident, tk::Report> #bounds {
                tk::built(self.value)
            }
        }
    }
}

/// `builder()`, which gives what can have only one value that value.
fn start(plan: &Struct<'_>, names: &Names<'_>) -> TokenStream {
    let Struct { ident, vis, .. } = plan;
    let Names { builder, markers, demands } = names;
    let fields = names.fields();
    let constants = plan.fields.iter().filter_map(|field| {
        let (name, text) = (&field.ident, field.constant()?);
        let value = quote!(tk::From::from(#text));
        let value = if field.optional { quote!(tk::Some(#value)) } else { value };
        Some(quote!(value.#name = #value;))
    });
    let constants: Vec<_> = constants.collect();
    let mutable = (!constants.is_empty()).then(|| quote!(mut));
    let generics = (!fields.is_empty()).then(|| quote!(<#(#markers::#fields),*>));
    let set = (!fields.is_empty()).then(|| quote!(set: tk::PhantomData));
    let doc = docs::sentence(demanded(demands));
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

/// What must be set, in words.
fn demanded(demands: &[Demand<'_>]) -> String {
    let names: Vec<String> = demands.iter().map(|demand| format!("`{}`", demand.field.model.name)).collect();
    match names.split_last() {
        None => "A builder. Nothing is required.".to_owned(),
        Some((only, [])) => format!("A builder. {only} must be set before `build`."),
        Some((last, others)) => format!("A builder. {} and {last} must be set before `build`.", others.join(", ")),
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
    match (&field.model.ty, &field.item) {
        (Type::List(ty), Some(item)) => {
            let item = if converts(ty) { quote!(impl tk::Into<#item>) } else { quote!(#item) };
            (quote!(impl tk::IntoIterator<Item = #item>), quote!(tk::collect(value)))
        }
        (ty, _) if converts(ty) => (quote!(impl tk::Into<#inner>), quote!(tk::Into::into(value))),
        _ => (quote!(#inner), quote!(value)),
    }
}

/// Whether there is something to convert from. A number is taken as it is, so that literals need no suffix.
fn converts(ty: &Type) -> bool {
    use Type::{Enum, Foreign, Json, Map, Raw, Scalar, String, Union};
    matches!(ty, Enum(_) | Foreign(_) | Json | Map(_) | Raw | Scalar | String | Union(_))
}
