//! Renders diagnostics as text with source lines and carets.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Level, Renderer, Snippet};

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
    let title = Level::ERROR.primary_title(diagnostic.message.as_str()).id(diagnostic.code);
    let mut report = title.elements(snippets(source, diagnostic));
    report = report.element(Level::HELP.message(diagnostic.help.as_str()));
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[report])
}

/// Returns the lines of the error, and of its notes in other files.
fn snippets<'a>(source: &'a SourceFile, diagnostic: &'a Diagnostic) -> Vec<Snippet<'a, Annotation<'a>>> {
    let (main, _) = source.file_at(diagnostic.span.start);
    let is_noted = |place: &Range<usize>| diagnostic.notes.iter().any(|(span, _)| source.file_at(span.start).1 == *place);
    let (first, others): (Vec<_>, Vec<_>) =
        source.files().filter(|(name, place)| *name == main || is_noted(place)).partition(|(name, _)| *name == main);
    let snippet = |(name, place): (String, Range<usize>)| {
        let is_here = |span: &Span| source.file_at(span.start).1 == place;
        let text = &source.text[place.clone()];
        let local = |span: &Span| inside(text, &(span.start - place.start..span.end.max(span.start) - place.start));
        let notes = diagnostic.notes.iter().filter(|(span, _)| is_here(span));
        let notes = notes.map(|(span, words)| AnnotationKind::Context.span(local(span)).label(words.as_str()));
        let error =
            (name == main).then(|| AnnotationKind::Primary.span(local(&diagnostic.span)).label(diagnostic.label.as_deref()));
        Snippet::source(text).path(name).annotations(error).annotations(notes)
    };
    first.into_iter().chain(others).map(snippet).collect()
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
