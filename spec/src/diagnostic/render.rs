//! Renders diagnostics as text with source lines and carets.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::Diagnostic;
use crate::model::Span;
use crate::source::SourceFile;

pub(super) fn render_all(source: &SourceFile, list: &[Diagnostic], colour: bool) -> String {
    let mut out = String::new();
    for diagnostic in list {
        out.push_str(&render_one(source, diagnostic, colour));
        out.push_str("\n\n");
    }
    let count = match list.len() {
        1 => "1 error".to_owned(),
        count => format!("{count} errors"),
    };
    out.push_str(&format!("{count} in {}", source.name));
    out
}

pub(super) fn render_one(source: &SourceFile, diagnostic: &Diagnostic, colour: bool) -> String {
    let main = AnnotationKind::Primary.span(inside(&source.text, &diagnostic.span)).label(diagnostic.label.as_deref());
    let notes = diagnostic
        .notes
        .iter()
        .map(|(span, words)| AnnotationKind::Context.span(inside(&source.text, span)).label(words.as_str()));
    let snippet = Snippet::source(source.text.as_str()).path(source.name.as_str()).annotation(main).annotations(notes);
    let title = Level::ERROR.primary_title(diagnostic.message.as_str()).id(diagnostic.code);
    let report = title.element(snippet).element(Level::HELP.message(diagnostic.help.as_str()));
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[report])
}

/// Limits a span to the text and to whole characters, because the renderer would panic on any other.
fn inside(text: &str, span: &Span) -> Span {
    let mut start = span.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = span.end.clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}
