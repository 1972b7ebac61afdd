//! `triggerkit validate`.

use serde_json::{Value, json};
use triggerkit::{AnyTrigger, triggers};

use crate::{BROKEN, CUT, KAFKA, UNKNOWN, clean, run, run_with};

#[test]
fn every_sample_is_clean() {
    for AnyTrigger { info, .. } in triggers().filter(|trigger| trigger.info.id.starts_with("huawei.")) {
        for sample in info.samples {
            let printed = clean(run_with(&[], sample.payload, &["validate", "--trigger", info.id, "-"]));
            assert_eq!(printed, format!("-: {}, no violations\n", info.id));
            let decoded = clean(run_with(&[], sample.payload, &["decode", "--trigger", info.id, "-"]));
            let documented: Value = serde_json::from_slice(sample.payload).unwrap();
            assert_eq!(decoded.parse::<Value>().unwrap(), documented, "{}", info.id);
        }
    }
}

#[test]
fn worker_messages_are_detected_by_their_header() {
    let message = br#"{"trigger_urn":"urn","task_token":"token"}"#;
    for header in ["X-FGS-EVENT-TYPE: heartbeat", "x-fgs-event-type:heartbeat"] {
        let printed = clean(run_with(&[], message, &["validate", "-H", header, "-"]));
        assert_eq!(printed, "-: huawei.heartbeat, no violations\n");
    }
    let headers = ["-H", "Content-Type: application/json", "--header", "X-FGS-EVENT-TYPE: workfailure"];
    let run = run_with(&[], message, &[&["validate"], &headers[..], &["-"]].concat());
    assert_eq!(
        (run.code, run.out.as_str()),
        (1, "-: huawei.work_failure\n  -:1:1: fatal: error: expected a value, found nothing [required]\n")
    );
    assert_eq!(run_with(&[], message, &["validate", "-"]).code, 2, "only the header contains the discriminator");
}

#[test]
fn validate_prints_text() {
    let run = run_with(&[("good.json", KAFKA), ("bad.json", BROKEN)], b"", &["validate", "good.json", "bad.json"]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    assert_eq!(
        run.out,
        "good.json: huawei.kafka, no violations\nbad.json: huawei.kafka\n  \
         bad.json:1:43: fatal: messages[1]: expected text, found null [required]\n  bad.json:1:58: drift: region: expected text, found list [2] [type]\n"
    );
}

#[test]
fn validate_prints_json() {
    let files: [(&str, &[u8]); 6] =
        [("good", KAFKA), ("bad", BROKEN), ("unknown", UNKNOWN), ("cut", CUT), ("empty", b""), ("bytes", b"\xff\xfe")];
    let names = files.map(|(name, _)| name);
    let run = run_with(&files, b"", &[&["validate", "--format", "json"], &names[..], &["missing"]].concat());
    assert_eq!(run.code, 2);
    let violation = |path: &str, rule: &str, severity: &str, expected: &str, found: &str| json!({"path": path, "rule": rule, "severity": severity, "expected": expected, "found": found});
    let at = |mut violation: Value, column: usize| {
        violation["line"] = json!(1);
        violation["column"] = json!(column);
        violation
    };
    let message = at(violation("messages[1]", "required", "fatal", "text", "null"), 43);
    let region = at(violation("region", "type", "drift", "text", "list [2]"), 58);
    let undetected = violation("$", "detect", "fatal", "the payload of one trigger", "none that is known");
    let early = |column| {
        at(violation("$", "json", "fatal", "JSON", &format!("the text ends too early at line 1, byte {column}")), column)
    };
    let expected = [
        json!({"file": "good", "trigger": "huawei.kafka", "violations": []}),
        json!({"file": "bad", "trigger": "huawei.kafka", "violations": [message, region]}),
        json!({"file": "unknown", "trigger": null, "violations": [undetected]}),
        json!({"file": "cut", "trigger": "huawei.kafka", "violations": [early(37)]}),
        json!({"file": "empty", "trigger": null, "violations": [early(1)]}),
        json!({"file": "bytes", "trigger": null, "violations": [undetected]}),
        json!({"file": "missing", "error": "cannot read `missing`: No such file or directory (os error 2)"}),
    ];
    let lines: Vec<Value> = run.out.lines().map(|line| line.parse().unwrap()).collect();
    assert_eq!(lines, expected);
    assert!(run.out.starts_with("{\"file\":\"good\",\"trigger\":\"huawei.kafka\",\"violations\":[]}\n"), "{}", run.out);
    let help = |file| {
        format!(
            "triggerkit: cannot detect the trigger of `{file}`; pass its id with `--trigger`, or the request's headers with `-H`\n"
        )
    };
    assert_eq!(run.err, help("unknown") + &help("bytes"));
}

#[test]
fn validate_reports_what_is_not_decodable() {
    let arguments = ["validate", "--trigger", "huawei.timer", "--format", "json", "-"];
    for (payload, rule, found) in [
        (CUT, "json", "the text ends too early at line 1, byte 37"),
        (b"[]", "type", "list []"),
        (b"\xff", "utf8", "an invalid byte at offset 0"),
    ] {
        let run = run_with(&[], payload, &arguments);
        let line: Value = run.out.parse().unwrap();
        assert_eq!((run.code, run.err.as_str(), line["trigger"].as_str()), (2, "", Some("huawei.timer")));
        assert_eq!((line["violations"][0]["rule"].as_str(), line["violations"][0]["found"].as_str()), (Some(rule), Some(found)));
    }
}

#[test]
fn many_violations_are_counted() {
    let payload = json!({"trigger_type": "KAFKA", "messages": vec![Value::Null; 120]}).to_string();
    let run = run_with(&[], payload.as_bytes(), &["validate", "-"]);
    assert_eq!((run.code, run.out.lines().count()), (1, 102));
    assert!(run.out.ends_with("\n  and 20 more\n"), "{}", run.out);
}

#[test]
fn terminal_control_characters_are_escaped() {
    let payload = br#"{"trigger_type":"KAFKA","messages":[],"event_time":"\u001b[2J\n"}"#;
    let run = run_with(&[], payload, &["validate", "-"]);
    assert!(!run.out.contains('\u{1b}') && run.out.lines().count() == 2, "{}", run.out);
}

#[test]
fn configurations_are_checked_in_the_vendors_files() {
    assert!(clean(run(&["list", "--configs"])).lines().any(|id| id == "aliyun.timer"));
    let file = "triggers:\n- triggerName: a\n  triggerType: timer\n  triggerConfig:\n    cronExpression: '@every 5m'\n    enable: true\n\
                - triggerName: b\n  triggerType: http\n  triggerConfig: {}\n\
                - triggerName: c\n  triggerType: timer\n  triggerConfig:\n    cronExpression: never\n    enabled: true\n";
    let run = run_with(&[("s.yaml", file.as_bytes())], b"", &["validate", "--config", "aliyun.timer", "s.yaml"]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    assert_eq!(
        run.out,
        "s.yaml: aliyun.timer, no violations\ns.yaml: aliyun.timer\n  \
         drift: cronExpression: expected a cron expression, found \"never\" [format]\n  \
         fatal: enabled: expected a field of the configuration, found an unknown field [type]\n"
    );
    let alone =
        run_with(&[], b"{\"cronExpression\": \"@every 5m\", \"enable\": true}", &["validate", "--config", "aliyun.timer", "-"]);
    assert_eq!(clean(alone), "-: aliyun.timer, no violations\n");
    let unknown = self::run(&["validate", "--config", "aliyun.tmer", "-"]);
    assert!(unknown.code == 2 && unknown.err.contains("unknown configuration; this provider has `aliyun.http`"), "{unknown:?}");
}

#[test]
fn quiet_prints_only_what_is_wrong() {
    let files = [("good.json", KAFKA), ("bad.json", BROKEN)];
    for (command, lines) in
        [(&["validate", "-q"][..], 3), (&["validate", "--quiet", "--format", "json"], 1), (&["explain", "-q"], 5)]
    {
        assert_eq!(clean(run_with(&files, b"", &[command, &["good.json"]].concat())), "");
        let run = run_with(&files, b"", &[command, &["."]].concat());
        assert_eq!((run.code, run.out.lines().count(), run.out.contains("good")), (1, lines, false), "{}", run.out);
    }
}

#[test]
fn violations_are_located_in_the_file_that_was_read() {
    let text = "\u{feff}{}".as_bytes();
    let cases: [(&[&str], &[u8], &str); 4] = [
        (
            &["huawei.kafka"],
            "{\"trigger_type\": \"KAFKA\",\n\t\"messages\": [\"é😀\", null]}".as_bytes(),
            "e.json:2:21: fatal: messages[1]: ",
        ),
        (&["huawei.kafka"], b"\n\n {\"trigger_type\": \"KAFKA\"}", "e.json:3:2: drift: messages: "),
        (&["huawei.kafka"], text, "e.json:1:1: fatal: $: expected JSON"),
        // The payload is made from the headers and the body.
        (&["volcengine.tos", "-H", "ce-specversion: 1.0", "-H", "ce-id: 1"], b"{\"events\": 1}", "\n  fatal: data.events[0]: "),
    ];
    for (arguments, payload, line) in cases {
        let run = run_with(&[("e.json", payload)], b"", &[&["validate", "--trigger"], arguments, &["e.json"]].concat());
        assert!(run.code > 0 && run.out.contains(line), "{line} in {run:?}");
    }
}
