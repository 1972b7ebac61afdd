//! Structs of a spec, and the implementations that a hand-written struct gets as well.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use triggerkit_core::Step;
use triggerkit_spec::model::{Presence, Type};

use super::builders::Builder;
use super::{docs, shapes};
use crate::plan::{FieldPlan, Struct};

/// A struct of a spec with everything that belongs to it.
pub(crate) fn object(plan: &Struct<'_>) -> TokenStream {
    let Struct { ident, object, fields, .. } = plan;
    let doc = docs::object(object);
    let members = fields.iter().map(|field| {
        let (name, ty) = (&field.ident, &field.ty);
        let doc = docs::field(field.model);
        quote!(#doc pub #name: #ty,)
    });
    let accessors = accessors(plan);
    let Builder { types, implementations: building } = Builder::of(plan);
    let implementations = implementations(ident, &Bodies::of(plan, Some(quote!(kept))));
    quote! {
        #doc
        #[tk::derive(tk::Clone, tk::PartialEq)]
        #[non_exhaustive]
        pub struct #ident {
            #(#members)*
            kept: tk::Kept,
        }

        #accessors
        #types
        #building
        #implementations
    }
}

/// The bodies of the functions that the engine calls.
pub(crate) struct Bodies {
    pub(crate) shape: TokenStream,
    pub(crate) field: TokenStream,
    pub(crate) field_mut: TokenStream,
    pub(crate) empty: TokenStream,
    /// The field that holds what the spec does not know.
    pub(crate) kept: Option<TokenStream>,
}

impl Bodies {
    /// Those of a struct; `kept` is the field that holds what the spec does not know.
    pub(crate) fn of(plan: &Struct<'_>, kept: Option<TokenStream>) -> Self {
        let shape = shapes::shape(plan);
        let names: Vec<_> = plan.fields.iter().map(|field| &field.ident).collect();
        let empties = plan.fields.iter().map(empty);
        let keep = kept.as_ref().map(|kept| quote!(#kept: tk::Kept::new(),));
        Bodies {
            shape: quote! {
                static SHAPE: tk::Shape = #shape;
                &SHAPE
            },
            field: pick(&plan.fields, false),
            field_mut: pick(&plan.fields, true),
            empty: quote!(Self { #(#names: #empties,)* #keep }),
            kept,
        }
    }
}

/// What the engine needs of a struct, and `Debug`, `Serialize`, `Deserialize` through it.
///
/// What is never inlined would otherwise be compiled again in every crate that uses the struct.
pub(crate) fn implementations(ident: &Ident, bodies: &Bodies) -> TokenStream {
    let Bodies { shape, field, field_mut, empty, kept } = bodies;
    let (look, change) = match kept {
        Some(kept) => (quote!(tk::Some(&self.#kept)), quote!(tk::Some(&mut self.#kept))),
        None => (quote!(tk::None), quote!(tk::None)),
    };
    let serde = serde(ident);
    quote! {
        impl tk::Object for #ident {
            fn shape(&self) -> &'static tk::Shape {
                #shape
            }

            #[inline(never)]
            fn field(&self, index: usize) -> &dyn tk::Value {
                #field
            }

            #[inline(never)]
            fn field_mut(&mut self, index: usize) -> &mut dyn tk::Value {
                #field_mut
            }

            fn kept(&self) -> tk::Option<&tk::Kept> {
                #look
            }

            fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
                #change
            }
        }

        impl tk::Value for #ident {
            #[inline(never)]
            fn empty() -> Self {
                #empty
            }

            fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
                tk::decode_object(self, input, field)
            }

            fn view(&self) -> tk::View<'_> {
                tk::View::Object(self)
            }
        }

        impl tk::fmt::Debug for #ident {
            fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
                tk::debug(self, f)
            }
        }

        #serde
    }
}

/// The field at `index`; the engine never asks for one beyond the last.
fn pick(fields: &[FieldPlan<'_>], mutable: bool) -> TokenStream {
    let place = |field: &FieldPlan<'_>| {
        let (mut name, span) = (field.ident.clone(), field.span);
        name.set_span(span);
        if mutable { quote_spanned!(span=> &mut self.#name) } else { quote_spanned!(span=> &self.#name) }
    };
    match fields {
        [] => quote! {
            let _ = index;
            self
        },
        [only] => {
            let only = place(only);
            quote! {
                let _ = index;
                #only
            }
        }
        [others @ .., last] => {
            let indices = (0..others.len()).map(Literal::usize_unsuffixed);
            let (others, last) = (others.iter().map(place), place(last));
            quote!(match index {
                #(#indices => #others,)*
                _ => #last,
            })
        }
    }
}

/// serde's traits, for anything that is a value.
pub(crate) fn serde(ident: &Ident) -> TokenStream {
    quote! {
        impl tk::serde::Serialize for #ident {
            fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
                tk::serialize(self, serializer)
            }
        }

        impl<'de> tk::serde::Deserialize<'de> for #ident {
            fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
                tk::deserialize(deserializer)
            }
        }
    }
}

/// The value of a field that the payload has nothing for.
fn empty(field: &FieldPlan<'_>) -> TokenStream {
    let Presence::Default(json) = &field.model.presence else {
        return quote_spanned!(field.span=> tk::Value::empty());
    };
    let literal = match field.model.ty {
        // A float is written with a fraction, whatever its JSON looks like.
        Type::F64 => json.parse().ok().map(shapes::float),
        Type::Bool | Type::I64 | Type::U64 => json.parse().ok(),
        _ => None,
    };
    literal.unwrap_or_else(|| quote!(tk::from_default(#json)))
}

/// Methods that read a field through another one.
fn accessors(plan: &Struct<'_>) -> TokenStream {
    let ident = &plan.ident;
    let methods: Vec<TokenStream> = plan.fields.iter().filter_map(|field| bytes_of(plan, field)).collect();
    if methods.is_empty() {
        return TokenStream::new();
    }
    quote!(impl #ident { #(#methods)* })
}

fn bytes_of(plan: &Struct<'_>, field: &FieldPlan<'_>) -> Option<TokenStream> {
    let flag = &plan.fields[field.model.base64_flag?];
    debug_assert!(!field.model.codec.contains(&Step::Base64));
    let method = format_ident!("{}_bytes", field.model.name);
    let (text, base64) = (&field.ident, &flag.ident);
    let text = if field.optional { quote!(self.#text.as_ref()) } else { quote!(tk::Some(&self.#text)) };
    let base64 = if flag.optional { quote!(self.#base64 == tk::Some(true)) } else { quote!(self.#base64) };
    let doc = docs::paragraphs(&[
        format!("The bytes of `{}`: decoded from base64 when `{}` says so.", field.model.wire, flag.model.wire),
        "# Errors\nRule `codec` when it says so and the text is not base64.".into(),
    ]);
    Some(quote! {
        #doc
        pub fn #method(&self) -> tk::Result<tk::Vec<u8>, tk::Report> {
            tk::flagged_bytes(#text, #base64)
        }
    })
}
