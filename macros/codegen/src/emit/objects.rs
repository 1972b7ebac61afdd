//! Structs of a spec, and the implementations that a hand-written struct gets as well.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::quoting::{float, option, pick};
use super::target::Target;
use super::{builders, documents, http, shapes, ways};
use crate::plan::{BytesMethod, Field, Initial, Struct};

/// Emits a struct of a spec with everything that belongs to it but its builder.
pub(crate) fn object(plan: &Struct<'_>) -> TokenStream {
    let Struct { ident, vis, doc: struct_doc, fields, kept, generic, .. } = plan;
    let parameter = generic.then(|| quote!(<T = tk::Json>));
    let members = fields.iter().map(|Field { ident, doc, types, .. }| {
        let ty = &types.ty;
        quote!(#doc #vis #ident: #ty,)
    });
    let kept = kept.as_ref().map(|kept| quote!(#kept: tk::Kept,));
    let document = plan.is_document.then(|| documents::methods(plan));
    let methods = methods(plan);
    let constructors = plan.http.map(|shape| http::constructors(plan, shape));
    let traits = traits(plan);
    quote! {
        #struct_doc
        #[tk::derive(tk::Clone, tk::PartialEq)]
        #[non_exhaustive]
        #vis struct #ident #parameter {
            #(#members)*
            #kept
        }

        #document
        #methods
        #constructors
        #traits
    }
}

/// Emits what a hand-written struct gets besides its builder's types: the builder's methods, and the traits.
pub(crate) fn hand_written(plan: &Struct<'_>) -> TokenStream {
    let (building, traits) = (builders::implementations(plan), traits(plan));
    quote!(#building #traits)
}

/// Emits what every struct implements.
fn traits(plan: &Struct<'_>) -> TokenStream {
    let shape = shapes::shape(plan);
    let names = plan.fields.iter().map(|field| &field.ident);
    let empties = plan.fields.iter().map(empty);
    let kept = plan.kept.iter();
    let bodies = [
        quote! {
            static SHAPE: tk::Shape = #shape;
            &SHAPE
        },
        places(&plan.fields, &quote!()),
        places(&plan.fields, &quote!(mut)),
        quote!(Self { #(#names: #empties,)* #(#kept: tk::Kept::new(),)* }),
    ];
    implementations(&Target::of(plan), &bodies, plan.kept.as_ref())
}

/// Emits what the engine needs of a struct, and `Debug`, `Serialize`, `Deserialize` by means of it. The bodies are those of
/// `shape`, `field`, `field_mut` and `empty`.
///
/// Functions marked `#[inline(never)]` would otherwise be compiled again in every crate that uses the struct.
pub(crate) fn implementations(target: &Target<'_>, bodies: &[TokenStream; 4], kept: Option<&Ident>) -> TokenStream {
    let [shape, field, field_mut, empty] = bodies;
    let kept_mut = option(kept.map(|kept| quote!(&mut self.#kept)));
    let kept = option(kept.map(|kept| quote!(&self.#kept)));
    let empty = quote!(#[inline(never)] fn empty() -> Self { #empty });
    let value = value(target, &empty, &quote!(tk::decode_object(self, input, field)), &quote!(tk::View::Object(self)));
    let parameters = target.parameters();
    quote! {
        impl #parameters tk::Object for #target {
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
                #kept
            }

            fn kept_mut(&mut self) -> tk::Option<&mut tk::Kept> {
                #kept_mut
            }
        }

        impl #parameters tk::fmt::Debug for #target {
            fn fmt(&self, f: &mut tk::fmt::Formatter<'_>) -> tk::fmt::Result {
                tk::debug(self, f)
            }
        }

        #value
    }
}

/// The field at `index`. The engine never uses an index beyond the last one.
fn places(fields: &[Field<'_>], mutable: &TokenStream) -> TokenStream {
    let place = |field: &Field<'_>| {
        let (mut name, span) = (field.ident.clone(), field.types.ty.error_span());
        name.set_span(span);
        quote_spanned!(span=> &#mutable self.#name)
    };
    if fields.is_empty() { pick(vec![quote!(self)]) } else { pick(fields.iter().map(place).collect()) }
}

/// Emits `Value`, given the function `empty` and the bodies of the others, and serde's traits by means of it.
pub(super) fn value(target: &Target<'_>, empty: &TokenStream, read: &TokenStream, view: &TokenStream) -> TokenStream {
    let parameters = target.parameters();
    let (more, bound) = if target.generic { (quote!(, T), quote!(: tk::Value)) } else { Default::default() };
    quote! {
        impl #parameters tk::Value for #target {
            #empty

            fn read(&mut self, input: &mut tk::Decoder<'_>, field: &'static tk::Field) -> tk::Scan<tk::Form> {
                #read
            }

            fn view(&self) -> tk::View<'_> {
                #view
            }
        }

        impl #parameters tk::serde::Serialize for #target {
            fn serialize<S: tk::serde::Serializer>(&self, serializer: S) -> tk::Result<S::Ok, S::Error> {
                tk::serialize(self, serializer)
            }
        }

        impl<'de #more #bound> tk::serde::Deserialize<'de> for #target {
            fn deserialize<D: tk::serde::Deserializer<'de>>(deserializer: D) -> tk::Result<Self, D::Error> {
                tk::deserialize(deserializer)
            }
        }
    }
}

/// The value of a field that is missing in the payload.
fn empty(field: &Field<'_>) -> TokenStream {
    match field.initial {
        Initial::Empty => quote_spanned!(field.types.ty.error_span()=> tk::Value::empty()),
        Initial::Literal(literal) => literal.parse().unwrap_or_default(),
        Initial::Float(float) => self::float(float),
        Initial::Json(json) => quote!(tk::from_default(#json)),
    }
}

/// Emits the methods that read flagged bytes, and those that go through the values at one of several paths.
fn methods(plan: &Struct<'_>) -> Option<TokenStream> {
    let methods = plan.fields.iter().filter_map(|text| {
        let BytesMethod { ident, doc, flag } = text.bytes_method.as_ref()?;
        let flag = &plan.fields[*flag];
        let (name, base64) = (&text.ident, &flag.ident);
        let body = if text.types.optional { quote!(self.#name.as_ref()) } else { quote!(tk::Some(&self.#name)) };
        let base64 = if flag.types.optional { quote!(self.#base64 == tk::Some(true)) } else { quote!(self.#base64) };
        Some(quote! {
            #doc
            pub fn #ident(&self) -> tk::Result<tk::Vec<u8>, tk::Report> {
                tk::flagged_bytes(#body, #base64)
            }
        })
    });
    let methods: Vec<_> = methods.chain(plan.accessors.iter().map(ways::accessor)).collect();
    let target = Target::of(plan);
    let parameters = target.parameters();
    (!methods.is_empty()).then(|| quote!(impl #parameters #target { #(#methods)* }))
}
