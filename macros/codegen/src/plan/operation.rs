//! HTTP calls whose bodies are events.

use proc_macro2::Ident;
use triggerkit_spec::model::{self, Message, Provider};
use triggerkit_spec::names;

use super::docs::{self, Doc};
use super::enums::{Enum, Variant};
use super::ident::ident;

/// An HTTP call: an enum of its messages, and an enum of the answers to them.
#[derive(Debug, PartialEq)]
pub(crate) struct Operation<'m> {
    pub(crate) model: &'m model::Operation,
    pub(crate) messages: Enum<'m, Message>,
    /// For each message, its answer under the same name. One without a type has no body.
    pub(crate) answers: Enum<'m, Message>,
    /// Names of the function's parameters, in the order of the URI template.
    pub(crate) params: Vec<Ident>,
    /// Documents `into_request`.
    pub(crate) request_doc: Doc,
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
        let messages = operation.messages.iter().map(|message| (message, &provider.triggers[message.trigger]));
        let answers = messages.clone().map(|(message, trigger)| answer(message, trigger)).collect();
        let messages = messages.map(|(message, trigger)| self::message(message, trigger)).collect();
        let answers_doc = Doc(format!("The answer to a message of [`{name}`]."));
        Operation {
            model: operation,
            messages: Enum { ident: ident(name), doc, variants: messages },
            answers: Enum { ident: ident(&names::response(name)), doc: answers_doc, variants: answers },
            params: operation.params.iter().map(|(param, _)| ident(param)).collect(),
            request_doc,
        }
    }
}

fn message<'m>(model: &'m Message, trigger: &model::Trigger) -> Variant<'m, Message> {
    let doc = Doc(trigger.event.doc.as_ref().unwrap_or(&trigger.title).clone());
    Variant { model, ident: ident(&trigger.marker), ty: Some(ident(&trigger.event.name)), doc }
}

fn answer<'m>(model: &'m Message, trigger: &model::Trigger) -> Variant<'m, Message> {
    let body = if trigger.response.is_documented() { "." } else { ", which has no body." };
    let doc = Doc(format!("The answer to a [`{}`]{body}", trigger.event.name));
    Variant { model, ident: ident(&trigger.marker), ty: trigger.response_name().map(|name| ident(&name)), doc }
}
