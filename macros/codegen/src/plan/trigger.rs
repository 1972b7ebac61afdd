//! Triggers: the marker that names one in Rust, its event, and its configuration.

use proc_macro2::Ident;
use triggerkit_spec::definitions::{Definition, Definitions};
use triggerkit_spec::model::{self, Body, Provider, Type};

use super::docs::{self, Doc};
use super::ident::ident;
use super::object::{FieldTypes, Payload, Struct};
use super::types::RustType;

/// A trigger of a spec.
#[derive(Debug, PartialEq)]
pub(crate) struct Trigger<'m> {
    /// Documents the marker.
    pub(crate) doc: Doc,
    pub(crate) implementation: TriggerImpl<'m>,
    pub(crate) event: Struct<'m>,
    /// The type of its configuration.
    pub(crate) config: Option<Ident>,
    pub(crate) batch: Option<Batch>,
}

/// What a type needs to be a trigger.
#[derive(Debug, PartialEq)]
pub(crate) struct TriggerImpl<'m> {
    /// The trigger of a spec, with its samples and its detection.
    pub(crate) model: Option<&'m model::Trigger>,
    /// The type that implements it: a marker, or a hand-written event itself.
    pub(crate) marker: Ident,
    pub(crate) event: Ident,
    /// The type of the answer, if the documents describe one.
    pub(crate) response: Option<Ident>,
    /// With the provider: `huawei.kafka`.
    pub(crate) id: String,
    pub(crate) title: String,
}

impl<'m> Trigger<'m> {
    pub(crate) fn new(provider: &'m Provider, trigger: &'m model::Trigger, definitions: &Definitions<'m>) -> Self {
        let marker = ident(&trigger.marker);
        let payload = payload(trigger, &marker);
        let event = Struct { payload, ..Struct::of_object(&trigger.event, definitions) };
        let id = format!("{}.{}", provider.name, trigger.id);
        let doc = docs::paragraphs(&[
            format!("The trigger `{id}`: {}.", trigger.title),
            trigger.event.doc.clone().unwrap_or_default(),
            format!("Its event is [`{}`].", event.ident),
        ]);
        let config = provider.configs.iter().find(|config| config.id == trigger.id);
        let implementation = TriggerImpl {
            model: Some(trigger),
            marker,
            event: event.ident.clone(),
            response: trigger.response.as_deref().map(ident),
            id,
            title: trigger.title.clone(),
        };
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
    /// The fields that lead to them, and whether each is an `Option`. The last one is the list.
    pub(crate) steps: Vec<(Ident, bool)>,
}

impl Batch {
    fn new(event: &model::Object, path: &[String], definitions: &Definitions<'_>) -> Option<Self> {
        let mut object = event;
        let mut steps = Vec::new();
        let mut record = None;
        for wire in path {
            let field = object.fields.iter().find(|field| field.wire == *wire)?;
            let types = FieldTypes::of(field);
            steps.push((ident(&field.name), types.optional));
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

/// The configuration of a trigger.
#[derive(Debug, PartialEq)]
pub(crate) struct Config<'m> {
    pub(crate) model: &'m model::Config,
    pub(crate) object: Struct<'m>,
    /// The trigger's id: `huawei.timer`.
    pub(crate) id: String,
}

impl<'m> Config<'m> {
    pub(crate) fn new(provider: &Provider, config: &'m model::Config, definitions: &Definitions<'m>) -> Self {
        let id = format!("{}.{}", provider.name, config.id);
        Config { model: config, object: Struct::of_object(&config.object, definitions), id }
    }
}
