//! Values of the runtime's types as tokens.

use std::fmt::Debug;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};

pub(super) fn float(value: f64) -> TokenStream {
    match value {
        f64::INFINITY => quote!(f64::INFINITY),
        f64::NEG_INFINITY => quote!(f64::NEG_INFINITY),
        value => {
            let literal = Literal::f64_unsuffixed(value.abs());
            if value.is_sign_negative() { quote!(-#literal) } else { quote!(#literal) }
        }
    }
}

/// A number without a suffix, as a person writes it.
pub(super) fn number(value: usize) -> TokenStream {
    Literal::usize_unsuffixed(value).to_token_stream()
}

/// Emits a text that the runtime borrows.
pub(super) fn text(text: &str) -> TokenStream {
    quote!(tk::Borrowed(#text))
}

/// Emits a list of texts that the runtime borrows.
pub(super) fn texts(texts: &[impl AsRef<str>]) -> TokenStream {
    list(texts.iter().map(|each| text(each.as_ref())))
}

/// Emits a list that the runtime borrows.
pub(super) fn list(items: impl Iterator<Item = TokenStream>) -> TokenStream {
    quote!(tk::Borrowed(&[#(#items),*]))
}

pub(super) fn option(value: Option<impl ToTokens>) -> TokenStream {
    value.map_or(quote!(tk::None), |value| quote!(tk::Some(#value)))
}

/// Emits a call of a function, or a variant with its values.
pub(super) fn call(name: &str, values: impl IntoIterator<Item = TokenStream>) -> TokenStream {
    let (name, values) = (Ident::new(name, Span::call_site()), values.into_iter());
    quote!(#name(#(#values),*))
}

/// Emits a variant of an enum, which the runtime's enum has too.
pub(super) fn constant(enumeration: &str, variant: impl Debug) -> TokenStream {
    let (enumeration, variant) = (format_ident!("{enumeration}"), format_ident!("{variant:?}"));
    quote!(tk::#enumeration::#variant)
}

/// Emits one of the values by `index`. The last one is that of every other index too.
pub(super) fn pick(values: Vec<TokenStream>) -> TokenStream {
    match values.as_slice() {
        [others @ .., last] if !others.is_empty() => {
            let indices = (0..others.len()).map(Literal::usize_unsuffixed);
            quote!(match index {
                #(#indices => #others,)*
                _ => #last,
            })
        }
        only => quote!(let _ = index; #(#only)*),
    }
}
