//! What is attacked: each function takes any bytes, and panics if two ways to the same result disagree.

#[path = "../../spec/tests/oracle.rs"]
mod oracle;

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::{MultiGzDecoder, ZlibDecoder};
use triggerkit::__private::{event_batch, http};
use triggerkit::aliyun::TablestoreEvent;
use triggerkit::{AnyTrigger, Base64, Detection, Document, Encoded, Json, PackedJson, Report, Rule, cloudevents, detect};
use triggerkit_core::json::{Scanner, write_string};
use triggerkit_core::{Number, payload};
use triggerkit_spec::json::{Node, Value, parse};
use triggerkit_spec::{NoSamples, SourceFile};

/// What the message of a panic begins with if it is not a bug that panics, but one that gives a wrong result.
pub const DISAGREEMENT: &str = "disagreement: ";

#[track_caller]
fn agree(holds: bool, what: impl FnOnce() -> String) {
    assert!(holds, "{DISAGREEMENT}{}", what());
}

/// Compares the scanner with serde_json: what is JSON, where values end, and what they are.
pub fn scanner(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let ours = parse(&text);
    // serde_json refuses half of a surrogate pair.
    let theirs = serde_json::from_str::<serde_json::Value>(&with_whole_pairs(&text));
    if let Err(error) = &theirs {
        let error = error.to_string();
        // serde_json reads fewer levels, and no numbers that are larger than every float.
        if ["recursion limit exceeded", "number out of range"].iter().any(|start| error.starts_with(start)) {
            return;
        }
    }
    agree(ours.is_ok() == theirs.is_ok(), || format!("ours {:?}, theirs {theirs:?}", ours.as_ref().err()));
    // A number at the very end may be cut off, so the unchecked skip does not pass over it.
    let padded = format!("{text} ");
    let (mut skipped, mut passed) = (Scanner::new(&text), Scanner::new(&padded));
    let skips = skipped.skip().is_ok() && skipped.end().is_ok();
    agree(skips == ours.is_ok(), || format!("skipping gives {skips}"));
    let passes = passed.skip_unchecked().is_ok();
    let Ok(ours) = ours else { return };
    agree(passes && passed.end().is_ok(), || "the unchecked skip ends elsewhere".into());
    agree(theirs.as_ref().is_ok_and(|theirs| is_equal(&ours, theirs)), || format!("ours {ours:?}, theirs {theirs:?}"));
}

/// Replaces every half of a surrogate pair with the escape of U+FFFD.
fn with_whole_pairs(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let (escape, after) = match (code(&rest[at..]), code(rest.get(at + 6..).unwrap_or_default())) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => rest[at..].split_at(12),
            (Some(0xd800..=0xdfff), _) => ("\\ufffd", &rest[at + 6..]),
            _ => rest[at..].split_at(1 + rest[at + 1..].chars().next().map_or(0, char::len_utf8)),
        };
        out.push_str(escape);
        rest = after;
    }
    out + rest
}

/// Returns the code of the escape `\u…` that a text begins with.
fn code(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u32::from_str_radix(digits, 16).ok()
}

fn is_equal(ours: &Node<'_>, theirs: &serde_json::Value) -> bool {
    match (&ours.value, theirs) {
        (Value::Null, theirs) => theirs.is_null(),
        (Value::Bool(ours), theirs) => theirs.as_bool() == Some(*ours),
        (Value::String(ours), theirs) => theirs.as_str() == Some(ours),
        (Value::Number(ours), serde_json::Value::Number(theirs)) => {
            theirs.as_f64() == ours.as_f64()
                && theirs.as_u64().is_none_or(|theirs| ours.as_u64() == Some(theirs))
                && theirs.as_i64().is_none_or(|theirs| ours.as_i64() == Some(theirs))
        }
        (Value::List(ours), serde_json::Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(ours, theirs)| is_equal(ours, theirs))
        }
        // Of a key that occurs twice, serde_json has the last value.
        (Value::Object(ours), serde_json::Value::Object(theirs)) => {
            theirs
                .iter()
                .all(|(key, theirs)| ours.iter().rfind(|(name, _)| name == key).is_some_and(|(_, ours)| is_equal(ours, theirs)))
                && ours.iter().all(|(key, _)| theirs.contains_key(&**key))
        }
        _ => false,
    }
}

/// Decodes a payload as a trigger. What has no violations is valid, and is written without loss.
pub fn decode(data: &[u8]) {
    let Some((trigger, input)) = trigger_and_payload(data) else { return };
    let strict = trigger.decode(input).map(|event| event.to_json());
    let (event, report) = match trigger.decode_lenient(input) {
        Ok(decoded) => decoded,
        Err(report) => {
            let same = strict.as_ref().is_err_and(|strict| strict.to_string() == report.to_string());
            return agree(same && !report.is_empty(), || format!("{}: strict {strict:?}, lenient {report}", trigger.info.id));
        }
    };
    let (json, written, valid) = (event.to_json(), event.to_payload(), event.validate());
    drop((format!("{event:?}"), event.details()));
    let read = parse(&json);
    agree(read.is_ok(), || format!("{} is written as {json}", trigger.info.id));
    let again = trigger.decode_lenient(&written);
    if !report.is_empty() {
        let same = strict.as_ref().is_err_and(|strict| strict.to_string() == report.to_string());
        return agree(same, || format!("{}: strict {strict:?}, lenient {report}", trigger.info.id));
    }
    agree(strict.as_ref() == Ok(&json), || format!("{}: strict {strict:?}, lenient {json}", trigger.info.id));
    agree(valid.is_ok(), || format!("{} is decoded, but not valid: {valid:?}", trigger.info.id));
    match again {
        Ok((again, report)) => agree(report.is_empty() && is_same(&again.to_json(), &json), || {
            format!("{} is written as {}, read as {}: {report}", trigger.info.id, written.escape_ascii(), again.to_json())
        }),
        Err(report) => agree(false, || format!("{}: {} is not read: {report}", trigger.info.id, written.escape_ascii())),
    }
    if trigger.decode_lenient(b"not JSON").is_ok() {
        // This trigger takes any bytes, and its JSON need not be the payload.
        return;
    }
    let text = if input.trim_ascii_start().starts_with(b"{") { String::from_utf8_lossy(input) } else { payload::text(input) };
    agree(is_same(&text, &json), || format!("{} reads {text}, writes {json}", trigger.info.id));
}

/// Returns the trigger whose id is the first line, or else the one that the first byte chooses. The payload follows.
fn trigger_and_payload(data: &[u8]) -> Option<(&'static AnyTrigger, &[u8])> {
    let after_id = |id: &str| data.strip_prefix(id.as_bytes())?.strip_prefix(b"\n");
    let named = triggerkit::triggers().find_map(|trigger| Some((trigger, after_id(trigger.info.id)?)));
    named.or_else(|| {
        let (&choice, payload) = data.split_first()?;
        Some((triggerkit::triggers().nth(usize::from(choice) % triggerkit::triggers().count())?, payload))
    })
}

/// Returns whether two JSON texts are the same except for the order of members and the way in which numbers and texts are written.
fn is_same(one: &str, other: &str) -> bool {
    match (parse(one), parse(other)) {
        (Ok(one), Ok(other)) => same(&one, &other),
        _ => false,
    }
}

fn same(one: &Node<'_>, other: &Node<'_>) -> bool {
    match (&one.value, &other.value) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(one), Value::Bool(other)) => one == other,
        (Value::String(one), Value::String(other)) => one == other,
        (Value::Number(one), Value::Number(other)) => exact(*one) == exact(*other) || is_nearest_float(*one, *other),
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let (mut one, mut other): (Vec<_>, Vec<_>) = (one.iter().collect(), other.iter().collect());
            // The order of members with the same key matters.
            one.sort_by_key(|(key, _)| key);
            other.sort_by_key(|(key, _)| key);
            one.len() == other.len()
                && one.iter().zip(&other).all(|((key, one), (other_key, other))| key == other_key && same(one, other))
        }
        _ => false,
    }
}

/// Returns whether a number is the shortest form of the float that is nearest to another, as a field of floats writes it.
fn is_nearest_float(number: Number<'_>, written: Number<'_>) -> bool {
    let shortest = number.as_f64().map(|float| format!("{float:e}"));
    shortest.and_then(|shortest| Some(exact(Number::parse(&shortest)?) == exact(written))).unwrap_or(false)
}

/// Returns the value of a number without rounding: its sign, its digits, and the power of ten of the last one.
fn exact(number: Number<'_>) -> (bool, String, i128) {
    let text = number.as_str();
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |text| (true, text));
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let digits = digits.trim_start_matches('0');
    let short = digits.trim_end_matches('0');
    if short.is_empty() {
        return (false, "0".into(), 0);
    }
    let dropped = (digits.len() - short.len()) as i128;
    let exponent: i128 = exponent.parse().unwrap_or(i128::from(i64::MAX));
    (negative, short.to_owned(), exponent.saturating_sub(fraction.len() as i128) + dropped)
}

/// Reads a batch of CloudEvents. It has the events that a reader of the format finds, or none if anything in it is malformed.
pub fn batch(data: &[u8]) {
    let found = event_batch(data).ok().map(|events| {
        let text = |value: &http::HeaderValue| value.as_bytes().to_vec();
        let headers = |all: &http::HeaderMap| all.iter().map(|(name, value)| (name.to_string(), text(value))).collect();
        events.iter().map(|(all, body)| (headers(all), body.to_vec())).collect::<Vec<(Headers, Vec<u8>)>>()
    });
    let expected = events(data);
    agree(found == expected, || format!("{found:?} is read, and not {expected:?}"));
}

/// Headers by their names in lower case. The last one of a name counts.
type Headers = BTreeMap<String, Vec<u8>>;

/// Reads a batch by its format: a count, then a block of header lines and a body for each event, each after its length.
fn events(mut data: &[u8]) -> Option<Vec<(Headers, Vec<u8>)>> {
    let count = number(&mut data).filter(|count| *count <= 10_000)?;
    let mut part = || {
        let length = number(&mut data)?;
        let (part, rest) = data.split_at_checked(length)?;
        data = rest;
        Some(part)
    };
    let events = (0..count).map(|_| Some((headers(part()?)?, part()?.to_vec()))).collect::<Option<Vec<_>>>()?;
    data.is_empty().then_some(events)
}

/// Reads a big-endian number of four bytes.
fn number(data: &mut &[u8]) -> Option<usize> {
    let (bytes, rest) = data.split_first_chunk()?;
    *data = rest;
    Some(u32::from_be_bytes(*bytes) as usize)
}

fn headers(block: &[u8]) -> Option<Headers> {
    let lines = || block.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let header = |line: &[u8]| {
        let colon = line.iter().position(|byte| *byte == b':')?;
        let (name, value) = (line[..colon].trim_ascii(), line[colon + 1..].trim_ascii());
        let in_name = |byte: &u8| byte.is_ascii_graphic() && !b"\"(),/:;<=>?@[\\]{}".contains(byte);
        let in_value = |byte: &u8| *byte == b'\t' || !byte.is_ascii_control();
        let fits = (1..1 << 16).contains(&name.len()) && name.iter().all(in_name) && value.iter().all(in_value);
        fits.then(|| (String::from_utf8_lossy(name).to_lowercase(), value.to_vec()))
    };
    if lines().count() > 1000 { None } else { lines().map(header).collect() }
}

/// Detects the trigger of a payload. The result agrees with conditions that are evaluated one by one, in every order of the members.
pub fn detection(data: &[u8]) {
    let found = ids(&detect(data, &[]));
    let Some(members) = std::str::from_utf8(data).ok().and_then(members) else { return };
    let text = std::str::from_utf8(data).unwrap_or_default();
    let headers: &[(&str, &str)] = &[];
    let conditions = triggerkit::triggers().filter_map(|trigger| Some((trigger.info.id, trigger.info.detect?)));
    let payload = oracle::Payload::new(text);
    let holds: Vec<&str> = conditions.filter(|(_, condition)| payload.satisfies(condition, &headers)).map(|(id, _)| id).collect();
    let count = members.len();
    let rotated = (0..count.min(3)).map(|start| members.iter().cycle().skip(start).take(count).collect::<Vec<_>>());
    for order in rotated.chain([members.iter().rev().collect()]) {
        let shuffled = ids(&detect(join(&order).as_bytes(), &[]));
        for found in [&found, &shuffled] {
            // Of several, detection may find the first that is certain.
            let expected = if holds.len() < 2 { *found == holds } else { found.iter().all(|id| holds.contains(id)) };
            agree(expected, || format!("{found:?} is detected of {}, but the conditions of {holds:?} hold", join(&order)));
        }
    }
}

fn ids(detection: &Detection) -> Vec<&'static str> {
    match detection {
        Detection::One(trigger) => vec![trigger.info.id],
        Detection::Several(triggers) => triggers.iter().map(|trigger| trigger.info.id).collect(),
        _ => Vec::new(),
    }
}

/// Returns the members of a JSON object that has each key once.
fn members(text: &str) -> Option<Vec<(String, &str)>> {
    let (mut json, mut members) = (Scanner::new(text), Vec::<(String, &str)>::new());
    json.enter_object().ok()?;
    while let Some(key) = json.next_key().ok()? {
        if members.iter().any(|(name, _)| *name == key) {
            return None;
        }
        members.push((key.into_owned(), json.skip().ok()?));
    }
    json.end().ok()?;
    Some(members)
}

fn join(members: &[&(String, &str)]) -> String {
    let mut object = String::from("{");
    for (index, (key, value)) in members.iter().enumerate() {
        object.push_str(if index == 0 { "" } else { "," });
        write_string(&mut object, key);
        object.push(':');
        object.push_str(value);
    }
    object + "}"
}

/// Reads a value as CBOR, or as JSON if it begins with `J`, and writes it as CBOR. It is the same when it is read again.
pub fn cbor(data: &[u8]) {
    let event = match data.strip_prefix(b"J") {
        Some(json) => TablestoreEvent::decode([br#"{"Version":"Sync-v1","Records":[],"x":"#, json, b"}"].concat()),
        None => TablestoreEvent::decode([b"\xa3\x67Version\x67Sync-v1\x67Records\x80\x61x", data].concat()),
    };
    let Ok(event) = event else { return };
    let written = event.to_payload();
    let again = TablestoreEvent::decode(&written);
    let is_kept = again.as_ref().is_ok_and(|again| is_same(&again.to_json(), &event.to_json()));
    agree(is_kept, || {
        let again = again.map(|again| again.to_json());
        format!("{} is written as {} and read as {again:?}", event.to_json(), written.escape_ascii())
    });
}

/// Opens packed JSON. What is gzip or zlib data is what flate2 makes of it.
pub fn unpack(data: &[u8]) {
    let packed = Encoded::<Json, PackedJson>::from_text(Base64::encode(data).as_str());
    let (bytes, opened) = (packed.bytes(), packed.open());
    drop(Encoded::<Json, PackedJson>::from_text(String::from_utf8_lossy(data)).open());
    let Ok(bytes) = bytes else { return agree(opened.is_err(), || "opened without bytes".into()) };
    let mut expected = Vec::new();
    let read = match data {
        [0x1f, 0x8b, ..] => MultiGzDecoder::new(data).read_to_end(&mut expected).map(drop),
        _ if bytes == data => return,
        [b'P', b'K', ..] => return,
        _ => ZlibDecoder::new(data).read_to_end(&mut expected).map(drop),
    };
    // Zeros that follow the data are an error for flate2.
    let is_read = read.is_ok() || data.ends_with(b"\0");
    agree(is_read && expected == bytes, || format!("flate2: {read:?}, {} and {} bytes", expected.len(), bytes.len()));
    let is_json = std::str::from_utf8(&bytes).is_ok_and(|text| parse(text).is_ok());
    agree(opened.is_ok() == is_json, || format!("JSON: {is_json}, opened: {opened:?}"));
}

/// Converts a CloudEvent, in structured mode, and in binary mode with the lines before an empty one as headers.
pub fn cloud_events(data: &[u8]) {
    let structured = cloudevents::payload(&[("content-type", "application/cloudevents+json")], data);
    let is_object =
        std::str::from_utf8(data).is_ok_and(|text| parse(text).is_ok_and(|node| matches!(node.value, Value::Object(_))));
    agree(structured.is_ok() == is_object, || format!("an object: {is_object}, converted: {structured:?}"));
    let split = data.windows(2).position(|pair| pair == b"\n\n");
    let (head, body) = split.map_or((&b""[..], data), |at| (&data[..at], &data[at + 2..]));
    let head = String::from_utf8_lossy(head);
    let headers: Vec<(&str, &str)> =
        head.lines().filter_map(|line| line.split_once(':')).chain([("ce-specversion", "1.0")]).collect();
    let binary = cloudevents::payload(&headers, body);
    let rules = |report: &Report| report.violations().iter().all(|violation| violation.rule == Rule::Utf8);
    agree(binary.as_ref().err().is_none_or(rules), || format!("binary mode: {binary:?}"));
    for payload in [structured, binary].into_iter().flatten() {
        let text = std::str::from_utf8(&payload).unwrap_or_default();
        let is_deep = parse(text).is_err_and(|error| error.reason().starts_with("nested deeper"));
        agree(is_deep || parse(text).is_ok_and(|node| matches!(node.value, Value::Object(_))), || format!("payload {text}"));
        drop(detect(&payload, &[]));
    }
}

/// Checks a spec and shows its errors.
pub fn spec(data: &[u8]) {
    let text = String::from_utf8_lossy(data).into_owned();
    if let Err(failure) = triggerkit_spec::check(&SourceFile::new("attack.toml", text), "attack", &NoSamples) {
        agree(failure.diagnostics.render(false).contains("attack.toml"), || "a failure without a place".into());
    }
}
