//! The name of the runtime in emitted code, which shares its scope with the names that the user's code refers to.

use proc_macro2::{Delimiter, Group, Ident, Literal, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Path;

use crate::tokens::identifiers;

/// Emits the one import that all emitted code goes through, and the code after it. The code shares its scope with `user`.
pub(crate) fn importing(runtime: &Path, user: &impl ToTokens, emitted: TokenStream) -> TokenStream {
    let alias = alias(user);
    let emitted = renamed(emitted, &alias);
    quote!(use #runtime::__private as #alias; #emitted)
}

/// Returns `tk`, the name in emitted code, unless the user's tokens refer to something of that name.
fn alias(user: &impl ToTokens) -> Ident {
    let used = identifiers(user);
    let mut alias = "tk".to_owned();
    while used.contains(&alias) {
        alias.push('_');
    }
    Ident::new(&alias, Span::call_site())
}

/// Gives the runtime another name in emitted code, where it is always the head of a path, and in the links of doc comments.
fn renamed(tokens: TokenStream, alias: &Ident) -> TokenStream {
    if alias == "tk" {
        return tokens;
    }
    let mut tokens = tokens.into_iter().peekable();
    let mut out = TokenStream::new();
    while let Some(token) = tokens.next() {
        let head = tokens.peek().is_some_and(is_path_separator);
        out.extend([match token {
            TokenTree::Ident(ident) if head && ident == "tk" => {
                let mut renamed = alias.clone();
                renamed.set_span(ident.span());
                TokenTree::Ident(renamed)
            }
            TokenTree::Group(group) if group.delimiter() != Delimiter::None => {
                let mut inner = Group::new(group.delimiter(), renamed(group.stream(), alias));
                inner.set_span(group.span());
                TokenTree::Group(inner)
            }
            TokenTree::Literal(literal) => TokenTree::Literal(relinked(literal, alias)),
            other => other,
        }]);
    }
    out
}

/// Gives the runtime another name in the links of a doc comment.
fn relinked(literal: Literal, alias: &Ident) -> Literal {
    const LINK: &str = "](tk::";
    let text = literal.to_string();
    if !text.contains(LINK) {
        return literal;
    }
    text.replace(LINK, &format!("]({alias}::")).parse().unwrap_or(literal)
}

/// Whether the token is the first half of `::`.
fn is_path_separator(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':' && punct.spacing() == Spacing::Joint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_name_of_the_runtime_is_in_the_links_too() {
        let emitted = quote! {
            #[doc = " See [`Str`](tk::Str)."]
            type Text = tk::Str;
        };
        let runtime = syn::parse_quote!(::triggerkit);
        let expected = quote! {
            use ::triggerkit::__private as tk_;
            #[doc = " See [`Str`](tk_::Str)."]
            type Text = tk_::Str;
        };
        assert_eq!(importing(&runtime, &quote!(tk::Text), emitted).to_string(), expected.to_string());
    }
}
