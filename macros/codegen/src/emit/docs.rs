//! Doc comments.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::plan::Doc;

impl ToTokens for Doc {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let lines = self.0.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
        tokens.extend(quote!(#(#[doc = #lines])*));
    }
}
