//! Values in unusual forms are written back as they came, until they are changed.

use triggerkit::huawei::KafkaEvent;
use triggerkit::tencent::{CkafkaEvent, CmqEvent, EventbridgeEvent};
use triggerkit::{Document, Json};

use crate::post::{Box, ParcelEvent};
use crate::reports::{only, paths};
use crate::values::comes_back;

/// Returns a parcel with further members, as text.
fn parcel(members: &str) -> String {
    format!(r#"{{"sender":"Ada","count":1,{members}}}"#)
}

/// Asserts that a value that is drift is left out of the event, and written back.
#[track_caller]
fn is_kept(members: &str) -> ParcelEvent {
    let payload = parcel(members);
    let (event, report) = ParcelEvent::decode_lenient(&payload).unwrap();
    assert!(!report.is_empty() && !report.is_fatal(), "{report}");
    assert_eq!(event.to_json(), payload);
    event
}

#[test]
fn comma_text_is_trimmed_and_written_back() {
    for (text, tags) in [
        ("a,b", &["a", "b"][..]),
        (" a , b ,c", &["a", "b", "c"]),
        ("a,,b", &["a", "", "b"]),
        ("a", &["a"]),
        (" ", &[""]),
        (" [1] ", &["[1]"]),
        (" [1, 2] ", &["[1", "2]"]),
        ("", &[]),
    ] {
        let mut event = comes_back::<ParcelEvent>(&parcel(&format!(r#""tags":"{text}""#)));
        assert_eq!(event.tags, tags, "{text}");
        event.tags.push("z".into());
        let written = [tags, &["z"]].concat().join(",");
        assert_eq!(event.to_json(), parcel(&format!(r#""tags":"{written}""#)));
        // A tag with a comma would be read as two.
        event.tags.push("x,y".into());
        assert!(ParcelEvent::decode(event.to_json()).unwrap().tags.contains(&"x,y".into()), "{}", event.to_json());
    }
    let payload = r#"{"Records":[{"CMQ":{"topicName":"t","msgBody":"b","msgTag":"a, b"}}]}"#;
    assert_eq!(comes_back::<CmqEvent>(payload).records[0].cmq.msg_tag, ["a", "b"]);
}

#[test]
fn json_text_is_written_back_unless_it_is_changed() {
    let text = r#"{ \"depth\" : 2.0e0,\n \"more\": [ 1 ], \"code\": \"c\" }"#;
    let mut event = ParcelEvent::decode(parcel(r#""box":"{ \"depth\" : 2, \"more\": [ 1 ], \"code\": \"c\" }""#)).unwrap();
    assert_eq!(event.r#box.as_ref().unwrap().depth, Some(2));
    assert!(event.to_json().contains(r#""box":"{ \"depth\" : 2, \"more\": [ 1 ], \"code\": \"c\" }""#), "{}", event.to_json());
    event.r#box.as_mut().unwrap().depth = Some(3);
    assert_eq!(event.to_json(), parcel(r#""box":"{\"code\":\"c\",\"depth\":3,\"more\":[ 1 ]}""#));
    event.r#box = None;
    assert_eq!(event.to_json(), r#"{"sender":"Ada","count":1}"#);
    assert!(ParcelEvent::decode(parcel(&format!(r#""box":"{text}""#))).is_err(), "a fraction is not a whole number");

    let mut event = comes_back::<ParcelEvent>(&parcel(r#""bag":" {\"b\": \"2\", \"a\": 1} ","marks":" [1, 2]""#));
    assert_eq!((event.bag.get("b"), &event.marks[..]), (Some(&2), &[1, 2][..]));
    event.marks.push(3);
    assert!(event.to_json().contains(r#""marks":"[1,2,3]""#), "{}", event.to_json());
}

#[test]
fn one_item_and_mixed_items_are_written_back() {
    let mut event = comes_back::<ParcelEvent>(&parcel(r#""marks":"7""#));
    assert_eq!(event.marks, [7]);
    event.marks.push(8);
    assert_eq!(event.to_json(), parcel(r#""marks":[7,8]"#));
    let mut event = comes_back::<ParcelEvent>(&parcel(r#""marks":[1,"2",3]"#));
    assert_eq!(event.marks, [1, 2, 3]);
    event.marks[0] = 9;
    assert_eq!(ParcelEvent::decode(event.to_json()).unwrap().marks, [9, 2, 3]);
}

#[test]
fn null_items_are_left_out_and_written_back() {
    let mut event = comes_back::<ParcelEvent>(&parcel(r#""bag":{"a":1,"b":null},"marks":[null,1,null]"#));
    assert_eq!((event.bag.len(), &event.marks[..]), (1, &[1][..]));
    event.marks.push(2);
    event.bag.insert("c", 3);
    assert_eq!(event.to_json(), parcel(r#""bag":{"a":1,"c":3},"marks":[1,2]"#));
    comes_back::<ParcelEvent>(&parcel(r#""bag":{"a":null},"marks":[null]"#));
}

#[test]
fn values_of_the_same_key_are_written_back_in_their_order() {
    comes_back::<ParcelEvent>(&parcel(r#""bag":{"a":"2","a":1}"#));
    comes_back::<ParcelEvent>(&parcel(r#""bag":{"a":2,"a":"1"}"#));
}

#[test]
fn numbers_in_place_of_text_keep_their_digits() {
    for number in ["17", "1.50", "-0", "1e3", "12345678901234567890123", "true"] {
        let mut event = comes_back::<ParcelEvent>(&format!(r#"{{"sender":{number},"count":1}}"#));
        assert_eq!(event.sender, number);
        event.sender = "17 or so".into();
        assert_eq!(event.to_json(), r#"{"sender":"17 or so","count":1}"#);
    }
    let mut event = comes_back::<ParcelEvent>(r#"{"sender":17,"count":1}"#);
    event.sender = "18".into();
    assert_eq!(ParcelEvent::decode(event.to_json()).unwrap().sender, "18");
}

#[test]
fn objects_in_place_of_text_are_their_json() {
    let mut event = comes_back::<KafkaEvent>(r#"{"messages":[{ "a": 1 },[2],"text"]}"#);
    assert_eq!(event.messages, [r#"{ "a": 1 }"#, "[2]", "text"]);
    event.messages.remove(2);
    assert_eq!(KafkaEvent::decode(event.to_json()).unwrap().messages, event.messages);
}

#[test]
fn values_that_mean_nothing_are_written_back() {
    for nothing in [r#""""#, "{}", "[]", "null"] {
        for field in ["box", "bag", "marks", "level", "sent", "tags"] {
            comes_back::<ParcelEvent>(&parcel(&format!(r#""{field}":{nothing}"#)));
        }
    }
    let mut event = comes_back::<ParcelEvent>(&parcel(r#""box":[],"level":{},"marks":{}"#));
    assert_eq!((event.level, event.r#box.is_none(), event.marks.is_empty()), (3, true, true));
    event.r#box = Some(Box::builder().code("c").build().unwrap());
    event.level = 4;
    event.marks = vec![1];
    assert_eq!(event.to_json(), parcel(r#""level":4,"box":{"code":"c"},"marks":[1]"#));
}

#[test]
fn a_value_that_does_not_fit_is_kept_until_the_field_is_set() {
    let mut event = is_kept(r#""level":"high","box":[ "c" ],"marks":[1,"x"],"bag":7,"note":{"a":1}"#);
    assert_eq!((event.level, event.r#box.is_none(), event.marks.len()), (3, true, 0));
    assert_eq!(event.unknown().unwrap().get("box").unwrap().as_str(), r#"[ "c" ]"#);
    event.level = 4;
    event.r#box = Some(Box::builder().code("c").build().unwrap());
    event.marks = vec![1];
    event.note = Some("set".into());
    assert_eq!(event.to_json(), parcel(r#""note":"set","level":4,"box":{"code":"c"},"marks":[1],"bag":7"#));
    // The default is not what the payload had.
    let mut event = is_kept(r#""level":"high""#);
    event.level = 3;
    assert_eq!(event.to_json(), parcel(r#""level":"high""#));
}

/// A value under another name of its field is written under that name again, and so is the field once it is set.
#[test]
fn it_is_kept_under_its_own_name() {
    let mut event = is_kept(r#""labels":[{"a":1}]"#);
    assert!(event.tags.is_empty());
    event.tags = vec!["a".into()];
    assert_eq!(event.to_json(), parcel(r#""labels":["a"]"#));

    let payload = r#"{"Records":[{"Ckafka":{"topic":"t","Partition":"first"}}]}"#;
    let (mut event, report) = CkafkaEvent::decode_lenient(payload).unwrap();
    assert_eq!((only(&report).path.as_str(), event.to_json().as_str()), ("Records[0].Ckafka.partition", payload));
    event.records[0].ckafka.partition = Some(1);
    assert_eq!(event.to_json(), r#"{"Records":[{"Ckafka":{"topic":"t","Partition":1}}]}"#);

    let payload = r#"{"type":"a","Region":["north"]}"#;
    assert_eq!(EventbridgeEvent::decode_lenient(payload).unwrap().0.to_json(), payload);
}

#[test]
fn a_sensitive_value_that_does_not_fit_is_not_shown() {
    let payload = parcel(r#""key":["hunter2"]"#);
    let (event, report) = ParcelEvent::decode_lenient(&payload).unwrap();
    assert_eq!((paths(&report), event.to_json()), (vec!["key"], payload));
    assert!(!format!("{event:?} {report}").contains("hunter2"), "{event:?}");
}

#[test]
fn both_forms_are_the_same_value() {
    let usual = ParcelEvent::decode(parcel(r#""level":2,"marks":[1],"box":{"code":"7"}"#)).unwrap();
    let unusual = ParcelEvent::decode(parcel(r#""level":"2","marks":"1","box":"{\"code\":7}""#)).unwrap();
    assert_eq!(usual, unusual);
    assert_ne!(usual.to_json(), unusual.to_json());
    assert_eq!(Json::parse(usual.to_json()).unwrap().at("box.code").unwrap(), Json::from("7"));
}
