//! `triggerkit explain` and `detect`.

use triggerkit::{Base64, triggers};

use crate::{CUT, KAFKA, UNKNOWN, clean, run_with};

#[test]
fn detect_prints_ids() {
    let run = run_with(&[("kafka", KAFKA), ("cut", CUT), ("unknown", UNKNOWN)], b"", &["detect", "kafka", "cut", "unknown"]);
    assert_eq!((run.code, run.err.as_str()), (2, ""));
    assert_eq!(run.out, "kafka: huawei.kafka\ncut: huawei.kafka\nunknown: unknown trigger\n");
    assert_eq!(clean(run_with(&[], KAFKA, &["detect", "-"])), "-: huawei.kafka\n");
}

#[test]
fn explain_prints_contents_and_unknown_fields() {
    let lts = triggers().find(|trigger| trigger.info.id == "huawei.lts").unwrap().info.samples[0].payload;
    let printed = clean(run_with(&[], lts, &["explain", "-"]));
    for part in ["trigger huawei.lts (", "no violations", "contents of lts.data: {\"logs\":"] {
        assert!(printed.contains(part), "{part} in\n{printed}");
    }
    let run = run_with(&[], br#"{"trigger_type":"KAFKA","messages":[null],"more":[1]}"#, &["explain", "-"]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    for part in ["fatal: messages[0]: expected text, found null [required]", "unknown field more: [1]"] {
        assert!(run.out.contains(part), "{part} in\n{}", run.out);
    }
    let run = run_with(&[], UNKNOWN, &["explain", "-"]);
    assert!(run.code == 2 && run.out.contains("found none that is known [detect]"), "{run:?}");
}

#[test]
fn explain_finds_what_is_wrong_inside_of_contents() {
    let event = |data: &str| format!("{{\n  \"clslogs\": {{\"data\": {data}}}\n}}");
    let base64 = |text: &str| format!("{:?}", Base64::encode(text).as_str());
    let broken = event(&base64(r#"{"topic_id": 7, "records": [{"timestamp": "x", "more": 1}]}"#));
    let run = run_with(&[("e.json", broken.as_bytes())], b"", &["explain", "--trigger", "tencent.cls", "e.json"]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    let lines: Vec<&str> = run.out.lines().skip(2).collect();
    assert_eq!(
        lines,
        [
            "  e.json:2:23: drift: clslogs.data.records[0].timestamp: expected microseconds since 1970, found \"x\" [type]",
            "  contents of clslogs.data: {\"topic_id\": 7, \"records\": [{\"timestamp\": \"x\", \"more\": 1}]}",
            "  unknown field clslogs.data.records[0].more: 1",
        ]
    );
    for (data, violation) in [
        ("\"*\"".to_owned(), "clslogs.data: expected base64 text, found "),
        (base64("text"), "clslogs.data: expected JSON, found "),
        (base64("[]"), "clslogs.data: expected an object, found list [] [type]"),
    ] {
        let run = run_with(&[], event(&data).as_bytes(), &["explain", "-"]);
        assert_eq!(run.code, 1);
        assert!(run.out.contains(&format!("\n  -:2:23: fatal: {violation}")), "{violation} in\n{}", run.out);
        assert!(!run.out.contains("no violations"), "{}", run.out);
    }
}
