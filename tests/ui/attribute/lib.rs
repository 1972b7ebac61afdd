//! An attribute macro that is called like the attribute of `#[derive(Trigger)]`.

use proc_macro::TokenStream;

/// Leaves the item as it is.
#[proc_macro_attribute]
pub fn trigger(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    item
}
