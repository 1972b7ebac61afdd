//! Rust types.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;

use super::shapes::variant;
use crate::plan::{Chain, RustType};

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
            RustType::Unit => quote!(()),
            RustType::Bool => quote!(bool),
            RustType::I64 => quote!(i64),
            RustType::U64 => quote!(u64),
            RustType::F64 => quote!(f64),
            RustType::Str => quote!(tk::Str),
            RustType::Json => quote!(tk::Json),
            RustType::Scalar => quote!(tk::Scalar),
            RustType::Raw => quote!(tk::Raw),
            RustType::Base64 => quote!(tk::Base64),
            RustType::Timestamp => quote!(tk::Timestamp),
            RustType::Option(inner) => quote!(tk::Option<#inner>),
            RustType::Vec(item) => quote!(tk::Vec<#item>),
            RustType::Map(item) => quote!(tk::Map<#item>),
            RustType::Encoded(inner, chain) => quote!(tk::Encoded<#inner, #chain>),
            RustType::Named(ident) => ident.to_token_stream(),
            RustType::Verbatim(user) => user.grouped(),
        });
    }
}

impl ToTokens for Chain {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let name = variant(self);
        tokens.extend(quote!(tk::#name));
    }
}
