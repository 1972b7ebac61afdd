//! Parses RFC 3339 times, with any fraction and any offset.

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
    let year = digits(bytes.get(0..4)?)?;
    let month = digits(after(bytes, 4, b"-")?)?;
    let day = digits(after(bytes, 7, b"-")?)?;
    let hour = digits(after(bytes, 10, b"Tt ")?)?;
    let minute = digits(after(bytes, 13, b":")?)?;
    let second = digits(after(bytes, 16, b":")?)?;
    let in_range =
        (1..=12).contains(&month) && (1..=days_of(year, month)).contains(&day) && hour < 24 && minute < 60 && second <= 60;
    if !in_range {
        return None;
    }
    let (fraction, rest) = fraction(&bytes[19..])?;
    let seconds = days_since_1970(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset(rest)?;
    Some(i128::from(seconds) * 1_000_000_000 + i128::from(fraction))
}

/// Returns the two bytes after one of `separators` at `at`.
fn after<'b>(bytes: &'b [u8], at: usize, separators: &[u8]) -> Option<&'b [u8]> {
    separators.contains(bytes.get(at)?).then(|| bytes.get(at + 1..at + 3))?
}

fn digits(bytes: &[u8]) -> Option<i64> {
    bytes.iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0')))
}

/// Returns the nanoseconds of a fraction such as `.123`, if there is one, and the rest.
fn fraction(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let Some((b'.', rest)) = bytes.split_first() else { return Some((0, bytes)) };
    let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let kept = length.min(9);
    let nanoseconds = digits(&rest[..kept])? * 10i64.pow(9 - kept as u32);
    (length > 0).then_some((nanoseconds, &rest[length..]))
}

/// Returns the offset from UTC in seconds.
fn offset(bytes: &[u8]) -> Option<i64> {
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
