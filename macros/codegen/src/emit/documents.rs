//! The methods of `Document` that whole documents have themselves. Users find them in the docs, and need no import to call them.

use proc_macro2::TokenStream;
use quote::quote;

use super::target::Target;
use crate::plan::Struct;

/// Emits the methods that most users need. The other ones are on the trait alone.
pub(super) fn methods(plan: &Struct<'_>) -> TokenStream {
    let target = Target::of(plan);
    let parameters = target.parameters();
    quote! {
        impl #parameters #target {
            /// Decodes a payload, as described at [`Document::decode`](tk::Document::decode).
            ///
            /// # Errors
            /// Returns everything that is wrong with the payload.
            pub fn decode(payload: impl tk::AsRef<[u8]>) -> tk::Result<Self, tk::Report> {
                tk::Document::decode(payload)
            }

            /// Decodes as much of a payload as possible, as described at
            /// [`Document::decode_lenient`](tk::Document::decode_lenient), and reports the rest.
            ///
            /// # Errors
            /// Returns an error if nothing can be decoded, or if the payload exceeds a limit.
            pub fn decode_lenient(payload: impl tk::AsRef<[u8]>) -> tk::Result<(Self, tk::Report), tk::Report> {
                tk::Document::decode_lenient(payload)
            }

            /// Checks the value, as described at [`Document::validate`](tk::Document::validate).
            ///
            /// # Errors
            /// Returns everything that is wrong with the value.
            pub fn validate(&self) -> tk::Result<(), tk::Report> {
                tk::Document::validate(self)
            }

            /// Writes the value as JSON, as described at [`Document::to_json`](tk::Document::to_json).
            pub fn to_json(&self) -> tk::String {
                tk::Document::to_json(self)
            }
        }
    }
}
