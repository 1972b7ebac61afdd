//! The text of doc comments: the spec's sentences, constraints in words, and the source.

use proc_macro2::Ident;
use syn::ext::IdentExt;
use triggerkit_spec::model::{Field, Object, Provider, Response, Trigger};
use triggerkit_spec::words;

/// The text of a doc comment.
#[derive(Debug, PartialEq)]
pub(crate) struct Doc(pub(crate) String);

impl Doc {
    /// Returns whether the text may have a code block, which rustdoc would take for a test: one between fences, or an indented one.
    pub(crate) fn may_have_code(&self) -> bool {
        ["```", "~~~", "\t", "    "].iter().any(|mark| self.0.contains(mark))
    }
}

/// Joins paragraphs, without those that are empty.
pub(crate) fn paragraphs(paragraphs: &[String]) -> Doc {
    Doc(paragraphs.iter().filter(|text| !text.is_empty()).map(String::as_str).collect::<Vec<_>>().join("\n\n"))
}

/// The sentence that names a source.
fn source(source: Option<&String>) -> String {
    source.map_or(String::new(), |source| format!("Source: {}", words::escape(source)))
}

/// Documents the module of a provider.
pub(crate) fn provider(provider: &Provider) -> Doc {
    let doc = provider.doc.clone().unwrap_or_default();
    paragraphs(&[format!("{}.", provider.title), doc, source(Some(&provider.source))])
}

/// The spec's own sentence about a type, or one that names it.
pub(crate) fn named(name: &str, doc: Option<&String>) -> String {
    doc.cloned().unwrap_or_else(|| format!("`{name}` of the spec."))
}

pub(crate) fn object(object: &Object) -> Doc {
    paragraphs(&[named(&object.name, object.doc.as_ref()), source(object.source.as_ref())])
}

/// Documents the event of a trigger, given its marker.
pub(crate) fn event(trigger: &Trigger, id: &str, marker: &Ident) -> Doc {
    let Object { name, doc, source: from, .. } = &trigger.event;
    paragraphs(&[
        named(name, doc.as_ref()),
        format!("The event of `{id}`, whose marker is [`{}`].", marker.unraw()),
        source(from.as_ref()),
    ])
}

/// Documents the marker of a trigger, with links to what belongs to it.
pub(crate) fn marker(trigger: &Trigger, id: &str, config: Option<&Ident>) -> Doc {
    let also = if trigger.response == Response::Event { ", which is also its response" } else { "" };
    let event = format!("Its event is [`{}`]{also}", trigger.event.name);
    let response = trigger.response_name().filter(|_| also.is_empty()).map(|name| format!("its response [`{name}`]"));
    let config = config.map(|name| format!("its configuration [`{}`]", name.unraw()));
    let links: Vec<String> = [event].into_iter().chain(response).chain(config).collect();
    paragraphs(&[
        format!("The trigger `{id}`: {}.", trigger.title),
        trigger.event.doc.clone().unwrap_or_default(),
        format!("{}.", enumerated(&links)),
    ])
}

/// Joins parts of a sentence: "a", "a and b", "a, b and c".
fn enumerated(parts: &[String]) -> String {
    match parts.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => parts.concat(),
    }
}

pub(crate) fn field(field: &Field) -> Doc {
    let doc = field.doc.clone().unwrap_or_else(|| format!("`{}` of the payload.", field.wire));
    paragraphs(&[doc, words::escape(&words::field(field)), source(field.source.as_ref())])
}

/// Documents `builder()`, given the names of the fields that must be set.
pub(crate) fn builder(required: &[Ident]) -> Doc {
    let names: Vec<String> = required.iter().map(|name| format!("`{}`", name.unraw())).collect();
    Doc(match names.as_slice() {
        [] => "Returns a builder. No field is required.".to_owned(),
        names => format!("Returns a builder. {} must be set before `build`.", enumerated(names)),
    })
}
