//! Payloads that are lists: read as a list, as one item, or under a key, and written back as they came.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use triggerkit::aliyun::{self, EbMnsQueueEvent, EbMnsQueueItem, EbScheduleEvent};
use triggerkit::tencent::EventbridgeEvent;
use triggerkit::{AnyEvent, Batch, Context, Document, Handler, Invocation, Router, Trigger, detect};

use crate::post::{Delivered, DeliveredEvent, Letter};
use crate::reports::{places, words};
use crate::values::comes_back;

const ONE: &str = r#"{"post":"air mail","weight":12}"#;
const OTHER: &str = r#"{"post":"sea mail","weight":"13","more":[1]}"#;

/// Returns an event in every form in which it can arrive.
fn forms() -> [String; 6] {
    let text = |item: &str| json!(item).to_string();
    [
        format!("[{ONE},{OTHER}]"),
        format!("[{},{}]", text(ONE), text(OTHER)),
        format!("[{ONE},{}]", text(OTHER)),
        format!(r#"{{"letters":[{ONE},{OTHER}]}}"#),
        format!(r#"{{"batch":[{},{OTHER}],"more":1}}"#, text(ONE)),
        format!(r#"{{"batch":{}}}"#, text(&format!("[{ONE}, {OTHER}]"))),
    ]
}

#[test]
fn every_form_is_the_same_event_and_written_back() {
    for payload in forms() {
        let event = comes_back::<DeliveredEvent>(&payload);
        let read: Vec<_> = event.letters.iter().map(|letter| (letter.post.as_str(), letter.weight)).collect();
        assert_eq!(read, [("air mail", Some(12)), ("sea mail", Some(13))], "{payload}");
        assert_eq!(event.letters[1].unknown().unwrap().get("more").unwrap().as_str(), "[1]");
        assert_eq!(event.validate(), Ok(()));
        assert_eq!(event.to_payload(), payload.as_bytes());
    }
    let one = comes_back::<DeliveredEvent>(ONE);
    assert_eq!((one.letters.len(), one.letters[0].post.as_str()), (1, "air mail"));
    assert!(comes_back::<DeliveredEvent>("[]").letters.is_empty());
}

#[test]
fn white_space_and_the_order_of_keys_are_those_of_texts() {
    let text = json!("{ \"weight\" : 12,\n  \"post\" : \"air mail\" }").to_string();
    comes_back::<DeliveredEvent>(&format!("[{text}]"));
}

#[test]
fn a_changed_value_is_written_in_the_same_place() {
    for payload in forms() {
        let mut event = <DeliveredEvent>::decode(&payload).unwrap();
        event.letters[0].weight = Some(99);
        let written = event.to_json();
        assert_eq!(written.starts_with('['), payload.starts_with('['), "{written}");
        assert_eq!(written.contains("batch"), payload.contains("batch"), "{written}");
        assert_eq!(written.contains("\"more\":1"), payload.contains("\"more\":1"), "{written}");
        assert_eq!(<DeliveredEvent>::decode(&written).unwrap(), event, "{written}");
    }
    let mut one = <DeliveredEvent>::decode(ONE).unwrap();
    one.letters[0].post = "sea mail".into();
    assert_eq!(one.to_json(), r#"{"post":"sea mail","weight":12}"#);
    one.letters.push(one.letters[0].clone());
    assert_eq!(one.to_json(), r#"[{"post":"sea mail","weight":12},{"post":"sea mail","weight":12}]"#);
    one.letters.clear();
    assert_eq!(one.to_json(), "[]");
}

#[test]
fn a_built_event_is_a_list() {
    let letter = Letter::builder().post("air mail").content(json_of("hello")).build().unwrap();
    let event = DeliveredEvent::builder().letters([letter]).build().unwrap();
    assert_eq!(event.to_json(), r#"[{"post":"air mail","content":"hello"}]"#);
    assert_eq!(<DeliveredEvent>::decode(event.to_json()).unwrap(), event);
    let item = |id: &str| {
        let data = aliyun::EbMnsQueueData::builder().message_body("hello").build().unwrap();
        EbMnsQueueItem::builder().id(id).event_type("mns:Queue:SendMessage").data(data).build().unwrap()
    };
    let event = EbMnsQueueEvent::builder().events([item("1"), item("2")]).build().unwrap();
    assert_eq!(detect(&event.to_payload(), &[]).one().unwrap().info.id, "aliyun.eb_mns_queue");
}

fn json_of(text: &str) -> triggerkit::Json {
    triggerkit::Json::from(text)
}

/// The list has no name in the payload, so paths begin with the position of an item.
#[test]
fn paths_of_violations_are_those_of_the_payload() {
    let bad = r#"{"post":"air mail","weight":900}"#;
    for (payload, path) in [
        (format!("[{ONE},{bad}]"), "[1].weight"),
        (format!("[{ONE},{}]", json!(bad)), "[1].weight"),
        (bad.to_owned(), "[0].weight"),
        (format!(r#"{{"letters":[{ONE},{bad}]}}"#), "letters[1].weight"),
        (format!(r#"{{"batch":[{ONE},{bad}]}}"#), "letters[1].weight"),
    ] {
        assert_eq!(places(&<DeliveredEvent>::decode(&payload).unwrap_err()), [(path, "range")], "{payload}");
    }
    assert_eq!(places(&<DeliveredEvent>::decode(format!("[{ONE},7]")).unwrap_err()), [("[1]", "type")]);
    assert_eq!(places(&<DeliveredEvent>::decode("[{}]").unwrap_err()), [("[0].post", "required")]);
    let report = EbScheduleEvent::decode(r#"[{"data":{}},{"data":7}]"#).unwrap_err();
    assert_eq!(places(&report), [("[1].data", "type")]);
}

#[test]
fn other_payloads_have_no_event() {
    for (payload, found) in [("7", "number 7"), ("\"text\"", "string \"text\""), ("true", "bool true")] {
        let report = <DeliveredEvent>::decode(payload).unwrap_err();
        assert_eq!(words(&report), ["$", "type", "a list", found]);
        assert_eq!(<DeliveredEvent>::decode_lenient(payload).unwrap_err(), report);
    }
    assert_eq!(words(&<DeliveredEvent>::decode("null").unwrap_err()), ["$", "required", "a list", "null"]);
    assert_eq!(words(&<DeliveredEvent>::decode("[1").unwrap_err())[1], "json");
}

/// Only the first key of an object decides whether it contains the list. Any object may have a member of the same name.
#[test]
fn a_key_of_the_list_after_others_is_a_member_of_the_item() {
    let event = comes_back::<DeliveredEvent>(r#"{"post":"air mail","batch":[1]}"#);
    assert_eq!(event.letters[0].unknown().unwrap().get("batch").unwrap().as_str(), "[1]");
    let event = comes_back::<EventbridgeEvent>(r#"{"EventList":[{"type":"a"},{"type":"b"}],"type":"c"}"#);
    assert_eq!(event.events.len(), 2);
    assert_eq!(event.unknown().unwrap().get("type").unwrap().text().unwrap(), "c");
}

#[test]
fn every_form_is_detected() {
    let delivered = triggerkit::AnyTrigger::of::<Delivered>();
    // The condition of the spec names the list's own items and those of one key. Texts are looked into only there.
    let [list, texts, mixed, _, _, _] = forms();
    for payload in [list, texts, mixed, ONE.to_owned(), format!(r#"{{"batch":[{ONE}]}}"#)] {
        assert!(delivered.compare(payload.as_bytes(), &[]).unwrap().lacks.is_empty(), "{payload}");
    }
    for sample in aliyun::EbKafka::<triggerkit::Json>::INFO.samples {
        let AnyEvent::Aliyun(event) = AnyEvent::decode(sample.payload, &[]).unwrap() else { panic!("another cloud") };
        assert!(matches!(event, aliyun::AnyEvent::EbKafka(_)), "{event:?}");
    }
}

#[tokio::test]
async fn records_fail_by_their_position() {
    let taken = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&taken);
    let handler = Handler::each::<Delivered, _, _>(1, move |letter: Letter, _: Context| {
        log.lock().unwrap().push(letter.post.to_string());
        async { Ok(()) }
    });
    let router = Router::new().with(handler);
    let records: Vec<Value> = vec![json!({"post": "1 mail"}), json!({"post": null}), json!({"post": "3 mail", "weight": 900})];
    assert_eq!(Delivered::<triggerkit::Json>::RECORDS, ["letters"]);
    for payload in [json!(records), json!({"batch": records})] {
        let error = tower::ServiceExt::oneshot(router.clone(), Invocation::new(payload.to_string())).await.unwrap_err();
        assert_eq!((error.kind(), error.failed()), ("BatchError", &[1][..]), "{error}");
        assert_eq!(std::mem::take(&mut *taken.lock().unwrap()), ["1 mail", "3 mail"]);
    }
    let one = tower::ServiceExt::oneshot(router, Invocation::new(ONE)).await.unwrap();
    assert_eq!((one.body(), taken.lock().unwrap().len()), (&b"null"[..], 1));
}
