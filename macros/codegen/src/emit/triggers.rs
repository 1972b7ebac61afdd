//! Triggers: the marker type, the event, the configuration, and the list of all of them.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};
use triggerkit_core::detect::{Condition, Test};
use triggerkit_spec::model::{self, Sample};

use super::quoting::{call, constant, list, option, pick, text, texts};
use super::{enums, objects};
use crate::plan::{Batch, Config, Enum, Trigger, TriggerImpl};

pub(crate) fn trigger(plan: &Trigger<'_>) -> TokenStream {
    let Trigger { doc, implementation, event, config, batch } = plan;
    let marker = &implementation.marker;
    let event = objects::object(event);
    let batch = batch.as_ref().map(|batch| self::batch(marker, batch));
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
    let TriggerImpl { model, marker, event, response, id, title } = plan;
    let response = response.as_ref().map_or_else(|| quote!(tk::NoResponse), ToTokens::to_token_stream);
    let samples = model.map_or(&[][..], |model| &model.samples);
    let samples = if samples.is_empty() { quote!(&[]) } else { self::samples(samples) };
    let detect = model.and_then(|model| model.detect.as_ref()).map(condition);
    let ambiguous_with = model.map(|model| model.ambiguous_with.keys()).filter(|ids| ids.len() > 0);
    let ambiguous = ambiguous_with.map(|ids| quote!(.ambiguous_with(&[#(#ids),*])));
    let detected = option(detect.as_ref().map(|_| quote!(&DETECT)));
    let mut info = quote!(tk::TriggerInfo::new(#id, #title, #samples, #detected)#ambiguous);
    if let Some(condition) = detect {
        info = quote!({
            static DETECT: tk::Condition = #condition;
            #info
        });
    }
    quote! {
        impl tk::Trigger for #marker {
            type Event = #event;
            type Response = #response;
            const INFO: tk::TriggerInfo = #info;
        }
    }
}

fn samples(samples: &[Sample]) -> TokenStream {
    let variants = samples.iter().map(|sample| &sample.variant);
    let payloads = samples.iter().map(|sample| byte_string(&sample.bytes));
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
fn batch(marker: &Ident, plan: &Batch) -> TokenStream {
    let Batch { record, path, steps } = plan;
    let mut lets = TokenStream::new();
    let mut records = quote!(event);
    for (field, optional) in steps {
        records = if *optional {
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
pub(crate) fn any_event(plan: &Enum<'_, model::Trigger>) -> TokenStream {
    let ident = &plan.ident;
    let markers: Vec<_> = plan.variants.iter().map(|variant| &variant.ident).collect();
    let decode = pick(markers.iter().map(|marker| quote!(tk::Document::decode(payload).map(Self::#marker))).collect());
    let definition = enums::definition(plan, &quote!(tk::Clone, tk::fmt::Debug, tk::PartialEq), None);
    quote! {
        /// Every trigger of this module, in the order of the spec.
        pub static TRIGGERS: &[tk::AnyTrigger] = &[#(tk::AnyTrigger::of::<#markers>()),*];

        #definition

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
            pub fn decode_as(index: usize, payload: &[u8]) -> tk::Result<Self, tk::Report> {
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

/// Emits the struct of a configuration, and its place in the vendor's file.
pub(crate) fn config(plan: &Config<'_>) -> TokenStream {
    let Config { model, object, id } = plan;
    let (ident, wrapper) = (&object.ident, option(model.wrapper.as_ref()));
    let object = objects::object(object);
    quote! {
        #object

        impl tk::Config for #ident {
            const ID: &'static str = #id;
            const WRAPPER: tk::Option<&'static str> = #wrapper;
        }
    }
}

fn condition(condition: &Condition) -> TokenStream {
    let several = |conditions: &[Condition]| list(conditions.iter().map(self::condition));
    let made = match condition {
        Condition::All(conditions) => call("All", [several(conditions)]),
        Condition::Any(conditions) => call("Any", [several(conditions)]),
        Condition::Header(name, values) => call("Header", [text(name), texts(values)]),
        Condition::Path(path, test) => {
            let test = match test {
                Test::Present => quote!(Present),
                Test::Equals(values) => call("Equals", [texts(values)]),
                Test::Prefix(prefix) => call("Prefix", [text(prefix)]),
                Test::Kind(kind) => call("Kind", [constant("Kind", kind)]),
            };
            call("Path", [text(path), quote!(tk::Test::#test)])
        }
        Condition::Absent(path) => call("Absent", [text(path)]),
    };
    quote!(tk::Condition::#made)
}
