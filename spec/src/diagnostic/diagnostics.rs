//! All errors of one file.

use std::fmt;

use super::{Diagnostic, render};
use crate::source::SourceFile;

/// All errors of one file, in the order of their places.
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

    /// Iterates over the errors.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// Returns the number of errors, which is at least one.
    #[allow(clippy::len_without_is_empty, reason = "there is always at least one error")]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Returns the file that was checked.
    pub fn source(&self) -> &SourceFile {
        &self.source
    }

    /// Renders all errors with their source lines, and their number. `colour` adds terminal escapes.
    pub fn render(&self, colour: bool) -> String {
        render::render_all(&self.source, &self.list, colour)
    }

    /// Renders one error with its source lines.
    pub fn render_one(&self, diagnostic: &Diagnostic, colour: bool) -> String {
        render::render_one(&self.source, diagnostic, colour)
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}
