//! Doc comments of emitted items: the spec's sentences, constraints in words, and the source.

use proc_macro2::TokenStream;
use quote::quote;
use triggerkit_spec::model::{Field, Object, Provider};
use triggerkit_spec::words;

/// Paragraphs as a doc comment.
pub(crate) fn paragraphs(paragraphs: &[String]) -> TokenStream {
    let text = paragraphs.iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join("\n\n");
    let lines = text.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// The sentence of a source.
fn source(source: Option<&String>) -> String {
    source.map_or(String::new(), |source| format!("Source: {}", words::escape(source)))
}

pub(crate) fn provider(provider: &Provider) -> TokenStream {
    let doc = provider.doc.clone().unwrap_or_default();
    paragraphs(&[format!("{}.", provider.title), doc, source(Some(&provider.source))])
}

pub(crate) fn object(object: &Object) -> TokenStream {
    let doc = object.doc.clone().unwrap_or_else(|| format!("`{}` of the spec.", object.name));
    paragraphs(&[doc, source(object.source.as_ref())])
}

pub(crate) fn field(field: &Field) -> TokenStream {
    let doc = field.doc.clone().unwrap_or_else(|| format!("`{}` of the payload.", field.wire));
    paragraphs(&[doc, words::escape(&words::field(field)), source(field.source.as_ref())])
}

/// One sentence.
pub(crate) fn sentence(text: impl Into<String>) -> TokenStream {
    paragraphs(&[text.into()])
}
