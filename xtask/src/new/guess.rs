//! Guesses what a text or number means. Every guess needs a reason in the values or in the key, because a wrong one has to be
//! corrected by hand.

use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::{GzDecoder, ZlibDecoder};
use heck::ToSnakeCase;
use triggerkit_core::time::parse_rfc3339;
use triggerkit_core::{Number, TimeKind, json};
use triggerkit_spec::names;

/// The most values of a set of names.
const NAMES: usize = 12;
/// The most bytes that are unpacked.
const OPENED: u64 = 1 << 20;

/// Returns the unit of times since 1970 by their magnitude, for times from 2001 to 2096.
pub fn epoch(numbers: &[String]) -> Option<TimeKind> {
    let kinds = [(TimeKind::UnixSeconds, 1), (TimeKind::UnixMillis, 1_000), (TimeKind::UnixMicros, 1_000_000)];
    let (kind, _) = kinds.into_iter().find(|(_, unit)| {
        let within =
            |text: &String| text.parse::<i64>().is_ok_and(|count| (1_000_000_000..4_000_000_000).contains(&(count / unit)));
        !numbers.is_empty() && numbers.iter().all(within)
    })?;
    Some(kind)
}

/// Returns the narrowest number type for all numbers.
pub fn number(numbers: &[String]) -> &'static str {
    let parsed = || numbers.iter().map(|text| Number::parse(text));
    let all = |holds: fn(&Number<'_>) -> bool| parsed().all(|number| number.as_ref().is_some_and(holds));
    if all(|number| number.as_i64().is_some()) {
        return "i64";
    }
    if all(|number| number.as_u64().is_some()) { "u64" } else { "f64" }
}

/// Returns whether all texts are RFC 3339 times.
pub fn times(texts: &[String]) -> bool {
    !texts.is_empty() && texts.iter().all(|text| parse_rfc3339(text).is_some())
}

/// Returns whether all texts are numbers, and not identifiers, versions or digits with leading zeros.
pub fn digits(key: &str, texts: &[String]) -> bool {
    let number = |text: &String| text.len() <= 10 && Number::parse(text).is_some_and(|number| number.as_i64().is_some());
    !texts.is_empty() && !is_name_of_something(key) && texts.iter().all(number)
}

/// Returns whether the digits of a key are a name and not a quantity.
fn is_name_of_something(key: &str) -> bool {
    const WORDS: [&str; 12] =
        ["id", "uid", "uin", "key", "code", "version", "token", "phone", "owner", "account", "principal", "name"];
    key.to_snake_case().split('_').any(|word| WORDS.contains(&word)) || key.to_lowercase().ends_with("id")
}

/// Returns whether a key is that of a secret.
pub fn is_secret(key: &str) -> bool {
    const WORDS: [&str; 6] = ["secret", "password", "token", "authorization", "credential", "credentials"];
    key.to_snake_case().split('_').any(|word| WORDS.contains(&word))
}

/// Returns whether all texts are `true` or `false`.
pub fn truths(texts: &[String]) -> bool {
    !texts.is_empty() && texts.iter().all(|text| text == "true" || text == "false")
}

/// Returns the distinct texts if they look like the names of an enum: few, repeated or with a typical key, and spelt like
/// constants.
pub fn names_of_a_set(key: &str, texts: &[String]) -> Option<Vec<String>> {
    const WORDS: [&str; 8] = ["event", "action", "status", "state", "method", "kind", "level", "type"];
    let mut set: Vec<String> = Vec::new();
    for text in texts {
        if !set.contains(text) {
            set.push(text.clone());
        }
    }
    let snake = key.to_snake_case();
    let words: Vec<&str> = snake.split('_').collect();
    let said =
        words.iter().any(|word| WORDS.contains(word)) && !words.iter().any(|word| ["id", "version", "source"].contains(word));
    let repeated = texts.len() > set.len() && set.len() > 1;
    let mut variants: Vec<String> = set.iter().filter_map(|text| names::type_name(text)).collect();
    variants.sort();
    variants.dedup();
    let are_distinct = variants.len() == set.len() && !variants.iter().any(|name| name == "Other");
    ((said || repeated) && set.len() <= NAMES && set.iter().all(|text| is_name(text)) && are_distinct).then_some(set)
}

/// Returns whether a text is spelt like `PUT`, `NOT_FOUND` or `ObjectCreated:Put`.
fn is_name(text: &str) -> bool {
    let upper = |word: &str| {
        word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
    };
    let camel = |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let starts = text.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase());
    starts && (upper(text) || (text.contains(':') && text.split(':').all(camel)))
}

/// Returns whether a text is a JSON object or list.
pub fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '[']) && json::validate(text).is_ok()
}

/// Decodes a base64 text. Returns the steps of the codec, and the text inside if it is JSON.
pub fn encoded(text: &str) -> Option<(&'static [&'static str], Option<String>)> {
    let bytes = STANDARD.decode(text).ok().filter(|bytes| bytes.len() > 8)?;
    let as_json = |bytes: Vec<u8>| String::from_utf8(bytes).ok().filter(|text| is_json(text));
    let unpacked = match bytes[..] {
        [0x1f, 0x8b, ..] => unpack(GzDecoder::new(&bytes[..])),
        [0x78, 0x01 | 0x9c | 0xda, ..] => unpack(ZlibDecoder::new(&bytes[..])),
        [b'P', b'K', 3, 4, ..] => return Some((&["base64", "unpack"], None)),
        _ => return as_json(bytes).map(|json| (&["base64", "json"][..], Some(json))),
    }?;
    match as_json(unpacked) {
        Some(json) => Some((&["base64", "unpack", "json"], Some(json))),
        None => Some((&["base64", "unpack"], None)),
    }
}

fn unpack(packed: impl Read) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    packed.take(OPENED).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// Returns whether the keys of an object are data: keys that cannot be field names, or an object with a typical key.
pub fn is_map(key: &str, objects: &[Vec<String>]) -> bool {
    const WORDS: [&str; 14] = [
        "headers",
        "header",
        "query",
        "parameters",
        "params",
        "attributes",
        "attrs",
        "tags",
        "labels",
        "metadata",
        "env",
        "environment",
        "map",
        "contents",
    ];
    let odd = |key: &String| {
        names::field(key).is_none()
            || key.starts_with(|first: char| first.is_ascii_digit())
            || key.contains(['/', ' ', '@', '=', '%'])
    };
    let said = key.to_snake_case().split('_').next_back().is_some_and(|last| WORDS.contains(&last));
    let keys: Vec<&String> = objects.iter().flatten().collect();
    let disjoint = objects.len() > 2
        && objects.iter().all(|keys| !keys.is_empty())
        && keys.iter().enumerate().all(|(index, key)| !keys[..index].contains(key));
    keys.is_empty() || said || disjoint || keys.into_iter().any(odd)
}

/// Returns the singular of a name: `Records` becomes `Record`, and `entries` becomes `entry`.
pub fn singular(name: &str) -> String {
    match name {
        name if name.ends_with("ies") => format!("{}y", &name[..name.len() - 3]),
        name if name.ends_with("ss") || name.len() < 4 => name.to_owned(),
        name => name.strip_suffix('s').or_else(|| name.strip_suffix("Set")).unwrap_or(name).to_owned(),
    }
}
