//! Mistakes of whoever uses the macros: all of them at once, each with its help.

use std::fmt::Display;

use proc_macro2::TokenTree;
use quote::ToTokens;
use syn::parse::ParseStream;
use syn::{Error, Result, Token};

/// A mistake at its tokens, and what to do about it.
pub(crate) fn mistake(at: &impl ToTokens, what: impl Display, help: impl Display) -> Error {
    Error::new_spanned(at, with_help(what, help))
}

/// The two lines of a message.
pub(crate) fn with_help(what: impl Display, help: impl Display) -> String {
    format!("{what}\nhelp: {help}")
}

/// Collects mistakes in the order of their places, however they were found.
#[derive(Default)]
pub(crate) struct Mistakes {
    list: Vec<(usize, Error)>,
    place: usize,
}

impl Mistakes {
    /// Whatever is reported from now on stands behind whatever was reported before. The number of the new place.
    pub(crate) fn next_place(&mut self) -> usize {
        self.place += 1;
        self.place
    }

    pub(crate) fn push(&mut self, error: Error) {
        self.push_at(self.place, error);
    }

    pub(crate) fn push_at(&mut self, place: usize, error: Error) {
        self.list.push((place, error));
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// Goes on behind an option with a mistake in it, so that it does not hide those in others.
    pub(crate) fn recover(&mut self, result: Result<()>, input: ParseStream<'_>) -> Result<()> {
        let Err(error) = result else { return Ok(()) };
        self.push(error);
        while !input.is_empty() && !input.peek(Token![,]) {
            input.parse::<TokenTree>()?;
        }
        Ok(())
    }

    /// All of them as one; `None` when there are none.
    pub(crate) fn combined(mut self) -> Option<Error> {
        self.list.sort_by_key(|(place, _)| *place);
        self.list.into_iter().map(|(_, error)| error).reduce(|mut all, error| {
            all.combine(error);
            all
        })
    }
}
