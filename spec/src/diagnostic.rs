//! What is wrong with a spec and where: one [`Diagnostic`] per mistake, and [`Diagnostics`] that render a whole file's.
//!
//! The wording of every one of them is in [`Problem`], and nowhere else.

mod diagnostics;
mod problem;
mod render;

pub use diagnostics::Diagnostics;
pub use problem::Problem;

use crate::model::Span;

/// One mistake, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable: `E201`.
    pub code: &'static str,
    /// What is wrong, in one line.
    pub message: String,
    /// The place that is wrong.
    pub span: Span,
    /// A few words beside the caret.
    pub label: Option<String>,
    /// Other places that matter, each with a few words.
    pub notes: Vec<(Span, String)>,
    /// What to do about it.
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

    /// Points at a further place.
    pub(crate) fn note(&mut self, span: &Span, words: impl Into<String>) -> &mut Self {
        self.notes.push((span.clone(), words.into()));
        self
    }
}

/// Collects every mistake, so that nothing stops at the first.
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

    /// Whether the file is not even TOML.
    pub(crate) fn broken_toml(&self) -> bool {
        self.list.iter().any(|each| each.code == "E001")
    }

    /// Whether a problem was reported at exactly this place.
    pub(crate) fn reported(&self, span: &Span, code: &str) -> bool {
        self.list.iter().any(|each| each.code == code && each.span == *span)
    }

    /// Whether a mistake may hide a name, so that what seems unused may well be used.
    pub(crate) fn lost_names(&self) -> bool {
        self.list.iter().any(|each| Problem::HIDES_NAMES.contains(&each.code))
    }

    pub(crate) fn finish(self) -> Vec<Diagnostic> {
        self.list
    }
}
