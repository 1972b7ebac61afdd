//! Finds the trigger that a payload belongs to, by the conditions that the specs declare.

use std::cmp::Reverse;
use std::sync::OnceLock;

pub use triggerkit_core::detect::Comparison;
use triggerkit_core::detect::{Candidate, Condition, Headers, Matcher, Matches};
use triggerkit_core::payload;
use triggerkit_core::report::{Report, Rule, Violation};

use crate::dynamic::AnyTrigger;
use crate::trigger::TriggerInfo;

/// The triggers that a payload may belong to.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Detection {
    /// Exactly one.
    One(&'static AnyTrigger),
    /// Several whose documented payloads have the same shape. The one with the strictest condition comes first.
    Several(Vec<&'static AnyTrigger>),
    /// None of the given triggers.
    None,
}

impl Detection {
    /// Detects which of some triggers a payload belongs to, for example of those of one provider: `huawei::TRIGGERS`.
    ///
    /// It works like [`Detector::detect`], but compiles the conditions for each call. A [`Detector`] compiles them once.
    pub fn among(triggers: impl IntoIterator<Item = &'static AnyTrigger>, payload: &[u8], headers: &[(&str, &str)]) -> Detection {
        Candidates::new(triggers.into_iter().collect()).detect(payload, headers)
    }

    /// Returns the trigger if it is exactly one.
    ///
    /// # Errors
    /// Returns a report with the rule `detect` if there is no trigger, or more than one.
    pub fn one(self) -> Result<&'static AnyTrigger, Report> {
        let found = match self {
            Detection::One(trigger) => return Ok(trigger),
            Detection::None => return Err(unknown()),
            Detection::Several(triggers) => triggers.iter().map(|trigger| trigger.info.id).collect::<Vec<_>>().join(" or "),
        };
        Err(Violation::new(Rule::Detect, "the payload of one trigger", found).into())
    }
}

/// Detects which of some triggers payloads belong to. The conditions are compiled for the first payload.
///
/// ```
/// # #[cfg(feature = "huawei")] {
/// use triggerkit::{Detector, huawei};
///
/// static HUAWEI: Detector = Detector::new(|| huawei::TRIGGERS.iter().collect());
/// let trigger = HUAWEI.detect(br#"{"trigger_type": "TIMER"}"#, &[]).one().unwrap();
/// assert_eq!(trigger.info.id, "huawei.timer");
/// # }
/// ```
pub struct Detector {
    triggers: fn() -> Vec<&'static AnyTrigger>,
    candidates: OnceLock<Candidates>,
}

impl Detector {
    /// Creates a detector of the triggers that the function lists.
    pub const fn new(triggers: fn() -> Vec<&'static AnyTrigger>) -> Self {
        Detector { triggers, candidates: OnceLock::new() }
    }

    /// Detects which of the triggers a payload belongs to.
    ///
    /// Reading stops as soon as the result is certain: the condition of one trigger is met, no other trigger only requires that
    /// a field is absent, and no other trigger that tests the same field or header can still be met. So triggers whose documented
    /// payloads have the same shape are always found together. Of triggers that test different fields, which no documented
    /// payload has side by side, the one that is met first is found, unless their specs declare them
    /// ambiguous. A fallback is found only if no other trigger is.
    ///
    /// Detection does not validate the payload: nothing after the decisive field is read, and fields before it are only skipped.
    /// Decoding reports what is wrong with them.
    pub fn detect(&self, payload: &[u8], headers: &[(&str, &str)]) -> Detection {
        self.candidates.get_or_init(|| Candidates::new((self.triggers)())).detect(payload, headers)
    }
}

/// Some triggers and their compiled conditions.
struct Candidates {
    triggers: Vec<&'static AnyTrigger>,
    matcher: Matcher<'static>,
}

impl Candidates {
    fn new(triggers: Vec<&'static AnyTrigger>) -> Self {
        let position = |id: &&str| triggers.iter().position(|trigger| trigger.info.id == *id);
        let candidates = triggers.iter().map(|trigger| Candidate {
            ambiguous_with: trigger.info.ambiguous_with.iter().filter_map(position).collect(),
            ..candidate(&trigger.info)
        });
        let matcher = Matcher::new(candidates);
        Candidates { triggers, matcher }
    }

    fn detect(&self, payload: &[u8], headers: &[(&str, &str)]) -> Detection {
        match detect(&self.matcher, payload, &headers) {
            Matches::None => Detection::None,
            Matches::One(one) => Detection::One(self.triggers[one]),
            Matches::Several(several) => {
                let mut triggers: Vec<_> = several.into_iter().map(|index| self.triggers[index]).collect();
                triggers.sort_by_key(|trigger| Reverse(trigger.info.detect.map(Condition::specificity)));
                Detection::Several(triggers)
            }
        }
    }
}

/// Returns the condition of a trigger among others that are not ambiguous with it.
pub(crate) fn candidate(info: &TriggerInfo) -> Candidate<'static> {
    Candidate { condition: info.detect, is_fallback: info.fallback, ..Candidate::default() }
}

/// Returns the conditions that hold for the bytes of a payload, as [`Detector::detect`] describes. The start of a long payload is tried
/// first.
pub(crate) fn detect(matcher: &Matcher<'_>, payload: &[u8], headers: &dyn Headers) -> Matches {
    match payload::start(payload).and_then(|start| matcher.detect_by_start(&start, headers)) {
        Some(one) => Matches::One(one),
        None => matcher.detect(&payload::text(payload), headers),
    }
}

impl AnyTrigger {
    /// Compares a payload with the trigger's discriminators. Returns `None` if the trigger has none.
    pub fn compare(&self, payload: &[u8], headers: &[(&str, &str)]) -> Option<Comparison> {
        let condition = self.info.detect?;
        Some(Matcher::new([Some(condition)]).compare(0, &payload::text(payload), &headers))
    }
}

/// Returns the report of a payload that belongs to no trigger.
pub(crate) fn unknown() -> Report {
    Violation::new(Rule::Detect, "the payload of one trigger", "none that is known").into()
}
