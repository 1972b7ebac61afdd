//! Telling which trigger a payload belongs to, by the discriminators that the specs declare.

use triggerkit_core::detect::{Condition, Facts};

use crate::dynamic::AnyTrigger;
use crate::payload;
use crate::report::{Report, Rule, Violation};

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
    pub fn among(triggers: impl IntoIterator<Item = &'static AnyTrigger>, payload: &[u8], headers: &[(&str, &str)]) -> Detection {
        let text = payload::text(payload);
        let asked: Vec<(&'static Condition, &'static AnyTrigger)> =
            triggers.into_iter().filter_map(|trigger| Some((trigger.info.detect?, trigger))).collect();
        let facts = Facts::of(&text, asked.iter().map(|(condition, _)| *condition));
        let mut found: Vec<(usize, &'static AnyTrigger)> = asked
            .into_iter()
            .filter(|(condition, _)| condition.holds(&facts, &headers))
            .map(|(condition, trigger)| (condition.demands(), trigger))
            .collect();
        found.sort_by_key(|(demands, _)| std::cmp::Reverse(*demands));
        match found.as_slice() {
            [] => Detection::None,
            [(_, only)] => Detection::One(only),
            _ => Detection::Several(found.into_iter().map(|(_, trigger)| trigger).collect()),
        }
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
