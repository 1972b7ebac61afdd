//! Collects the mistakes in the input of a macro. They are reported all at once, each with its help.

use std::fmt::Display;

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::ParseStream;
use syn::{Error, Result, Token};

/// Makes an error at some tokens, with a help.
pub(crate) fn mistake(at: &impl ToTokens, what: impl Display, help: impl Display) -> Error {
    Error::new_spanned(at, with_help(what, help))
}

/// Emits an item that a macro does nothing with, after the error.
pub(crate) fn rejected(error: &Error, item: &impl ToTokens) -> TokenStream {
    let error = compile_errors(error);
    quote!(#error #item)
}

/// Emits the errors for the compiler. What syn emits starts with `::core`, which may be a crate of the user.
pub(crate) fn compile_errors(error: &Error) -> TokenStream {
    let is_path_of_core = |token: &TokenTree| match token {
        TokenTree::Punct(punct) => punct.as_char() == ':',
        TokenTree::Ident(ident) => ident == "core",
        _ => false,
    };
    error.to_compile_error().into_iter().filter(|token| !is_path_of_core(token)).collect()
}

/// Formats the two lines of a message.
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
    /// Begins a new place, after all places before, and returns its number.
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

    /// Reports the mistake in an option and skips the rest of it, so that mistakes in other options are found too.
    pub(crate) fn recover(&mut self, result: Result<()>, input: ParseStream<'_>) -> Result<()> {
        let Err(error) = result else { return Ok(()) };
        self.push(error);
        while !input.is_empty() && !input.peek(Token![,]) {
            input.parse::<TokenTree>()?;
        }
        Ok(())
    }

    /// Returns all mistakes as one error, or `None` if there are none.
    pub(crate) fn combined(mut self) -> Option<Error> {
        self.list.sort_by_key(|(place, _)| *place);
        self.list.into_iter().map(|(_, error)| error).reduce(|mut all, error| {
            all.combine(error);
            all
        })
    }
}
