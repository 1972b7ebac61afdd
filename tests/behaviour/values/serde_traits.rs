//! Serde implementations of generated types, with JSON values and with another format.

use serde::de::value::{Error, MapDeserializer};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use triggerkit::huawei::{DisEvent, KafkaEvent, ObsEvent, ObsEventName};
use triggerkit::{Json, Trigger};

use super::specs::{ChoicesEvent, FormsEvent, Kind, NumbersEvent};

/// A user-defined type with an event in it, as in an HTTP framework.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Envelope {
    id: u8,
    event: Option<KafkaEvent>,
    names: Vec<ObsEventName>,
}

#[test]
fn events_can_be_parts_of_other_types() {
    let text = r#"{"id":1,"event":{"event_time":1576737962,"messages":["a"],"more":[null]},"names":["ObjectCreated:Put","New"]}"#;
    let envelope: Envelope = serde_json::from_str(text).unwrap();
    assert_eq!(envelope.event.as_ref().unwrap().messages[0], "a");
    assert_eq!(envelope.names, [ObsEventName::ObjectCreatedPut, ObsEventName::Other("New".into())]);
    assert_eq!(serde_json::to_string(&envelope).unwrap(), text);
    assert_eq!(serde_json::from_value::<Envelope>(serde_json::to_value(&envelope).unwrap()).unwrap(), envelope);
}

#[test]
fn serialising_is_the_same_as_writing() {
    let payload = r#"{"signed":-9223372036854775808,"unsigned":18446744073709551615,"float":0.1,"signed_text":"9","flag":true}"#;
    let event = NumbersEvent::decode(payload).unwrap();
    assert_eq!(serde_json::to_string(&event).unwrap(), payload);
    assert_eq!(serde_json::to_value(&event).unwrap(), serde_json::from_str::<Value>(payload).unwrap());
}

#[test]
fn forms_are_kept_through_values() {
    let payload = json!({"tags": "a,b", "part": "{\"id\":1}", "gone": "None", "size": "", "older": "x", "anything": {"": [1.5]}});
    let event: FormsEvent = serde_json::from_value(payload.clone()).unwrap();
    assert_eq!(serde_json::to_value(&event).unwrap(), payload);
}

#[test]
fn errors_contain_every_violation() {
    let error = serde_json::from_str::<Envelope>(r#"{"id":1,"event":{"event_time":true,"region":[1]},"names":[]}"#)
        .unwrap_err()
        .to_string();
    for part in [
        "event_time: expected a time, found bool true",
        "region: expected text",
        "messages: expected at least one of `messages`, `records[].messages`",
    ] {
        assert!(error.contains(part), "{error}");
    }
    let error = serde_json::from_value::<KafkaEvent>(json!([])).unwrap_err().to_string();
    assert_eq!(error, "$: expected an object, found list [] [type]");
    let error = serde_json::from_str::<KafkaEvent>("{").unwrap_err();
    assert!(error.is_eof(), "invalid JSON is an error of the format: {error}");
}

#[test]
fn events_go_through_cbor() {
    for event in [triggerkit::huawei::Obs::INFO.samples[0].payload, triggerkit::huawei::Obs::INFO.samples[1].payload] {
        let event = ObsEvent::decode(event).unwrap();
        let mut bytes = Vec::new();
        ciborium::into_writer(&event, &mut bytes).unwrap();
        assert_eq!(ciborium::from_reader::<ObsEvent, _>(&*bytes).unwrap(), event);
    }
    let payload =
        r#"{"signed":-9223372036854775808,"unsigned":18446744073709551615,"float":1e300,"float_text":"9","x":[null,-1]}"#;
    let event = NumbersEvent::decode(payload).unwrap();
    let mut bytes = Vec::new();
    ciborium::into_writer(&event, &mut bytes).unwrap();
    let again: NumbersEvent = ciborium::from_reader(&*bytes).unwrap();
    assert_eq!((again.to_json(), &again), (payload.to_owned(), &event));
}

#[test]
fn bytes_of_other_formats_are_base64() {
    use ciborium::Value as Cbor;
    let text = |text: &str| Cbor::Text(text.into());
    let record = Cbor::Map(vec![(text("data"), Cbor::Bytes(b"\xff\x00".to_vec())), (text("more"), Cbor::Bytes(vec![1]))]);
    let message = Cbor::Map(vec![(text("records"), Cbor::Array(vec![record]))]);
    let event: DisEvent =
        Cbor::Map(vec![(text("Message"), message), (Cbor::Integer(7.into()), Cbor::Bool(true))]).deserialized().unwrap();
    assert_eq!(event.message.records[0].data.as_ref().unwrap().decode().unwrap(), b"\xff\x00");
    assert_eq!(event.to_json(), r#"{"Message":{"records":[{"data":"/wA=","more":{"$bytes":"AQ=="}}]},"7":true}"#);
    for key in [Cbor::Null, Cbor::Array(Vec::new()), Cbor::Map(Vec::new())] {
        let error = Cbor::Map(vec![(key, Cbor::Bool(true))]).deserialized::<DisEvent>().unwrap_err();
        assert!(error.to_string().contains("a map key must be text, a number or a boolean"), "{error}");
    }
}

/// With its feature `arbitrary_precision`, serde_json presents numbers that are not integers of 64 bits as objects of this key.
#[test]
fn numbers_of_arbitrary_precision_are_numbers() {
    let number = |text| MapDeserializer::<_, Error>::new([("$serde_json::private::Number", text)].into_iter());
    for text in ["21.5", "-0.0", "1e400", "340282366920938463463374607431768211456"] {
        assert_eq!(Json::deserialize(number(text)).unwrap().as_str(), text);
        let object = MapDeserializer::<_, Error>::new([("a", number(text)), ("b", number("1.5"))].into_iter());
        assert_eq!(Json::deserialize(object).unwrap().as_str(), format!(r#"{{"a":{text},"b":1.5}}"#));
    }
    let event = MapDeserializer::<_, Error>::new([("float", number("1.5")), ("x", number("1.50"))].into_iter());
    let event = NumbersEvent::deserialize(event).unwrap();
    assert_eq!((event.float, event.to_json().as_str()), (Some(1.5), r#"{"float":1.5,"x":1.50}"#));
    assert_eq!(Json::deserialize(number("one")).unwrap().as_str(), r#"{"$serde_json::private::Number":"one"}"#);
}

#[test]
fn enums_and_unions_can_be_used_alone() {
    assert_eq!(serde_json::from_str::<Kind>("\"square\"").unwrap(), Kind::Square);
    assert_eq!(serde_json::to_string(&Kind::Other("tri\"angle".into())).unwrap(), r#""tri\"angle""#);
    assert!(serde_json::from_str::<Kind>("5").is_err());
    let event: ChoicesEvent = serde_json::from_value(json!({"shape": {"radius": 2.5}, "kind": "circle"})).unwrap();
    assert_eq!(serde_json::to_value(event.shape).unwrap(), json!({"radius": 2.5}));
}
