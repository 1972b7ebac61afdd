//! [`TimePattern`]: how a vendor writes a time, in the directives of `strftime`.

use std::fmt;

use super::parts::{Date, SECOND, ZONES, in_units, named_month, offset_of};

/// The form of a time in text, such as `%d/%b/%Y:%H:%M:%S %z`.
///
/// ```
/// use triggerkit_core::time::TimePattern;
///
/// const PATTERN: TimePattern = TimePattern::new("%d/%b/%Y:%H:%M:%S %z");
/// assert_eq!(PATTERN.instant("09/Apr/2015:12:34:56 +0000"), Some(1_428_582_896_000_000_000));
/// assert!(!PATTERN.admits("2015-04-09"));
/// assert_eq!(TimePattern::new("%d.%m.%Y").instant("09.04.2015"), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TimePattern(&'static str);

/// What is wrong with a pattern, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError<'p> {
    /// The part of the pattern.
    pub part: &'p str,
    /// What is wrong with it.
    pub reason: &'static str,
}

/// The directives, for messages.
pub const DIRECTIVES: &str = "%Y %y %m %d %e %b %B %a %A %H %k %I %l %M %S %f %.f %p %P %z %:z %Z %s %F %T %D %R %n %t %%";

/// Abbreviated and full names of the days of the week.
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Words at the end of a pattern that name the zone.
const FIXED_ZONES: [&str; 3] = ["UTC", "GMT", "Z"];

impl TimePattern {
    /// Creates a pattern that the spec checker has read before.
    pub const fn new(pattern: &'static str) -> Self {
        TimePattern(pattern)
    }

    /// Checks a pattern that a spec contains. It lives as long as the process, like one in emitted code.
    ///
    /// # Errors
    /// Returns the first directive that does not exist, or an error for the whole pattern if it has none.
    pub fn checked(pattern: &str) -> Result<&'static Self, PatternError<'_>> {
        let mut has_directive = false;
        let mut rest = pattern;
        while let Some(at) = rest.find('%') {
            let (length, piece) = directive(&rest[at..]);
            if piece.is_none() {
                return Err(PatternError { part: &rest[at..at + length], reason: "no such directive" });
            }
            has_directive = has_directive || !matches!(piece, Some(Directive::Space | Directive::Percent));
            rest = &rest[at + length..];
        }
        if !has_directive {
            return Err(PatternError { part: pattern, reason: "it has no directive" });
        }
        Ok(Box::leak(Box::new(TimePattern(pattern.to_owned().leak()))))
    }

    /// Returns the pattern as it is written.
    pub const fn as_str(&self) -> &'static str {
        self.0
    }

    /// Returns whether a text has this form, and its numbers are those of a date and a time of day.
    pub fn admits(&self, text: &str) -> bool {
        self.parse(text).is_some()
    }

    /// Returns the nanoseconds since 1970-01-01T00:00:00Z; `None` if the text does not have this form, or its zone or a part of its
    /// date is not known.
    pub fn instant(&self, text: &str) -> Option<i128> {
        self.parse(text)?.instant()
    }

    fn parse(&self, text: &str) -> Option<Parts> {
        let mut reader = Reader { rest: text, parts: Parts::default() };
        reader.read(self.0)?;
        if reader.parts.offset.is_none() && self.ends_in_zone() {
            reader.parts.offset = Some(0);
        }
        (reader.rest.is_empty() && reader.parts.exist()).then_some(reader.parts)
    }

    /// Returns whether the text after the last directive names the zone.
    fn ends_in_zone(&self) -> bool {
        let mut tail = self.0;
        while let Some(at) = tail.find('%') {
            tail = &tail[at + directive(&tail[at..]).0..];
        }
        let is_word = |before: &str| !before.ends_with(char::is_alphabetic);
        FIXED_ZONES.iter().any(|zone| tail.strip_suffix(zone).is_some_and(is_word))
    }
}

impl fmt::Debug for TimePattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TimePattern({:?})", self.0)
    }
}

/// One directive of a pattern.
#[derive(Clone, Copy)]
enum Directive {
    /// A number of at most so many digits.
    Number(Part, usize),
    MonthName,
    DayName,
    HalfDay,
    /// The digits of a fraction: any number, or exactly so many. With its point, it may be absent.
    Fraction {
        point: bool,
        digits: Option<usize>,
    },
    /// An offset, with or without a colon.
    Offset {
        colon: bool,
    },
    Zone,
    UnixSeconds,
    /// Other directives and text.
    Several(&'static str),
    Space,
    Percent,
}

/// A part of a time that is a number.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Year,
    YearOfCentury,
    Month,
    Day,
    Hour,
    HourOfHalf,
    Minute,
    Second,
}

/// Reads the directive at the start of a pattern. Returns its length, and `None` if it does not exist.
fn directive(pattern: &str) -> (usize, Option<Directive>) {
    let after = &pattern[1..];
    // The flags for padding make no difference to what is read.
    let flags = after.len() - after.trim_start_matches(['-', '_', '0']).len();
    let after = &after[flags..];
    let point = after.starts_with('.');
    let width = &after[usize::from(point)..];
    let digits = width.chars().next().and_then(|digit| digit.to_digit(10)).filter(|digit| (1..=9).contains(digit));
    let name = &width[usize::from(digits.is_some())..];
    if flags == 0 && (point || digits.is_some()) && name.starts_with('f') {
        let directive = Directive::Fraction { point, digits: digits.map(|digit| digit as usize) };
        return (1 + after.len() - name.len() + 1, Some(directive));
    }
    if flags == 0 && after.starts_with(":z") {
        return (3, Some(Directive::Offset { colon: true }));
    }
    let Some(letter) = after.chars().next() else { return (pattern.len(), None) };
    let found = named(letter).filter(|found| flags == 0 || matches!(found, Directive::Number(..)));
    (1 + flags + letter.len_utf8(), found)
}

fn named(letter: char) -> Option<Directive> {
    Some(match letter {
        'Y' => Directive::Number(Part::Year, 4),
        'y' => Directive::Number(Part::YearOfCentury, 2),
        'm' => Directive::Number(Part::Month, 2),
        'd' | 'e' => Directive::Number(Part::Day, 2),
        'H' | 'k' => Directive::Number(Part::Hour, 2),
        'I' | 'l' => Directive::Number(Part::HourOfHalf, 2),
        'M' => Directive::Number(Part::Minute, 2),
        'S' => Directive::Number(Part::Second, 2),
        'b' | 'h' | 'B' => Directive::MonthName,
        'a' | 'A' => Directive::DayName,
        'p' | 'P' => Directive::HalfDay,
        'f' => Directive::Fraction { point: false, digits: None },
        'z' => Directive::Offset { colon: false },
        'Z' => Directive::Zone,
        's' => Directive::UnixSeconds,
        'F' => Directive::Several("%Y-%m-%d"),
        'T' => Directive::Several("%H:%M:%S"),
        'D' => Directive::Several("%m/%d/%y"),
        'R' => Directive::Several("%H:%M"),
        'n' | 't' => Directive::Space,
        '%' => Directive::Percent,
        _ => return None,
    })
}

/// What a text says about a time.
#[derive(Default)]
struct Parts {
    year: Option<i64>,
    month: Option<i64>,
    day: Option<i64>,
    hour: Option<i64>,
    hour_of_half: Option<i64>,
    is_afternoon: Option<bool>,
    minute: Option<i64>,
    second: Option<i64>,
    nanoseconds: i64,
    offset: Option<i64>,
    unix: Option<i128>,
}

impl Parts {
    /// Returns whether there are such a date and such a time of day.
    fn exist(&self) -> bool {
        let is_within = |part: Option<i64>, least, most| part.is_none_or(|number| (least..=most).contains(&number));
        let is_date = match (self.year, self.month, self.day) {
            (Some(year), Some(month), Some(day)) => Date::new(year, month, day).is_some(),
            (_, month, day) => is_within(month, 1, 12) && is_within(day, 1, 31),
        };
        is_date
            && is_within(self.hour, 0, 23)
            && is_within(self.hour_of_half, 1, 12)
            && is_within(self.minute, 0, 59)
            && is_within(self.second, 0, 60)
    }

    fn instant(&self) -> Option<i128> {
        if let Some(seconds) = self.unix {
            return Some(seconds + i128::from(self.nanoseconds));
        }
        let date = Date::new(self.year?, self.month?, self.day?)?;
        let hour = match (self.hour, self.hour_of_half) {
            (Some(hour), _) => hour,
            (None, Some(hour)) => hour % 12 + if self.is_afternoon? { 12 } else { 0 },
            (None, None) => 0,
        };
        date.at(hour, self.minute.unwrap_or(0), self.second.unwrap_or(0), self.nanoseconds, self.offset?)
    }
}

/// Reads a text along a pattern.
struct Reader<'t> {
    rest: &'t str,
    parts: Parts,
}

impl<'t> Reader<'t> {
    fn read(&mut self, pattern: &str) -> Option<()> {
        let mut left = pattern;
        while let Some(next) = left.chars().next() {
            if next == '%' {
                let (length, directive) = directive(left);
                self.directive(directive?)?;
                left = &left[length..];
                continue;
            }
            // As in jiff, a blank matches any number of blanks.
            if next.is_whitespace() {
                self.rest = self.rest.trim_start();
            } else {
                self.rest = self.rest.strip_prefix(next)?;
            }
            left = &left[next.len_utf8()..];
        }
        Some(())
    }

    fn directive(&mut self, directive: Directive) -> Option<()> {
        match directive {
            Directive::Number(part, most) => self.number(part, most)?,
            Directive::MonthName => {
                let (length, month) = named_month(self.rest)?;
                self.take(length);
                self.parts.month = Some(month);
            }
            Directive::DayName => {
                let day = DAYS.iter().find(|day| self.starts_with(&day[..3]))?;
                self.take(if self.starts_with(day) { day.len() } else { 3 });
            }
            Directive::HalfDay => {
                self.parts.is_afternoon = Some(self.starts_with("pm"));
                (self.starts_with("am") || self.starts_with("pm")).then(|| self.take(2))?;
            }
            Directive::Fraction { point, digits } => self.fraction(point, digits)?,
            Directive::Offset { colon } => {
                let sample = if colon { "+08:00" } else { "+0800" };
                let text = self.rest.get(..sample.len())?;
                self.parts.offset = Some(offset_of(text.as_bytes())?);
                self.take(sample.len());
            }
            Directive::Zone => {
                let is_part = |each: char| each.is_ascii_alphabetic() || matches!(each, '/' | '_');
                let length = self.rest.find(|each| !is_part(each)).unwrap_or(self.rest.len());
                let name = (length > 0).then(|| self.take(length))?;
                let known = ZONES.iter().find(|(zone, _)| zone.eq_ignore_ascii_case(name));
                self.parts.offset = self.parts.offset.or(known.map(|(_, hours)| hours * 3_600));
            }
            Directive::UnixSeconds => {
                let sign = usize::from(self.rest.starts_with('-'));
                let length = sign + self.count_digits(sign, 18);
                let seconds = (length > sign).then(|| self.take(length))?;
                self.parts.unix = Some(in_units(seconds, SECOND)?);
            }
            Directive::Several(pattern) => self.read(pattern)?,
            Directive::Space => self.rest = self.rest.trim_start(),
            Directive::Percent => self.rest = self.rest.strip_prefix('%')?,
        }
        Some(())
    }

    fn number(&mut self, part: Part, most: usize) -> Option<()> {
        // Numbers of one digit may be padded with a blank.
        self.rest = self.rest.trim_start_matches(' ');
        let length = self.count_digits(0, most);
        let is_whole = length > 0 && (part != Part::Year || length == most);
        let number: i64 = is_whole.then(|| self.take(length))?.parse().ok()?;
        let parts = &mut self.parts;
        let (place, number) = match part {
            Part::Year => (&mut parts.year, number),
            Part::YearOfCentury => (&mut parts.year, number + if number < 69 { 2000 } else { 1900 }),
            Part::Month => (&mut parts.month, number),
            Part::Day => (&mut parts.day, number),
            Part::Hour => (&mut parts.hour, number),
            Part::HourOfHalf => (&mut parts.hour_of_half, number),
            Part::Minute => (&mut parts.minute, number),
            Part::Second => (&mut parts.second, number),
        };
        *place = Some(number);
        Some(())
    }

    fn fraction(&mut self, point: bool, digits: Option<usize>) -> Option<()> {
        if point {
            let Some(rest) = self.rest.strip_prefix('.') else { return Some(()) };
            self.rest = rest;
        }
        let length = self.count_digits(0, digits.unwrap_or(usize::MAX));
        let is_whole = length > 0 && digits.is_none_or(|digits| length == digits);
        let text = is_whole.then(|| self.take(length))?;
        let kept = text.get(..length.min(9))?;
        self.parts.nanoseconds = kept.parse::<i64>().ok()? * 10i64.pow(9 - kept.len() as u32);
        Some(())
    }

    /// Returns the number of digits from an offset on, at most `most`.
    fn count_digits(&self, from: usize, most: usize) -> usize {
        self.rest.bytes().skip(from).take(most).take_while(u8::is_ascii_digit).count()
    }

    fn starts_with(&self, word: &str) -> bool {
        self.rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
    }

    /// Takes the first bytes, which end at a character.
    fn take(&mut self, length: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(pattern: &str, text: &str) -> Option<i128> {
        TimePattern::checked(pattern).unwrap().instant(text).map(|instant| instant / SECOND)
    }

    #[test]
    fn instants_are_those_of_the_text() {
        for (pattern, text, expected) in [
            ("%d/%b/%Y:%H:%M:%S %z", "09/Apr/2015:12:34:56 +0000", Some(1_428_582_896)),
            ("%d/%b/%Y:%H:%M:%S %z", "09/apr/2015:12:34:56 +0800", Some(1_428_554_096)),
            ("%a, %d %b %Y %H:%M:%S GMT", "Mon, 02 Jan 2006 15:04:05 GMT", Some(1_136_214_245)),
            ("%A, %d %B %Y %T %Z", "monday, 2 January 2006 15:04:05 UTC", Some(1_136_214_245)),
            ("%F %T%.f", "2024-01-01 00:00:00.0", None),
            ("%F %T%.f%:z", "2024-01-01 00:00:00.25+00:00", Some(1_704_067_200)),
            ("%b %-d, %Y %-I:%M:%S %p", "Jun 1, 2021 7:01:14 AM", None),
            ("%b %e, %Y %l:%M:%S %p %Z", "Jun  1, 2021  7:01:14 PM UTC", Some(1_622_574_074)),
            ("%F %T UTC", "2012-07-26 04:05:06 UTC", Some(1_343_275_506)),
            ("%Y%m%dT%H%M%SZ", "20260113T050607Z", Some(1_768_280_767)),
            ("%s", "-1", Some(-1)),
            ("%s.%3f", "1700000000.123", Some(1_700_000_000)),
            ("%F %T PST", "2012-07-26 04:05:06 PST", None),
            ("%D %R %Z", "07/26/12 04:05 UTC", Some(1_343_275_500)),
            ("100%% %F %Z", "100% 2012-07-26 Z", Some(1_343_260_800)),
        ] {
            assert!(TimePattern::checked(pattern).unwrap().admits(text), "{pattern} of {text}");
            assert_eq!(seconds(pattern, text), expected, "{pattern} of {text}");
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for (pattern, text) in [
            ("%F", "2021-02-29"),
            ("%F", "2021-2-1x"),
            ("%F", "21-02-01"),
            ("%F", ""),
            ("%H:%M", "24:00"),
            ("%I %p", "13 PM"),
            ("%I %p", "1 XM"),
            ("%z", "+08:00"),
            ("%:z", "+0800"),
            ("%3f", "12"),
            ("%b", "Ap\u{e9}"),
            ("%a", "\u{e9}\u{e9}"),
            ("%Z", ""),
            ("%s", "-"),
            ("%F %T Z", "2021-02-01 00:00:00"),
        ] {
            assert!(!TimePattern::checked(pattern).unwrap().admits(text), "{pattern} of {text}");
        }
    }

    #[test]
    fn patterns_with_unknown_directives_are_wrong() {
        for (pattern, part, reason) in [
            ("%d/%q/%Y", "%q", "no such directive"),
            ("%Y%", "%", "no such directive"),
            ("%-", "%-", "no such directive"),
            ("%-z", "%-z", "no such directive"),
            ("%.3z", "%.", "no such directive"),
            ("%\u{e9}", "%\u{e9}", "no such directive"),
            ("yyyy-MM-dd", "yyyy-MM-dd", "it has no directive"),
            ("100%%", "100%%", "it has no directive"),
        ] {
            assert_eq!(TimePattern::checked(pattern), Err(PatternError { part, reason }), "{pattern}");
        }
    }
}
