//! Checks on single texts, numbers and times.

use triggerkit_core::time::parse_rfc3339;
use triggerkit_core::{Accept, Number, Range, TimeKind};

use crate::json::Value;
use crate::model::{Check, Type};

/// Whether a text obeys a check. Those that are not about text are obeyed.
pub(super) fn obeys(check: &Check, text: &str) -> bool {
    match check {
        Check::Length(length) => length.admits_text(text),
        Check::Pattern(pattern) => regex_lite::Regex::new(pattern).is_ok_and(|regex| regex.is_match(text)),
        Check::Format(format) => format.admits(text),
        Check::OneOf(texts) => texts.iter().any(|each| each == text),
        Check::Range(_) => true,
    }
}

/// The key of the spec language that a check came from.
pub(crate) fn rule(check: &Check) -> &'static str {
    match check {
        Check::Length(_) => "length",
        Check::Range(_) => "range",
        Check::Pattern(_) => "pattern",
        Check::Format(_) => "format",
        Check::OneOf(_) => "one_of",
    }
}

/// Whether the number, as a value of the type, is in the range.
pub(super) fn in_range(range: Range, ty: &Type, number: Number<'_>) -> bool {
    match ty {
        Type::I64 => number.as_i64().is_some_and(|value| range.admits_i64(value)),
        Type::U64 => number.as_u64().is_some_and(|value| range.admits_u64(value)),
        _ => number.as_f64().is_some_and(|value| range.admits_f64(value)),
    }
}

/// Whether a value is a time of this kind, in its usual form or an accepted one.
pub(super) fn is_time(kind: TimeKind, value: &Value<'_>, accept: &[Accept]) -> bool {
    match (kind, value) {
        (TimeKind::Rfc3339, Value::String(text)) => parse_rfc3339(text).is_some(),
        (TimeKind::Text, Value::String(_)) => true,
        (TimeKind::Rfc3339 | TimeKind::Text, Value::Number(_)) => accept.contains(&Accept::Number),
        (TimeKind::Rfc3339 | TimeKind::Text, _) => false,
        (_, Value::Number(_)) => true,
        (_, Value::String(text)) => accept.contains(&Accept::String) && Number::parse(text).is_some(),
        _ => false,
    }
}
