//! Doc comments.

use proc_macro2::TokenStream;
use quote::quote;

/// Turns text into a doc comment.
pub(crate) fn doc(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}
