//! Constructors of types that are HTTP answers.

use proc_macro2::TokenStream;
use quote::quote;
use triggerkit_spec::model::HttpShape;

use super::builders::assign;
use crate::plan::{Field, Struct};

/// Emits `text`, `json` and `binary`.
pub(crate) fn constructors(plan: &Struct<'_>, shape: HttpShape) -> TokenStream {
    let ident = &plan.ident;
    let field = |index: usize| &plan.fields[index];
    let status = assign(field(shape.status), quote!(tk::Into::into(status)));
    let body = assign(field(shape.body), quote!(body));
    let base64 = assign(field(shape.base64), quote!(base64));
    let Field { ident: headers, types, .. } = field(shape.headers);
    let optional = types.optional.then(|| quote!(.get_or_insert_with(tk::Map::new)));
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
                value.#headers #optional.push("Content-Type", tk::Into::into(content_type));
                #body
                #base64
                value
            }
        }
    }
}
