//! Names of the model as identifiers.

use proc_macro2::{Ident, Span};

/// Returns the identifier for a name of the model: a raw one if the name is a keyword.
pub fn ident(name: &str) -> Ident {
    // `syn` does not know the keyword `gen` of edition 2024.
    match syn::parse_str(name) {
        Ok(ident) if name != "gen" => ident,
        _ => Ident::new_raw(name, Span::call_site()),
    }
}
