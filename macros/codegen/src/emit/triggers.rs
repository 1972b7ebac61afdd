//! Triggers: the event's struct, the marker that stands for the trigger, and the list of all of them.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};
use triggerkit_core::detect::{Condition, Test};
use triggerkit_spec::model::{Body, Provider, Trigger, Type};

use super::{docs, objects};
use crate::plan::{FieldPlan, Planner, ident};

pub(crate) fn trigger(provider: &Provider, trigger: &Trigger, planner: &Planner<'_>) -> TokenStream {
    let marker = ident(&trigger.marker);
    let mut plan = planner.object(&trigger.event);
    plan.payload = payload(trigger, &marker);
    let event = objects::object(&plan);
    let event_name = ident(&trigger.event.name);
    let id = format!("{}.{}", provider.name, trigger.id);
    let title = &trigger.title;
    let variants: Vec<&String> = trigger.samples.iter().map(|sample| &sample.variant).collect();
    let payloads: Vec<Literal> = trigger.samples.iter().map(|sample| Literal::byte_string(&sample.bytes)).collect();
    let ambiguous = trigger.ambiguous_with.keys();
    let ambiguous = (!trigger.ambiguous_with.is_empty()).then(|| quote!(.ambiguous_with(&[#(#ambiguous),*])));
    let info = |detect| quote!(tk::TriggerInfo::new(#id, #title, tk::samples![#((#variants, #payloads)),*], #detect)#ambiguous);
    let info = match &trigger.detect {
        Some(detect) => {
            let (condition, info) = (condition(detect), info(quote!(tk::Some(&DETECT))));
            quote!({
                static DETECT: tk::Condition = #condition;
                #info
            })
        }
        None => info(quote!(tk::None)),
    };
    let response = trigger.response.as_deref().map_or_else(|| quote!(tk::NoResponse), |name| ident(name).into_token_stream());
    let config = provider.configs.iter().find(|config| config.id == trigger.id).map(|config| ident(&config.object.name));
    let configured = config.map(|config| {
        quote! {
            impl tk::Configured for #marker {
                type Config = #config;
            }
        }
    });
    let batch = trigger.records.as_deref().and_then(|path| batch(provider, trigger, path, planner));
    let doc = docs::paragraphs(&[
        format!("The trigger `{id}`: {title}."),
        trigger.event.doc.clone().unwrap_or_default(),
        format!("Its event is [`{event_name}`]."),
    ]);
    quote! {
        #doc
        #[tk::derive(tk::Clone, tk::Copy, tk::fmt::Debug)]
        pub enum #marker {}

        impl tk::Trigger for #marker {
            type Event = #event_name;
            type Response = #response;
            const INFO: tk::TriggerInfo = #info;
        }

        #batch

        #configured

        #event
    }
}

/// Where the records of a trigger are in its event.
fn batch(provider: &Provider, trigger: &Trigger, path: &[String], planner: &Planner<'_>) -> Option<TokenStream> {
    let marker = ident(&trigger.marker);
    let wire = path.join(".");
    let (last, steps) = path.split_last()?;
    let mut object = &trigger.event;
    let mut lets = TokenStream::new();
    let mut records = quote!(event);
    for step in steps {
        let plan = planner.object(object);
        let field = plan.fields.iter().find(|field| field.model.wire == *step)?;
        let Type::Object(name) = &field.model.ty else { return None };
        records = inside(records, field, &mut lets);
        object = &provider.type_def(name)?.object;
    }
    let plan = planner.object(object);
    let field = plan.fields.iter().find(|field| field.model.wire == *last)?;
    let record = &field.item;
    records = inside(records, field, &mut lets);
    Some(quote! {
        impl tk::Batch for #marker {
            type Record = #record;
            const RECORDS: &'static str = #wire;

            fn records(event: Self::Event) -> tk::Vec<Self::Record> {
                #lets
                #records
            }
        }
    })
}

/// The value of a field; one that is not there ends the function that takes records out of an event.
fn inside(value: TokenStream, field: &FieldPlan<'_>, lets: &mut TokenStream) -> TokenStream {
    let ident = &field.ident;
    if !field.optional {
        return quote!(#value.#ident);
    }
    lets.extend(quote!(let tk::Some(#ident) = #value.#ident else { return tk::Vec::new() };));
    ident.to_token_stream()
}

/// How the event's bytes are read; `None` when they are JSON.
fn payload(trigger: &Trigger, marker: &Ident) -> Option<TokenStream> {
    let raw = trigger.raw.map(Literal::usize_unsuffixed);
    match (raw, trigger.bodies.as_slice()) {
        (Some(raw), [Body::Raw]) => Some(quote!(tk::Payload::Raw(#raw))),
        (Some(raw), _) => Some(quote!(tk::Payload::json_or_raw(#raw, <#marker as tk::Trigger>::INFO.detect))),
        (None, bodies) if bodies.contains(&Body::Cbor) => Some(quote!(tk::Payload::Cbor)),
        (None, _) => None,
    }
}

/// Every trigger of the provider as a value, and an event of any of them.
pub(crate) fn all(provider: &Provider) -> TokenStream {
    let markers: Vec<Ident> = provider.triggers.iter().map(|trigger| ident(&trigger.marker)).collect();
    let events: Vec<Ident> = provider.triggers.iter().map(|trigger| ident(&trigger.event.name)).collect();
    let variant_docs = provider.triggers.iter().map(|trigger| docs::sentence(format!("{}.", trigger.title)));
    let Some((last, firsts)) = markers.split_last() else { return TokenStream::new() };
    let indices = (0..firsts.len()).map(Literal::usize_unsuffixed);
    let decode = match firsts {
        [] => quote!(tk::Document::decode(payload).map(Self::#last)),
        _ => quote! {
            match index {
                #(#indices => tk::Document::decode(payload).map(Self::#firsts),)*
                _ => tk::Document::decode(payload).map(Self::#last),
            }
        },
    };
    let index = if firsts.is_empty() { quote!(_index) } else { quote!(index) };
    quote! {
        /// Every trigger of this module, in the order of the spec.
        pub static TRIGGERS: &[tk::AnyTrigger] = &[#(tk::AnyTrigger::of::<#markers>()),*];

        /// An event of any trigger of this module.
        #[tk::derive(tk::Clone, tk::fmt::Debug, tk::PartialEq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant)]
        pub enum AnyEvent {
            #(#variant_docs #markers(#events),)*
        }

        impl AnyEvent {
            /// Tells by the declared discriminators which trigger a payload belongs to, and decodes it.
            ///
            /// # Errors
            /// Rule `detect` when it is none of them, or not just one; or everything that is wrong with the payload.
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

            /// The trigger that the event belongs to.
            pub fn trigger(&self) -> tk::TriggerInfo {
                match self {
                    #(Self::#markers(_) => <#markers as tk::Trigger>::INFO,)*
                }
            }
        }
    }
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
                    let kind = format_ident!("{kind:?}");
                    quote!(Kind(tk::Kind::#kind))
                }
            };
            quote!(Path(tk::Borrowed(#path), tk::Test::#test))
        }
        Condition::Absent(path) => quote!(Absent(tk::Borrowed(#path))),
    };
    quote!(tk::Condition::#made)
}

fn texts(texts: &[std::borrow::Cow<'static, str>]) -> TokenStream {
    quote!(tk::Borrowed(&[#(tk::Borrowed(#texts)),*]))
}
