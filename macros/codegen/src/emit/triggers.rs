//! Triggers: the marker type, the event, and the list of all of them.

use std::borrow::Cow;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};
use triggerkit_core::detect::{Condition, Test};

use super::docs::doc;
use super::objects;
use super::shapes::variant;
use crate::plan::{AnyEvent, Batch, Trigger, TriggerImpl};

pub(crate) fn trigger(plan: &Trigger<'_>) -> TokenStream {
    let Trigger { doc: text, implementation, event, config, batch } = plan;
    let marker = &implementation.marker;
    let doc = doc(text);
    let event = objects::object(event);
    let batch = batch.as_ref().map(|batch| self::batch(implementation, batch));
    let implementation = self::implementation(implementation);
    let configured = config.as_ref().map(|config| {
        quote! {
            impl tk::Configured for #marker {
                type Config = #config;
            }
        }
    });
    quote! {
        #doc
        #[tk::derive(tk::Clone, tk::Copy, tk::fmt::Debug)]
        pub enum #marker {}

        #implementation
        #batch
        #configured
        #event
    }
}

/// Emits the implementation of `Trigger`.
pub(crate) fn implementation(plan: &TriggerImpl<'_>) -> TokenStream {
    let TriggerImpl { marker, event, response, id, title, samples, detect, ambiguous_with } = plan;
    let response = response.as_ref().map_or_else(|| quote!(tk::NoResponse), ToTokens::to_token_stream);
    let samples = if samples.is_empty() { quote!(&[]) } else { self::samples(samples) };
    let ambiguous = (!ambiguous_with.is_empty()).then(|| quote!(.ambiguous_with(&[#(#ambiguous_with),*])));
    let info = |detect| quote!(tk::TriggerInfo::new(#id, #title, #samples, #detect)#ambiguous);
    let info = match detect {
        Some(detect) => {
            let (condition, info) = (condition(detect), info(quote!(tk::Some(&DETECT))));
            quote!({
                static DETECT: tk::Condition = #condition;
                #info
            })
        }
        None => info(quote!(tk::None)),
    };
    quote! {
        impl tk::Trigger for #marker {
            type Event = #event;
            type Response = #response;
            const INFO: tk::TriggerInfo = #info;
        }
    }
}

fn samples(samples: &[(&str, &[u8])]) -> TokenStream {
    let variants = samples.iter().map(|(variant, _)| variant);
    let payloads = samples.iter().map(|(_, payload)| byte_string(payload));
    quote!(tk::samples![#((#variants, #payloads)),*])
}

/// A byte string that is raw if that makes it legible.
fn byte_string(bytes: &[u8]) -> Literal {
    let is_plain = |byte: &u8| matches!(byte, b'\n' | b' '..=b'~');
    let raw = match std::str::from_utf8(bytes) {
        Ok(text) if bytes.iter().all(is_plain) && !text.contains("\"#") => format!("br#\"{text}\"#").parse().ok(),
        _ => None,
    };
    raw.unwrap_or_else(|| Literal::byte_string(bytes))
}

/// Emits the function that takes the records out of an event. A field that is missing on the way means that there are none.
fn batch(trigger: &TriggerImpl<'_>, plan: &Batch) -> TokenStream {
    let TriggerImpl { marker, .. } = trigger;
    let Batch { record, path, steps } = plan;
    let mut lets = TokenStream::new();
    let mut records = quote!(event);
    for step in steps {
        let field = &step.field;
        records = if step.optional {
            lets.extend(quote!(let tk::Some(#field) = #records.#field else { return tk::Vec::new() };));
            quote!(#field)
        } else {
            quote!(#records.#field)
        };
    }
    quote! {
        impl tk::Batch for #marker {
            type Record = #record;
            const RECORDS: &'static str = #path;

            fn records(event: Self::Event) -> tk::Vec<Self::Record> {
                #lets
                #records
            }
        }
    }
}

/// Emits the list of all triggers, and the enum of their events.
pub(crate) fn any_event(plan: &AnyEvent) -> TokenStream {
    let AnyEvent { ident, variants } = plan;
    let markers: Vec<_> = variants.iter().map(|variant| &variant.marker).collect();
    let events = variants.iter().map(|variant| &variant.event);
    let docs = variants.iter().map(|variant| doc(&variant.doc));
    let decodes: Vec<_> = markers.iter().map(|marker| quote!(tk::Document::decode(payload).map(Self::#marker))).collect();
    let (index, decode) = match decodes.as_slice() {
        [only] => (quote!(_index), only.clone()),
        several => (quote!(index), arms(several)),
    };
    quote! {
        /// Every trigger of this module, in the order of the spec.
        pub static TRIGGERS: &[tk::AnyTrigger] = &[#(tk::AnyTrigger::of::<#markers>()),*];

        /// An event of any trigger of this module.
        #[tk::derive(tk::Clone, tk::fmt::Debug, tk::PartialEq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant)]
        pub enum #ident {
            #(#docs #markers(#events),)*
        }

        impl #ident {
            /// Detects the trigger of a payload, and decodes the payload as its event.
            ///
            /// # Errors
            /// Returns a violation of rule `detect` if the payload belongs to no trigger or to several, or else everything
            /// that is wrong with the payload.
            pub fn decode(payload: impl tk::AsRef<[u8]>, headers: &[(&str, &str)]) -> tk::Result<Self, tk::Report> {
                static DETECTOR: tk::Detector = tk::Detector::new(|| tk::collect(TRIGGERS));
                let payload = tk::AsRef::as_ref(&payload);
                Self::decode_as(tk::detected(&DETECTOR, TRIGGERS, payload, headers)?, payload)
            }

            /// Decodes an event of the trigger at an index of [`TRIGGERS`].
            #[doc(hidden)]
            pub fn decode_as(#index: usize, payload: &[u8]) -> tk::Result<Self, tk::Report> {
                #decode
            }

            /// Returns the trigger that the event belongs to.
            pub fn trigger(&self) -> tk::TriggerInfo {
                match self {
                    #(Self::#markers(_) => <#markers as tk::Trigger>::INFO,)*
                }
            }
        }
    }
}

/// Emits a `match` on `index`, whose last arm takes every other index too.
fn arms(values: &[TokenStream]) -> TokenStream {
    let Some((last, others)) = values.split_last() else { return TokenStream::new() };
    let indices = (0..others.len()).map(Literal::usize_unsuffixed);
    quote!(match index {
        #(#indices => #others,)*
        _ => #last,
    })
}

fn condition(condition: &Condition) -> TokenStream {
    let several = |conditions: &[Condition]| {
        let conditions = conditions.iter().map(self::condition);
        quote!(tk::Borrowed(&[#(#conditions),*]))
    };
    let made = match condition {
        Condition::All(conditions) => {
            let conditions = several(conditions);
            quote!(All(#conditions))
        }
        Condition::Any(conditions) => {
            let conditions = several(conditions);
            quote!(Any(#conditions))
        }
        Condition::Header(name, values) => {
            let values = texts(values);
            quote!(Header(tk::Borrowed(#name), #values))
        }
        Condition::Path(path, test) => {
            let test = match test {
                Test::Present => quote!(Present),
                Test::Equals(values) => {
                    let values = texts(values);
                    quote!(Equals(#values))
                }
                Test::Prefix(prefix) => quote!(Prefix(tk::Borrowed(#prefix))),
                Test::Kind(kind) => {
                    let kind = variant(kind);
                    quote!(Kind(tk::Kind::#kind))
                }
            };
            quote!(Path(tk::Borrowed(#path), tk::Test::#test))
        }
        Condition::Absent(path) => quote!(Absent(tk::Borrowed(#path))),
    };
    quote!(tk::Condition::#made)
}

fn texts(texts: &[Cow<'static, str>]) -> TokenStream {
    quote!(tk::Borrowed(&[#(tk::Borrowed(#texts)),*]))
}
