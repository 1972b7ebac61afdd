//! [`FailuresInfo`]: how a platform learns which records of a batch have failed.

/// How the platform learns which records of a batch have failed. Specs declare it with `failures`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailuresInfo {
    pub(crate) list: &'static str,
    pub(crate) key: &'static str,
    pub(crate) id: RecordId,
    pub(crate) group: Option<Template>,
    pub(crate) stop: bool,
    pub(crate) every: bool,
    pub(crate) with: &'static [(&'static str, &'static str)],
    pub(crate) copy: &'static [&'static str],
}

/// A value that is made from the fields of a record: a single path is the value at it, anything else is text.
type Template = &'static [IdPart];

/// A part of a value that is made from the fields of a record.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdPart {
    /// The text itself.
    Text(&'static str),
    /// The value at a path through objects.
    Path(&'static str),
}

/// What identifies a record.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordId {
    /// One value.
    One(&'static [IdPart]),
    /// An object with several values.
    Named(&'static [(&'static str, &'static [IdPart])]),
}

/// Used by the macros.
#[doc(hidden)]
impl FailuresInfo {
    pub const fn new(list: &'static str, key: &'static str, id: RecordId) -> Self {
        FailuresInfo { list, key, id, group: None, stop: false, every: false, with: &[], copy: &[] }
    }

    #[must_use]
    pub const fn group(self, group: &'static [IdPart]) -> Self {
        FailuresInfo { group: Some(group), ..self }
    }

    #[must_use]
    pub const fn stop(self) -> Self {
        FailuresInfo { stop: true, ..self }
    }

    #[must_use]
    pub const fn every(self) -> Self {
        FailuresInfo { every: true, ..self }
    }

    #[must_use]
    pub const fn with(self, with: &'static [(&'static str, &'static str)]) -> Self {
        FailuresInfo { with, ..self }
    }

    #[must_use]
    pub const fn copy(self, copy: &'static [&'static str]) -> Self {
        FailuresInfo { copy, ..self }
    }
}
