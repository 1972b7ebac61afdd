//! Triggers: the marker that names one in Rust, its event, and its configuration.

use proc_macro2::Ident;
use triggerkit_spec::definitions::{Definition, Definitions};
use triggerkit_spec::model::{self, Body, Provider};

use super::docs::{self, Doc};
use super::enums::Enum;
use super::field_types::FieldTypes;
use super::http::Http;
use super::ident::ident;
use super::object::{Payload, Struct};
use super::types::RustType;
use super::way::Way;

/// A trigger of a spec.
#[derive(Debug, PartialEq)]
pub(crate) struct Trigger<'m> {
    /// Documents the marker.
    pub(crate) doc: Doc,
    pub(crate) implementation: TriggerImpl<'m>,
    pub(crate) event: Struct<'m>,
    /// The enum of its responses, if there are several.
    pub(crate) responses: Option<Enum<'m, String>>,
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
    pub(crate) response: Response,
    /// With the provider: `huawei.kafka`.
    pub(crate) id: String,
    pub(crate) title: String,
    /// Whether the marker has a parameter for the type that its user chooses.
    pub(crate) generic: bool,
    /// Set if the events are HTTP requests.
    pub(crate) http: Option<Http>,
}

/// The type of the answer.
#[derive(Debug, PartialEq)]
pub(crate) enum Response {
    /// Any, because the documents describe none.
    Undocumented,
    Type(Ident),
    /// That of the event.
    Event,
}

impl Response {
    fn of(trigger: &model::Trigger) -> Self {
        match trigger.response_name() {
            None => Response::Undocumented,
            Some(_) if trigger.response == model::Response::Event => Response::Event,
            Some(name) => Response::Type(ident(&name)),
        }
    }
}

impl<'m> Trigger<'m> {
    pub(crate) fn new(provider: &'m Provider, trigger: &'m model::Trigger, definitions: &Definitions<'m>) -> Self {
        let marker = ident(&trigger.marker);
        let id = format!("{}.{}", provider.name, trigger.id);
        let doc = docs::event(trigger, &id, &marker);
        let event = Struct { is_document: true, doc, ..Struct::of_object(&trigger.event, definitions) };
        let event = match payload(trigger, &marker) {
            Some(payload) => Struct { payload, ..event },
            None => event,
        };
        let config = provider.configs.iter().find(|config| config.id == trigger.id);
        let config = config.map(|config| ident(&config.object.name));
        let implementation = TriggerImpl {
            model: Some(trigger),
            marker,
            event: event.ident.clone(),
            response: Response::of(trigger),
            id,
            title: trigger.title.clone(),
            generic: event.generic,
            http: Http::new(trigger, definitions),
        };
        Trigger {
            doc: docs::marker(trigger, &implementation.id, config.as_ref()),
            responses: Enum::of_responses(trigger),
            implementation,
            event,
            config,
            batch: Batch::new(trigger, definitions),
        }
    }
}

/// How the event's bytes are read, if not as JSON.
fn payload(trigger: &model::Trigger, marker: &Ident) -> Option<Payload> {
    match (trigger.raw, trigger.bodies.as_slice()) {
        (Some(raw), [Body::Raw]) => Some(Payload::Raw(raw)),
        (Some(raw), _) => Some(Payload::JsonOrRaw(raw, marker.clone())),
        (None, bodies) => bodies.contains(&Body::Cbor).then_some(Payload::Cbor),
    }
}

/// The records of an event.
#[derive(Debug, PartialEq)]
pub(crate) struct Batch {
    pub(crate) record: RustType,
    /// The ways to them.
    pub(crate) ways: Vec<Way>,
    pub(crate) failures: Option<model::Failures>,
    /// What the function returns for a record, if the answer has an entry for every record.
    pub(crate) answer: Option<RustType>,
}

impl Batch {
    fn new<'m>(trigger: &'m model::Trigger, definitions: &Definitions<'m>) -> Option<Self> {
        let to_records = |path| Way::to_records(&trigger.event, path, definitions);
        let ways: Vec<_> = trigger.records.iter().filter_map(to_records).collect();
        let (_, record) = ways.first()?;
        Some(Batch {
            record: record.clone(),
            ways: ways.into_iter().map(|(way, ..)| way).collect(),
            failures: trigger.failures.clone(),
            answer: answer_of_record(trigger, definitions),
        })
    }
}

/// Returns the type of the answer's items if the answer has one for every record.
fn answer_of_record(trigger: &model::Trigger, definitions: &Definitions<'_>) -> Option<RustType> {
    let failures = trigger.failures.as_ref().filter(|failures| failures.every)?;
    let Definition::Object(response) = definitions.find(trigger.response.first_type()?)? else { return None };
    FieldTypes::of(response.object.field(&failures.list)?, definitions).item
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
        let object = Struct { is_document: true, ..Struct::of_object(&config.object, definitions) };
        Config { model: config, object, id }
    }
}
