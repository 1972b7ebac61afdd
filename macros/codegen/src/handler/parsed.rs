//! A handler as the user wrote it.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Attribute;

use super::options::Options;
use super::signature::Call;
use crate::mistakes::Mistakes;

/// One handler, as far as it could be parsed.
pub(super) struct Parsed {
    pub(super) options: Options,
    pub(super) call: Call,
    /// Its name in errors.
    pub(super) name: TokenStream,
    /// Whether it is compiled at all.
    pub(super) cfgs: Vec<Attribute>,
    /// What only the compiler can find out about its configuration.
    pub(super) assertions: TokenStream,
}

impl Parsed {
    pub(super) fn new(options: Options, call: Call, name: String, attributes: &[Attribute], mistakes: &mut Mistakes) -> Self {
        let assertions = options.check_config(mistakes);
        Parsed { options, call, name: name.into_token_stream(), cfgs: cfgs(attributes), assertions }
    }
}

/// Returns the `#[cfg(…)]` among the attributes.
pub(super) fn cfgs(attributes: &[Attribute]) -> Vec<Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).cloned().collect()
}
