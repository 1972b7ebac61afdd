//! Everything that emitted code refers to, under one path. No part of it is stable.

pub use std::borrow::Cow::Borrowed;
pub use std::boxed::Box;
pub use std::clone::Clone;
pub use std::cmp::{Eq, PartialEq};
pub use std::convert::{AsRef, From, Into};
pub use std::fmt;
pub use std::hash::Hash;
pub use std::iter::{IntoIterator, Iterator, once};
pub use std::marker::{Copy, PhantomData};
pub use std::ops::FnMut;
pub use std::option::Option::{self, None, Some};
pub use std::prelude::v1::derive;
pub use std::result::Result::{self, Ok};
pub use std::string::String;
pub use std::sync::Arc;
pub use std::vec::Vec;
pub use std::{concat, env, include_bytes, panic};

#[cfg(feature = "http")]
pub use http;
pub use serde;
pub use triggerkit_core::data::{Base64, Json, Kept, Map, Timestamp};
pub use triggerkit_core::detect::{Condition, Conditions, Part, Test, TextTest};
pub use triggerkit_core::document::Document;
pub use triggerkit_core::engine::{
    Decoder, Object, Union, Value, View, debug, debug_union, decode_object, decode_union, view_union, visit_variants,
};
pub use triggerkit_core::form::Form;
pub use triggerkit_core::json::{Kind, Scan};
pub use triggerkit_core::report::Report;
pub use triggerkit_core::secrets;
pub use triggerkit_core::serde_text::{deserialize, serialize};
pub use triggerkit_core::shape::{Check, Choice, Field, FieldsRule, Key, Pattern, Payload, Presence, RuleKind, Shape};
pub use triggerkit_core::text::Str;
pub use triggerkit_core::time::TimePattern;
pub use triggerkit_core::value::{Raw, Scalar};
pub use triggerkit_core::{Accept, Format, Length, Range, TimeKind};

pub use crate::builder::{IsSet, Set};
pub use crate::config::{AnyConfig, Config, ConfigType, Configured, Section, is_config};
pub use crate::detect::Detector;
pub use crate::dynamic::AnyTrigger;
pub use crate::encoded::{Base64Json, ByteList, Codec, Encoded, JsonText, Packed, PackedJson, PercentText, flagged_bytes};
pub use crate::failures::{FailuresInfo, IdPart, RecordId};
#[cfg(feature = "handlers")]
pub use crate::handler::signature::{EventOf, RecordOf, done, handlers, method, method_each, outcome};
#[cfg(feature = "handlers")]
pub use crate::handler::{Handler, Handlers, respond, without_trigger};
#[cfg(feature = "http")]
pub use crate::operation;
#[cfg(feature = "serve")]
pub use crate::serve::event_batch;
pub use crate::trigger::{Batch, HttpTrigger, NoResponse, Sample, Status, Trigger, TriggerInfo};
pub use crate::web::info::{AnswerInfo, HttpInfo, Place};
pub use crate::written_type::{Unaliased, Written};
pub use crate::{key, responses, samples};

/// Validates a value that a builder has created.
///
/// # Errors
/// Returns a report of all violations.
pub fn built<T: Document>(value: T) -> Result<T, Report> {
    value.validate()?;
    Ok(value)
}

/// Converts each item and collects them in a list.
pub fn collect<T>(items: impl IntoIterator<Item = impl Into<T>>) -> Vec<T> {
    items.into_iter().map(Into::into).collect()
}

/// Decodes the default of a field from JSON text, which the checker of the spec has found valid.
pub fn from_default<T: Value>(json: &'static str) -> T {
    let mut value = T::empty();
    let decoded = triggerkit_core::engine::decode_into(&mut value, json.as_bytes(), &triggerkit_core::limits::Limits::DEFAULT);
    decoded.map_or_else(|_| T::empty(), |_| value)
}

/// Returns the position of the trigger that a payload belongs to, among the triggers of the detector.
///
/// # Errors
/// Returns a report with the rule `detect` if there is no trigger, or more than one.
pub fn detected(
    detector: &Detector,
    triggers: &'static [AnyTrigger],
    payload: &[u8],
    headers: &[(&str, &str)],
) -> Result<usize, Report> {
    let one = detector.detect(payload, headers).one()?;
    Ok(position(triggers, one).unwrap_or(0))
}

/// Returns the position of a trigger in a list.
pub fn position(triggers: &'static [AnyTrigger], one: &'static AnyTrigger) -> Option<usize> {
    triggers.iter().position(|trigger| std::ptr::eq(trigger, one))
}
