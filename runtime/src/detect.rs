//! Telling which trigger a payload belongs to, by the discriminators that the specs declare.

use std::sync::OnceLock;

use triggerkit_core::detect::{Condition, Facts, Headers, Plan, Verdict};

use crate::dynamic::AnyTrigger;
use triggerkit_core::payload;
use triggerkit_core::report::{Report, Rule, Violation};

/// Which triggers a payload may belong to.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Detection {
    /// Exactly one.
    One(&'static AnyTrigger),
    /// Several whose documents describe the same shape; the one that asks for most comes first.
    Several(Vec<&'static AnyTrigger>),
    /// None of those that were asked for.
    None,
}

impl Detection {
    /// Tells which of some triggers a payload belongs to, such as those of one provider: `huawei::TRIGGERS`.
    ///
    /// How, says [`Detector::detect`]. What the triggers ask for is put together anew for each call; a [`Detector`] keeps it.
    pub fn among(triggers: impl IntoIterator<Item = &'static AnyTrigger>, payload: &[u8], headers: &[(&str, &str)]) -> Detection {
        Asked::new(triggers).detect(payload, headers)
    }

    /// The one trigger.
    ///
    /// # Errors
    /// Rule `detect` when there is none, or more than one.
    pub fn one(self) -> Result<&'static AnyTrigger, Report> {
        let found = match self {
            Detection::One(trigger) => return Ok(trigger),
            Detection::None => return Err(unknown()),
            Detection::Several(triggers) => {
                let ids: Vec<&str> = triggers.iter().map(|trigger| trigger.info.id).collect();
                ids.join(" or ")
            }
        };
        Err(Violation::new(Rule::Detect, "the payload of one trigger", found).into())
    }
}

/// Tells which of some triggers payloads belong to; what they ask for is put together when the first payload comes.
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
    asked: OnceLock<Asked>,
}

impl Detector {
    /// A detector of the triggers that the function lists.
    pub const fn new(triggers: fn() -> Vec<&'static AnyTrigger>) -> Self {
        Detector { triggers, asked: OnceLock::new() }
    }

    /// Tells which of the triggers a payload belongs to.
    ///
    /// Reading stops as soon as the answer is plain: one trigger's discriminators are met, no other trigger waits only for something
    /// to be absent, and none that is told by the same header or the same place in payloads can be met any more. So triggers
    /// of which documents describe the same shape are always found together; of those that look for different things, which no
    /// documented payload has side by side, the one that is met first counts.
    ///
    /// Detection says who is to read a payload, not whether it is right: what follows the decisive place is not looked at, and of what
    /// comes before only where it ends. Decoding says what is wrong there.
    pub fn detect(&self, payload: &[u8], headers: &[(&str, &str)]) -> Detection {
        self.asked.get_or_init(|| Asked::new((self.triggers)())).detect(payload, headers)
    }
}

/// Which conditions of a plan hold for a payload, as [`Detector::detect`] says.
pub(crate) fn verdict(plan: &Plan, payload: &[u8], headers: &dyn Headers) -> Verdict {
    match payload::start(payload).and_then(|start| plan.early(&start, headers)) {
        Some(one) => Verdict::One(one),
        None => plan.tell(&payload::text(payload), headers),
    }
}

/// Triggers that can be told apart, and what they ask for, index by index.
struct Asked {
    triggers: Vec<&'static AnyTrigger>,
    plan: Plan,
}

impl Asked {
    fn new(triggers: impl IntoIterator<Item = &'static AnyTrigger>) -> Self {
        let triggers: Vec<_> = triggers.into_iter().filter(|trigger| trigger.info.detect.is_some()).collect();
        let plan = Plan::new(triggers.iter().filter_map(|trigger| trigger.info.detect));
        Asked { triggers, plan }
    }

    fn detect(&self, payload: &[u8], headers: &[(&str, &str)]) -> Detection {
        match verdict(&self.plan, payload, &headers) {
            Verdict::None => Detection::None,
            Verdict::One(one) => Detection::One(self.triggers[one]),
            Verdict::Several(several) => {
                let mut triggers: Vec<_> = several.into_iter().map(|index| self.triggers[index]).collect();
                triggers.sort_by_key(|trigger| std::cmp::Reverse(trigger.info.detect.map(Condition::demands)));
                Detection::Several(triggers)
            }
        }
    }
}

/// How near a payload comes to a trigger.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Comparison {
    /// How many of the trigger's discriminators hold.
    pub met: usize,
    /// Those that do not, in words; of several ways to hold, the nearest.
    pub lacks: Vec<String>,
}

impl AnyTrigger {
    /// Compares a payload with the trigger's discriminators; `None` where it has none.
    pub fn compare(&self, payload: &[u8], headers: &[(&str, &str)]) -> Option<Comparison> {
        let condition = self.info.detect?;
        let text = payload::text(payload);
        let facts = Facts::of(&text, [condition]);
        Some(Comparison { met: condition.met(&facts, &headers), lacks: condition.lacks(&facts, &headers) })
    }
}

/// The report of a payload that belongs to no trigger.
pub(crate) fn unknown() -> Report {
    Violation::new(Rule::Detect, "the payload of one trigger", "none that is known").into()
}
