//! Mistakes in a spec: one [`Diagnostic`] each, and [`Diagnostics`] that render those of a whole file.
//!
//! [`Problem`] contains the text of every message.

mod diagnostics;
mod problem;
mod render;

pub use diagnostics::Diagnostics;
pub use problem::Problem;

use crate::model::Span;

/// One mistake with its message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code: `E201`.
    pub code: &'static str,
    /// What is wrong, in one line.
    pub message: String,
    /// The place of the mistake.
    pub span: Span,
    /// A few words after the caret.
    pub label: Option<String>,
    /// Other places that matter, each with a few words.
    pub notes: Vec<(Span, String)>,
    /// How to correct it.
    pub help: String,
}

impl Diagnostic {
    pub(crate) fn new(span: &Span, problem: &Problem<'_>) -> Self {
        Diagnostic {
            code: problem.code(),
            message: problem.message(),
            span: span.clone(),
            label: problem.label(),
            notes: Vec::new(),
            help: problem.help(),
        }
    }

    /// Adds another place.
    pub(crate) fn note(&mut self, span: &Span, words: impl Into<String>) -> &mut Self {
        self.notes.push((span.clone(), words.into()));
        self
    }
}

/// Collects every mistake, so that checking goes on after the first.
#[derive(Debug, Default)]
pub(crate) struct Context {
    list: Vec<Diagnostic>,
}

impl Context {
    pub(crate) fn error(&mut self, span: &Span, problem: Problem<'_>) -> &mut Diagnostic {
        self.list.push(Diagnostic::new(span, &problem));
        let last = self.list.len() - 1;
        &mut self.list[last]
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// Returns whether the text is not TOML.
    pub(crate) fn broken_toml(&self) -> bool {
        self.list.iter().any(|each| each.code == "E001")
    }

    /// Returns whether a problem was reported at exactly this place.
    pub(crate) fn reported(&self, span: &Span, code: &str) -> bool {
        self.list.iter().any(|each| each.code == code && each.span == *span)
    }

    /// Returns whether a mistake may hide a use of a name, so that reports of unused names could be wrong.
    pub(crate) fn lost_names(&self) -> bool {
        self.list.iter().any(|each| Problem::HIDES_NAMES.contains(&each.code))
    }

    pub(crate) fn finish(self) -> Vec<Diagnostic> {
        self.list
    }
}
