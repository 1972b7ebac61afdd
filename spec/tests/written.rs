//! What arrives is written back as it arrived, whatever form it has. The engine reads it over shapes that are built from specs.

use triggerkit_core::engine::record_paths;
use triggerkit_core::payload;
use triggerkit_core::report::{Report, Severity};
use triggerkit_spec::json::{Node, Value, parse};
use triggerkit_spec::judge::Judge;
use triggerkit_spec::model::{Body, Provider};

use crate::golden;

fn accepted(stem: &str) -> Provider {
    let mut cases = golden::cases("accepted").into_iter();
    let case = cases.find(|case| case.stem == stem).expect("the spec is there");
    case.check().unwrap_or_else(|failure| panic!("{failure}"))
}

/// Decodes an event of a trigger, and returns what is wrong with it and what it is written as.
fn read(provider: &Provider, trigger: &str, event: &str) -> (Report, String) {
    let trigger = provider.triggers.iter().find(|each| each.id == trigger).expect("the trigger is there");
    match Judge::of(provider).read(&trigger.event, event.as_bytes()) {
        Ok((record, report)) => (report, payload::json(&record)),
        Err(report) => panic!("{event}\n{report}"),
    }
}

/// Returns JSON with sorted keys and without white space. The text of strings and numbers stays.
fn canonical(json: &str) -> String {
    fn write(node: &Node<'_>) -> String {
        match &node.value {
            Value::List(items) => format!("[{}]", items.iter().map(write).collect::<Vec<_>>().join(",")),
            Value::Object(members) => {
                let mut members: Vec<_> = members.iter().map(|(key, value)| format!("{key:?}:{}", write(value))).collect();
                members.sort();
                format!("{{{}}}", members.join(","))
            }
            Value::Number(number) => number.as_str().to_owned(),
            other => format!("{other:?}"),
        }
    }
    write(&parse(json).unwrap_or_else(|error| panic!("{json}: {error}")))
}

#[test]
fn samples_are_written_as_they_came() {
    for case in golden::cases("accepted") {
        let provider = accepted(&case.stem);
        for trigger in &provider.triggers {
            for sample in trigger.samples.iter().filter(|sample| sample.body == Body::Json) {
                let text = std::str::from_utf8(&sample.bytes).expect("JSON is UTF-8");
                let (report, written) = read(&provider, &trigger.id, text);
                assert!(report.is_empty(), "{text}\n{report}");
                assert_eq!(canonical(&written), canonical(text));
            }
        }
    }
}

/// Returns an order of the tolerant spec with another value of one field.
fn order(field: &str, value: &str) -> String {
    let usual = [("id", r#""A-1""#), ("total", "1.5"), ("items", "[]")];
    let others = usual.iter().filter(|(key, _)| *key != field);
    let members = others.map(|(key, value)| format!("{key:?}:{value}")).chain([format!("{field:?}:{value}")]);
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

#[test]
fn forms_that_clouds_mix_up_are_read_and_written() {
    let provider = accepted("tolerant");
    let forms: &[(&str, &[&str])] = &[
        ("id", &[r#""A-1""#, "7", "1.50", "true", r#""""#]),
        ("number", &["71", r#""71""#, r#""""#, "null", "{}", "[]"]),
        ("total", &["1", "1.0", r#""1""#, r#""1.5""#]),
        ("paid", &["true", r#""false""#, r#""""#, "null"]),
        ("placed", &["1772600771", "1772600771.5", r#""1772600771250""#, r#""Wed Nov 15 2017""#, r#""""#, "null"]),
        ("expires", &["1772600771250", r#""1772600771250""#, r#""""#, "null", "{}"]),
        ("state", &[r#""sent""#, r#""lost""#, "3", "true", "null", "{}"]),
        (
            "customer",
            &[
                r#"{"name":"Kim","more":[1]}"#,
                r#"{"vip":"false","name":7}"#,
                r#""{ \"vip\": \"true\", \"name\": \"Kim\", \"more\": 1.0 }""#,
                r#""""#,
                "null",
                "{}",
                "[]",
            ],
        ),
        (
            "items",
            &[
                r#"[{"sku":"X-1","count":2}]"#,
                r#"[{"sku":"X-1","count":2},{"sku":1,"count":"3"}]"#,
                r#"{"sku":"X-1"}"#,
                r#"{"count":"2","sku":1}"#,
                r#""[{\"sku\": \"X-1\"}]""#,
                r#"["{\"sku\": \"X-1\"}"]"#,
                r#"["{\"count\": \"2\", \"sku\": 1}", {"sku":"X-2"}]"#,
                r#""{\"sku\": \"X-1\"}""#,
                "[]",
            ],
        ),
        ("labels", &[r#"{"a":"b"}"#, r#"{"a":1,"b":true,"c":"x"}"#, r#""{\"a\": 1}""#, r#""""#, "{}", "[]", "null"]),
        ("tags", &[r#"["a"]"#, r#"[1,"a",true]"#, r#""a""#, "7", r#""[\"a\", 1]""#, r#""""#, "[]", "null"]),
        ("message", &[r#""text""#, r#"{"b":[1, 2.0],"a":null}"#, "[ 1 ]", "7", "false", r#""""#, "null"]),
    ];
    for (field, values) in forms {
        for value in *values {
            let event = order(field, value);
            let (report, written) = read(&provider, "order", &event);
            assert!(report.is_empty(), "{event}\n{report}");
            assert_eq!(canonical(&written), canonical(&event));
        }
    }
}

#[test]
fn what_does_not_fit_is_reported_and_written() {
    let provider = accepted("tolerant");
    let values = [
        ("number", "5000", Severity::Drift),
        ("number", r#""many""#, Severity::Drift),
        ("number", r#"{"a":1}"#, Severity::Drift),
        ("paid", r#""perhaps""#, Severity::Drift),
        ("expires", r#""soon""#, Severity::Drift),
        ("customer", r#""not JSON""#, Severity::Drift),
        ("customer", "5", Severity::Drift),
        ("labels", r#"{"a":{"b":1}}"#, Severity::Drift),
        ("tags", r#"["a",{"b":1}]"#, Severity::Drift),
        ("customer", r#"{"vip":true}"#, Severity::Fatal),
        ("items", r#"[{"count":1}]"#, Severity::Fatal),
        ("items", "5", Severity::Fatal),
        ("items", "null", Severity::Fatal),
        ("total", r#""""#, Severity::Fatal),
        ("id", "{}", Severity::Fatal),
    ];
    for (field, value, severity) in values {
        let event = order(field, value);
        let (report, written) = read(&provider, "order", &event);
        let found: Vec<Severity> = report.violations().iter().map(|violation| violation.severity).collect();
        assert_eq!(found, [severity], "{event}\n{report}");
        assert_eq!(report.is_fatal(), severity == Severity::Fatal);
        if severity == Severity::Drift {
            assert_eq!(canonical(&written), canonical(&event));
        }
    }
}

#[test]
fn payloads_that_are_lists_are_read_and_written() {
    let provider = accepted("lists");
    for event in [
        r#"[{"source":"shop","order":71}]"#,
        r#"[{"source":"shop","order":71,"more":[1]},"{\"order\": 72, \"source\": \"shop\"}"]"#,
        r#"{"source":"shop","order":71}"#,
        r#"{"events":[{"source":"shop","order":71}]}"#,
        r#"{"EventList":[{"source":"shop","order":71}],"more":{"a":1.0}}"#,
        r#"{"EventList":{"source":"shop","order":71}}"#,
    ] {
        let (report, written) = read(&provider, "orders", event);
        assert!(report.is_empty(), "{event}\n{report}");
        assert_eq!(canonical(&written), canonical(event));
    }
    for (event, path, record) in [
        (r#"[{"source":"shop","order":71},{"source":"shop","order":0}]"#, "[1].order", "[1]"),
        (r#"["{\"source\":\"shop\",\"order\":0}"]"#, "[0].order", "[0]"),
        (r#"{"source":"shop","order":0}"#, "[0].order", "[0]"),
        (r#"{"events":[{"source":"shop","order":0}]}"#, "events[0].order", "events[0]"),
        (r#"{"EventList":[{"source":"shop","order":0}]}"#, "events[0].order", "events[0]"),
    ] {
        assert_eq!(read(&provider, "orders", event).0.violations()[0].path, path, "{event}");
        let found = records(&provider, "orders", event);
        assert!(found.last().is_some_and(|last| last == record), "{event}: {found:?}");
    }
    assert_eq!(read(&provider, "orders", "[]").0.to_string(), "$: expected at least 1 item, found 0 items [length]");
    let orders = &provider.triggers[0].event;
    let report = Judge::of(&provider).read(orders, b"7").expect_err("it is neither a list nor an object");
    assert_eq!(report.to_string(), "$: expected a list, found number 7 [type]");
}

#[test]
fn records_are_found_at_every_path() {
    let provider = accepted("batches");
    let event = r#"{"messages":[{"body":"a"}],"records":[{"messages":[]},{"messages":[{"body":"b"},{"body":"c"}]}]}"#;
    assert_eq!(records(&provider, "queue", event), ["messages[0]", "records[1].messages[0]", "records[1].messages[1]"]);
    assert!(records(&provider, "queue", "{}").is_empty());
}

/// Returns the paths of the records of an event.
fn records(provider: &Provider, trigger: &str, event: &str) -> Vec<String> {
    let trigger = provider.triggers.iter().find(|each| each.id == trigger).expect("the trigger is there");
    let paths: Vec<String> = trigger.records.iter().map(ToString::to_string).collect();
    let (record, _) = Judge::of(provider).read(&trigger.event, event.as_bytes()).expect("it is JSON of the right kind");
    record_paths(&record, &paths.iter().map(String::as_str).collect::<Vec<_>>())
}
