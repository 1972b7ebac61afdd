//! Places in Rust code for the spec's checks, which know byte ranges of a text.

use std::ops::Range;

use proc_macro2::TokenStream;
use quote::ToTokens;
use triggerkit_spec::Diagnostic;

use crate::mistakes::{Mistakes, mistake};

/// Tokens by number. The byte ranges of the spec's checks are indices into this table.
#[derive(Default)]
pub(super) struct Places {
    tokens: Vec<TokenStream>,
    /// For each field the number of tokens before it, and its place among the mistakes.
    fields: Vec<(usize, usize)>,
}

impl Places {
    /// Begins a field, whose mistakes are reported at `place`.
    pub(super) fn begin_field(&mut self, place: usize) {
        self.fields.push((self.tokens.len(), place));
    }

    /// Returns a range that refers to the place of the tokens.
    pub(super) fn of(&mut self, tokens: &impl ToTokens) -> Range<usize> {
        self.tokens.push(tokens.to_token_stream());
        self.tokens.len() - 1..self.tokens.len()
    }

    /// Adds an error of the spec's checks to those that were found before.
    pub(super) fn report(&self, diagnostic: &Diagnostic, mistakes: &mut Mistakes) {
        let at = diagnostic.span.start;
        let place = self.fields.iter().rev().find(|(start, _)| *start <= at).map_or(0, |(_, place)| *place);
        mistakes.push_at(place, mistake(&self.tokens[at], &diagnostic.message, help(diagnostic)));
    }
}

/// The help for an error, which is another one where a Rust attribute is written differently from TOML.
fn help(diagnostic: &Diagnostic) -> &str {
    match diagnostic.code {
        "E104" => "give it another name, and put the name on the wire into `#[trigger(rename = \"…\")]`",
        "E304" => "use the syntax of the `regex-lite` crate; in Rust, write the pattern as a raw string: `r\"^\\d+$\"`",
        "E321" => "put the constraint on the field itself: `#[trigger(length = \"1-64\")]`",
        _ => &diagnostic.help,
    }
}
