//! What is wrong with a spec and where: one [`Diagnostic`] per mistake, and [`Diagnostics`] that render a whole file's.
//!
//! The wording of every one of them is in [`Problem`], and nowhere else.

mod problem;
mod render;

pub use problem::Problem;

use crate::SourceFile;
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

/// All mistakes of one file, in the order of their places.
#[derive(Clone, Debug)]
pub struct Diagnostics {
    source: SourceFile,
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    pub(crate) fn new(source: SourceFile, mut list: Vec<Diagnostic>) -> Self {
        list.sort_by_key(|each| each.span.start);
        Diagnostics { source, list }
    }

    /// Each of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// How many there are; at least one.
    #[allow(clippy::len_without_is_empty, reason = "a failure without a mistake does not exist")]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The file that they are about.
    pub fn source(&self) -> &SourceFile {
        &self.source
    }

    /// All of them with source lines, and how many there are. `colour` adds terminal escapes.
    pub fn render(&self, colour: bool) -> String {
        render::all(&self.source, &self.list, colour)
    }

    /// One of them with its source lines.
    pub fn render_one(&self, diagnostic: &Diagnostic, colour: bool) -> String {
        render::one(&self.source, diagnostic, colour)
    }
}

impl std::fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.render(false))
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
