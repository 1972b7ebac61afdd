//! [`Field`]: what a spec declares about a value.

use super::{Check, Measurable};
use crate::{Accept, TimeKind};

/// What the engine must know of a field.
pub struct Field {
    /// The key on the wire.
    pub wire: &'static str,
    /// The key as JSON, and the colon behind it.
    pub written: &'static str,
    /// Other keys that are read.
    pub aliases: &'static [&'static str],
    /// Whether it must be there.
    pub presence: Presence,
    /// Constraints, in the order in which they are checked; the first that fails is reported.
    pub checks: &'static [Check],
    /// Further wire forms.
    pub accept: &'static [Accept],
    /// Texts that mean nothing.
    pub empty: &'static [&'static str],
    /// Hidden in `Debug` and in reports.
    pub sensitive: bool,
    /// How a time is written.
    pub time: TimeKind,
    /// The items of a list or map.
    pub items: &'static Field,
    /// The sibling whose text selects the type.
    pub tag: Option<usize>,
    /// The document that says so.
    pub source: Option<&'static str>,
}

impl Field {
    /// A field without any demand, to start from.
    pub const PLAIN: Field = Field::bare(Presence::Optional);

    const fn bare(presence: Presence) -> Field {
        Field {
            wire: "",
            written: "",
            aliases: &[],
            presence,
            checks: &[],
            accept: &[],
            empty: &[],
            sensitive: false,
            time: TimeKind::Text,
            items: &ITEM,
            tag: None,
            source: None,
        }
    }

    /// Creates a plain field with a key. The key is given as JSON with its colon, and has no escapes: `"\"name\":"`.
    pub const fn named(written: &'static str) -> Field {
        let (_, rest) = written.split_at(1);
        let (wire, _) = rest.split_at(rest.len() - 2);
        Field::escaped(wire, written)
    }

    /// Creates a plain field with a key that needs escapes in JSON.
    pub const fn escaped(wire: &'static str, written: &'static str) -> Field {
        Field { wire, written, ..Field::PLAIN }
    }

    /// Returns the first constraint that a value breaks.
    #[inline]
    pub(crate) fn broken_check(&self, value: Measurable<'_>) -> Option<&Check> {
        self.checks.iter().find(|check| !check.admits(value))
    }

    #[inline]
    pub(crate) fn accepts(&self, form: Accept) -> bool {
        self.accept.contains(&form)
    }
}

/// Items of lists and maps that a spec says nothing about.
static ITEM: Field = Field::bare(Presence::Required);

/// Whether a field must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// There, and not null.
    Required,
    /// There, perhaps null.
    Nullable,
    /// Absent and null both mean nothing.
    Optional,
    /// Absent and null both mean this value, in JSON.
    Default(&'static str),
}
