//! The errors of a spec: a [`Diagnostic`] is one of them with its place, [`Diagnostics`] are those of a file.
//!
//! All messages are in [`Problem`].

mod diagnostics;
mod problem;
mod problem_table;
mod render;

pub use diagnostics::Diagnostics;
pub use problem::Problem;

use std::collections::BTreeSet;

use crate::model::Span;

/// One error of a spec, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code: `E201`.
    pub code: &'static str,
    /// What is wrong, in one line.
    pub message: String,
    /// The place of the error.
    pub span: Span,
    /// A few words after the caret.
    pub label: Option<String>,
    /// Related places, each with a few words.
    pub notes: Vec<(Span, String)>,
    /// What the reader can do about it.
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

    /// Adds a related place.
    pub(crate) fn note(&mut self, span: &Span, words: impl Into<String>) -> &mut Self {
        self.notes.push((span.clone(), words.into()));
        self
    }
}

/// Collects errors, so that a check does not stop at the first one.
#[derive(Debug, Default)]
pub(crate) struct Context {
    list: Vec<Diagnostic>,
    /// The code of each error, and the start and end of its place.
    places: BTreeSet<(usize, usize, &'static str)>,
}

impl Context {
    pub(crate) fn error(&mut self, span: &Span, problem: Problem<'_>) -> &mut Diagnostic {
        self.list.push(Diagnostic::new(span, &problem));
        self.places.insert((span.start, span.end, problem.code()));
        let last = self.list.len() - 1;
        &mut self.list[last]
    }

    /// Reports an error and returns `None`, for functions that have no result then.
    pub(crate) fn fail<T>(&mut self, span: &Span, problem: Problem<'_>) -> Option<T> {
        self.error(span, problem);
        None
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// Returns whether a part of the spec is missing, or not valid TOML.
    pub(crate) fn broken_toml(&self) -> bool {
        self.list.iter().any(|each| matches!(each.code, "E001" | "E010" | "E011"))
    }

    /// Returns whether a problem with this code was reported at exactly this place.
    pub(crate) fn reported(&self, span: &Span, code: &'static str) -> bool {
        self.places.contains(&(span.start, span.end, code))
    }

    /// Returns whether an error may hide the use of a name, so that a type only seems to be unused.
    pub(crate) fn lost_names(&self) -> bool {
        self.list.iter().any(|each| Problem::HIDES_NAMES.contains(&each.code))
    }

    pub(crate) fn finish(self) -> Vec<Diagnostic> {
        self.list
    }
}
