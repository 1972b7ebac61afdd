//! [`Timestamp`]: a time, kept as it was written.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::TimeKind;
use crate::text::Str;
use crate::time::{TimePattern, in_units, parse_any};

/// A time, kept as it was written. The instant is computed when you ask for it.
///
/// ```
/// use triggerkit::Timestamp;
///
/// let time = Timestamp::unix_seconds(1_576_737_962);
/// assert_eq!(time.unix_nanoseconds(), Some(1_576_737_962_000_000_000));
/// assert_eq!(Timestamp::rfc3339("1970-01-01T00:00:01Z").unix_nanoseconds(), Some(1_000_000_000));
/// assert_eq!(Timestamp::text("1970/01/01 08:00:01 GMT+08:00").unix_nanoseconds(), Some(1_000_000_000));
/// assert_eq!(Timestamp::text("next Tuesday").unix_nanoseconds(), None);
/// ```
#[derive(Clone)]
pub struct Timestamp {
    pub(crate) text: Str,
    pub(crate) kind: TimeKind,
    /// Whether the time is a JSON number, not a string.
    pub(crate) number: bool,
    /// The form of the text, if the spec has one.
    pub(crate) pattern: Option<&'static TimePattern>,
}

impl Timestamp {
    /// Creates a time from RFC 3339 text. The text is not checked; [`unix_nanoseconds`](Self::unix_nanoseconds) returns `None` if it
    /// is not a time.
    pub fn rfc3339(text: impl Into<Str>) -> Self {
        Timestamp { text: text.into(), kind: TimeKind::Rfc3339, number: false, pattern: None }
    }

    /// Creates a time from any text. [`unix_nanoseconds`](Self::unix_nanoseconds) reads the formats that clouds use.
    pub fn text(text: impl Into<Str>) -> Self {
        Timestamp { text: text.into(), kind: TimeKind::Text, number: false, pattern: None }
    }

    /// Creates a time from seconds since 1970.
    pub fn unix_seconds(seconds: i64) -> Self {
        Timestamp::counted(seconds, TimeKind::UnixSeconds)
    }

    /// Creates a time from milliseconds since 1970.
    pub fn unix_millis(millis: i64) -> Self {
        Timestamp::counted(millis, TimeKind::UnixMillis)
    }

    /// Creates a time from microseconds since 1970.
    pub fn unix_micros(micros: i64) -> Self {
        Timestamp::counted(micros, TimeKind::UnixMicros)
    }

    fn counted(count: i64, kind: TimeKind) -> Self {
        Timestamp { text: count.to_string().into(), kind, number: true, pattern: None }
    }

    /// Returns the time as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns how the time is written.
    pub fn kind(&self) -> TimeKind {
        self.kind
    }

    /// Returns the nanoseconds since 1970-01-01T00:00:00Z; `None` if the text does not contain an instant.
    pub fn unix_nanoseconds(&self) -> Option<i128> {
        match self.kind.nanoseconds() {
            Some(unit) => in_units(&self.text, unit),
            None => match self.pattern.filter(|pattern| !self.number && pattern.admits(&self.text)) {
                Some(pattern) => pattern.instant(&self.text),
                None => parse_any(&self.text),
            },
        }
    }

    /// Returns whether the time is written as a number.
    pub(crate) fn is_number(&self) -> bool {
        self.number
    }

    /// Converts the time to the type of the standard library. Returns `None` if the text does not contain an instant, or one that
    /// is out of range.
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let nanoseconds = self.unix_nanoseconds()?;
        let distance = nanoseconds.unsigned_abs();
        let seconds = u64::try_from(distance / 1_000_000_000).ok()?;
        let distance = Duration::new(seconds, (distance % 1_000_000_000) as u32);
        if nanoseconds < 0 { UNIX_EPOCH.checked_sub(distance) } else { UNIX_EPOCH.checked_add(distance) }
    }
}

/// Times are equal if they are written in the same way and mean the same instant.
impl PartialEq for Timestamp {
    fn eq(&self, other: &Self) -> bool {
        // Of the same text, only a count can mean several instants. A time that was not decoded does not know its pattern.
        let same_unit = || self.kind.nanoseconds() == other.kind.nanoseconds();
        self.number == other.number
            && self.text == other.text
            && (same_unit() || self.unix_nanoseconds() == other.unix_nanoseconds())
    }
}

impl Eq for Timestamp {}

impl Hash for Timestamp {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.text, self.number).hash(state);
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.number { f.write_str(&self.text) } else { fmt::Debug::fmt(&self.text, f) }
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
