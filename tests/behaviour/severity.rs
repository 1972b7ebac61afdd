//! Which violations are fatal, and which are drift. What handlers make of them is in `handlers/severity.rs`.

use serde_json::{Value, json};
use triggerkit::Severity::{Drift, Fatal};
use triggerkit::{Document, Report, Severity, Str, Trigger};

use crate::post::{ParcelEvent, TourEvent};
use crate::reports::only;

/// Returns a valid parcel with further members.
fn parcel(members: Value) -> String {
    let mut parcel = json!({"sender": "Ada", "count": 1});
    parcel.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    parcel.to_string()
}

/// Returns the report of a payload, whether there is an event or not.
fn report<T: Document>(payload: impl AsRef<[u8]>) -> Report {
    T::decode_lenient(payload).map_or_else(|report| report, |(_, report)| report)
}

#[track_caller]
fn is(report: &Report, path: &str, rule: &str, severity: Severity) {
    let violation = only(report);
    assert_eq!((violation.path.as_str(), violation.rule.id(), violation.severity), (path, rule, severity));
    assert_eq!(report.is_fatal(), severity == Fatal);
}

#[test]
fn payloads_without_a_value_are_fatal() {
    for (payload, rule) in
        [(&b"{"[..], "json"), (b"", "json"), (b"{} {}", "json"), (b"\"\xff\"", "utf8"), (b"[]", "type"), (b"7", "type")]
    {
        is(&report::<ParcelEvent>(payload), "$", rule, Fatal);
    }
    is(&report::<ParcelEvent>("null"), "$", "required", Fatal);
}

#[test]
fn a_required_value_that_is_missing_or_of_another_kind_is_fatal() {
    is(&report::<ParcelEvent>(r#"{"count": 1}"#), "sender", "required", Fatal);
    for (members, path, rule) in [
        (json!({"sender": null}), "sender", "required"),
        (json!({"sender": {"name": "Ada"}}), "sender", "type"),
        (json!({"count": "many"}), "count", "type"),
        (json!({"count": ""}), "count", "required"),
        (json!({"count": -1}), "count", "type"),
        (json!({"count": 1.5}), "count", "type"),
        // The box may be absent, but not without its code.
        (json!({"box": {"depth": 1}}), "box.code", "required"),
        (json!({"box": {"code": ["x"]}}), "box.code", "type"),
    ] {
        is(&report::<ParcelEvent>(parcel(members)), path, rule, Fatal);
    }
}

#[test]
fn a_broken_rule_is_drift() {
    for (members, path, rule) in [
        (json!({"count": 10}), "count", "range"),
        (json!({"size": "Small"}), "size", "one_of"),
        (json!({"unit": "lb"}), "unit", "one_of"),
        (json!({"note": "longer"}), "note", "length"),
        (json!({"note": "No"}), "note", "pattern"),
        (json!({"url": "no address"}), "url", "format"),
        (json!({"box": {"code": "c"}, "bag": {"a": 1}}), "box", "fields"),
    ] {
        is(&report::<ParcelEvent>(parcel(members)), path, rule, Drift);
    }
    is(&report::<ParcelEvent>(r#"{"sender": "Ada", "count": 1, "sender": "Bob"}"#), "sender", "duplicate", Drift);
    let labels = r#"{"sender": "Ada", "count": 1, "labels": ["a"], "labels": ["b"]}"#;
    is(&report::<ParcelEvent>(labels), "tags", "duplicate", Drift);
    assert_eq!(ParcelEvent::decode_lenient(labels).unwrap().0.tags, ["b"]);
}

#[test]
fn an_optional_value_of_another_kind_is_drift() {
    for (members, path) in [
        (json!({"note": {"a": 1}}), "note"),
        (json!({"sent": true}), "sent"),
        (json!({"level": "high"}), "level"),
        (json!({"box": 7}), "box"),
        (json!({"box": "no JSON"}), "box"),
        (json!({"box": {"code": "c", "depth": "deep"}}), "box.depth"),
        (json!({"bag": {"a": 1, "b": "x"}}), "bag.b"),
        (json!({"marks": [1, "x", 2]}), "marks[1]"),
        (json!({"marks": "x"}), "marks[0]"),
        (json!({"marks": "[1, \"x\"]"}), "marks[1]"),
    ] {
        is(&report::<ParcelEvent>(parcel(members)), path, "type", Drift);
    }
}

/// A record is what the function is called with, so one of another kind is not just left out.
#[test]
fn a_record_of_another_kind_is_fatal() {
    for (stops, path, severity) in [
        (json!([{"street": "Elm"}, 7]), "stops[1]", Fatal),
        (json!([{"street": "Elm"}, null]), "stops[1]", Fatal),
        (json!([{"street": ["Elm"]}]), "stops[0].street", Fatal),
        (json!([{"street": "Elm", "house": "first"}]), "stops[0].house", Drift),
    ] {
        let (event, report) = TourEvent::decode_lenient(json!({"driver": "Ada", "stops": stops}).to_string()).unwrap();
        let violation = only(&report);
        assert_eq!((violation.path.as_str(), violation.severity), (path, severity));
        assert_eq!(event.stops.len(), stops.as_array().unwrap().len(), "records keep their positions");
    }
}

#[test]
fn a_fatal_violation_among_others_makes_the_report_fatal() {
    let report = report::<ParcelEvent>(r#"{"sender": "Ada", "note": "longer", "level": []}"#);
    let found: Vec<_> = report.violations().iter().map(|violation| (violation.path.as_str(), violation.severity)).collect();
    assert_eq!(found, [("note", Drift), ("count", Fatal)]);
    assert!(report.is_fatal() && Fatal > Drift);
    assert!(!Report::default().is_fatal());
}

/// A report counts violations that it has no place for, and knows whether one of them is fatal.
#[test]
fn a_full_report_knows_of_fatal_violations() {
    let marks: Vec<&str> = vec!["x"; 200];
    let payload = json!({"count": 1, "marks": marks});
    let report = report::<ParcelEvent>(payload.to_string());
    assert!(report.violations().iter().all(|violation| violation.severity == Drift));
    assert_eq!((report.violations().len(), report.omitted(), report.is_fatal()), (100, 101, true));
}

/// Decoding is strict in any case. The severity only matters to handlers.
#[test]
fn decoding_rejects_drift() {
    assert!(ParcelEvent::decode(parcel(json!({"note": "longer"}))).is_err());
    assert!(ParcelEvent::decode(parcel(json!({"note": "short"}))).is_ok());
}

#[derive(Clone, PartialEq, Trigger)]
#[trigger(id = "shop.order")]
struct Order {
    #[trigger(length = "1-3")]
    customer: Str,
    count: Option<u32>,
}

#[test]
fn structs_of_ones_own_have_the_same_severities() {
    is(&report::<Order>(r#"{"customer": "Lilith"}"#), "customer", "length", Drift);
    is(&report::<Order>(r#"{"customer": "Li", "count": "x"}"#), "count", "type", Drift);
    is(&report::<Order>(r#"{"count": 1}"#), "customer", "required", Fatal);
}

#[test]
fn severities_have_stable_names() {
    assert_eq!((Fatal.id(), Drift.id(), Fatal.to_string()), ("fatal", "drift", "fatal".to_owned()));
    let written = serde_json::to_value(report::<ParcelEvent>(parcel(json!({"note": "longer"})))).unwrap();
    assert_eq!(written["violations"][0]["severity"], "drift");
}
