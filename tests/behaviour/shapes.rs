//! Events whose shape has changed over time: every shape is read, and accessors, records and reports do not depend on it.

#![allow(deprecated, reason = "the spec of the post has a retired trigger")]

use serde_json::{Value, json};
use triggerkit::huawei::{Cts, CtsEvent, Kafka, KafkaEvent, KafkaRecord};
use triggerkit::tencent::{EventbridgeData, EventbridgeEvent};
use triggerkit::{Batch, Str, Trigger};

use crate::post::{Stop, Tour, TourEvent, Village};
use crate::reports::{only, places, words};

/// Returns the payload of a sample.
fn sample<T: Trigger>(variant: &str) -> &'static [u8] {
    T::INFO.samples.iter().find(|sample| sample.variant == variant).unwrap().payload
}

fn texts<'t>(texts: impl Iterator<Item = &'t Str>) -> Vec<&'t str> {
    texts.map(Str::as_str).collect()
}

#[test]
fn messages_are_at_the_top_or_in_records() {
    assert_eq!(Kafka::RECORDS, ["messages", "records[].messages"]);
    let old = KafkaEvent::decode(r#"{"messages": ["one", "two"], "topic_id": "orders", "instance_id": "i"}"#).unwrap();
    assert_eq!((texts(old.topics()), texts(old.instances())), (vec!["orders"], vec!["i"]));
    assert_eq!(Kafka::records(old), ["one", "two"]);

    let new = KafkaEvent::decode(sample::<Kafka>("records")).unwrap();
    assert!(new.messages.is_empty());
    assert_eq!(texts(new.topics()), ["orders", "refunds"]);
    assert_eq!(Kafka::records(new), ["{\"order\":71}", "{\"order\":72}", "refund 12"]);
}

#[test]
fn both_places_may_be_used_at_once() {
    let payload = json!({
        "messages": ["one"],
        "topic_id": "a",
        "records": [{"messages": ["two", "three"], "topic_id": "b"}, {"topic_id": "c"}, {"messages": ["four"]}],
    });
    let event = KafkaEvent::decode(payload.to_string()).unwrap();
    assert_eq!(texts(event.topics()), ["a", "b", "c"]);
    assert_eq!(serde_json::from_str::<Value>(&event.to_json()).unwrap(), payload);
    assert_eq!(Kafka::records(event), ["one", "two", "three", "four"]);
}

/// An object in place of a message is its JSON text.
#[test]
fn messages_may_be_objects() {
    let event = KafkaEvent::decode(sample::<Kafka>("objects")).unwrap();
    assert_eq!(event.records[0].messages[1], "{\n          \"message\": \"order 72\"\n        }");
    assert_eq!(Kafka::records(event)[0], "order 71");
}

#[test]
fn an_event_without_messages_breaks_a_rule() {
    let expected = "at least one of `messages`, `records[].messages` (The messages are at the top or in the records)";
    for payload in ["{}", r#"{"messages": []}"#, r#"{"records": [{"topic_id": "a"}, {"messages": []}]}"#] {
        let report = KafkaEvent::decode(payload).unwrap_err();
        assert_eq!(words(&report), ["messages", "fields", expected, "none"]);
        assert!(!report.is_fatal());
    }
    assert_eq!(words(&KafkaEvent::builder().build().unwrap_err())[1], "fields");
    let record = KafkaRecord::builder().messages(["one"]).build().unwrap();
    assert!(KafkaEvent::builder().records([record]).build().is_ok());
    // A list that could not be read was there.
    let report = TourEvent::decode(r#"{"driver": "Ada", "stops": [7]}"#).unwrap_err();
    assert_eq!(places(&report), [("stops[0]", "type")]);
}

#[test]
fn traces_are_nested_or_not() {
    for (variant, name) in [("", "deleteGraph"), ("bare", "deleteVolume")] {
        let event = CtsEvent::decode(sample::<Cts>(variant)).unwrap();
        assert_eq!(texts(event.trace_names()), [name], "{variant}");
        assert_eq!(event.cts.is_some(), variant.is_empty());
        assert_eq!(event.users().count(), 1);
    }
    let report = CtsEvent::decode(r#"{"time": 1}"#).unwrap_err();
    assert_eq!(only(&report).path, "cts");
}

#[test]
fn accessors_go_through_lists_in_lists() {
    assert_eq!(<Tour as Batch>::RECORDS, ["stops", "villages[].stops"]);
    let stop = |street| Stop::builder().street(street).build().unwrap();
    let village =
        |streets: &[&'static str]| Village::builder().stops(streets.iter().map(|street| stop(*street))).build().unwrap();
    let villages = [village(&["Ash", "Fir"]), village(&[]), village(&["Oak"])];
    let event = TourEvent::builder().driver("Ada").stops([stop("Elm")]).villages(villages).build().unwrap();
    assert_eq!(texts(event.streets()), ["Elm", "Ash", "Fir", "Oak"]);
    assert_eq!(TourEvent::decode(event.to_json()).unwrap(), event);
    let streets: Vec<Str> = Tour::records(event).into_iter().map(|stop| stop.street).collect();
    assert_eq!(streets, ["Elm", "Ash", "Fir", "Oak"]);
}

#[test]
fn a_violation_in_a_nested_record_has_its_path() {
    let payload = json!({"driver": "Ada", "villages": [{"stops": []}, {"stops": [{"street": "Elm"}, {"house": 1}]}]});
    let report = TourEvent::decode(payload.to_string()).unwrap_err();
    assert_eq!(places(&report), [("villages[1].stops[1].street", "required")]);
}

/// The data of an event that names its type is typed, other data stays JSON.
#[test]
fn data_is_typed_by_the_kind_of_the_event() {
    let event = |kind: &str| {
        let payload = json!({"type": kind, "source": "x.cloud.tencent", "data": {"topic": "orders", "msgBody": "hello"}});
        EventbridgeEvent::decode(payload.to_string()).unwrap().events.remove(0).data.unwrap()
    };
    assert!(matches!(event("connector:tdmq"), EventbridgeData::TdmqData(data) if data.topic.as_deref() == Some("orders")));
    assert!(matches!(event("connector:ckafka"), EventbridgeData::CkafkaMessage(message) if message.topic == "orders"));
    assert!(matches!(event("shop:Order"), EventbridgeData::Other(_)));
}
