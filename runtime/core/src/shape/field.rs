//! [`Field`]: what a spec declares about a value.

use super::{Check, Measurable};
use crate::time::TimePattern;
use crate::{Accept, TimeKind};

/// Describes a field for the engine.
pub struct Field {
    /// The key in payloads.
    pub key: Key,
    /// Other keys under which the field is read.
    pub aliases: &'static [&'static str],
    /// Whether the field must be present.
    pub presence: Presence,
    /// The constraints, in the order in which they are checked. The first broken one is reported.
    pub checks: &'static [Check],
    /// Further forms in which the value is read.
    pub accept: &'static [Accept],
    /// Texts that stand for an absent value.
    pub empty: &'static [&'static str],
    /// Whether the value is hidden in `Debug` and in reports.
    pub sensitive: bool,
    /// The keys of a map whose values are hidden, and the parameters of a query text. Upper and lower case do not matter.
    pub sensitive_keys: &'static [&'static str],
    /// How a time is written.
    pub time: TimeKind,
    /// Describes the items of a list or map.
    pub items: &'static Field,
    /// The index of the field whose text selects the type.
    pub tag: Option<usize>,
    /// Whether the field leads to the records of a batch, so that a value that does not fit is never just left out.
    pub batch: bool,
    /// The document that describes the field.
    pub source: Option<&'static str>,
}

impl Field {
    /// A field without a name or constraints, to start from.
    pub const PLAIN: Field = Field::bare(Presence::Optional);

    const fn bare(presence: Presence) -> Field {
        Field {
            key: Key { text: "", json: "" },
            aliases: &[],
            presence,
            checks: &[],
            accept: &[],
            empty: &[],
            sensitive: false,
            sensitive_keys: &[],
            time: TimeKind::Text,
            items: &ITEM,
            tag: None,
            batch: false,
            source: None,
        }
    }

    /// Returns the first constraint that a value breaks.
    #[inline]
    pub(crate) fn broken_check(&self, value: Measurable<'_>) -> Option<&Check> {
        self.checks.iter().find(|check| !check.admits(value))
    }

    /// Returns the form in which times are written, if the spec has one.
    pub(crate) fn time_pattern(&self) -> Option<&'static TimePattern> {
        self.checks.iter().find_map(|check| match check {
            Check::Time(pattern) => Some(*pattern),
            _ => None,
        })
    }

    /// Returns whether the field can do without its value, so that one that does not fit is kept but not read.
    pub(crate) fn is_dispensable(&self) -> bool {
        !self.batch && self.may_be_absent()
    }

    /// Returns whether a payload may lack the field.
    pub(crate) fn may_be_absent(&self) -> bool {
        matches!(self.presence, Presence::Optional | Presence::Default(_))
    }

    #[inline]
    pub(crate) fn accepts(&self, form: Accept) -> bool {
        self.accept.contains(&form)
    }
}

/// A key in payloads. The engine compares and writes its JSON form all at once.
pub struct Key {
    /// The key itself.
    pub text: &'static str,
    /// The key as JSON, with its colon.
    pub json: &'static str,
}

/// Items that a spec does not describe.
static ITEM: Field = Field::bare(Presence::Required);

/// Whether a field must be present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Present, and not null.
    Required,
    /// Present, but may be null.
    Nullable,
    /// May be absent or null.
    Optional,
    /// May be absent or null, which both mean this JSON value.
    Default(&'static str),
}
