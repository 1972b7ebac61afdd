//! [`Trigger`]: what invokes a function, and [`Batch`]: a trigger whose events are lists of records.

#[cfg(feature = "http")]
use bytes::Bytes;
#[cfg(feature = "http")]
use http::{Request, Response};
use triggerkit_core::detect::Condition;
use triggerkit_core::document::Document;
use triggerkit_core::engine::Object;
#[cfg(feature = "http")]
use triggerkit_core::report::Report;

use crate::failures::FailuresInfo;
use crate::web::info::HttpInfo;
#[cfg(feature = "http")]
use crate::web::{answer, event, request};

/// What invokes a function, such as a message queue. Types such as `huawei::Kafka` implement it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a trigger",
    label = "not the type of a trigger",
    note = "use the type of a trigger: `huawei::Kafka`, or a struct with `#[derive(Trigger)]` and `#[trigger(id = \"shop.order\")]`"
)]
pub trait Trigger: Send + Sync + 'static {
    /// The type of the events.
    type Event: Document;
    /// The type of the responses: an enum if there are several types, that of the events if the function answers with the event itself,
    /// or [`NoResponse`] if the vendor does not document one.
    type Response;
    /// The id, the title, the samples and the condition of the trigger.
    const INFO: TriggerInfo;
}

/// The response type of triggers without a documented response. Handlers can return any type that implements `serde::Serialize`.
#[derive(Clone, Copy, Debug)]
pub enum NoResponse {}

/// A trigger whose events are lists of records.
///
/// ```
/// # #[cfg(feature = "huawei")] {
/// use triggerkit::{Batch, Document, huawei};
///
/// let event = huawei::KafkaEvent::decode(r#"{"messages": ["one", "two"]}"#).unwrap();
/// assert_eq!(huawei::Kafka::RECORDS[0], "messages");
/// assert_eq!(huawei::Kafka::records(event).len(), 2);
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "the events of `{Self}` are not lists of records",
    label = "`each` needs a list of records",
    note = "remove `each` and take the whole event; `each` is for triggers with `records` in their spec"
)]
pub trait Batch: Trigger {
    /// The type of the records.
    type Record: Send + 'static;
    /// What a function returns for each record: `()`, unless the platform expects an entry for every record in the answer.
    type Answer: Send + 'static;
    /// The paths of the lists of records in wire names, such as `Message.records` or `records[].messages`. A path that ends with `{}` is
    /// that of a map whose values are records or lists of them.
    const RECORDS: &'static [&'static str];
    /// How the platform learns which records have failed. If it does not, one failed record fails the whole event.
    const FAILURES: Option<FailuresInfo> = None;

    /// Returns the records of an event in order.
    fn records(event: Self::Event) -> Vec<Self::Record>;

    /// Used by the macros.
    #[doc(hidden)]
    fn record_object(_: &Self::Record) -> Option<&dyn Object> {
        None
    }

    /// Used by the macros.
    #[doc(hidden)]
    fn answer_object(_: &Self::Answer) -> Option<&dyn Object> {
        None
    }
}

/// A trigger whose events are HTTP requests, such as those of a gateway.
///
/// ```
/// # #[cfg(feature = "huawei")] {
/// use triggerkit::{Document, HttpTrigger, huawei};
///
/// let event = huawei::ApigEvent::decode(r#"{"httpMethod": "GET", "path": "/a", "queryStringParameters": {"q": "1+1"}}"#).unwrap();
/// let request = huawei::Apig::to_request(&event).unwrap();
/// assert_eq!(request.uri(), "/a?q=1%2B1");
/// assert_eq!(huawei::Apig::from_request(&request).unwrap().path, "/a");
/// # }
/// ```
pub trait HttpTrigger: Trigger {
    /// Converts an event to the request that it describes.
    ///
    /// Paths and queries are percent-encoded where they have to be, and a body in base64 is decoded. Names and values of headers
    /// that HTTP does not allow are left out. A trigger whose events have no method describes a POST request if there is a
    /// body, and a GET request otherwise.
    ///
    /// # Errors
    /// Returns a violation for a method, a path or a body that cannot be part of a request.
    #[cfg(feature = "http")]
    fn to_request(event: &Self::Event) -> Result<Request<Bytes>, Report> {
        request::to_request(event, http_of(&Self::INFO))
    }

    /// Converts a request to the event that the gateway would make of it. Values that a request does not have, such as the id
    /// of an API, are missing.
    ///
    /// # Errors
    /// Returns a violation if the body is not text and events of this trigger cannot hold other bodies, or if the event has
    /// violations.
    #[cfg(feature = "http")]
    fn from_request<B: AsRef<[u8]>>(request: &Request<B>) -> Result<Self::Event, Report> {
        Self::Event::decode(event::write_event(http_of(&Self::INFO), request, None, "{}")?)
    }

    /// Converts a response to the answer that the gateway takes. A body that is not text is sent as base64.
    ///
    /// # Errors
    /// Returns the violations of the answer, such as a status that the gateway does not accept.
    #[cfg(feature = "http")]
    fn to_answer(response: &Response<Bytes>) -> Result<Self::Response, Report>
    where
        Self::Response: Document,
    {
        Self::Response::decode(answer::write_answer(http_of(&Self::INFO), response))
    }

    /// Converts an answer to the response that the gateway would make of it.
    ///
    /// # Errors
    /// Returns a violation for a status, a header or a body that cannot be part of a response.
    #[cfg(feature = "http")]
    fn from_answer(answer: &Self::Response) -> Result<Response<Bytes>, Report>
    where
        Self::Response: Document,
    {
        answer::read_answer(http_of(&Self::INFO), &answer.to_payload())
    }
}

/// Returns where the events hold the parts of a request. Only a handwritten trigger may lack it.
#[cfg(feature = "http")]
fn http_of(info: &TriggerInfo) -> &'static HttpInfo {
    static NOTHING: HttpInfo = HttpInfo::new(&[]);
    info.http.unwrap_or(&NOTHING)
}

/// The properties of a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TriggerInfo {
    /// The stable id, such as `huawei.kafka`.
    pub id: &'static str,
    /// The name that people read.
    pub title: &'static str,
    /// The documented payloads, the main one first. Empty unless triggerkit's feature `samples` is enabled.
    pub samples: &'static [Sample],
    /// The condition by which payloads are detected, if the spec declares one.
    pub detect: Option<&'static Condition>,
    /// Whether the condition counts only if that of no other trigger holds.
    pub fallback: bool,
    /// The ids of the triggers whose payloads can look the same, as the spec declares.
    pub ambiguous_with: &'static [&'static str],
    /// Whether values are also read in the forms that clouds mix up, and handlers accept events with violations that are not
    /// fatal.
    pub tolerant: bool,
    /// Since when clouds send the events, and until when.
    pub status: Status,
    /// Where the events hold the parts of an HTTP request, if they are requests.
    pub http: Option<&'static HttpInfo>,
}

/// How current a trigger is, as far as the vendor documents it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Status {
    /// When the vendor introduced the trigger: `2025` or `2025-06`.
    pub since: Option<&'static str>,
    /// When the vendor retired it, or announced that.
    pub retired: Option<&'static str>,
    /// The id of the trigger that replaces it.
    pub successor: Option<&'static str>,
}

impl Status {
    /// Used by the macros.
    #[doc(hidden)]
    pub const fn new(since: Option<&'static str>, retired: Option<&'static str>, successor: Option<&'static str>) -> Self {
        Status { since, retired, successor }
    }
}

impl TriggerInfo {
    /// Used by the macros.
    #[doc(hidden)]
    pub const fn new(
        id: &'static str,
        title: &'static str,
        samples: &'static [Sample],
        detect: Option<&'static Condition>,
    ) -> Self {
        let status = Status::new(None, None, None);
        TriggerInfo { id, title, samples, detect, fallback: false, ambiguous_with: &[], tolerant: false, status, http: None }
    }

    /// Used by the macros.
    #[doc(hidden)]
    #[must_use]
    pub const fn fallback(self) -> Self {
        TriggerInfo { fallback: true, ..self }
    }

    /// Used by the macros.
    #[doc(hidden)]
    #[must_use]
    pub const fn ambiguous_with(self, ids: &'static [&'static str]) -> Self {
        TriggerInfo { ambiguous_with: ids, ..self }
    }

    /// Used by the macros.
    #[doc(hidden)]
    #[must_use]
    pub const fn tolerant(self) -> Self {
        TriggerInfo { tolerant: true, ..self }
    }

    /// Used by the macros.
    #[doc(hidden)]
    #[must_use]
    pub const fn status(self, status: Status) -> Self {
        TriggerInfo { status, ..self }
    }

    /// Used by the macros.
    #[doc(hidden)]
    #[must_use]
    pub const fn http(self, http: &'static HttpInfo) -> Self {
        TriggerInfo { http: Some(http), ..self }
    }
}

/// A documented payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sample {
    /// The name of the variant, which is empty for the main sample.
    pub variant: &'static str,
    /// The bytes of the payload.
    pub payload: &'static [u8],
}

impl Sample {
    /// Used by the macros.
    #[doc(hidden)]
    pub const fn new(variant: &'static str, payload: &'static [u8]) -> Self {
        Sample { variant, payload }
    }
}

/// Lists the samples of a trigger if the feature `samples` is enabled.
#[doc(hidden)]
#[macro_export]
#[cfg(feature = "samples")]
macro_rules! samples {
    ($(($variant:literal, $payload:literal)),*) => {
        &[$($crate::Sample::new($variant, $payload)),*]
    };
}

/// Lists the samples of a trigger if the feature `samples` is enabled.
#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "samples"))]
macro_rules! samples {
    ($(($variant:literal, $payload:literal)),*) => {
        &[]
    };
}

/// A key that needs no escapes in JSON. A function that cut the key out of its JSON form would cost the compiler more than
/// all the rest of a shape.
#[doc(hidden)]
#[macro_export]
macro_rules! key {
    ($key:literal) => {
        $crate::__private::Key { text: $key, json: $crate::__private::concat!("\"", $key, "\":") }
    };
}
