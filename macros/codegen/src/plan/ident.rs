//! Names of the model as identifiers.

use proc_macro2::{Ident, Span};

/// Returns the identifier for a name of the model: a raw one if the name is a keyword.
pub fn ident(name: &str) -> Ident {
    syn::parse_str(name).unwrap_or_else(|_| Ident::new_raw(name, Span::call_site()))
}
