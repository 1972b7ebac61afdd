//! [`Trigger`]: what invokes a function, and [`Batch`]: a trigger whose events are lists of records.

use triggerkit_core::detect::Condition;
use triggerkit_core::document::Document;

/// What invokes a function, such as a message queue. Types such as `huawei::Kafka` implement it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a trigger",
    label = "not the type of a trigger",
    note = "use the type of a trigger: `huawei::Kafka`, or a struct with `#[derive(Trigger)]` and `#[trigger(id = \"shop.order\")]`"
)]
pub trait Trigger: Send + Sync + 'static {
    /// The type of the events.
    type Event: Document;
    /// The type of the responses, or [`NoResponse`] if the vendor does not document one.
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
    /// The paths of the lists of records in wire names, such as `Message.records` or `records[].messages`.
    const RECORDS: &'static [&'static str];

    /// Returns the records of an event in order.
    fn records(event: Self::Event) -> Vec<Self::Record>;
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
    /// The ids of the triggers whose payloads can look the same, as the spec declares.
    pub ambiguous_with: &'static [&'static str],
    /// Whether values are also read in the forms that clouds mix up, and handlers accept events with violations that are not
    /// fatal.
    pub tolerant: bool,
    /// Since when clouds send the events, and until when.
    pub status: Status,
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
        TriggerInfo { id, title, samples, detect, ambiguous_with: &[], tolerant: false, status }
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
        $crate::__private::Key { text: $key, json: ::core::concat!("\"", $key, "\":") }
    };
}
