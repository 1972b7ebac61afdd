//! The constraints of a spec, evaluated in the most obvious way.

use std::net::Ipv4Addr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use regex_lite::Regex;
use serde_json::{Number, Value};
use triggerkit::Rule;
use triggerkit_core::{Format, Length, Range, Unit};
use triggerkit_spec::model::Check;

/// What a constraint looks at.
#[derive(Clone, Copy)]
pub(super) enum Measured<'v> {
    Text(&'v str),
    Number(&'v Number),
    /// The number of items.
    Count(usize),
}

/// Returns the rule that a value breaks, if it breaks one; `None` if that is not known.
pub(super) fn broken(check: &Check, measured: Measured<'_>) -> Option<Option<Rule>> {
    let (holds, rule) = match (check, measured) {
        (Check::Length(length), Measured::Text(text)) => (is_within(length, count(text, length.unit)), Rule::Length),
        (Check::Length(length), Measured::Count(count)) => (is_within(length, count), Rule::Length),
        (Check::Range(range), Measured::Number(number)) => (is_in_range(*range, number), Rule::Range),
        (Check::Pattern(pattern), Measured::Text(text)) => (matches(pattern.as_str(), text), Rule::Pattern),
        (Check::Format(format), Measured::Text(text)) => (has_format(*format, text)?, Rule::Format),
        (Check::Time(pattern), Measured::Text(text)) => (is_time(pattern.as_str(), text)?, Rule::Format),
        (Check::OneOf(texts), Measured::Text(text)) => (texts.iter().any(|each| each == text), Rule::OneOf),
        _ => return Some(None),
    };
    Some((!holds).then_some(rule))
}

/// Returns whether jiff reads a text as a time of a form; `None` if it does not read the name of a zone, which the form has.
fn is_time(pattern: &str, text: &str) -> Option<bool> {
    (!pattern.contains("%Z")).then(|| jiff::fmt::strtime::parse(pattern, text).is_ok())
}

fn is_within(length: &Length, count: usize) -> bool {
    (length.min..=length.max).contains(&count)
}

/// Counts the characters of a text, which begin with every byte that does not continue one, or its bytes.
pub(super) fn count(text: &str, unit: Unit) -> usize {
    match unit {
        Unit::Characters => text.bytes().filter(|byte| byte & 0b1100_0000 != 0b1000_0000).count(),
        Unit::Bytes | Unit::Items => text.len(),
    }
}

fn is_in_range(range: Range, number: &Number) -> bool {
    match number.as_i128() {
        // The bounds of a range are exact, or infinite.
        Some(whole) => range.min.ceil() as i128 <= whole && whole <= range.max.floor() as i128,
        None => number.as_f64().is_some_and(|value| range.min <= value && value <= range.max),
    }
}

fn has_format(format: Format, text: &str) -> Option<bool> {
    Some(match format {
        Format::Json => serde_json::from_str::<Value>(text).is_ok(),
        Format::Rfc3339 => matches(r"^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$", text),
        Format::Base64 => is_base64(text),
        Format::Uri => matches(r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s[:cntrl:]]+$", text),
        Format::Urn => matches(r"^(?i:urn):[^:]+:\S+$", text),
        Format::Uuid => matches("^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$", text),
        Format::Ipv4 => text.parse::<Ipv4Addr>().is_ok(),
        Format::Integer => matches("^[+-]?[0-9]+$", text),
        Format::Cron if matches(r"^(@every \d+m|(CRON_TZ=\S+ )?[0-5]?\d [0-5]?\d [01]?\d \* \* \*)$", text) => true,
        // Every other schedule has a rate or five fields.
        Format::Cron if !text.starts_with('@') && text.split_whitespace().count() < 5 => false,
        Format::Cron => return None,
    })
}

pub(super) fn is_base64(text: &str) -> bool {
    STANDARD.decode(text).is_ok()
}

fn matches(pattern: &str, text: &str) -> bool {
    Regex::new(pattern).unwrap().is_match(text)
}
