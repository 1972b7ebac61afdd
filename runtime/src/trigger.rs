//! [`Trigger`]: what fires a function, known by its id, and [`Batch`]: those whose events are lists of records.

use triggerkit_core::detect::Condition;

use triggerkit_core::document::Document;

/// What fires a function. Marker types such as `huawei::Kafka` implement it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a trigger",
    label = "not the type of a trigger",
    note = "use the type of a trigger: `huawei::Kafka`, or a struct with `#[derive(Trigger)]` and `#[trigger(id = \"shop.order\")]`"
)]
pub trait Trigger: Send + Sync + 'static {
    /// The event that arrives.
    type Event: Document;
    /// What the function answers with; [`NoResponse`] where no document describes it.
    type Response;
    /// Everything about the trigger that does not depend on its types.
    const INFO: TriggerInfo;
}

/// The response of triggers whose documents describe none: whatever can be serialised.
#[derive(Clone, Copy, Debug)]
pub enum NoResponse {}

/// A trigger whose event is a list of records, and what else there is to say of them.
///
/// ```
/// # #[cfg(feature = "huawei")] {
/// use triggerkit::{Batch, Document, huawei};
///
/// let event = huawei::KafkaEvent::decode(r#"{"messages": ["one", "two"]}"#).unwrap();
/// assert_eq!(huawei::Kafka::RECORDS, "messages");
/// assert_eq!(huawei::Kafka::records(event).len(), 2);
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "the events of `{Self}` are not lists of records",
    label = "`each` needs a list of records",
    note = "remove `each` and take the whole event; `each` is for triggers with `records` in their spec"
)]
pub trait Batch: Trigger {
    /// One record.
    type Record: Send + 'static;
    /// Where the records are, in wire names: `Message.records`.
    const RECORDS: &'static str;

    /// The event's records, in their order.
    fn records(event: Self::Event) -> Vec<Self::Record>;
}

/// Facts about a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TriggerInfo {
    /// The stable id: `huawei.kafka`.
    pub id: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// The documented payloads, the main one first. Empty unless triggerkit's feature `samples` is on.
    pub samples: &'static [Sample],
    /// How its payload is recognised, where the spec says so.
    pub detect: Option<&'static Condition>,
    /// Ids of the triggers that cannot be told from this one, as the spec says.
    pub ambiguous_with: &'static [&'static str],
}

impl TriggerInfo {
    /// For the macros.
    #[doc(hidden)]
    pub const fn new(
        id: &'static str,
        title: &'static str,
        samples: &'static [Sample],
        detect: Option<&'static Condition>,
    ) -> Self {
        TriggerInfo { id, title, samples, detect, ambiguous_with: &[] }
    }

    /// For the macros.
    #[doc(hidden)]
    #[must_use]
    pub const fn ambiguous_with(self, ids: &'static [&'static str]) -> Self {
        TriggerInfo { ambiguous_with: ids, ..self }
    }
}

/// A documented payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sample {
    /// Empty for the main one.
    pub variant: &'static str,
    /// The payload's bytes.
    pub payload: &'static [u8],
}

impl Sample {
    /// For the macros.
    #[doc(hidden)]
    pub const fn new(variant: &'static str, payload: &'static [u8]) -> Self {
        Sample { variant, payload }
    }
}

/// The samples of a trigger, which only the feature `samples` compiles in.
#[doc(hidden)]
#[macro_export]
#[cfg(feature = "samples")]
macro_rules! samples {
    ($(($variant:literal, $payload:literal)),*) => {
        &[$($crate::Sample::new($variant, $payload)),*]
    };
}

/// The samples of a trigger, which only the feature `samples` compiles in.
#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "samples"))]
macro_rules! samples {
    ($(($variant:literal, $payload:literal)),*) => {
        &[]
    };
}
