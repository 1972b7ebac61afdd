//! Sensitive values are not shown in reports and not in `Debug`.

use triggerkit::Document;

use super::specs::{Credentials, SecretsEvent};
use crate::reports::{only, paths};

/// Values that must not appear in any message.
const SECRETS: [&str; 3] = ["hunter2", "424242", "swordfish"];

#[track_caller]
fn hides(text: &str) {
    for secret in SECRETS {
        assert!(!text.contains(secret), "{text}");
    }
}

const BROKEN: &str = r#"{
    "key": "hunter2",
    "number": "424242",
    "headers": {"Authorization": ["hunter2"]},
    "list": [1, "424242", -424242],
    "tokens": ["swordfish"],
    "inside": {"login": "swordfish", "table": {"x": "424242"}}
}"#;

#[test]
fn reports_hide_them() {
    let (event, report) = SecretsEvent::decode_lenient(BROKEN).unwrap();
    let every = ["key", "number", "headers[hidden]", "list[1]", "list[2]", "tokens[0]", "inside.login", "inside.table[hidden]"];
    assert_eq!(paths(&report), every);
    assert!(report.violations().iter().all(|violation| violation.found == "[hidden]"), "{report}");
    hides(&report.to_string());
    hides(&serde_json::to_string(&report).unwrap());

    let report = event.validate().unwrap_err();
    assert_eq!(paths(&report), ["key", "tokens[0]", "inside.login"]);
    hides(&report.to_string());
}

#[test]
fn reports_of_builders_and_serde_hide_them() {
    let inside = Credentials::decode_lenient(r#"{"login": "swordfish"}"#).unwrap().0;
    let report = SecretsEvent::builder().key("hunter2").tokens(["swordfish"]).inside(inside).build().unwrap_err();
    assert_eq!(paths(&report), ["key", "tokens[0]", "inside.login"]);
    hides(&report.to_string());
    hides(&serde_json::from_str::<SecretsEvent>(BROKEN).unwrap_err().to_string());
}

#[test]
fn missing_values_are_still_reported() {
    let report = SecretsEvent::decode(r#"{"key": "hunter2"}"#).unwrap_err();
    assert_eq!(only(&report).expected, "exactly 8 characters");
}

#[test]
fn debug_hides_them() {
    let payload = r#"{"key":"hunter22","number":424242,"headers":{"a":"hunter2"},"list":[424242],"tokens":["hunter2"],"inside":{"login":"x","swordfish":1},"user":"li"}"#;
    let (event, _) = SecretsEvent::decode_lenient(payload).unwrap();
    for text in [format!("{event:?}"), format!("{event:#?}")] {
        hides(&text);
        assert!(text.contains("key: [hidden]") && text.contains("user: \"li\""), "{text}");
    }
    let nothing = SecretsEvent::decode("{}").unwrap();
    assert!(format!("{nothing:?}").contains("key: None"), "the presence of a value is not secret: {nothing:?}");
    assert!(event.to_json().contains("hunter22"), "JSON is the payload itself");
}

/// Returns what the only violation of a payload found.
#[track_caller]
fn found(payload: &str) -> String {
    let (_, report) = SecretsEvent::decode_lenient(payload).unwrap_or_else(|report| panic!("{report}"));
    hides(&format!("{report} {report:?}"));
    only(&report).found.to_string()
}

#[test]
fn values_that_may_contain_secrets_are_described() {
    assert_eq!(found(r#"{"user": {"key": "hunter2"}}"#), "an object (18 bytes)");
    assert_eq!(found(r#"{"user": ["hunter2", 1]}"#), "a list (14 bytes)");
    assert_eq!(found(r#"{"labels": "hunter2"}"#), "a string (9 bytes)");
    assert_eq!(found(r#"{"labels": ["hunter2"]}"#), "a list (11 bytes)");
    assert_eq!(found(r#"{"count": "{\"key\": \"hunter2\"}"}"#), "a string (24 bytes)");
    assert_eq!(found(r#"{"count": "nine"}"#), "string \"nine\"");
    assert_eq!(found(r#"{"link": "/a?b=1&signature=hunter2&c=swordfish-swordfish"}"#), "46 characters");
}

#[test]
fn keys_of_maps_can_be_sensitive() {
    let payload = r#"{"labels": {"PIN": "hunter2", "tan": [424242], "shape": "round"}, "pages": [{"pin": 424242, "page": 7}], "link": "/a?Sign=hunter2&b=c"}"#;
    let (event, report) = SecretsEvent::decode_lenient(payload).unwrap();
    assert!(report.is_empty(), "{report}");
    let text = format!("{event:?}");
    hides(&text);
    for shown in [r#""PIN": [hidden]"#, r#""shape": "round""#, r#""page": 7"#, r#""/a?Sign=[hidden]&b=c""#] {
        assert!(text.contains(shown), "{shown}: {text}");
    }
    let (_, report) = SecretsEvent::decode_lenient(r#"{"pages": [{"PIN": "hunter2", "page": "seven"}]}"#).unwrap();
    let found: Vec<_> = report.violations().iter().map(|violation| (violation.path.as_str(), violation.found.as_str())).collect();
    assert_eq!(found, [("pages[0].PIN", "[hidden]"), ("pages[0].page", "string \"seven\"")]);
}

#[test]
fn the_names_of_secrets_are_hidden_wherever_a_payload_may_have_any_name() {
    let payload = r#"{"user": "{\"KEY\": \"hunter2\", \"size\": 1}", "labels": {"Number": 424242, "more": {"Headers": "swordfish", "open": "yes"}},
        "other": {"list": [{"INSIDE": {"a": "hunter2"}}], "text": "[{\"tokens\": \"hunter2\"}]", "cut": "{\"tokens\": \"hunter2"}}"#;
    let (event, _) = SecretsEvent::decode_lenient(payload).unwrap();
    let text = format!("{event:?}");
    hides(&text);
    for shown in [r#"{\"KEY\":\"[hidden]\",\"size\":1}"#, r#""Number": [hidden]"#, r#""open":"yes""#, r#""list":"[hidden]""#] {
        assert!(text.contains(shown), "{shown}: {text}");
    }
}

#[test]
fn the_contents_of_encoded_fields_are_hidden() {
    let (event, _) = SecretsEvent::decode_lenient(r#"{"sealed": "{\"hunter2\": \"swordfish\"}"}"#).unwrap();
    hides(&format!("{event:?} {:?}", event.sealed));
    let report = event.sealed.as_ref().unwrap().open().unwrap_err();
    assert_eq!((only(&report).path.as_str(), &*only(&report).found), ("[hidden]", "[hidden]"));

    // Base64 of `{"login":{"key":"hunter2"}}`.
    let (event, _) = SecretsEvent::decode_lenient(r#"{"open": "eyJsb2dpbiI6eyJrZXkiOiJodW50ZXIyIn19"}"#).unwrap();
    let text = format!("{event:?}");
    assert!(text.contains(r#"open: "[hidden]""#) && !text.contains("eyJs"), "{text}");
}
