//! [`Target`]: the type that an implementation is for.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use crate::plan::Struct;

/// The type that implements a trait.
pub(crate) struct Target<'p> {
    pub(crate) ident: &'p Ident,
    /// Whether it takes the type that the user of a trigger chooses.
    pub(crate) generic: bool,
}

impl<'p> Target<'p> {
    pub(super) fn of(plan: &'p Struct<'_>) -> Self {
        Target { ident: &plan.ident, generic: plan.generic }
    }

    /// The parameters of an implementation.
    pub(super) fn parameters(&self) -> Option<TokenStream> {
        self.generic.then(|| quote!(<T: tk::Value>))
    }
}

impl ToTokens for Target<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (ident, parameter) = (self.ident, self.generic.then(|| quote!(<T>)));
        tokens.extend(quote!(#ident #parameter));
    }
}
