//! HTTP calls whose bodies are events.

use proc_macro2::Ident;
use triggerkit_spec::model::{self, Provider};
use triggerkit_spec::names;

use super::docs;
use super::ident::ident;

/// An HTTP call: an enum of its messages, and an enum of the answers to them.
#[derive(Debug, PartialEq)]
pub(crate) struct Operation<'m> {
    /// The enum of the messages.
    pub(crate) ident: Ident,
    pub(crate) doc: String,
    /// The enum of the answers.
    pub(crate) response: Ident,
    pub(crate) response_doc: String,
    pub(crate) method: &'m str,
    pub(crate) uri: &'m str,
    /// The header that names the message.
    pub(crate) header: &'m str,
    /// Names of the function's parameters, in the order of the URI template.
    pub(crate) params: Vec<Ident>,
    /// Documents `into_request`.
    pub(crate) request_doc: String,
    pub(crate) messages: Vec<Message<'m>>,
}

/// One message of an [`Operation`].
#[derive(Debug, PartialEq)]
pub(crate) struct Message<'m> {
    /// The variant of both enums.
    pub(crate) variant: Ident,
    pub(crate) event: Ident,
    pub(crate) doc: String,
    /// The header's value.
    pub(crate) value: &'m str,
    /// The type of the answer, if it has a body.
    pub(crate) answer: Option<Ident>,
    pub(crate) answer_doc: String,
}

impl<'m> Operation<'m> {
    pub(crate) fn new(provider: &'m Provider, operation: &'m model::Operation) -> Self {
        let model::Operation { name, title, method, uri, header, .. } = operation;
        let doc = docs::paragraphs(&[
            operation.doc.clone().unwrap_or_else(|| format!("{title}.")),
            format!("`{method} {uri}`. The header `{header}` names the message."),
            operation.source.as_ref().map_or(String::new(), |source| format!("Source: {source}")),
        ]);
        let params = operation.params.iter().map(|(param, doc)| format!("- `{param}`: {doc}"));
        let request_doc = docs::paragraphs(&[
            "Returns the request that carries this message.".into(),
            params.collect::<Vec<_>>().join("\n"),
            "# Errors\nReturns everything that is wrong with the message, or a parameter that cannot be part of a URI.".into(),
        ]);
        Operation {
            ident: ident(name),
            doc,
            response: ident(&names::response(name)),
            response_doc: format!("The answer to a message of [`{name}`]."),
            method,
            uri,
            header,
            params: operation.params.iter().map(|(param, _)| ident(param)).collect(),
            request_doc,
            messages: operation.messages.iter().map(|message| Message::new(provider, message)).collect(),
        }
    }
}

impl<'m> Message<'m> {
    fn new(provider: &'m Provider, message: &'m model::Message) -> Self {
        let trigger = &provider.triggers[message.trigger];
        let event = &trigger.event;
        let body = if trigger.response.is_some() { "." } else { ", which has no body." };
        Message {
            variant: ident(&trigger.marker),
            event: ident(&event.name),
            doc: event.doc.clone().unwrap_or_else(|| trigger.title.clone()),
            value: &message.header_value,
            answer: trigger.response.as_deref().map(ident),
            answer_doc: format!("The answer to a [`{}`]{body}", event.name),
        }
    }
}
