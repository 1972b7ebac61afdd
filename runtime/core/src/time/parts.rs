//! What all texts of times consist of: numbers, names of months and zones, offsets, and days of the calendar.

use crate::Number;

/// One second in nanoseconds.
pub(super) const SECOND: i128 = 1_000_000_000;

/// Months as English text dates abbreviate them.
pub(super) const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// What follows the abbreviations in the names of the months.
const REST_OF_MONTHS: [&str; 12] = ["uary", "ruary", "ch", "il", "", "e", "y", "ust", "tember", "ober", "ember", "ember"];

/// Zones that vendors name, with their offsets in hours. `CST` is China Standard Time here, because Chinese clouds write it.
pub(super) const ZONES: [(&str, i64); 8] = [
    ("z", 0),
    ("utc", 0),
    ("gmt", 0),
    ("cst", 8),
    ("prc", 8),
    ("asia/shanghai", 8),
    ("asia/chongqing", 8),
    ("asia/hong_kong", 8),
];

/// Returns the month whose name, whole or abbreviated, is at the start of a text, and the length of the name.
pub(super) fn named_month(text: &str) -> Option<(usize, i64)> {
    let starts_with = |name: &str| text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    let index = MONTHS.iter().position(|name| starts_with(name))?;
    let rest = REST_OF_MONTHS[index];
    let is_whole = text.get(3..3 + rest.len()).is_some_and(|tail| tail.eq_ignore_ascii_case(rest));
    Some((if is_whole { 3 + rest.len() } else { 3 }, index as i64 + 1))
}

/// Returns the nanoseconds of a decimal count of units; `None` if the text is not a number.
pub(crate) fn in_units(text: &str, unit: i128) -> Option<i128> {
    let number = Number::parse(text)?;
    match number.as_i64() {
        Some(count) => Some(i128::from(count) * unit),
        None => decimal(text, unit).or_else(|| number.as_f64().map(|count| (count * unit as f64) as i128)),
    }
}

/// Converts a decimal count of units, such as `1576737962.25`, without rounding. Returns `None` if it has an exponent.
fn decimal(text: &str, unit: i128) -> Option<i128> {
    let (whole, digits) = text.split_once('.')?;
    let mut nanoseconds = whole.parse::<i64>().ok().map(|whole| i128::from(whole) * unit)?;
    let mut place = if text.starts_with('-') { -unit } else { unit };
    for digit in digits.chars() {
        place /= 10;
        nanoseconds += i128::from(digit.to_digit(10)?) * place;
    }
    Some(nanoseconds)
}

/// A day of the calendar that exists.
#[derive(Clone, Copy)]
pub(super) struct Date {
    days_since_1970: i64,
}

impl Date {
    pub(super) fn new(year: i64, month: i64, day: i64) -> Option<Date> {
        let exists = (1..=12).contains(&month) && (1..=days_of(year, month)).contains(&day);
        exists.then(|| Date { days_since_1970: days_since_1970(year, month, day) })
    }

    /// Returns the nanoseconds since 1970 at a time of the day, in a zone with an offset in seconds.
    pub(super) fn at(self, hour: i64, minute: i64, second: i64, nanoseconds: i64, offset: i64) -> Option<i128> {
        (hour < 24 && minute < 60 && second <= 60).then_some(())?;
        let seconds = self.days_since_1970 * 86_400 + hour * 3_600 + minute * 60 + second - offset;
        Some(i128::from(seconds) * SECOND + i128::from(nanoseconds))
    }
}

/// Returns the number of decimal digits; `None` if something else is among them.
pub(super) fn digits(bytes: &[u8]) -> Option<i64> {
    bytes.iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0')))
}

/// Returns the offset from UTC in seconds.
pub(super) fn offset_of(bytes: &[u8]) -> Option<i64> {
    let (sign, hours, minutes) = match bytes {
        b"Z" | b"z" => return Some(0),
        [sign, h1, h2, b':', m1, m2] | [sign, h1, h2, m1, m2] => (sign, digits(&[*h1, *h2])?, digits(&[*m1, *m2])?),
        _ => return None,
    };
    let seconds = hours * 3_600 + minutes * 60;
    match sign {
        _ if hours > 23 || minutes > 59 => None,
        b'+' => Some(seconds),
        b'-' => Some(-seconds),
        _ => None,
    }
}

fn days_of(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + i64::from(year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Returns the days since 1970-01-01. Years are counted from March, so that a leap day comes last.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month = (month + 9) % 12;
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * month + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}
