//! [`Timestamp`]: a time, kept as it was written.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::text::Str;
use crate::time::parse_rfc3339;
use crate::{Number, TimeKind};

/// A time, kept as it was written. The instant is computed when you ask for it.
///
/// ```
/// use triggerkit::Timestamp;
///
/// let time = Timestamp::unix_seconds(1_576_737_962);
/// assert_eq!(time.unix_nanoseconds(), Some(1_576_737_962_000_000_000));
/// assert_eq!(Timestamp::rfc3339("1970-01-01T00:00:01Z").unix_nanoseconds(), Some(1_000_000_000));
/// assert_eq!(Timestamp::text("next Tuesday").unix_nanoseconds(), None);
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Timestamp {
    pub(crate) text: Str,
    pub(crate) kind: TimeKind,
    /// Whether the time is a JSON number, not a string.
    pub(crate) number: bool,
}

impl Timestamp {
    /// Creates a time from RFC 3339 text. The text is not checked; [`unix_nanoseconds`](Self::unix_nanoseconds) returns `None` if it
    /// is not a time.
    pub fn rfc3339(text: impl Into<Str>) -> Self {
        Timestamp { text: text.into(), kind: TimeKind::Rfc3339, number: false }
    }

    /// Creates a time from text in a format of the vendor.
    pub fn text(text: impl Into<Str>) -> Self {
        Timestamp { text: text.into(), kind: TimeKind::Text, number: false }
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
        Timestamp { text: count.to_string().into(), kind, number: true }
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
        let Some(unit) = self.kind.nanoseconds() else { return parse_rfc3339(&self.text) };
        let number = Number::parse(&self.text)?;
        match number.as_i64() {
            Some(count) => Some(i128::from(count) * unit),
            None => fraction(&self.text, unit).or_else(|| number.as_f64().map(|count| (count * unit as f64) as i128)),
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

/// Converts a decimal count of units, such as `1576737962.25`, without rounding. Returns `None` if it has an exponent.
fn fraction(text: &str, unit: i128) -> Option<i128> {
    let (whole, digits) = text.split_once('.')?;
    let mut nanoseconds = whole.parse::<i64>().ok().map(|whole| i128::from(whole) * unit)?;
    let mut place = if text.starts_with('-') { -unit } else { unit };
    for digit in digits.chars() {
        place /= 10;
        nanoseconds += i128::from(digit.to_digit(10)?) * place;
    }
    Some(nanoseconds)
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
