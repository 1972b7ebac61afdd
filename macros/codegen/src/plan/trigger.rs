//! Triggers: the marker that names one in Rust, its event, and the list of all of them.

use proc_macro2::Ident;
use triggerkit_core::detect::Condition;
use triggerkit_spec::definitions::{Definition, Definitions};
use triggerkit_spec::model::{self, Body, Provider, Type};
use triggerkit_spec::names;

use super::docs;
use super::ident::ident;
use super::object::{Declaration, FieldTypes, Payload, Struct};
use super::types::RustType;

/// A trigger of a spec.
#[derive(Debug, PartialEq)]
pub(crate) struct Trigger<'m> {
    /// Documents the marker.
    pub(crate) doc: String,
    pub(crate) implementation: TriggerImpl<'m>,
    pub(crate) event: Struct<'m>,
    /// The type of its configuration.
    pub(crate) config: Option<Ident>,
    pub(crate) batch: Option<Batch>,
}

/// What a type needs to be a trigger.
#[derive(Debug, PartialEq)]
pub(crate) struct TriggerImpl<'m> {
    /// The type that implements it: a marker, or a hand-written event itself.
    pub(crate) marker: Ident,
    pub(crate) event: Ident,
    /// The type of the answer, if the documents describe one.
    pub(crate) response: Option<Ident>,
    /// With the provider: `huawei.kafka`.
    pub(crate) id: String,
    pub(crate) title: String,
    /// The documented payloads, by their variants.
    pub(crate) samples: Vec<(&'m str, &'m [u8])>,
    pub(crate) detect: Option<&'m Condition>,
    /// Ids of the triggers that cannot be told apart from this one.
    pub(crate) ambiguous_with: Vec<&'m str>,
}

impl<'m> Trigger<'m> {
    pub(crate) fn new(provider: &'m Provider, trigger: &'m model::Trigger, definitions: &Definitions<'m>) -> Self {
        let marker = ident(&trigger.marker);
        let payload = payload(trigger, &marker);
        let event = Struct::new(&trigger.event, Declaration { payload, ..Declaration::of(&trigger.event) }, definitions);
        let implementation = TriggerImpl {
            marker,
            event: event.ident.clone(),
            response: trigger.response.as_deref().map(ident),
            id: format!("{}.{}", provider.name, trigger.id),
            title: trigger.title.clone(),
            samples: trigger.samples.iter().map(|sample| (sample.variant.as_str(), sample.bytes.as_slice())).collect(),
            detect: trigger.detect.as_ref(),
            ambiguous_with: trigger.ambiguous_with.keys().map(String::as_str).collect(),
        };
        let doc = docs::paragraphs(&[
            format!("The trigger `{}`: {}.", implementation.id, trigger.title),
            trigger.event.doc.clone().unwrap_or_default(),
            format!("Its event is [`{}`].", event.ident),
        ]);
        let config = provider.configs.iter().find(|config| config.id == trigger.id);
        Trigger {
            doc,
            implementation,
            event,
            config: config.map(|config| ident(&config.object.name)),
            batch: trigger.records.as_deref().and_then(|path| Batch::new(&trigger.event, path, definitions)),
        }
    }
}

/// How the event's bytes are read.
fn payload(trigger: &model::Trigger, marker: &Ident) -> Payload {
    match (trigger.raw, trigger.bodies.as_slice()) {
        (Some(raw), [Body::Raw]) => Payload::Raw(raw),
        (Some(raw), _) => Payload::JsonOrRaw(raw, marker.clone()),
        (None, bodies) if bodies.contains(&Body::Cbor) => Payload::Cbor,
        (None, _) => Payload::Json,
    }
}

/// The records of an event.
#[derive(Debug, PartialEq)]
pub(crate) struct Batch {
    pub(crate) record: RustType,
    /// Where the records are, in wire names: `Message.records`.
    pub(crate) path: String,
    /// The fields that lead to them; the last one is the list.
    pub(crate) steps: Vec<Step>,
}

/// A field on the way to the records.
#[derive(Debug, PartialEq)]
pub(crate) struct Step {
    pub(crate) field: Ident,
    pub(crate) optional: bool,
}

impl Batch {
    fn new(event: &model::Object, path: &[String], definitions: &Definitions<'_>) -> Option<Self> {
        let mut object = event;
        let mut steps = Vec::new();
        let mut record = None;
        for wire in path {
            let field = object.fields.iter().find(|field| field.wire == *wire)?;
            let types = FieldTypes::of(field);
            steps.push(Step { field: ident(&field.name), optional: types.optional });
            record = types.item;
            if let Type::Object(name) = &field.ty
                && let Some(Definition::Object(ty)) = definitions.find(name)
            {
                object = &ty.object;
            }
        }
        Some(Batch { record: record?, path: path.join("."), steps })
    }
}

/// The enum of all events of a provider, and the list of its triggers.
#[derive(Debug, PartialEq)]
pub(crate) struct AnyEvent {
    pub(crate) ident: Ident,
    /// One for each trigger, never none.
    pub(crate) variants: Vec<AnyEventVariant>,
}

/// One trigger of [`AnyEvent`].
#[derive(Debug, PartialEq)]
pub(crate) struct AnyEventVariant {
    /// The variant, which is named after the marker.
    pub(crate) marker: Ident,
    pub(crate) event: Ident,
    pub(crate) doc: String,
}

impl AnyEvent {
    /// Returns `None` for a provider without triggers.
    pub(crate) fn new(provider: &Provider) -> Option<Self> {
        let variants = provider.triggers.iter().map(|trigger| AnyEventVariant {
            marker: ident(&trigger.marker),
            event: ident(&trigger.event.name),
            doc: format!("{}.", trigger.title),
        });
        let variants: Vec<AnyEventVariant> = variants.collect();
        (!variants.is_empty()).then(|| AnyEvent { ident: ident(names::ANY_EVENT), variants })
    }
}
