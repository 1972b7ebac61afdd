//! HTTP calls whose bodies are events: an enum of the messages, an enum of the answers, both directions of each.

use heck::ToSnakeCase;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use triggerkit_spec::model::{Message, Operation, Provider};

use super::docs;
use crate::plan::ident;

pub(crate) fn operation(provider: &Provider, operation: &Operation) -> TokenStream {
    let name = ident(&operation.name);
    let answer = format_ident!("{}Response", operation.name);
    let triggers: Vec<_> = operation.messages.iter().map(|message| &provider.triggers[message.trigger]).collect();
    let variants: Vec<_> = triggers.iter().map(|trigger| ident(&trigger.marker)).collect();
    let events: Vec<_> = triggers.iter().map(|trigger| ident(&trigger.event.name)).collect();
    let indices: Vec<Literal> = (0..variants.len()).map(Literal::usize_unsuffixed).collect();
    let Some((last, firsts)) = variants.split_last() else { return TokenStream::new() };
    let first = &indices[..firsts.len()];
    let values = operation.messages.iter().map(|message| &message.header_value);
    let Operation { method, uri, header, .. } = operation;
    let params: Vec<_> = operation.params.iter().map(|(param, _)| ident(&param.to_snake_case())).collect();
    let param_docs = operation.params.iter().map(|(param, doc)| format!("- `{param}`: {doc}"));
    let doc = docs::paragraphs(&[
        operation.doc.clone().unwrap_or_else(|| format!("{}.", operation.title)),
        format!("`{method} {uri}`, told apart by the header `{header}`."),
        operation.source.as_ref().map_or(String::new(), |source| format!("Source: {source}")),
    ]);
    let variant_docs =
        triggers.iter().map(|trigger| docs::sentence(trigger.event.doc.clone().unwrap_or_else(|| trigger.title.clone())));
    let request_doc = docs::paragraphs(&[
        "The request that carries this message.".into(),
        param_docs.collect::<Vec<_>>().join("\n"),
        "# Errors\nEverything that is wrong with the message, or a parameter that cannot stand in the URI.".into(),
    ]);
    let reads = reads(provider, operation, &answer);
    let answers = answers(provider, operation, &answer);
    quote! {
        #doc
        #[tk::derive(tk::Clone, tk::fmt::Debug, tk::PartialEq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant)]
        pub enum #name {
            #(#variant_docs #variants(#events),)*
        }

        impl #name {
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

            /// Reads the message of a request: its kind from the header, its body checked.
            ///
            /// # Errors
            /// Another method or path, a header that names no message, or everything that is wrong with the body.
            pub fn from_request<B: tk::AsRef<[u8]>>(request: &tk::http::Request<B>) -> tk::Result<Self, tk::Report> {
                match tk::operation::message(&Self::INFO, request)? {
                    #(#first => tk::Document::decode(request.body()).map(Self::#firsts),)*
                    _ => tk::Document::decode(request.body()).map(Self::#last),
                }
            }

            /// Reads the answer to this message.
            ///
            /// # Errors
            /// A status other than 2xx, or everything that is wrong with the body.
            pub fn read_response<B: tk::AsRef<[u8]>>(&self, response: &tk::http::Response<B>) -> tk::Result<#answer, tk::Report> {
                match self {
                    #(#reads,)*
                }
            }
        }

        #answers
    }
}

/// One arm for each message: how its answer is read.
fn reads(provider: &Provider, operation: &Operation, answer: &Ident) -> Vec<TokenStream> {
    let read = |message: &Message| {
        let trigger = &provider.triggers[message.trigger];
        let variant = ident(&trigger.marker);
        match trigger.response {
            Some(_) => quote!(Self::#variant(_) => tk::operation::answer(response).map(#answer::#variant)),
            None => quote!(Self::#variant(_) => tk::operation::succeeded(response).map(|()| #answer::#variant)),
        }
    };
    operation.messages.iter().map(read).collect()
}

/// The enum of the answers.
fn answers(provider: &Provider, operation: &Operation, answer: &Ident) -> TokenStream {
    let variants = operation.messages.iter().map(|message| {
        let trigger = &provider.triggers[message.trigger];
        let variant = ident(&trigger.marker);
        match &trigger.response {
            Some(response) => {
                let doc = docs::sentence(format!("To a [`{}`].", trigger.event.name));
                let response = ident(response);
                quote!(#doc #variant(#response),)
            }
            None => {
                let doc = docs::sentence(format!("To a [`{}`]; it says nothing.", trigger.event.name));
                quote!(#doc #variant,)
            }
        }
    });
    let doc = docs::sentence(format!("The answer to one of [`{}`].", operation.name));
    quote! {
        #doc
        #[tk::derive(tk::Clone, tk::fmt::Debug, tk::PartialEq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant)]
        pub enum #answer {
            #(#variants)*
        }
    }
}
