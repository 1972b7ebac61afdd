//! Triggers: the marker type, the event, the configuration, and the list of all of them.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};
use triggerkit_core::detect::{Condition, Part, Test, TextTest};
use triggerkit_spec::model::{self, Sample, Section, Status};

use super::quoting::{call, constant, list, option, pick, text, texts};
use super::target::Target;
use super::{enums, failures, objects, ways};
use crate::plan::{Batch, Config, Enum, Response, Trigger, TriggerImpl};

pub(crate) fn trigger(plan: &Trigger<'_>) -> TokenStream {
    let Trigger { doc, implementation, event, responses, config, batch } = plan;
    let marker = Target { ident: &implementation.marker, generic: implementation.generic };
    let event = objects::object(event);
    let responses = responses.as_ref().map(self::responses);
    let deprecated = implementation.model.and_then(deprecated);
    let allowed = deprecated.as_ref().map(|_| allowed());
    let batch = batch.as_ref().map(|batch| self::batch(&marker, batch, allowed.as_ref()));
    let http = implementation.http.as_ref().map(|_| {
        let parameters = marker.parameters();
        quote! {
            #allowed
            impl #parameters tk::HttpTrigger for #marker {}
        }
    });
    let definition = definition(&implementation.marker, implementation.generic);
    let implementation = self::implementation(implementation);
    let parameters = marker.parameters();
    let configured = config.as_ref().map(|config| {
        quote! {
            #allowed
            impl #parameters tk::Configured for #marker {
                type Config = #config;
            }
        }
    });
    quote! {
        #doc
        #deprecated
        #[tk::derive(tk::Clone, tk::Copy, tk::fmt::Debug)]
        #definition

        #implementation
        #batch
        #http
        #configured
        #event
        #responses
    }
}

/// Emits the type of a marker, without its attributes.
fn definition(ident: &Ident, generic: bool) -> TokenStream {
    if generic { quote!(pub struct #ident<T = tk::Json>(tk::PhantomData<fn() -> T>);) } else { quote!(pub enum #ident {}) }
}

/// Emits the attribute of a trigger that the vendor retired. Nothing but a use of its marker names it.
fn deprecated(model: &model::Trigger) -> Option<TokenStream> {
    let Status { retired, successor, .. } = &model.status;
    let retired = retired.as_ref()?;
    let instead = successor.as_ref().map(|id| format!("; use `{id}` instead")).unwrap_or_default();
    let note = format!("the vendor retired this trigger ({retired}){instead}");
    Some(quote!(#[deprecated(note = #note)]))
}

/// Emits the attribute of generated code that names a retired trigger.
fn allowed() -> TokenStream {
    quote!(#[allow(deprecated)])
}

/// Emits the enum of a trigger's responses. A handler can return it, or one of the types.
fn responses(plan: &Enum<'_, String>) -> TokenStream {
    let ident = &plan.ident;
    let definition = enums::definition(plan, &quote!(tk::Clone, tk::fmt::Debug, tk::PartialEq), None);
    let variants: Vec<_> = plan.variants.iter().map(|variant| &variant.ident).collect();
    let types: Vec<_> = plan.variants.iter().filter_map(|variant| variant.ty.as_ref()).collect();
    quote! {
        #definition

        #(
            impl tk::From<#types> for #ident {
                fn from(value: #types) -> Self {
                    Self::#variants(value)
                }
            }
        )*

        tk::responses!(#ident { #(#variants(#types)),* });
    }
}

/// Emits the implementation of `Trigger`.
pub(crate) fn implementation(plan: &TriggerImpl<'_>) -> TokenStream {
    let TriggerImpl { model, marker, event, response, id, title, generic, http } = plan;
    let (marker, event) = (Target { ident: marker, generic: *generic }, Target { ident: event, generic: *generic });
    let parameters = marker.parameters();
    let response = match response {
        Response::Undocumented => quote!(tk::NoResponse),
        Response::Type(ident) => ident.to_token_stream(),
        Response::Event => event.to_token_stream(),
    };
    let samples = model.map_or(&[][..], |model| &model.samples);
    let samples = if samples.is_empty() { quote!(&[]) } else { self::samples(samples) };
    let detect = model.and_then(|model| model.detect.as_ref()).map(condition);
    let ambiguous_with = model.map(|model| model.ambiguous_with.keys()).filter(|ids| ids.len() > 0);
    let ambiguous = ambiguous_with.map(|ids| quote!(.ambiguous_with(&[#(#ids),*])));
    let fallback = model.filter(|model| model.fallback).map(|_| quote!(.fallback()));
    let detected = option(detect.as_ref().map(|_| quote!(&DETECT)));
    let tolerant = model.filter(|model| model.event.tolerant).map(|_| quote!(.tolerant()));
    let status = model.and_then(|model| status(&model.status));
    let requests = http.as_ref().map(|_| quote!(.http(&HTTP)));
    let mut info = quote!(tk::TriggerInfo::new(#id, #title, #samples, #detected)#fallback #ambiguous #tolerant #status #requests);
    let detect = detect.map(|condition| quote!(static DETECT: tk::Condition = #condition;));
    let http = http.as_ref().map(super::http::info).map(|http| quote!(static HTTP: tk::HttpInfo = #http;));
    if detect.is_some() || http.is_some() {
        info = quote!({
            #detect
            #http
            #info
        });
    }
    let allowed = model.and_then(deprecated).map(|_| allowed());
    quote! {
        #allowed
        impl #parameters tk::Trigger for #marker {
            type Event = #event;
            type Response = #response;
            const INFO: tk::TriggerInfo = #info;
        }
    }
}

/// Emits how current the trigger is, unless nothing is known.
fn status(status: &Status) -> Option<TokenStream> {
    let Status { since, retired, successor } = status;
    let [since, retired, successor] = [since, retired, successor].map(|text| option(text.as_ref()));
    (*status != Status::default()).then(|| quote!(.status(tk::Status::new(#since, #retired, #successor))))
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

/// Emits the function that takes the records out of an event, and how the platform learns which records have failed.
fn batch(marker: &Target<'_>, plan: &Batch, allowed: Option<&TokenStream>) -> TokenStream {
    let Batch { record, ways, failures, answer } = plan;
    let (parameters, paths, records) = (marker.parameters(), ways.iter().map(|way| &way.path), ways::records(ways));
    let (info, objects) = failures.as_ref().map(|failures| failures::info_and_objects(failures, answer.is_some())).unzip();
    let answer = answer.as_ref().map_or_else(|| quote!(()), ToTokens::to_token_stream);
    quote! {
        #allowed
        impl #parameters tk::Batch for #marker {
            type Record = #record;
            type Answer = #answer;
            const RECORDS: &'static [&'static str] = &[#(#paths),*];
            #info

            fn records(event: Self::Event) -> tk::Vec<Self::Record> {
                #records
            }
            #objects
        }
    }
}

/// Emits the list of all triggers, and the enum of their events.
pub(crate) fn any_event(plan: &Enum<'_, model::Trigger>) -> TokenStream {
    let ident = &plan.ident;
    let markers: Vec<_> = plan.variants.iter().map(|variant| &variant.ident).collect();
    let values = plan.variants.iter().map(|variant| match (&variant.ident, &variant.model.http) {
        (marker, Some(_)) => quote!(tk::AnyTrigger::of_http::<#marker>()),
        (marker, None) => quote!(tk::AnyTrigger::of::<#marker>()),
    });
    let decode = pick(markers.iter().map(|marker| quote!(tk::Document::decode(payload).map(Self::#marker))).collect());
    let definition = enums::definition(plan, &quote!(tk::Clone, tk::fmt::Debug, tk::PartialEq), None);
    let allowed = plan.variants.iter().any(|variant| variant.model.status.retired.is_some()).then(allowed);
    quote! {
        /// Every trigger of this module, in the order of the spec.
        #allowed
        pub static TRIGGERS: &[tk::AnyTrigger] = &[#(#values),*];

        #definition

        #allowed
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

fn section(section: &Section) -> TokenStream {
    let Section { list, name, with, text } = section;
    let ([list, name], with) =
        ([list, name].map(|key| option(key.as_ref())), with.iter().map(|(key, text)| quote!((#key, #text))));
    quote!(const SECTION: tk::Option<tk::Section> = tk::Some(tk::Section::new(#list, #name, &[#(#with),*], #text));)
}

/// Emits the list of all configurations.
pub(crate) fn configs(types: &[Ident]) -> TokenStream {
    quote! {
        /// Every configuration of this module, in the order of the spec.
        pub static CONFIGS: &[tk::ConfigType] = &[#(tk::ConfigType::of::<#types>()),*];
    }
}

/// Emits the struct of a configuration, and its place in the vendor's file.
pub(crate) fn config(plan: &Config<'_>) -> TokenStream {
    let Config { model, object, id } = plan;
    let (ident, wrapper) = (&object.ident, option(model.wrapper.as_ref()));
    let section = model.section.as_ref().map(section);
    let object = objects::object(object);
    quote! {
        #object

        impl tk::Config for #ident {
            const ID: &'static str = #id;
            const WRAPPER: tk::Option<&'static str> = #wrapper;
            #section
        }
    }
}

/// Emits a test of a text. Most are of the whole text.
fn text_test(test: &TextTest) -> TokenStream {
    let TextTest { part, texts: values, ignore_case } = test;
    let texts = texts(values);
    if *part == Part::Whole && !ignore_case {
        return call("equals", [texts]);
    }
    let part = constant("Part", part);
    quote!(Text(tk::TextTest { part: #part, texts: #texts, ignore_case: #ignore_case }))
}

pub(super) fn condition(condition: &Condition) -> TokenStream {
    let several = |conditions: &[Condition]| list(conditions.iter().map(self::condition));
    let made = match condition {
        Condition::All(conditions) => call("All", [several(conditions)]),
        Condition::Any(conditions) => call("Any", [several(conditions)]),
        Condition::Header(name, values) => call("Header", [text(name), texts(values)]),
        Condition::Path(path, test) => {
            let test = match test {
                Test::Present => quote!(Present),
                Test::Text(test) => text_test(test),
                Test::Kind(kind) => call("Kind", [constant("Kind", kind)]),
            };
            call("Path", [text(path), quote!(tk::Test::#test)])
        }
        Condition::Absent(path) => call("Absent", [text(path)]),
        Condition::Not(conditions) => call("Not", [several(conditions)]),
    };
    quote!(tk::Condition::#made)
}
