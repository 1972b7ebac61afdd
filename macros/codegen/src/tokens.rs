//! Tokens that the user has written, which emitted code repeats as they are.

use std::collections::BTreeSet;
use std::fmt;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;

/// The user's own tokens.
///
/// Two of them are equal if they read alike, whatever their spans.
#[derive(Clone)]
pub(crate) struct Verbatim(TokenStream);

impl Verbatim {
    pub(crate) fn of(tokens: &impl ToTokens) -> Self {
        Verbatim(tokens.to_token_stream())
    }

    /// Returns the tokens in a group without delimiters, in which the runtime is not renamed.
    pub(crate) fn grouped(&self) -> TokenStream {
        verbatim(&self.0)
    }
}

impl PartialEq for Verbatim {
    fn eq(&self, other: &Self) -> bool {
        self.0.to_string() == other.0.to_string()
    }
}

impl fmt::Debug for Verbatim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0)
    }
}

impl ToTokens for Verbatim {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.0.clone());
    }
}

/// Puts the user's own tokens into a group without delimiters, in which the runtime is not renamed.
pub(crate) fn verbatim(tokens: &impl ToTokens) -> TokenStream {
    TokenTree::Group(Group::new(Delimiter::None, tokens.to_token_stream())).into()
}

/// Returns every identifier among the tokens.
pub(crate) fn identifiers(tokens: &impl ToTokens) -> BTreeSet<String> {
    let found = tokens.to_token_stream().into_iter().flat_map(|token| match token {
        TokenTree::Ident(ident) => BTreeSet::from([ident.to_string()]),
        TokenTree::Group(group) => identifiers(&group.stream()),
        _ => BTreeSet::new(),
    });
    found.collect()
}
