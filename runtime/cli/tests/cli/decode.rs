//! `triggerkit decode`.

use crate::{BROKEN, CUT, KAFKA, clean, run_with};

#[test]
fn decode_prints_the_event() {
    let payload = br#" {"trigger_type": "KAFKA", "messages": ["one"], "more": {"x": [1.0]}} "#;
    let expected = "{\"trigger_type\":\"KAFKA\",\"messages\":[\"one\"],\"more\":{\"x\": [1.0]}}\n";
    assert_eq!(clean(run_with(&[("k.json", payload)], b"", &["decode", "k.json"])), expected);
    assert_eq!(clean(run_with(&[], payload, &["decode", "-"])), expected);
    assert_eq!(clean(run_with(&[], payload, &["decode", "--trigger", "huawei.kafka", "-"])), expected);
}

#[test]
fn decode_prints_one_line_a_file() {
    let run = run_with(&[("a", KAFKA), ("b", BROKEN), ("c", KAFKA)], KAFKA, &["decode", "a", "b", "-", "c"]);
    let line = format!("{}\n", std::str::from_utf8(KAFKA).unwrap());
    assert_eq!((run.code, run.out), (1, line.repeat(3)));
    assert_eq!(
        run.err,
        "b: huawei.kafka\n  b:1:43: fatal: messages[1]: expected text, found null [required]\n  \
         b:1:58: drift: region: expected text, found list [2] [type]\n"
    );
}

#[test]
fn decode_is_lenient_when_asked() {
    let run = run_with(&[], BROKEN, &["decode", "--lenient", "-"]);
    assert_eq!((run.code, run.out.as_str()), (1, "{\"trigger_type\":\"KAFKA\",\"messages\":[\"one\",null],\"region\":[2]}\n"));
    assert!(run.err.starts_with("-: huawei.kafka\n  -:1:43: fatal: messages[1]: "), "{}", run.err);
    assert_eq!(clean(run_with(&[], KAFKA, &["decode", "--lenient", "-"])).as_bytes().trim_ascii_end(), KAFKA);
    assert_eq!(run_with(&[], CUT, &["decode", "--lenient", "-"]).code, 2);
}

#[test]
fn events_are_indented() {
    let pretty =
        clean(run_with(&[], br#"{"trigger_type":"KAFKA","messages":["one"],"more":1.50}"#, &["decode", "--pretty", "-"]));
    let expected = "{\n  \"trigger_type\": \"KAFKA\",\n  \"messages\": [\n    \"one\"\n  ],\n  \"more\": 1.50\n}\n";
    assert_eq!(pretty, expected);
}
