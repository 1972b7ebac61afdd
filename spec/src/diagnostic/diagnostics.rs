//! All diagnostics of one file.

use std::fmt;

use super::{Diagnostic, render};
use crate::source::SourceFile;

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

    /// Returns an iterator over the mistakes.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// Returns the number of mistakes, which is at least one.
    #[allow(clippy::len_without_is_empty, reason = "a failure without a mistake does not exist")]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Returns the spec that has the mistakes.
    pub fn source(&self) -> &SourceFile {
        &self.source
    }

    /// Renders all mistakes with their source lines and a count. `colour` adds terminal escapes.
    pub fn render(&self, colour: bool) -> String {
        render::render_all(&self.source, &self.list, colour)
    }

    /// Renders one mistake with its source lines.
    pub fn render_one(&self, diagnostic: &Diagnostic, colour: bool) -> String {
        render::render_one(&self.source, diagnostic, colour)
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}
