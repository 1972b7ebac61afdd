//! [`Trigger`]: what fires a function, known by its id.

use triggerkit_core::detect::Condition;

use crate::object::Document;

/// What fires a function. Marker types such as `huawei::Kafka` implement it.
pub trait Trigger: Send + Sync + 'static {
    /// The event that arrives.
    type Event: Document;
    /// Everything about the trigger that does not depend on its types.
    const INFO: TriggerInfo;
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
        TriggerInfo { id, title, samples, detect }
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
