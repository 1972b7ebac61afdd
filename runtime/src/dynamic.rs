//! Triggers by id, for code that learns only at run time which one it deals with.

use std::fmt;

use crate::trigger::{Trigger, TriggerInfo};
use triggerkit_core::engine::Detail;
use triggerkit_core::engine::Object;
use triggerkit_core::engine::Value;
use triggerkit_core::report::Report;

/// An event of a trigger known only by id. It can be looked at, checked and written, not taken apart by type.
pub struct AnyDocument(Box<dyn Object>);

impl AnyDocument {
    pub(crate) fn new(document: impl Object) -> Self {
        AnyDocument(Box::new(document))
    }

    /// Checks it by the rules of its payload.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn validate(&self) -> Result<(), Report> {
        triggerkit_core::engine::validate(&*self.0)
    }

    /// What its fields do not show: what the spec does not know, and what is wrapped in text.
    pub fn details(&self) -> Vec<Detail> {
        triggerkit_core::engine::details(&*self.0)
    }

    /// The event as the bytes that arrive.
    pub fn to_payload(&self) -> Vec<u8> {
        triggerkit_core::payload::encode(&*self.0)
    }

    /// The event as JSON.
    pub fn to_json(&self) -> String {
        triggerkit_core::payload::json(&*self.0)
    }
}

impl fmt::Debug for AnyDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        triggerkit_core::engine::debug(&*self.0, f)
    }
}

/// A trigger as a value: its facts and an empty event to decode into. Generated modules list theirs in `TRIGGERS`.
#[derive(Clone, Copy)]
pub struct AnyTrigger {
    /// Id, title, samples.
    pub info: TriggerInfo,
    empty: fn() -> Box<dyn Object>,
}

impl AnyTrigger {
    /// The trigger of a marker type.
    pub const fn of<T: Trigger>() -> Self {
        AnyTrigger { info: T::INFO, empty: empty::<T> }
    }

    /// Reads a payload; every violation is an error.
    ///
    /// # Errors
    /// Everything that is wrong with the payload.
    pub fn decode(&self, payload: &[u8]) -> Result<AnyDocument, Report> {
        let (event, report) = self.decode_lenient(payload)?;
        report.into_result(event)
    }

    /// Reads a payload as far as it can be read.
    ///
    /// # Errors
    /// Where there is no event at all: not UTF-8, not JSON, not an object.
    pub fn decode_lenient(&self, payload: &[u8]) -> Result<(AnyDocument, Report), Report> {
        let mut event = (self.empty)();
        let report = triggerkit_core::payload::decode(&mut *event, payload)?;
        Ok((AnyDocument(event), report))
    }
}

impl fmt::Debug for AnyTrigger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("AnyTrigger").field(&self.info.id).finish()
    }
}

fn empty<T: Trigger>() -> Box<dyn Object> {
    Box::new(T::Event::empty())
}
