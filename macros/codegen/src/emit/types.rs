//! Rust types and doc comments.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;

use crate::plan::{Doc, RustType, ident};

impl RustType {
    /// Where the compiler reports what is wrong with a field of this type.
    pub(crate) fn error_span(&self) -> Span {
        match self {
            RustType::Verbatim(tokens) => Span::call_site().located_at(tokens.span()),
            _ => Span::call_site(),
        }
    }
}

impl ToTokens for RustType {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            RustType::Primitive(name) => name.parse().unwrap_or_default(),
            RustType::Runtime(name, parameters) => {
                let name = ident(name);
                let parameters = (!parameters.is_empty()).then(|| quote!(<#(#parameters),*>));
                quote!(tk::#name #parameters)
            }
            RustType::Named(ident) => ident.to_token_stream(),
            RustType::Generic(ident) => quote!(#ident<T>),
            RustType::Chosen => quote!(T),
            RustType::Verbatim(user) => user.grouped(),
        });
    }
}

impl ToTokens for Doc {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let lines = self.0.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
        // Examples in a spec are no tests of the user's crate.
        tokens.extend(if self.may_have_code() {
            quote!(#(#[cfg_attr(not(doctest), doc = #lines)])*)
        } else {
            quote!(#(#[doc = #lines])*)
        });
    }
}
