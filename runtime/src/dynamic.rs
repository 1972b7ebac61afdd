//! [`AnyTrigger`] and [`AnyDocument`]: triggers and their events as values whose types are known only at run time.

use std::fmt;

use triggerkit_core::engine::{self, Detail, Object, Value};
use triggerkit_core::limits::Limits;
use triggerkit_core::payload;
use triggerkit_core::report::Report;

use crate::trigger::{HttpTrigger, Trigger, TriggerInfo};
#[cfg(feature = "http")]
use crate::web::any::AnyHttp;

/// A decoded document, such as an event, whose type is known only at run time.
pub struct AnyDocument(Box<dyn Object>);

impl AnyDocument {
    pub(crate) fn new(document: impl Object) -> Self {
        AnyDocument(Box::new(document))
    }

    /// Checks the constraints of the document.
    ///
    /// # Errors
    /// Returns a report of all violations.
    pub fn validate(&self) -> Result<(), Report> {
        engine::validate(&*self.0, &Limits::DEFAULT)
    }

    /// Returns what a typed value does not show: unknown fields and the contents of encoded fields.
    pub fn details(&self) -> Vec<Detail> {
        engine::details(&*self.0)
    }

    /// Encodes the document as the payload of its trigger.
    pub fn to_payload(&self) -> Vec<u8> {
        payload::encode(&*self.0)
    }

    /// Encodes the document as JSON.
    pub fn to_json(&self) -> String {
        payload::json(&*self.0)
    }
}

impl fmt::Debug for AnyDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        engine::debug(&*self.0, f)
    }
}

/// A trigger as a value, which can decode its events. Generated modules list theirs in `TRIGGERS`.
#[derive(Clone, Copy)]
pub struct AnyTrigger {
    /// The id, the title, the samples and the condition of the trigger.
    pub info: TriggerInfo,
    empty: fn() -> Box<dyn Object>,
    #[cfg(feature = "http")]
    http: Option<AnyHttp>,
}

impl AnyTrigger {
    /// Creates the value from a trigger's type.
    pub const fn of<T: Trigger>() -> Self {
        AnyTrigger {
            info: T::INFO,
            empty: empty::<T>,
            #[cfg(feature = "http")]
            http: match T::INFO.http {
                Some(info) => Some(AnyHttp::new(info, empty::<T>)),
                None => None,
            },
        }
    }

    /// Creates the value from the type of a trigger whose events are HTTP requests, which have the event among their extensions.
    pub const fn of_http<T: HttpTrigger<Event: Clone>>() -> Self {
        AnyTrigger {
            #[cfg(feature = "http")]
            http: match T::INFO.http {
                Some(info) => Some(AnyHttp::of::<T::Event>(info)),
                None => None,
            },
            ..AnyTrigger::of::<T>()
        }
    }

    /// Returns the conversions of a trigger whose events are HTTP requests.
    #[cfg(feature = "http")]
    pub fn http(&self) -> Option<&AnyHttp> {
        self.http.as_ref()
    }

    /// Decodes a payload.
    ///
    /// # Errors
    /// Returns a report of all violations.
    pub fn decode(&self, payload: &[u8]) -> Result<AnyDocument, Report> {
        let (event, report) = self.decode_lenient(payload)?;
        report.into_result(event)
    }

    /// Decodes a payload as far as possible, and returns the violations with the event.
    ///
    /// # Errors
    /// Returns an error if the payload is not UTF-8, not JSON, or not an object.
    pub fn decode_lenient(&self, payload: &[u8]) -> Result<(AnyDocument, Report), Report> {
        self.decode_lenient_with(payload, &Limits::DEFAULT)
    }

    /// Decodes as much of an event as possible, with other limits than usual, and reports the rest.
    ///
    /// # Errors
    /// Those of [`Document::decode_lenient_with`](crate::Document::decode_lenient_with).
    pub fn decode_lenient_with(&self, payload: &[u8], limits: &Limits) -> Result<(AnyDocument, Report), Report> {
        let mut event = (self.empty)();
        let report = payload::decode(&mut *event, payload, limits)?;
        Ok((AnyDocument(event), report))
    }
}

fn empty<T: Trigger>() -> Box<dyn Object> {
    Box::new(T::Event::empty())
}

impl fmt::Debug for AnyTrigger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("AnyTrigger").field(&self.info.id).finish()
    }
}
