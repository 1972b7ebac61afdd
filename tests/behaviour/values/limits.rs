//! Limits for hostile payloads: the size of reports, quotations and paths, depth, and duplicate keys.

use serde_json::json;
use triggerkit::huawei::SmnEvent;
use triggerkit::{Document, Json, Limits, MAX_VIOLATIONS, Rule, Severity};

use super::specs::{FormsEvent, NumbersEvent};
use crate::reports::{only, paths, words};

#[test]
fn reports_have_at_most_a_hundred_violations_and_count_the_rest() {
    let payload = json!({"record": vec![1; 250]}).to_string();
    let report = SmnEvent::decode(&payload).unwrap_err();
    assert_eq!((report.violations().len(), report.omitted(), MAX_VIOLATIONS), (100, 150, 100));
    assert_eq!(report.violations()[99].path, "record[99]");
    assert!(report.to_string().ends_with("\nand 150 more"));
    assert_eq!(serde_json::to_value(&report).unwrap()["omitted"], 150);

    let report = SmnEvent::decode(json!({"record": vec![1; 100]}).to_string()).unwrap_err();
    assert_eq!((report.violations().len(), report.omitted()), (100, 0));
}

#[test]
fn reports_are_text_and_json() {
    let report = NumbersEvent::decode(r#"{"small":700,"ratio":2}"#).unwrap_err();
    assert_eq!(report.to_string(), "small: expected -5 to 600, found 700 [range]\nratio: expected 0 to 1, found 2 [range]");
    let first = json!({"path": "small", "rule": "range", "severity": "drift", "expected": "-5 to 600", "found": "700"});
    let second = json!({"path": "ratio", "rule": "range", "severity": "drift", "expected": "0 to 1", "found": "2"});
    assert_eq!(serde_json::to_value(&report).unwrap(), json!({"violations": [first, second], "omitted": 0}));
}

#[test]
fn quotations_are_short_and_on_one_line() {
    for value in [json!("x".repeat(1 << 20)), json!({"deep": vec!["火"; 1 << 18]}), json!("😀\n".repeat(1 << 18))] {
        let report = NumbersEvent::decode(json!({"signed_text": value}).to_string()).unwrap_err();
        let found = &only(&report).found;
        assert!(found.chars().count() < 150 && found.contains('…') && !found.contains('\n'), "{found}");
    }
    let report = NumbersEvent::decode("{\"signed\": [\n\t1,\r\n\t2\n]}").unwrap_err();
    assert_eq!(only(&report).found, "list [ 1, 2 ]");
}

#[test]
fn paths_of_hostile_keys_are_short() {
    let key = "k".repeat(1 << 20);
    let report = FormsEvent::decode(json!({"by_name": {&key: -1}}).to_string()).unwrap_err();
    let path = &only(&report).path;
    assert!(path.starts_with("by_name[\"kkkk") && path.len() < 400, "{} bytes", path.len());
}

#[test]
fn paths_can_name_every_key() {
    for (key, path) in [
        ("a-b_c:d$1", "by_name.a-b_c:d$1"),
        ("火", "by_name.火"),
        ("", "by_name[\"\"]"),
        ("a.b", "by_name[\"a.b\"]"),
        ("a b\n\"", "by_name[\"a b\\n\\\"\"]"),
    ] {
        let report = FormsEvent::decode(json!({"by_name": {key: -1}}).to_string()).unwrap_err();
        assert_eq!(only(&report).path, path);
    }
}

#[test]
fn nesting_ends_at_128() {
    let nested = |depth: usize| format!(r#"{{"x":{}{}}}"#, "[".repeat(depth), "]".repeat(depth));
    NumbersEvent::decode(nested(127)).unwrap();
    let report = NumbersEvent::decode(nested(128)).unwrap_err();
    assert_eq!(words(&report), ["$", "limit", "at most 128 lists and objects inside each other", "more at byte 132"]);
    assert!(Json::parse("[".repeat(129) + &"]".repeat(129)).is_err());
}

#[test]
fn duplicate_keys_are_violations() {
    let payload = r#"{"record": [{"smn": {"subject": "a", "subject": "b"}}], "requestId": [1], "requestId": "x"}"#;
    let (event, report) = SmnEvent::decode_lenient(payload).unwrap();
    let expected = [("record[0].smn.subject", Rule::Duplicate), ("requestId", Rule::Type), ("requestId", Rule::Duplicate)];
    let found: Vec<(&str, Rule)> =
        report.violations().iter().map(|violation| (violation.path.as_str(), violation.rule)).collect();
    assert_eq!(found, expected);
    assert_eq!(event.request_id.as_deref(), Some("x"), "the last one counts");
    assert_eq!(event.record[0].smn.subject.as_deref(), Some("b"));
}

#[test]
fn escapes_do_not_distinguish_keys() {
    let report = NumbersEvent::decode(r#"{"signed": 1, "\u0073igned": 2}"#).unwrap_err();
    assert_eq!(paths(&report), ["signed"]);
    assert_eq!(only(&report).rule, Rule::Duplicate);
}

#[test]
fn duplicate_keys_are_found_in_events_as_well() {
    let (event, decoded) = NumbersEvent::decode_lenient(r#"{"small":700,"ratio":2}"#).unwrap();
    assert_eq!(event.validate().unwrap_err(), decoded);
}

#[test]
fn each_limit_of_decoding_gives_one_violation() {
    let deep = json!({"record": [{"smn": {"message_attributes": {}}}]}).to_string();
    let wide = json!({"record": vec![json!({}); 2000]}).to_string();
    let wrong = json!({"record": vec![1; 40]}).to_string();
    for (payload, limits, path, expected) in [
        (&deep, Limits::DEFAULT.depth(3), "$", "at most 3 lists and objects inside each other"),
        (&wide, Limits::DEFAULT.memory(1000, 2), "$", "a value that takes at most 12024 bytes of memory"),
        (&wrong, Limits::DEFAULT.misfits(8), "record", "at most 8 items of the wrong kind"),
    ] {
        let report = SmnEvent::decode_with(payload, &limits).unwrap_err();
        let of_limit: Vec<_> = report.violations().iter().filter(|violation| violation.rule == Rule::Limit).collect();
        assert_eq!(of_limit.len(), 1, "{report}");
        assert_eq!((of_limit[0].path.as_str(), of_limit[0].expected.as_ref()), (path, expected));
        assert_eq!(of_limit[0].severity, Severity::Fatal);
        let usual = SmnEvent::decode_lenient(payload).unwrap().1;
        assert!(usual.violations().iter().all(|violation| violation.rule != Rule::Limit), "{usual}");
    }
}

#[test]
fn no_limit_allows_more_depth_than_is_possible() {
    let payload = format!(r#"{{"x":{}{}}}"#, "[".repeat(200), "]".repeat(200));
    let report = SmnEvent::decode_with(&payload, &Limits::DEFAULT.depth(1000)).unwrap_err();
    assert_eq!(report.violations()[0].expected, "at most 128 lists and objects inside each other");
}

#[test]
fn a_list_with_too_many_misfits_is_not_read_further() {
    let payload = json!({"record": vec![1; 5000]}).to_string();
    let (event, report) = SmnEvent::decode_lenient(&payload).unwrap();
    assert_eq!(event.record.len(), 1001);
    let last = report.violations().last().unwrap();
    assert_eq!((last.path.as_str(), last.rule, report.omitted()), ("record", Rule::Limit, 902));
}

#[test]
fn quotations_can_be_turned_off() {
    let payload = r#"{"small": 700, "ratio": "much", "signed": [1, 2]}"#;
    let found = |limits: &Limits| -> Vec<String> {
        let report = NumbersEvent::decode_with(payload, limits).unwrap_err();
        report.violations().iter().map(|violation| violation.found.as_str().to_owned()).collect()
    };
    assert_eq!(found(&Limits::DEFAULT), ["700", "string \"much\"", "list [1, 2]"]);
    assert_eq!(found(&Limits::DEFAULT.quotes(false)), ["a number (3 bytes)", "a string (6 bytes)", "a list (6 bytes)"]);
    let mut event = NumbersEvent::decode("{}").unwrap();
    event.small = Some(700);
    assert_eq!(only(&event.validate().unwrap_err()).found, "700");
    assert_eq!(only(&event.validate_with(&Limits::DEFAULT.quotes(false)).unwrap_err()).found, "a number (3 bytes)");
}
