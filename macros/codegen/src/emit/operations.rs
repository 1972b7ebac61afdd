//! HTTP calls whose bodies are events: an enum of the messages, an enum of the answers, both directions of each.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::doc;
use crate::plan::Operation;

pub(crate) fn operation(plan: &Operation<'_>) -> TokenStream {
    let Operation { ident, response, method, uri, header, params, messages, .. } = plan;
    let variants: Vec<_> = messages.iter().map(|message| &message.variant).collect();
    let events = messages.iter().map(|message| &message.event);
    let values = messages.iter().map(|message| message.value);
    let indices: Vec<Literal> = (0..variants.len()).map(Literal::usize_unsuffixed).collect();
    let Some((last, firsts)) = variants.split_last() else { return TokenStream::new() };
    let first = &indices[..firsts.len()];
    let (enum_doc, request_doc) = (doc(&plan.doc), doc(&plan.request_doc));
    let docs = messages.iter().map(|message| doc(&message.doc));
    let reads = messages.iter().map(|message| {
        let variant = &message.variant;
        match message.answer {
            Some(_) => quote!(Self::#variant(_) => tk::operation::answer(response).map(#response::#variant)),
            None => quote!(Self::#variant(_) => tk::operation::succeeded(response).map(|()| #response::#variant)),
        }
    });
    let responses = responses(plan);
    quote! {
        #enum_doc
        #[tk::derive(tk::Clone, tk::fmt::Debug, tk::PartialEq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant)]
        pub enum #ident {
            #(#docs #variants(#events),)*
        }

        impl #ident {
            const INFO: tk::operation::OperationInfo = tk::operation::OperationInfo {
                method: #method,
                uri: #uri,
                header: #header,
                values: &[#(#values),*],
            };

            #request_doc
            pub fn into_request(self, #(#params: &str),*) -> tk::Result<tk::http::Request<tk::String>, tk::Report> {
                let params = [#(#params),*];
                match self {
                    #(Self::#variants(event) => tk::operation::request(&Self::INFO, #indices, &params, &event),)*
                }
            }

            /// Reads the message of a request: which one it is from the header, and its body.
            ///
            /// # Errors
            /// Returns an error if the method or path is another one, if the header names no message, or else everything
            /// that is wrong with the body.
            pub fn from_request<B: tk::AsRef<[u8]>>(request: &tk::http::Request<B>) -> tk::Result<Self, tk::Report> {
                match tk::operation::message(&Self::INFO, request)? {
                    #(#first => tk::Document::decode(request.body()).map(Self::#firsts),)*
                    _ => tk::Document::decode(request.body()).map(Self::#last),
                }
            }

            /// Reads the answer to this message.
            ///
            /// # Errors
            /// Returns an error if the status is not 2xx, or else everything that is wrong with the body.
            pub fn read_response<B: tk::AsRef<[u8]>>(&self, response: &tk::http::Response<B>) -> tk::Result<#response, tk::Report> {
                match self {
                    #(#reads,)*
                }
            }
        }

        #responses
    }
}

/// Emits the enum of the answers.
fn responses(plan: &Operation<'_>) -> TokenStream {
    let Operation { response, response_doc, messages, .. } = plan;
    let enum_doc = doc(response_doc);
    let variants = messages.iter().map(|message| {
        let (doc, variant) = (doc(&message.answer_doc), &message.variant);
        let body = message.answer.as_ref().map(|answer| quote!((#answer)));
        quote!(#doc #variant #body,)
    });
    quote! {
        #enum_doc
        #[tk::derive(tk::Clone, tk::fmt::Debug, tk::PartialEq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant)]
        pub enum #response {
            #(#variants)*
        }
    }
}
