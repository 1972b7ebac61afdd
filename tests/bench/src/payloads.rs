//! The measured payloads, which are the same on every machine, and faults in them.

use std::fmt::Write;

use serde::de::IgnoredAny;

/// Returns a Kafka batch of `records` records of about 217 bytes, in the format of Tencent CKafka.
pub fn ckafka(records: usize) -> Vec<u8> {
    let body = "the quick brown fox jumps over the lazy dog while the stream of events goes on and on and on";
    batch(records, |index| format!("{body} {index}"))
}

/// Returns a Kafka batch with JSON text as bodies, in which every quote is escaped.
pub fn ckafka_escaped(records: usize) -> Vec<u8> {
    batch(records, |index| format!(r#"{{\"id\":{index},\"name\":\"a name\",\"tags\":[\"red\",\"green\"],\"done\":false}}"#))
}

fn batch(records: usize, body: impl Fn(usize) -> String) -> Vec<u8> {
    let mut payload = String::from(r#"{"Records":["#);
    for index in 0..records {
        let separator = if index > 0 { "," } else { "" };
        // Writing to a string cannot fail.
        let _ = write!(
            payload,
            r#"{separator}{{"Ckafka":{{"topic":"test-topic","partition":{},"offset":{},"msgKey":"key-{index}","msgBody":"{}"}}}}"#,
            index % 12,
            36_000 + index,
            body(index)
        );
    }
    payload.push_str("]}");
    payload.into_bytes()
}

/// Returns a `work_success` of a worker whose result is JSON text with `characters` CJK characters.
pub fn work_success(characters: usize) -> Vec<u8> {
    let mut payload = String::from(
        r#"{"trigger_urn":"urn:fgs:cn-north-1:trigger:Worker","task_token":"urn:fgs:cn-north-1:execution:e1","result":"\""#,
    );
    payload.extend(std::iter::repeat_n('火', characters));
    payload.push_str(r#"\""}"#);
    payload.into_bytes()
}

/// Replaces one text in the payload with another, if it occurs.
pub fn replaced(payload: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut changed = payload.to_vec();
    if let Some(start) = payload.windows(from.len().max(1)).position(|window| window == from.as_bytes()) {
        changed.splice(start..start + from.len(), to.bytes());
    }
    changed
}

/// Replaces values with ones of the wrong kind, until there are enough violations. Returns `None` if there are too few fields.
pub fn faulty(payload: &[u8], faults: usize, violations: impl Fn(&[u8]) -> usize) -> Option<Vec<u8>> {
    let mut payload = payload.to_vec();
    let (mut position, mut found) = (0, 0);
    while found < faults {
        let (start, end) = next_value(&payload, position)?;
        let mut changed = payload.clone();
        changed.splice(start..end, *b"[{}]");
        position = end;
        let now = violations(&changed);
        if now == found + 1 {
            position = start + 4;
            payload = changed;
            found = now;
        }
    }
    Some(payload)
}

/// Finds the next text or number of an object after a position.
fn next_value(payload: &[u8], position: usize) -> Option<(usize, usize)> {
    let text = std::str::from_utf8(payload).ok()?;
    for (index, _) in text[position..].match_indices("\":") {
        let colon = position + index;
        let start = text.len() - text[colon + 2..].trim_start().len();
        let is_simple = matches!(payload.get(start), Some(b'"' | b'0'..=b'9'));
        // Inside a text, the quote is escaped.
        if is_simple && payload.get(colon - 1) != Some(&b'\\') {
            let mut values = serde_json::Deserializer::from_str(&text[start..]).into_iter::<IgnoredAny>();
            values.next()?.ok()?;
            return Some((start, start + values.byte_offset()));
        }
    }
    None
}
