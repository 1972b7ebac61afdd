//! `Str`, which is owned text that is cheap to clone.

use std::borrow::Borrow;
use std::collections::{BTreeMap, HashMap};

use triggerkit::huawei::KafkaEvent;
use triggerkit::{Document, Json, Rule, Severity, Str};

use super::specs::{FormsEvent, TimesEvent};
use crate::reports::{places, words};

#[test]
fn texts_of_one_payload_share_one_copy() {
    let payload = r#"{"messages":["the first of many","the second of many","short"],"topic_id":"topic-of-the-many","more":"unknown to the spec"}"#;
    let event = KafkaEvent::decode(payload).unwrap();
    let address = |text: &str| text.as_ptr() as usize;
    let distance = |text: &str, other: &str| address(text) - address(other);
    let offset = |text: &str| payload.find(text).unwrap();
    let first = &event.messages[0];
    assert_eq!(distance(&event.messages[1], first), offset("the second") - offset("the first"));
    assert_eq!(distance(event.topic_id.as_ref().unwrap(), first), offset("topic-of") - offset("the first"));
    let more = event.unknown().unwrap().get("more").unwrap();
    assert_eq!(distance(more.as_str(), first), offset("\"unknown") - offset("the first"));
    let short = &event.messages[2];
    assert_eq!(*short, "short");
    assert!(
        (0..size_of::<Str>()).contains(&(address(short) - std::ptr::from_ref(short) as usize)),
        "short texts stand by themselves"
    );
    assert_ne!(address(first), address(payload) + offset("the first"), "the event outlives its payload");
}

#[test]
fn clones_share_and_detached_texts_do_not() {
    let event = KafkaEvent::decode(r#"{"messages":["one of the long ones"]}"#).unwrap();
    let text = &event.messages[0];
    assert_eq!(text.clone().as_ptr(), text.as_ptr());
    let detached = text.detach();
    assert_eq!(detached, *text);
    assert_ne!(detached.as_ptr(), text.as_ptr());
    drop(event);
    assert_eq!(detached, "one of the long ones");
}

#[test]
fn texts_outlive_their_event() {
    let text = KafkaEvent::decode(String::from(r#"{"messages":["still here"]}"#)).unwrap().messages.remove(0);
    let thread = std::thread::spawn(move || text.to_string());
    assert_eq!(thread.join().unwrap(), "still here");
}

#[test]
fn escapes_are_decoded() {
    let payload = r#"{"messages":["a\n\u0041\"\\\/\ud83d\ude00","plain"]}"#;
    let event = KafkaEvent::decode(payload).unwrap();
    assert_eq!(event.messages[0], "a\nA\"\\/😀");
    assert_eq!(event.messages[1], "plain");
}

#[test]
fn texts_are_small() {
    assert_eq!(size_of::<Str>(), 24);
    assert_eq!(size_of::<Option<Str>>(), 24);
}

#[test]
fn texts_behave_like_str() {
    let text = Str::from("topic");
    assert_eq!(text, "topic");
    assert_eq!(text, *"topic");
    assert_eq!(text, String::from("topic"));
    assert_eq!(text.len(), 5);
    assert_eq!(format!("{text} {text:?}"), "topic \"topic\"");
    assert_eq!(AsRef::<[u8]>::as_ref(&text), b"topic");
    assert_eq!(AsRef::<str>::as_ref(&text), "topic");
    assert_eq!(Borrow::<str>::borrow(&text), "topic");
    assert_eq!(String::from(text.clone()), "topic");
    assert_eq!(
        [Str::from(&text), Str::from(String::from("topic")), Str::from(&String::from("topic"))],
        [text.clone(), text.clone(), text]
    );
    assert_eq!((Str::new(), Str::default()), (Str::from(""), Str::from("")));
}

#[test]
fn texts_order_and_hash_like_str() {
    let mut texts = ["b", "火", "a", ""].map(Str::from);
    texts.sort();
    assert_eq!(texts, ["", "a", "b", "火"].map(Str::from));
    let hashed: HashMap<Str, i32> = [(Str::from("a"), 1)].into();
    assert_eq!(hashed.get("a"), Some(&1));
    let ordered: BTreeMap<Str, i32> = [(Str::from("a"), 1)].into();
    assert_eq!(ordered.get("a"), Some(&1));
}

#[test]
fn texts_go_through_serde() {
    let text: Str = serde_json::from_str(r#""a\nb""#).unwrap();
    assert_eq!(text, "a\nb");
    assert_eq!(serde_json::to_string(&text).unwrap(), r#""a\nb""#);
}

/// Asserts that half of a surrogate pair is drift at these paths, and that the event is written as it came.
#[track_caller]
fn has_half_a_pair<T: Document>(payload: &str, paths: &[&str]) -> T {
    let (event, report) = T::decode_lenient(payload).unwrap();
    let expected: Vec<_> = paths.iter().map(|path| (*path, "utf8")).collect();
    assert_eq!(places(&report), expected, "{payload}");
    assert!(report.violations().iter().all(|violation| violation.severity == Severity::Drift), "{report}");
    assert_eq!(event.to_json(), payload);
    event
}

#[test]
fn half_of_a_surrogate_pair_is_drift_and_is_written_back() {
    let mut event: FormsEvent = has_half_a_pair(r#"{"gone":"cut \ud83d","old":"whole 😀"}"#, &["gone"]);
    assert_eq!((event.gone.as_deref(), event.old.as_deref()), (Some("cut \u{fffd}"), Some("whole 😀")));
    event.gone = Some("cut".into());
    assert_eq!(event.to_json(), r#"{"gone":"cut","old":"whole 😀"}"#);
    let report = FormsEvent::decode(r#"{"gone":"cut \ud83d"}"#).unwrap_err();
    assert_eq!(words(&report), ["gone", "utf8", "text without half of a surrogate pair", "\"cut \u{fffd}\""]);

    // Some are read with white space before them, or as items, or as JSON text.
    has_half_a_pair::<FormsEvent>(
        r#"{"names":["a","\udc00"],"by_name":{"\ud800":1,"b":2}}"#,
        &["names[1]", "by_name[\"\u{fffd}\"]"],
    );
    has_half_a_pair::<FormsEvent>(r#"{"tags":"a,\ud83d"}"#, &["tags"]);
    has_half_a_pair::<FormsEvent>(r#"{"part":"{\"name\":\"\\ud83d\"}"}"#, &["part.name"]);
    has_half_a_pair::<FormsEvent>(r#"{"part":"{\"name\":\"\ud83d\"}"}"#, &["part"]);
    has_half_a_pair::<TimesEvent>(r#"{"said":"at \ud83d"}"#, &["said"]);
    let event: FormsEvent = has_half_a_pair(r#"{"parts":[{"name":"\ud83d"},{"name":"b"}]}"#, &["parts[0].name"]);
    assert_eq!(event.parts[1].name.as_deref(), Some("b"), "the rest of a batch is read");
}

#[test]
fn half_of_a_surrogate_pair_is_kept_in_json_of_any_kind() {
    let payload = r#"{"plain":["\ud83d",{"\ude00":1}],"encoded":"{\"name\":\"\\ud83d\"}","unknown":"\ud83d"}"#;
    let event: FormsEvent = has_half_a_pair(payload, &[]);
    assert_eq!(event.unknown().and_then(|unknown| unknown.get("unknown")).and_then(Json::text).as_deref(), Some("\u{fffd}"));
    let report = event.encoded.unwrap().open().unwrap_err();
    assert_eq!(places(&report), [("name", "utf8")]);
    let event: FormsEvent = has_half_a_pair(r#"{"encoded":"\ud83d"}"#, &[]);
    assert_eq!(event.encoded.unwrap().open().unwrap_err().violations()[0].rule, Rule::Utf8);
    // Keys are text in Rust, so one that no field has is not written as it came, which is reported.
    let (event, report) = FormsEvent::decode_lenient(r#"{"\ud83d":1}"#).unwrap();
    assert_eq!((places(&report), event.to_json()), (vec![("$", "utf8")], "{\"\u{fffd}\":1}".to_owned()));
}
