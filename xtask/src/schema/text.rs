//! Constraints on text as keywords of JSON Schema.

use triggerkit_core::{Format, Length, Unit};
use triggerkit_spec::model::Check;

use super::node::{Node, Object};

/// A JSON number in text, to be put between `^` and `$`.
pub const NUMBER: &str = r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?";
/// An integer in text, as JSON writes it.
pub const INTEGER: &str = "-?(0|[1-9][0-9]*)";
/// The same from 0.
pub const WHOLE: &str = "(0|[1-9][0-9]*|-0)";
/// Base64 with padding, whose last digit has no bits to spare.
pub const BASE64: &str = "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=|[A-Za-z0-9+/][AQgw]==)?$";

/// The keywords for the checks of a text. What cannot be said goes into `comments`.
pub fn checks(checks: &[Check], comments: &mut Vec<String>) -> Object {
    let mut schema = Object::default();
    let mut patterns: Vec<String> = Vec::new();
    for check in checks {
        match check {
            Check::Length(length) => schema = schema.and(self::length(*length, comments)),
            Check::Pattern(pattern) if is_ecma(pattern.as_str()) => patterns.push(pattern.as_str().to_owned()),
            Check::Pattern(pattern) => {
                comments.push(format!("Must match `{}`, which other dialects write otherwise.", pattern.as_str()));
            }
            Check::Format(Format::Json) => schema.put("contentMediaType", "application/json"),
            Check::Format(format) => patterns.push(format_pattern(*format).to_owned()),
            Check::OneOf(texts) => schema = schema.and(one_of(texts)),
            Check::Range(_) => {}
        }
    }
    match &patterns[..] {
        [] => schema,
        [only] => schema.with("pattern", only),
        several => schema.with("allOf", several.iter().map(|pattern| Object::of("pattern", pattern)).collect::<Vec<_>>()),
    }
}

/// Bytes have no keyword; what they imply for characters has.
fn length(length: Length, comments: &mut Vec<String>) -> Object {
    let Length { min, max, unit } = length;
    let fewest = if unit == Unit::Bytes { min.div_ceil(4) } else { min };
    if unit == Unit::Bytes {
        comments.push(format!("In UTF-8: {length}."));
    }
    ends("minLength", "maxLength", fewest, max)
}

/// A pair of keywords, without those that say nothing.
pub fn ends(least: &str, most: &str, min: usize, max: usize) -> Object {
    let min = (min > 0).then_some(min);
    let max = (max < usize::MAX).then_some(max);
    Object::default().with_some(least, min).with_some(most, max)
}

/// What the format admits, as a regular expression: `format` itself is not asserted by default, and its words mean less or more
/// than ours. JSON text has none.
const fn format_pattern(format: Format) -> &'static str {
    match format {
        Format::Json => "",
        Format::Rfc3339 => {
            "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]+)?\
             ([Zz]|[+-]([01][0-9]|2[0-3]):?[0-5][0-9])$"
        }
        Format::Base64 => BASE64,
        Format::Cron => r"^(@every \+?0*[1-9][0-9]*[smhd]|\s*[A-Za-z0-9*/,?#-]+(\s+[A-Za-z0-9*/,?#-]+){4,6}\s*)$",
        Format::Uri => r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s\u0000-\u001f\u007f-\u009f]+$",
        Format::Urn => r"^[Uu][Rr][Nn]:[^:]+:\S+$",
        Format::Uuid => "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$",
        Format::Ipv4 => r"^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\.|$)){4}$",
        Format::Integer => "^[+-]?[0-9]+$",
    }
}

/// Whether a regular expression of ours means the same in ECMA 262, which JSON Schema speaks: no inline flags, no named groups, no
/// classes in classes, no escapes of Rust's own.
fn is_ecma(pattern: &str) -> bool {
    let mut escaped = false;
    let escapes = pattern.chars().all(|letter| match (escaped, letter) {
        (true, letter) => {
            escaped = false;
            !letter.is_ascii_alphanumeric() || "bBdDsSwWnrtfv".contains(letter)
        }
        (false, '\\') => {
            escaped = true;
            true
        }
        _ => true,
    });
    let groups = pattern.match_indices("(?").all(|(at, _)| pattern[at..].starts_with("(?:"));
    escapes && groups && !["[:", "[[", "&&", "--", "~~"].iter().any(|own| pattern.contains(own))
}

/// Text of exactly these.
pub fn one_of(texts: &[impl AsRef<str>]) -> Object {
    let mut texts: Vec<Node> = texts.iter().map(|text| Node::from(text.as_ref())).collect();
    if texts.len() == 1 { Object::of("const", texts.remove(0)) } else { Object::of("enum", texts) }
}

#[cfg(test)]
mod tests {
    use super::is_ecma;

    #[test]
    fn only_patterns_of_both_dialects_are_handed_on() {
        for shared in [r"^[a-z]+\d$", r"^(?:a|b)\.\w*$", "^[^:]+:", r"\[(x)\]"] {
            assert!(is_ecma(shared), "{shared}");
        }
        for own in ["(?i)a", "(?P<year>[0-9])", r"\Aa\z", r"\x{1F525}", "[[:alpha:]]", "[a-z&&[^b]]"] {
            assert!(!is_ecma(own), "{own}");
        }
    }
}
