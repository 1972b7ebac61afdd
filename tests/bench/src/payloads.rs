//! The payloads that are measured, made alike on every machine.

use std::fmt::Write;

/// A Kafka batch of `records` records of about 217 bytes, as Tencent CKafka hands it over.
pub fn ckafka(records: usize) -> String {
    let mut payload = String::from(r#"{"Records":["#);
    for index in 0..records {
        let body = "the quick brown fox jumps over the lazy dog while the stream of events goes on and on and on".to_owned();
        let separator = if index > 0 { "," } else { "" };
        let record = format!(
            r#"{separator}{{"Ckafka":{{"topic":"test-topic","partition":{},"offset":{},"msgKey":"key-{index}","msgBody":"{body} {index}"}}}}"#,
            index % 12,
            36_000 + index
        );
        payload.push_str(&record);
    }
    payload.push_str("]}");
    payload
}

/// A worker's success with a result of JSON text that holds `characters` CJK characters.
pub fn work_success(characters: usize) -> String {
    let mut payload = String::from(
        r#"{"trigger_urn":"urn:fgs:cn-north-1:trigger:Worker","task_token":"urn:fgs:cn-north-1:execution:e1","result":"\""#,
    );
    payload.extend(std::iter::repeat_n('火', characters));
    // Writing to a string cannot fail.
    let _ = write!(payload, r#"\""}}"#);
    payload
}
