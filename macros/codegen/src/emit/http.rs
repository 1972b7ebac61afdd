//! Constructors of types that are HTTP answers, and where the events of HTTP triggers hold the parts of a request.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use triggerkit_spec::model::HttpResponse;

use super::builders::assign;
use super::quoting::constant;
use crate::plan::{Field, Http, Place, PlaceKind, Struct};

/// Emits `text`, `json` and `binary`.
pub(crate) fn constructors(plan: &Struct<'_>, shape: HttpResponse) -> TokenStream {
    let ident = &plan.ident;
    let field = |index: usize| &plan.fields[index];
    let status = assign(field(shape.status), quote!(tk::Into::into(status)));
    let body = assign(field(shape.body), quote!(body));
    let base64 = assign(field(shape.base64), quote!(base64));
    let Field { ident: headers, types, .. } = field(shape.headers);
    let optional = types.optional.then(|| quote!(.get_or_insert_with(tk::Map::new)));
    let content_type = match PlaceKind::of(&field(shape.headers).model.ty) {
        PlaceKind::Lists => quote!(tk::collect([content_type])),
        _ => quote!(tk::Into::into(content_type)),
    };
    quote! {
        impl #ident {
            /// An answer of plain text.
            pub fn text(status: u16, body: impl tk::Into<tk::Str>) -> Self {
                Self::with_body(status, "text/plain; charset=utf-8", tk::Into::into(body), false)
            }

            /// An answer of JSON.
            ///
            /// # Errors
            /// Returns an error if the value's own serialisation fails.
            pub fn json(status: u16, body: &impl tk::serde::Serialize) -> tk::Result<Self, tk::Report> {
                let body = tk::Json::from_serialize(body)?;
                tk::Ok(Self::with_body(status, "application/json", tk::Into::into(body.as_str()), false))
            }

            /// An answer of bytes, sent as base64.
            pub fn binary(status: u16, content_type: &str, body: impl tk::AsRef<[u8]>) -> Self {
                let body = tk::Base64::encode(body);
                Self::with_body(status, content_type, tk::Into::into(body.as_str()), true)
            }

            fn with_body(status: u16, content_type: &str, body: tk::Str, base64: bool) -> Self {
                let mut value = <Self as tk::Value>::empty();
                #status
                value.#headers #optional.push("Content-Type", #content_type);
                #body
                #base64
                value
            }
        }
    }
}

/// Emits where the events and answers of a trigger hold the parts of HTTP messages.
pub(super) fn info(plan: &Http) -> TokenStream {
    let headers = places(&plan.headers);
    let query = (!plan.query.is_empty()).then(|| places(&plan.query)).map(|places| quote!(.query(#places)));
    let parts = plan.parts.iter().map(|(part, places)| {
        let part = format_ident!("{part}");
        quote!(.#part(&[#(#places),*]))
    });
    let answer = plan.answer.as_ref().map(|answer| {
        let (status, headers, body, base64) = (&answer.status, place(&answer.headers), &answer.body, &answer.base64);
        let cookies = answer.cookies.as_ref().map(|cookies| quote!(.cookies(#cookies)));
        quote!(.answer(tk::AnswerInfo::new(#status, #headers, #body, #base64)#cookies))
    });
    quote!(tk::HttpInfo::new(#headers)#query #(#parts)* #answer)
}

fn places(places: &[Place]) -> TokenStream {
    let places = places.iter().map(place);
    quote!(&[#(#places),*])
}

fn place(place: &Place) -> TokenStream {
    let (kind, path) = (constant("Place", place.kind), &place.path);
    quote!(#kind(#path))
}
