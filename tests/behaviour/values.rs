//! Values: texts, maps, numbers and times, and their wire forms.

mod codecs;
mod cron;
mod forms;
mod json;
mod limits;
mod map;
mod numbers;
mod secrets;
mod serde_traits;
mod text;
mod time;
mod unions;
mod vendor_times;

/// Every kind of value in every form.
#[triggerkit::spec("behaviour/specs/values.toml")]
pub(crate) mod specs {}

/// Asserts that a payload decodes to the event, and that the event is written as the payload.
#[track_caller]
pub(crate) fn comes_back<T: triggerkit::Document>(payload: &str) -> T {
    let event = T::decode(payload).unwrap_or_else(|report| panic!("{payload}\n{report}"));
    assert_eq!(event.to_json(), payload);
    event
}
