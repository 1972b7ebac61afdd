//! Parses times: RFC 3339 with any fraction and any offset, counts since 1970, and the text dates that vendors write.

mod parts;
mod pattern;

use parts::{Date, MONTHS, SECOND, ZONES, digits, offset_of};

pub(crate) use parts::in_units;
pub use pattern::{DIRECTIVES, PatternError, TimePattern};

/// Returns the nanoseconds since 1970-01-01T00:00:00Z, or `None` if the text is not an RFC 3339 time.
///
/// The separator may be `T`, `t` or a space, the offset `Z`, `z`, `+08:00` or `+0800`. Digits of the fraction beyond the
/// ninth are dropped. A leap second counts as the second after it.
///
/// ```
/// use triggerkit_core::time::parse_rfc3339;
///
/// assert_eq!(parse_rfc3339("1970-01-01T08:00:01.5+08:00"), Some(1_500_000_000));
/// assert_eq!(parse_rfc3339("2018/06/26 08:54:07"), None);
/// ```
pub fn parse_rfc3339(text: &str) -> Option<i128> {
    let bytes = text.as_bytes();
    let date = Date::new(digits(bytes.get(0..4)?)?, digits(after(bytes, 4, b"-")?)?, digits(after(bytes, 7, b"-")?)?)?;
    let hour = digits(after(bytes, 10, b"Tt ")?)?;
    let minute = digits(after(bytes, 13, b":")?)?;
    let second = digits(after(bytes, 16, b":")?)?;
    let (fraction, rest) = fraction(&bytes[19..])?;
    date.at(hour, minute, second, fraction, offset_of(rest)?)
}

/// Returns the nanoseconds since 1970-01-01T00:00:00Z of a time in any form that clouds send, or `None` if the text is not
/// a time, or a time of day without its zone.
///
/// Besides RFC 3339, this reads counts of seconds, milliseconds, microseconds or nanoseconds since 1970, which it
/// distinguishes by their size; dates with `/` or without separators; dates with English months; and those of access logs. The zone may be an
/// offset, `Z`, `GMT`, `UTC`, `CST` for China Standard Time, or the name of a Chinese city's zone.
///
/// ```
/// use triggerkit_core::time::parse_any;
///
/// let expected = Some(1_510_718_400_000_000_000);
/// assert_eq!(parse_any("Wed Nov 15 2017 12:00:00 GMT+0800 (CST)"), expected);
/// assert_eq!(parse_any("2017/11/15 12:00:00 GMT+08:00"), expected);
/// assert_eq!(parse_any("2017-11-15T12:00:00Asia/Shanghai"), expected);
/// assert_eq!(parse_any("15/Nov/2017:12:00:00 +0800"), expected);
/// assert_eq!(parse_any("Nov 15, 2017 4:00:00 AM UTC"), expected);
/// assert_eq!(parse_any("1510718400000"), expected);
/// assert_eq!(parse_any("yesterday"), None);
/// ```
pub fn parse_any(text: &str) -> Option<i128> {
    let text = without_note(text.trim());
    let known = parse_rfc3339(text).or_else(|| count(text)).or_else(|| numeric_date(text)).or_else(|| english_date(text));
    known.or_else(|| VENDOR_PATTERNS.iter().find_map(|pattern| pattern.instant(text)))
}

/// Further forms that vendors write: those of access logs, and dates with half a day.
const VENDOR_PATTERNS: [TimePattern; 4] = [
    TimePattern::new("%d/%b/%Y:%H:%M:%S %z"),
    TimePattern::new("%b %d, %Y %I:%M:%S %p %Z"),
    TimePattern::new("%b %d, %Y %I:%M:%S %p %z"),
    TimePattern::new("%m/%d/%Y %I:%M:%S %p %Z"),
];

/// Removes a note such as ` (CST)` or `[Asia/Shanghai]` from the end.
fn without_note(text: &str) -> &str {
    let opening = match text.as_bytes().last() {
        Some(b')') => '(',
        Some(b']') => '[',
        _ => return text,
    };
    text.rfind(opening).map_or(text, |at| text[..at].trim_end())
}

/// Reads a count since 1970. Its size shows the unit: seconds pass 10^11 in the year 5138, milliseconds passed it in 1973. A
/// number below 10^8 is something else, such as a date without its separators.
fn count(text: &str) -> Option<i128> {
    let whole = text.split('.').next()?.trim_start_matches('-');
    let unit = match whole.len() {
        0..=8 => return None,
        9..=11 => SECOND,
        12..=14 => SECOND / 1_000,
        15..=17 => SECOND / 1_000_000,
        _ => 1,
    };
    in_units(text, unit)
}

/// Reads `2018/06/26 08:54:07 GMT+08:00`, `20260113T050607Z`, or RFC 3339 with a zone in words.
fn numeric_date(text: &str) -> Option<i128> {
    let bytes = text.as_bytes();
    let (month, day, rest) = match bytes.get(4)? {
        separator @ (b'-' | b'/') => (bytes.get(5..7)?, after(bytes, 7, &[*separator])?, text.get(10..)?),
        _ => (bytes.get(4..6)?, bytes.get(6..8)?, text.get(8..)?),
    };
    let date = Date::new(digits(bytes.get(0..4)?)?, digits(month)?, digits(day)?)?;
    time_of_day(date, rest.strip_prefix(['T', 't', ' '])?)
}

/// Reads `Wed Nov 15 2017 12:00:00 GMT+0800`, `Wed Nov 15 12:00:00 CST 2017`, or `Wed, 15 Nov 2017 04:00:00 GMT`.
fn english_date(text: &str) -> Option<i128> {
    let (mut month, mut day, mut year, mut time, mut zone) = (None, None, None, None, String::new());
    for word in text.split([' ', ',']).filter(|word| !word.is_empty()) {
        let number = word.parse::<i64>().ok().filter(|_| word.bytes().all(|byte| byte.is_ascii_digit()));
        let named = MONTHS.iter().position(|name| word.len() == 3 && word.eq_ignore_ascii_case(name));
        match (named, number) {
            (Some(index), _) if month.is_none() => month = Some(index as i64 + 1),
            (_, Some(number)) if word.len() <= 2 && day.is_none() => day = Some(number),
            (_, Some(number)) if word.len() == 4 && year.is_none() => year = Some(number),
            _ if word.contains(':') && time.is_none() => time = Some(word),
            // The day of the week comes before everything else.
            _ if time.is_some() => zone.push_str(word),
            _ if month.is_none() && day.is_none() && word.len() == 3 => {}
            _ => return None,
        }
    }
    time_of_day(Date::new(year?, month?, day?)?, &format!("{} {zone}", time?))
}

/// Reads `08:54:07.123 GMT+08:00` or `050607Z` on a date.
fn time_of_day(date: Date, text: &str) -> Option<i128> {
    let bytes = text.as_bytes();
    let (minute, second, rest) = match bytes.get(2)? {
        b':' => (bytes.get(3..5)?, after(bytes, 5, b":")?, 8),
        _ => (bytes.get(2..4)?, bytes.get(4..6)?, 6),
    };
    let (fraction, zone) = fraction(bytes.get(rest..)?)?;
    let zone = std::str::from_utf8(zone).ok()?.trim_start();
    date.at(digits(bytes.get(0..2)?)?, digits(minute)?, digits(second)?, fraction, zone_offset(zone)?)
}

/// Returns the offset of a zone from UTC in seconds: `GMT+08:00`, `Z+08:00`, `+0800 CST`, or a name.
fn zone_offset(zone: &str) -> Option<i64> {
    let lower = zone.to_ascii_lowercase();
    if let Some((_, hours)) = ZONES.iter().find(|(name, _)| *name == lower) {
        return Some(hours * 3_600);
    }
    let sign = zone.find(['+', '-'])?;
    matches!(&lower[..sign], "" | "z" | "gmt" | "utc").then_some(())?;
    // After an offset, an abbreviation has nothing to add.
    offset_of(zone[sign..].split(' ').next()?.as_bytes())
}

/// Returns the two bytes after one of `separators` at `at`.
fn after<'b>(bytes: &'b [u8], at: usize, separators: &[u8]) -> Option<&'b [u8]> {
    separators.contains(bytes.get(at)?).then(|| bytes.get(at + 1..at + 3))?
}

/// Returns the nanoseconds of a fraction such as `.123`, if there is one, and the rest.
fn fraction(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let Some((b'.', rest)) = bytes.split_first() else { return Some((0, bytes)) };
    let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let kept = length.min(9);
    let nanoseconds = digits(&rest[..kept])? * 10i64.pow(9 - kept as u32);
    (length > 0).then_some((nanoseconds, &rest[length..]))
}
