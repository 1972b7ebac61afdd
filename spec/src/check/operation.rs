//! Checks operations: the method, the URI template with its parameters, and messages that differ in one header.

use triggerkit_core::detect::Condition;

use crate::diagnostic::{Context, Problem};
use crate::model::{Body, Message, Operation, Trigger};
use crate::names;
use crate::raw::{self, Spanned, Text};
use crate::suggest::Suggestion;

const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// Checks an operation. Returns `None` if a part of it is missing or wrong.
pub(super) fn check(cx: &mut Context, raw: &raw::Operation, triggers: &[Trigger]) -> Option<Operation> {
    let method = raw.method.as_ref().and_then(|method| self::method(cx, method));
    let params = raw.uri.as_ref().and_then(|uri| params(cx, uri, &raw.params));
    let (header, messages) = raw.messages.as_ref().and_then(|messages| messages_of(cx, messages, triggers))?;
    Some(Operation {
        id: raw.id.value.clone(),
        name: names::type_name(&raw.id)?,
        title: raw.title.as_ref()?.value.clone(),
        doc: raw.doc.as_ref().map(|doc| doc.value.clone()),
        source: raw.source.as_ref().map(|source| source.value.clone()),
        method: method?,
        uri: raw.uri.as_ref()?.value.clone(),
        params: params?,
        header,
        messages,
    })
}

fn method(cx: &mut Context, word: &Text) -> Option<String> {
    if METHODS.contains(&word.as_str()) {
        return Some(word.value.clone());
    }
    let suggestion = Suggestion::new(word, "methods", METHODS);
    cx.fail(&word.span, Problem::BadMethod { word: &**word, suggestion: &suggestion })
}

/// Returns the parameters in the order of the template, each with its doc.
fn params(cx: &mut Context, uri: &Text, docs: &Spanned<Vec<(Text, Text)>>) -> Option<Vec<(String, String)>> {
    let names = match template(uri) {
        Ok(names) => names,
        Err(reason) => return cx.fail(&uri.span, Problem::BadUri { uri: &**uri, reason: &reason }),
    };
    let mut params = Vec::new();
    let mut misspelt = Vec::new();
    for (name, _) in docs.iter().filter(|(name, _)| !names.contains(&name.as_str())) {
        let suggestion = Suggestion::new(name, "parameters", names.iter().copied());
        misspelt.extend(suggestion.nearest().map(str::to_owned));
        cx.error(&name.span, Problem::UnknownParam { name: &**name, suggestion: &suggestion });
    }
    for name in names {
        match docs.iter().find(|(key, _)| key.value == name) {
            Some((_, doc)) => params.push((name.to_owned(), doc.value.clone())),
            None if misspelt.iter().any(|each| each == name) => {}
            None => drop(cx.error(&uri.span, Problem::ParamWithoutDoc { name: &name })),
        }
    }
    Some(params)
}

/// Returns the names in braces.
fn template(uri: &str) -> Result<Vec<&str>, String> {
    if !uri.starts_with('/') {
        return Err("it does not start with `/`".into());
    }
    if uri.contains(|each: char| each.is_whitespace() || each.is_control() || matches!(each, '?' | '#')) {
        return Err("it contains white space, `?` or `#`".into());
    }
    let mut names = Vec::new();
    let mut rest = uri;
    while let Some(at) = rest.find(['{', '}']) {
        let inner = rest[at..].strip_prefix('{').ok_or("unmatched `}`")?;
        let (name, after) = inner.split_once('}').ok_or("unmatched `{`")?;
        if !names::is_id(name) || names::unraw(name) {
            return Err(format!("the parameter name `{name}` is not in snake_case"));
        }
        if names.contains(&name) {
            return Err(format!("the parameter `{name}` occurs twice"));
        }
        names.push(name);
        rest = after;
    }
    Ok(names)
}

/// Returns the header in which the messages differ, and the messages with their values of it.
fn messages_of(cx: &mut Context, ids: &Spanned<Vec<Text>>, triggers: &[Trigger]) -> Option<(String, Vec<Message>)> {
    let mut header: Option<String> = None;
    let mut messages: Vec<Message> = Vec::new();
    let before = cx.len();
    for id in &**ids {
        let Some((message, name)) = message(cx, id, triggers) else { continue };
        if messages.iter().any(|each| each.trigger == message.trigger) {
            cx.error(&id.span, Problem::Twice { word: &**id, key: &"messages" });
            continue;
        }
        let first = header.get_or_insert_with(|| name.clone());
        if !first.eq_ignore_ascii_case(&name) {
            cx.error(&id.span, Problem::MessageHeaders { first, second: &name });
        } else if let Some(same) = messages.iter().find(|each| each.header_value == message.header_value) {
            let first = &triggers[same.trigger].id;
            let problem = Problem::MessageValues { value: &message.header_value, first, second: &**id };
            cx.error(&id.span, problem);
        }
        messages.push(message);
    }
    if cx.len() > before { None } else { header.map(|header| (header, messages)) }
}

/// Returns the message of a trigger and the name of its header.
fn message(cx: &mut Context, id: &Text, triggers: &[Trigger]) -> Option<(Message, String)> {
    let Some(index) = triggers.iter().position(|trigger| trigger.id == id.value) else {
        let suggestion = Suggestion::new(id, "triggers", triggers.iter().map(|trigger| trigger.id.as_str()));
        return cx.fail(&id.span, Problem::UnknownMessage { id: &**id, suggestion: &suggestion });
    };
    let trigger = &triggers[index];
    if trigger.bodies != [Body::Json] {
        cx.error(&id.span, Problem::MessageNotJson { id: &**id }).note(&trigger.span, "this trigger");
        return None;
    }
    if trigger.response.types().len() > 1 {
        cx.error(&id.span, Problem::MessageResponses { id: &**id }).note(&trigger.span, "this trigger");
        return None;
    }
    let Some((header, value)) = trigger.detect.as_ref().and_then(only_header) else {
        cx.error(&id.span, Problem::MessageWithoutHeader { id: &**id }).note(&trigger.span, "this trigger");
        return None;
    };
    Some((Message { trigger: index, header_value: value.to_owned() }, header.to_owned()))
}

/// Returns the only header that a condition tests for equality, with its value.
fn only_header(condition: &Condition) -> Option<(&str, &str)> {
    match condition {
        Condition::Header(name, values) if values.len() == 1 => Some((name, &values[0])),
        Condition::All(conditions) => {
            let mut headers = conditions.iter().filter(|each| matches!(each, Condition::Header(..)));
            match (headers.next(), headers.next()) {
                (Some(only), None) => only_header(only),
                _ => None,
            }
        }
        _ => None,
    }
}
