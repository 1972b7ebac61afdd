//! HTTP calls whose bodies are events: an enum of the messages, an enum of the answers, both directions of each.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::enums;
use super::quoting::pick;
use crate::plan::Operation;

pub(crate) fn operation(plan: &Operation<'_>) -> TokenStream {
    let Operation { model, messages, answers, params, request_doc } = plan;
    let (ident, response) = (&messages.ident, &answers.ident);
    let (method, uri, header) = (&model.method, &model.uri, &model.header);
    let values = model.messages.iter().map(|message| &message.header_value);
    let variants: Vec<_> = messages.variants.iter().map(|message| &message.ident).collect();
    let indices = (0..variants.len()).map(Literal::usize_unsuffixed);
    let decode = pick(variants.iter().map(|variant| quote!(tk::Document::decode(request.body()).map(Self::#variant))).collect());
    let reads = answers.variants.iter().map(|answer| {
        let variant = &answer.ident;
        match answer.ty {
            Some(_) => quote!(Self::#variant(_) => tk::operation::answer(response).map(#response::#variant)),
            None => quote!(Self::#variant(_) => tk::operation::succeeded(response).map(|()| #response::#variant)),
        }
    });
    let traits = quote!(tk::Clone, tk::fmt::Debug, tk::PartialEq);
    let (message_enum, answer_enum) = (enums::definition(messages, &traits, None), enums::definition(answers, &traits, None));
    quote! {
        #message_enum

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
                let index = tk::operation::message(&Self::INFO, request)?;
                #decode
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

        #answer_enum
    }
}
