//! Volcengine's batches of CloudEvents: every event arrives with its headers, and truncated or corrupt batches do no harm.

use proptest::prelude::*;
use tokio::runtime;

use crate::calls::call;
use crate::web::{Function, ask};
use crate::wire::Message;

const VARIABLES: &[(&str, &str)] = &[("_FAAS_RUNTIME_PORT", "8000")];

/// One event of a batch: its call, and an attribute.
#[derive(Clone, Debug)]
struct Event {
    act: String,
    seen: String,
}

/// The text in a header: what is not printable ASCII, spaces, quotes and percent signs are percent-encoded, as CloudEvents'
/// binding to HTTP asks for.
fn in_header(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_graphic() && !b"\"%".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn batch(events: &[Event]) -> Vec<u8> {
    let mut bytes = u32::try_from(events.len()).unwrap().to_be_bytes().to_vec();
    let mut part = |text: &str| {
        bytes.extend(u32::try_from(text.len()).unwrap().to_be_bytes());
        bytes.extend(text.as_bytes());
    };
    for (number, Event { act, seen }) in events.iter().enumerate() {
        let seen = in_header(seen);
        part(&format!("ce-specversion:1.0\r\nce-id:{number}\r\nce-source:/c\r\nce-type: calls.call\r\nCe-Seen:{seen}\r\n"));
        part(&call(number, act));
    }
    bytes
}

fn request(body: Vec<u8>) -> Message {
    let headers = [
        ("X-Faas-Event-Type", "multi-cloudevent"),
        ("X-Faas-Batch-Events-Version", "1.0"),
        ("Content-Type", "application/octet-stream"),
    ];
    Message::new("POST / HTTP/1.1", &headers, body)
}

/// Sends a batch to a new function. Returns the response, and the completed calls with their attributes.
fn send(body: Vec<u8>) -> (Message, Vec<String>) {
    let runtime = runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let function = Function::start(VARIABLES, |server| server);
        let answer = ask(&mut function.connect().await, &request(body)).await;
        let ended = function.calls.ended();
        function.stops().await.unwrap();
        (answer, ended)
    })
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = ("[a-z]{0,9}", "\\PC{1,20}").prop_map(|(act, seen)| Event { act: format!("x{act}"), seen });
    prop::collection::vec(event, 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn every_event_arrives_with_its_headers(events in events()) {
        let (answer, ended) = send(batch(&events));
        let expected: Vec<String> = events.iter().enumerate().map(|(number, event)| format!("{number} {}", event.seen)).collect();
        prop_assert_eq!(answer.status(), 200);
        prop_assert_eq!(ended, expected);
    }

    #[test]
    fn a_batch_that_is_cut_reaches_no_handler(events in events(), cut: prop::sample::Index, more in prop::option::of(any::<u8>())) {
        let mut bytes = batch(&events);
        match more {
            Some(byte) => bytes.push(byte),
            None => bytes.truncate(cut.index(bytes.len())),
        }
        let (answer, ended) = send(bytes);
        prop_assert_eq!((answer.status(), answer.header("x-faas-response-error-code")), (400, Some("invalid_cloud_event")));
        prop_assert!(ended.is_empty());
    }

    #[test]
    fn a_corrupt_batch_is_answered(events in events(), at: prop::sample::Index, byte: u8) {
        let mut bytes = batch(&events);
        let at = at.index(bytes.len());
        bytes[at] = byte;
        prop_assert!([200, 400].contains(&send(bytes).0.status()));
    }
}

#[test]
fn lengths_beyond_the_end_are_rejected() {
    for bytes in
        [&[0, 0, 1, 0][..], &[0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff], &[0, 0, 0, 1, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff], &[]]
    {
        let (answer, _) = send(bytes.into());
        let body = r#"{"errorMessage":"malformed batch of CloudEvents: unexpected end","errorType":"InvalidEvent"}"#;
        assert_eq!((answer.status(), answer.body()), (400, body));
    }
}

#[test]
fn too_many_events_are_rejected() {
    for (count, problem) in [(10_000_u32, "unexpected end"), (10_001, "expected at most 10000 events, found 10001")] {
        let (answer, _) = send(count.to_be_bytes().into());
        let body = format!(r#"{{"errorMessage":"malformed batch of CloudEvents: {problem}","errorType":"InvalidEvent"}}"#);
        assert_eq!((answer.status(), answer.body()), (400, body.as_str()));
    }
}

#[test]
fn too_many_headers_are_rejected() {
    let block: String = (0..1001).map(|number| format!("h{number}:\n")).collect();
    let mut bytes = 1u32.to_be_bytes().to_vec();
    bytes.extend(u32::try_from(block.len()).unwrap().to_be_bytes());
    bytes.extend(block.as_bytes());
    bytes.extend(0u32.to_be_bytes());
    let (answer, _) = send(bytes);
    let body = r#"{"errorMessage":"malformed batch of CloudEvents: too many headers","errorType":"InvalidEvent"}"#;
    assert_eq!((answer.status(), answer.body()), (400, body));
}

#[test]
fn a_malformed_header_line_anywhere_reaches_no_handler() {
    let event = Event { act: String::new(), seen: "-".into() };
    let valid = batch(&[event.clone(), event.clone(), event]);
    let at = valid.windows(8).rposition(|bytes| bytes == b"Ce-Seen:").unwrap();
    for wrong in [b"Ce-Seen;", b"Ce Seen:", b":e-Seen:", b"C\x80-Seen:", b"Ce-Se:\x7f\x01"] {
        let mut bytes = valid.clone();
        bytes[at..at + 8].copy_from_slice(wrong);
        let (answer, ended) = send(bytes);
        let body = r#"{"errorMessage":"malformed batch of CloudEvents: invalid header line","errorType":"InvalidEvent"}"#;
        assert_eq!((answer.status(), answer.body(), ended), (400, body, vec![]), "{wrong:?}");
    }
}

/// What is wrong with the contents of one event is found when it is its turn.
#[test]
fn an_event_that_is_not_json_is_skipped() {
    let mut bytes = 3u32.to_be_bytes().to_vec();
    let whole = r#"{"specversion": "1.0", "id": "1", "source": "/c", "type": "calls.call", "seen": "-", "data": {"call": "1"}}"#;
    for text in [whole, "{", whole] {
        for part in ["content-type: application/cloudevents+json", text] {
            bytes.extend(u32::try_from(part.len()).unwrap().to_be_bytes());
            bytes.extend(part.as_bytes());
        }
    }
    let (answer, ended) = send(bytes);
    assert_eq!((answer.status(), answer.header("x-faas-response-error-code")), (400, Some("invalid_cloud_event")));
    assert_eq!(ended, ["1 -", "1 -"]);
}

#[test]
fn a_rejected_event_is_skipped_and_a_failure_ends_the_batch() {
    let events = |acts: &[&str]| acts.iter().map(|act| Event { act: act.to_string(), seen: "-".into() }).collect::<Vec<_>>();
    // A call without a number is rejected: the second of three.
    let mut rejected = batch(&events(&["", "", ""]));
    let number = rejected.windows(10).position(|bytes| bytes == br#""call":"1""#).unwrap();
    rejected[number..number + 10].copy_from_slice(br#""call": 17"#);
    let (answer, ended) = send(rejected);
    assert_eq!((answer.status(), ended), (400, vec!["0 -".into(), "2 -".into()]));

    let (answer, ended) = send(batch(&events(&["", "fail", ""])));
    assert_eq!((answer.status(), answer.header("x-faas-response-error-code")), (500, Some("function_execution_error")));
    assert_eq!(ended, ["0 -", "1 -"]);
}
