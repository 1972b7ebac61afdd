//! Telling which trigger a payload belongs to, by the discriminators that the specs declare.

use crate::dynamic::AnyTrigger;
use crate::providers::triggers;

/// Which triggers a payload may belong to.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Detection {
    /// Exactly one.
    One(&'static AnyTrigger),
    /// Several whose documents describe the same shape.
    Several(Vec<&'static AnyTrigger>),
    /// None of those compiled in.
    None,
}

/// Tells which trigger of the providers compiled in a payload belongs to. No payload is tried out: only declared
/// discriminators count, in the payload and in the request's headers.
///
/// ```
/// # #[cfg(feature = "huawei")] {
/// use triggerkit::{Detection, detect};
///
/// let Detection::One(trigger) = detect(br#"{"trigger_type": "TIMER"}"#, &[]) else { panic!() };
/// assert_eq!(trigger.info.id, "huawei.timer");
/// # }
/// ```
pub fn detect(payload: &[u8], headers: &[(&str, &str)]) -> Detection {
    let text = std::str::from_utf8(payload).unwrap_or_default();
    let holds = |trigger: &&AnyTrigger| trigger.info.detect.is_some_and(|condition| condition.holds(text, &headers));
    let mut found: Vec<&'static AnyTrigger> = triggers().filter(holds).collect();
    match found.len() {
        0 => Detection::None,
        1 => Detection::One(found.remove(0)),
        _ => Detection::Several(found),
    }
}
