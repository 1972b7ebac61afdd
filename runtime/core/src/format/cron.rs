//! Checks cron expressions, in the forms that the clouds read.

/// One field of an expression.
struct Part {
    min: u32,
    max: u32,
    /// Names for the numbers from `min` on.
    names: &'static [&'static str],
    /// What else an item of the field can be.
    marks: Marks,
}

/// The marks of Quartz that a field can have.
enum Marks {
    None,
    /// `?`, `L`, `LW`, `L-3`, `15W`
    Day,
    /// `?`, `L`, `6L`, `FRI#2`
    Weekday,
}

const MONTHS: &[&str] = &["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

const WEEKDAYS: &[&str] = &["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/// Seconds, minutes, hours, days of the month, months, days of the week, years.
const PARTS: [Part; 7] = [
    Part::numbers(0, 59),
    Part::numbers(0, 59),
    Part::numbers(0, 23),
    Part { marks: Marks::Day, ..Part::numbers(1, 31) },
    Part { names: MONTHS, ..Part::numbers(1, 12) },
    // Some clouds count from Sunday as 0, some as 1, and to some it is 7.
    Part { names: WEEKDAYS, marks: Marks::Weekday, ..Part::numbers(0, 7) },
    Part::numbers(1970, 2099),
];

/// Returns whether a text is a cron expression: five fields from the minutes on, six from the seconds on, or seven with the
/// years; or `@every` with a duration. A time zone may come first: `CRON_TZ=Asia/Shanghai 0 30 8 * * *`.
pub(super) fn is_cron(text: &str) -> bool {
    let schedule = match text.strip_prefix("CRON_TZ=").map(|rest| rest.split_once(' ')) {
        Some(Some((zone, schedule))) if is_zone(zone) => schedule,
        Some(_) => return false,
        None => text,
    };
    if let Some(duration) = schedule.trim_start().strip_prefix("@every ") {
        return is_duration(duration.trim());
    }
    let fields: Vec<&str> = schedule.split_whitespace().collect();
    let parts = match fields.len() {
        5 => &PARTS[1..6],
        6 => &PARTS[..6],
        7 => &PARTS[..],
        _ => return false,
    };
    fields.iter().zip(parts).all(|(field, part)| part.admits(field))
}

fn is_zone(zone: &str) -> bool {
    !zone.is_empty() && zone.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/_+-".contains(&byte))
}

/// Returns whether a text is a duration of more than nothing: `5m`, `1h30m`, `1.5h`.
fn is_duration(text: &str) -> bool {
    let (mut rest, mut total) = (text, 0.0);
    while let Some(at) = rest.find(['s', 'm', 'h', 'd']) {
        let number = &rest[..at];
        match number.parse::<f64>() {
            Ok(count) if number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') => total += count,
            _ => return false,
        }
        rest = &rest[at + 1..];
    }
    rest.is_empty() && total > 0.0
}

impl Part {
    const fn numbers(min: u32, max: u32) -> Part {
        Part { min, max, names: &[], marks: Marks::None }
    }

    fn admits(&self, field: &str) -> bool {
        let is_open = field == "?" && !matches!(self.marks, Marks::None);
        is_open || field.split(',').all(|item| self.admits_item(item))
    }

    /// Returns whether a text is an item of a list: `*`, `7`, `1-5`, `MON-FRI`, any of them with a step, or a mark.
    fn admits_item(&self, item: &str) -> bool {
        let (range, step) = item.split_once('/').map_or((item, None), |(range, step)| (range, Some(step)));
        // The step may lead out of the field: vendors document `1/1000` for once an hour.
        let is_step = step.is_none_or(|step| number(step).is_some_and(|step| step > 0));
        let is_range = match range.split_once('-') {
            // Quartz reads `FRI-MON` and `NOV-FEB`.
            Some((first, last)) => self.value(first).zip(self.value(last)).is_some_and(|(a, b)| a <= b || !self.names.is_empty()),
            None => range == "*" || self.value(range).is_some(),
        };
        is_step && is_range || self.admits_mark(item)
    }

    fn admits_mark(&self, item: &str) -> bool {
        let is_value = |text: &str| self.value(text).is_some();
        match self.marks {
            Marks::None => false,
            Marks::Day => {
                matches!(item, "L" | "LW") || item.strip_prefix("L-").or_else(|| item.strip_suffix('W')).is_some_and(is_value)
            }
            Marks::Weekday => {
                let nth = |(day, nth): (&str, &str)| is_value(day) && matches!(nth, "1" | "2" | "3" | "4" | "5");
                item == "L" || item.strip_suffix('L').is_some_and(is_value) || item.split_once('#').is_some_and(nth)
            }
        }
    }

    /// Returns the number that a text means, if the field can have it.
    fn value(&self, text: &str) -> Option<u32> {
        let named = self.names.iter().position(|name| name.eq_ignore_ascii_case(text));
        match named {
            Some(index) => Some(self.min + index as u32),
            None => number(text).filter(|number| (self.min..=self.max).contains(number)),
        }
    }
}

fn number(text: &str) -> Option<u32> {
    text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
}
