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
    let every = ["key", "number", "headers.Authorization", "list[1]", "list[2]", "tokens[0]", "inside.login", "inside.table.x"];
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
