//! Keywords for constraints on text.

use serde_json::Value;
use triggerkit_core::{Accept, Format, Length, Unit};
use triggerkit_spec::model::{Check, ValueRules};

use super::node::{Node, Object};
use super::scope::Scope;

/// A pattern for a JSON number in a text, without `^` and `$`.
pub const NUMBER: &str = r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?";
/// A pattern for a JSON integer in a text.
pub const INTEGER: &str = "-?(0|[1-9][0-9]*)";
/// A pattern for a JSON integer from 0 in a text.
pub const WHOLE: &str = "(0|[1-9][0-9]*|-0)";
/// A pattern for base64 with padding and without unused bits in the last digit.
pub const BASE64: &str = "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=|[A-Za-z0-9+/][AQgw]==)?$";

/// Returns the keywords for the constraints on a text. What cannot be expressed is added to `comments`.
pub fn checks(checks: &[Check], comments: &mut Vec<String>) -> Object {
    let mut schema = Object::default();
    let mut patterns: Vec<String> = Vec::new();
    for check in checks {
        match check {
            Check::Length(length) => schema = schema.and(self::length(*length, comments)),
            Check::Pattern(pattern) if is_ecma(pattern.as_str()) => patterns.push(pattern.as_str().to_owned()),
            Check::Pattern(pattern) => {
                comments.push(format!(
                    "Must match `{}`, which is not valid in all dialects of regular expressions.",
                    pattern.as_str()
                ));
            }
            Check::Format(Format::Json) => schema.put("contentMediaType", "application/json"),
            Check::Format(format) => patterns.push(format_pattern(*format).to_owned()),
            Check::OneOf(texts) => schema = schema.and(one_of(texts)),
            Check::Range(_) | Check::Time(_) => {}
        }
    }
    match &patterns[..] {
        [] => schema,
        [only] => schema.with("pattern", only),
        several => schema.with("allOf", several.iter().map(|pattern| Object::of("pattern", pattern)).collect::<Vec<_>>()),
    }
}

/// Limits the characters as far as a length in bytes implies, because there is no keyword for bytes.
fn length(length: Length, comments: &mut Vec<String>) -> Object {
    let Length { min, max, unit } = length;
    let fewest = if unit == Unit::Bytes { min.div_ceil(4) } else { min };
    if unit == Unit::Bytes {
        comments.push(format!("In UTF-8: {length}."));
    }
    ends("minLength", "maxLength", fewest, max)
}

/// Returns a pair of keywords for the two limits, without the ones that have no effect.
pub fn ends(least: &str, most: &str, min: usize, max: usize) -> Object {
    let min = (min > 0).then_some(min);
    let max = (max < usize::MAX).then_some(max);
    Object::default().with_some(least, min).with_some(most, max)
}

/// Returns a regular expression for a format, which is empty for JSON text.
///
/// The keyword `format` is not used, because validators ignore it by default, and its formats differ from ours.
const fn format_pattern(format: Format) -> &'static str {
    match format {
        Format::Json => "",
        Format::Rfc3339 => {
            "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]+)?\
             ([Zz]|[+-]([01][0-9]|2[0-3]):?[0-5][0-9])$"
        }
        Format::Base64 => BASE64,
        Format::Cron => {
            r"^(CRON_TZ=[A-Za-z0-9/_+-]+ )?\s*(@every \s*(([0-9]+\.?[0-9]*|\.[0-9]+)[smhd])+|[A-Za-z0-9*/,?#-]+(\s+[A-Za-z0-9*/,?#-]+){4,6})\s*$"
        }
        Format::Uri => r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s\u0000-\u001f\u007f-\u009f]+$",
        Format::Urn => r"^[Uu][Rr][Nn]:[^:]+:\S+$",
        Format::Uuid => "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$",
        Format::Ipv4 => r"^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\.|$)){4}$",
        Format::Integer => "^[+-]?[0-9]+$",
    }
}

/// Returns whether a regular expression has the same meaning in ECMA 262, which JSON Schema uses. Inline flags, named groups,
/// nested classes and the escapes of Rust do not.
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

/// Returns the schema of one of these texts.
pub fn one_of(texts: &[impl AsRef<str>]) -> Object {
    one_of_values(texts.iter().map(|text| Node::from(text.as_ref())).collect())
}

/// Returns the schema of a value that is read as one of these texts.
pub fn read_as(scope: &Scope<'_>, rules: &ValueRules, texts: &[impl AsRef<str>]) -> Object {
    let mut values: Vec<Node> = texts.iter().map(|text| Node::from(text.as_ref())).collect();
    values.extend(literals(scope, rules, texts));
    one_of_values(values)
}

/// Returns the numbers and booleans that are read as one of these texts.
pub fn literals(scope: &Scope<'_>, rules: &ValueRules, texts: impl IntoIterator<Item = impl AsRef<str>>) -> Vec<Node> {
    let literal = |text: &str| {
        let value: Value = serde_json::from_str(text).ok()?;
        let form = match value {
            Value::Number(_) => Accept::Number,
            Value::Bool(_) => Accept::Bool,
            _ => return None,
        };
        let written = value.to_string();
        (scope.accepts(rules, form) && written == text).then_some(Node::Scalar(value))
    };
    texts.into_iter().filter_map(|text| literal(text.as_ref())).collect()
}

fn one_of_values(mut values: Vec<Node>) -> Object {
    if values.len() == 1 { Object::of("const", values.remove(0)) } else { Object::of("enum", values) }
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
