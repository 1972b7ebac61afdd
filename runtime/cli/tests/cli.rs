//! The command as its users see it: its output and exit codes.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use triggerkit::{AnyHttp, AnyTrigger, Sample, detect, triggers};

/// The exit code and output of a run.
#[derive(Debug, PartialEq)]
struct Run {
    code: i32,
    out: String,
    err: String,
}

/// Runs the command in a new folder that contains `files`, with `input` on standard input.
fn run_with(files: &[(&str, &[u8])], input: &[u8], arguments: &[&str]) -> Run {
    let output = output_of(files, input, arguments);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

fn output_of(files: &[(&str, &[u8])], input: &[u8], arguments: &[&str]) -> Output {
    let folder = folder(files);
    let mut child = triggerkit(arguments).current_dir(&folder).spawn().unwrap();
    // A command that does not read its input may have ended already.
    drop(child.stdin.take().unwrap().write_all(input));
    let output = child.wait_with_output().unwrap();
    fs::remove_dir_all(folder).unwrap();
    output
}

fn folder(files: &[(&str, &[u8])]) -> PathBuf {
    let thread = std::thread::current();
    let name = thread.name().unwrap_or("main").replace(':', "_");
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).unwrap();
    for (file, bytes) in files {
        fs::write(folder.join(file), bytes).unwrap();
    }
    folder
}

fn triggerkit(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_triggerkit"));
    command.args(arguments).env_remove("NO_COLOR");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(arguments: &[&str]) -> Run {
    run_with(&[], b"", arguments)
}

/// Returns the output of a run after checking that its exit code is 0 and that standard error is empty.
#[track_caller]
fn clean(run: Run) -> String {
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    run.out
}

const KAFKA: &[u8] = br#"{"trigger_type":"KAFKA","messages":["one","two"]}"#;
const BROKEN: &[u8] = br#"{"trigger_type":"KAFKA","messages":["one",null],"region":[2]}"#;
const UNKNOWN: &[u8] = br#"{"hello":"world"}"#;
const CUT: &[u8] = br#"{"trigger_type":"KAFKA","messages":["#;

#[test]
fn list_prints_one_id_a_line() {
    let ids = clean(run(&["list"]));
    for id in ["huawei.work_request", "huawei.kafka", "tencent.cos"] {
        assert!(ids.lines().any(|line| line == id), "{id} in\n{ids}");
    }
    assert!(
        ids.lines()
            .all(|line| line.split_once('.').is_some_and(|(provider, trigger)| !provider.is_empty() && !trigger.is_empty()))
    );
    assert_eq!(clean(run(&["list", "--format", "text"])), ids);
}

#[test]
fn list_prints_json() {
    let listed: Vec<Value> = serde_json::from_str(&clean(run(&["list", "--format", "json"]))).unwrap();
    let ids: Vec<&str> = listed.iter().map(|trigger| trigger["id"].as_str().unwrap()).collect();
    let lines = clean(run(&["list"]));
    assert_eq!(ids, lines.lines().map(|line| line.split(' ').next().unwrap()).collect::<Vec<_>>());
    let apig = listed.iter().find(|trigger| trigger["id"] == "huawei.apig").unwrap();
    assert_eq!(
        *apig,
        json!({"id": "huawei.apig", "title": "API Gateway (APIG)", "samples": ["", "base64", "no_api_id", "no_context"]})
    );
}

#[test]
fn sample_prints_every_sample_as_it_is() {
    let text = |sample: &Sample| str::from_utf8(sample.payload).is_ok();
    for AnyTrigger { info, .. } in triggers().filter(|trigger| trigger.info.samples.iter().all(text)) {
        for sample in info.samples {
            let printed = clean(run(&["sample", info.id, "--variant", sample.variant]));
            assert_eq!(printed.as_bytes(), sample.payload, "{} {}", info.id, sample.variant);
        }
    }
    let [main, base64] =
        [&["sample", "huawei.apig"][..], &["sample", "huawei.apig", "--variant", "base64"]].map(|it| clean(run(it)));
    assert!(main.contains("\"isBase64Encoded\": false") && base64.contains("\"isBase64Encoded\": true"));
}

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
fn sample_suggests_what_exists() {
    let Run { code, out, err } = run(&["sample", "huawei.apig", "--variant", "gzip"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(
        err,
        "triggerkit: `huawei.apig` does not have a variant `gzip`; its variants are `base64`, `no_api_id`, `no_context`\n"
    );
    for (id, hint) in [
        ("apig", "unknown trigger; did you mean `huawei.apig` or "),
        ("huawei.kafak", "unknown trigger; the triggers of `huawei` are `huawei.work_request`, "),
        ("nobody.knows", "unknown trigger; run `triggerkit list` to see all triggers"),
        ("", "unknown trigger; run `triggerkit list` to see all triggers"),
    ] {
        for arguments in [&["sample", id][..], &["decode", "--trigger", id, "-"]] {
            let Run { code, out, err } = run(arguments);
            assert_eq!((code, out.as_str()), (2, ""));
            assert!(err.contains(hint), "{arguments:?}\n{err}");
        }
    }
}

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
        "b: huawei.kafka\n  fatal: messages[1]: expected text, found null [required]\n  \
         drift: region: expected text, found list [2] [type]\n"
    );
}

#[test]
fn decode_is_lenient_when_asked() {
    let run = run_with(&[], BROKEN, &["decode", "--lenient", "-"]);
    assert_eq!((run.code, run.out.as_str()), (1, "{\"trigger_type\":\"KAFKA\",\"messages\":[\"one\",null],\"region\":[2]}\n"));
    assert!(run.err.starts_with("-: huawei.kafka\n  fatal: messages[1]: "), "{}", run.err);
    assert_eq!(clean(run_with(&[], KAFKA, &["decode", "--lenient", "-"])).as_bytes().trim_ascii_end(), KAFKA);
    assert_eq!(run_with(&[], CUT, &["decode", "--lenient", "-"]).code, 2);
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
        (1, "-: huawei.work_failure\n  fatal: error: expected a value, found nothing [required]\n")
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
         fatal: messages[1]: expected text, found null [required]\n  drift: region: expected text, found list [2] [type]\n"
    );
}

#[test]
fn validate_prints_json() {
    let files: [(&str, &[u8]); 6] =
        [("good", KAFKA), ("bad", BROKEN), ("unknown", UNKNOWN), ("cut", CUT), ("empty", b""), ("bytes", b"\xff\xfe")];
    let names = files.map(|(name, _)| name);
    let run = run_with(&files, b"", &[&["validate", "--format", "json"], &names[..]].concat());
    assert_eq!(run.code, 2);
    let violation = |path: &str, rule: &str, severity: &str, expected: &str, found: &str| json!({"path": path, "rule": rule, "severity": severity, "expected": expected, "found": found});
    let message = violation("messages[1]", "required", "fatal", "text", "null");
    let region = violation("region", "type", "drift", "text", "list [2]");
    let undetected = violation("$", "detect", "fatal", "the payload of one trigger", "none that is known");
    let early = |column| violation("$", "json", "fatal", "JSON", &format!("the text ends too early at line 1, byte {column}"));
    let expected = [
        json!({"file": "good", "trigger": "huawei.kafka", "violations": []}),
        json!({"file": "bad", "trigger": "huawei.kafka", "violations": [message, region]}),
        json!({"file": "unknown", "trigger": null, "violations": [undetected]}),
        json!({"file": "cut", "trigger": "huawei.kafka", "violations": [early(37)]}),
        json!({"file": "empty", "trigger": null, "violations": [early(1)]}),
        json!({"file": "bytes", "trigger": null, "violations": [undetected]}),
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
fn many_violations_are_counted() {
    let payload = json!({"trigger_type": "KAFKA", "messages": vec![Value::Null; 120]}).to_string();
    let run = run_with(&[], payload.as_bytes(), &["validate", "-"]);
    assert_eq!((run.code, run.out.lines().count()), (1, 102));
    assert!(run.out.ends_with("\n  and 20 more\n"), "{}", run.out);
}

#[test]
fn the_worst_file_decides_the_exit_code() {
    let files = [("clean", KAFKA), ("broken", BROKEN), ("cut", CUT), ("unknown", UNKNOWN)];
    for (names, code) in [
        (&["clean"][..], 0),
        (&["clean", "clean"], 0),
        (&["clean", "broken"], 1),
        (&["broken", "clean"], 1),
        (&["cut", "broken", "clean"], 2),
        (&["broken", "unknown", "clean"], 2),
        (&["missing", "clean"], 2),
    ] {
        for command in ["validate", "decode"] {
            assert_eq!(run_with(&files, b"", &[&[command], names].concat()).code, code, "{command} {names:?}");
        }
    }
}

#[test]
fn files_that_cannot_be_read_do_not_stop_the_others() {
    let run = run_with(&[("good.json", KAFKA)], b"", &["validate", "missing.json", ".", "good.json"]);
    assert_eq!((run.code, run.out.as_str()), (2, "good.json: huawei.kafka, no violations\n"));
    let complaints: Vec<&str> = run.err.lines().collect();
    assert_eq!(complaints.len(), 2, "{}", run.err);
    assert!(complaints[0].starts_with("triggerkit: cannot read `missing.json`: "), "{}", run.err);
    assert!(complaints[1].starts_with("triggerkit: cannot read `.`: "), "{}", run.err);
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    for arguments in [&["decode", "-"][..], &["validate", "-"], &["validate", "--format", "json", "-"]] {
        let mut child = triggerkit(arguments).spawn().unwrap();
        // The command waits for its input, so its output is closed before it writes.
        drop(child.stdout.take());
        child.stdin.take().unwrap().write_all(KAFKA).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""), "{arguments:?}");
    }
}

/// The thread of a function, which returns the head and the body of the request.
type Served = std::thread::JoinHandle<(String, Vec<u8>)>;

/// Starts a function that answers one request. Returns its URL, and its thread.
fn answering(status: &'static str, body: &'static str) -> (String, Served) {
    answering_with(status, "", body)
}

/// Starts a function that answers one request with these lines of headers, among others.
fn answering_with(status: &'static str, headers: &'static str, body: impl Into<Vec<u8>>) -> (String, Served) {
    let body = body.into();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let served = std::thread::spawn(move || {
        let mut reader = BufReader::new(listener.accept().unwrap().0);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert!(reader.read_line(&mut head).unwrap() > 0, "{head}");
        }
        let lower = head.to_lowercase();
        let length =
            lower.split_once("content-length: ").map_or(0, |(_, rest)| rest.split_once('\r').unwrap().0.parse().unwrap());
        let mut payload = vec![0; length];
        reader.read_exact(&mut payload).unwrap();
        write!(reader.get_mut(), "HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n", body.len()).unwrap();
        reader.get_mut().write_all(&body).unwrap();
        (head, payload)
    });
    (url, served)
}

#[test]
fn invoke_sends_samples_and_files() {
    let sample = |id: &str| triggers().find(|trigger| trigger.info.id == id).unwrap().info.samples[0].payload;
    let cases: [(&[&str], &[u8], Option<&str>); 4] = [
        (&["--trigger", "huawei.timer"], sample("huawei.timer"), None),
        (&["--trigger", "huawei.heartbeat"], sample("huawei.heartbeat"), Some("x-fgs-event-type: heartbeat\r\n")),
        (&["event.json"], KAFKA, None),
        (&["-H", "X-Own: Mine", "-"], b"\xff", Some("x-own: Mine\r\n")),
    ];
    for (arguments, payload, header) in cases {
        let (url, served) = answering("200 OK", "{\"done\":true}");
        let arguments = [&["invoke", "--url", &url], arguments].concat();
        let run = run_with(&[("event.json", KAFKA)], b"\xff", &arguments);
        assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "{\"done\":true}", "200 OK\n"));
        let (head, sent) = served.join().unwrap();
        assert!(head.starts_with("POST / HTTP/1.1\r\n") && header.is_none_or(|header| head.contains(header)), "{head}");
        assert_eq!(sent, payload);
    }
}

#[test]
fn invoke_ends_as_the_function_answers() {
    for (status, code) in [("201 Created", 0), ("400 Bad Request", 1), ("500 Internal Server Error", 2), ("302 Found", 2)] {
        let (url, served) = answering(status, "why");
        let run = run(&["invoke", "--url", &url, "--trigger", "huawei.apig", "--variant", "base64"]);
        assert_eq!((run.code, run.out.as_str(), run.err), (code, "why", format!("{status}\n")));
        served.join().unwrap();
    }
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let run = run(&["invoke", "--url", &format!("http://127.0.0.1:{port}"), "--trigger", "huawei.apig"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.ends_with("; is the function running?\n"), "{}", run.err);
}

#[test]
fn invoke_sends_requests() {
    let cases: [(&[&str], &str, &[u8]); 6] = [
        (&["GET", "/orders?page=2&page=%20"], "GET /orders?page=2&page=%20 HTTP/1.1\r\n", b""),
        (&["POST", "/", "--data", "a=1", "-H", "X-Own: Mine"], "POST / HTTP/1.1\r\nx-own: Mine\r\n", b"a=1"),
        (&["PUT", "/orders/7", "--data-file", "body"], "PUT /orders/7 HTTP/1.1\r\n", b"\xff\0"),
        (&["PATCH", "/orders/7", "--data-file", "-"], "PATCH /orders/7 HTTP/1.1\r\n", b"input"),
        (&["DELETE", "/orders/7"], "DELETE /orders/7 HTTP/1.1\r\n", b""),
        (&["PURGE", "/", "--as", "volcengine.apig"], "PURGE / HTTP/1.1\r\n", b""),
    ];
    for (arguments, head, body) in cases {
        let (url, served) = answering_with("201 Created", "Set-Cookie: a=\"1\"\r\nSet-Cookie: b=2\r\n", b"\xfe\0");
        let arguments = [&["invoke", "--url", &url, "--http"], arguments].concat();
        let output = output_of(&[("body", b"\xff\0")], b"input", &arguments);
        assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(0), &b"\xfe\0"[..]));
        let printed = String::from_utf8(output.stderr).unwrap();
        assert_eq!(printed, "201 Created\nset-cookie: a=\"1\"\nset-cookie: b=2\ncontent-length: 2\n");
        let (sent_head, sent_body) = served.join().unwrap();
        let (line, headers) = head.split_once("\r\n").unwrap();
        assert!(sent_head.starts_with(line) && sent_head.contains(headers), "{sent_head}");
        assert_eq!(sent_body, body, "{arguments:?}");
    }
}

#[test]
fn invoke_sends_requests_as_events_that_are_detected() {
    for trigger in triggers().filter(|trigger| trigger.http().is_some_and(AnyHttp::has_answer)) {
        let (id, http) = (trigger.info.id, trigger.http().unwrap());
        let cases: [(&str, &[&str], &[u8]); 4] = [
            ("GET", &[], b""),
            ("POST", &["--data", "{}", "-H", "Content-Type: application/json"], b"{}"),
            ("PUT", &["--data-file", "body", "-H", "Content-Type: image/png"], b"\xff\0"),
            ("DELETE", &["-H", "Host: shop.example"], b""),
        ];
        for (method, arguments, body) in cases {
            let (url, served) = answering("200 OK", "{\"statusCode\": 200}");
            let line = ["invoke", "--url", &url, "--as", id, "--http", method, "/a/%20b?q=%262&r=1", "-H", "Cookie: a=1; b=2"];
            let run = run_with(&[("body", b"\xff\0")], b"", &[&line, arguments].concat());
            assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
            let (head, payload) = served.join().unwrap();
            assert!(head.starts_with("POST / HTTP/1.1\r\n"), "{head}");
            assert_eq!(detect(&payload, &[]).one().unwrap().info.id, id, "{}", String::from_utf8_lossy(&payload));

            let (request, report) = http.to_request(&payload).unwrap();
            assert!(report.is_empty(), "{id}: {report}");
            let header = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap());
            let host = url.strip_prefix("http://").unwrap();
            assert_eq!(header("host"), Some(if method == "DELETE" { "shop.example" } else { host }), "{id}");
            assert_eq!((header("cookie"), request.body().as_ref()), (Some("a=1; b=2"), body), "{id}");
            assert_eq!((request.method().as_str(), run.err.as_str()), (method, "200 OK\n"), "{id}");
            assert_eq!(request.uri(), "/a/%20b?q=%262&r=1", "{id}");
        }
    }
}

#[test]
fn invoke_shows_answers_as_clients_receive_them() {
    let answer =
        r#"{"statusCode": 302, "headers": {"Location": "/\u001b", "X": ["1", "2"]}, "isBase64Encoded": true, "body": "/wA="}"#;
    let (url, served) =
        answering("200 OK", r#"{"statusCode": 302, "headers": {"Location": "/b"}, "isBase64Encoded": false, "body": "é"}"#);
    let run = run(&["invoke", "--url", &url, "--http", "GET", "/a", "--as", "huawei.apig"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "é", "302 Found\nlocation: /b\n"));
    served.join().unwrap();
    // An answer that HTTP does not allow.
    let (url, served) = answering("200 OK", answer);
    let run = self::run(&["invoke", "--url", &url, "--http", "GET", "/a", "--as", "huawei.apig"]);
    assert_eq!((run.code, run.out.as_str()), (2, answer));
    let message =
        "triggerkit: the gateway cannot read the answer: headers: expected headers that HTTP allows, found \"Location\" [http]\n";
    assert!(run.err.ends_with(message), "{}", run.err);
    served.join().unwrap();

    let failed = "triggerkit: the function failed to answer the event of `aliyun.http`; a gateway does not pass this answer on to the client\n";
    let not_taken = "triggerkit: the function did not take the event of `aliyun.http`; enable the feature `aliyun` of triggerkit in it, \
                     and give it a service or a handler of this trigger\n";
    for (status, code, message) in [
        ("400 Bad Request", 1, failed),
        ("404 Not Found", 2, not_taken),
        ("405 Method Not Allowed", 2, not_taken),
        ("500 Internal Server Error", 2, failed),
    ] {
        let (url, served) = answering(status, "why");
        let run = self::run(&["invoke", "--url", &url, "--http", "GET", "/a", "--as", "aliyun.http"]);
        let expected = format!("{status}\ncontent-length: 3\n{message}");
        assert_eq!((run.code, run.out.as_str(), run.err), (code, "why", expected));
        served.join().unwrap();
    }
}

#[test]
fn the_status_of_the_response_decides_the_exit_code() {
    for (status, number, code) in [
        ("204 No Content", 204, 0),
        ("303 See Other", 303, 0),
        ("400 Bad Request", 400, 1),
        ("404 Not Found", 404, 2),
        ("503 Service Unavailable", 503, 2),
    ] {
        let (url, served) = answering(status, "");
        let run = run(&["invoke", "--url", &url, "--http", "GET", "/"]);
        assert_eq!((run.code, run.err), (code, format!("{status}\ncontent-length: 0\n")));
        served.join().unwrap();
        let (url, served) = answering_with("200 OK", "", json!({"statusCode": number}).to_string());
        let run = self::run(&["invoke", "--url", &url, "--http", "GET", "/", "--as", "tencent.apigw"]);
        assert_eq!((run.code, run.err), (code, format!("{status}\n")));
        served.join().unwrap();
    }
}

#[test]
fn pieces_of_a_response_are_printed_as_they_arrive() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let mut child = triggerkit(&["invoke", "--url", &url, "--http", "GET", "/events"]).spawn().unwrap();
    let mut stream = listener.accept().unwrap().0;
    stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\ntick 1\r\n").unwrap();
    let mut piece = [0; 6];
    child.stdout.as_mut().unwrap().read_exact(&mut piece).unwrap();
    assert_eq!(&piece, b"tick 1");
    // The connection closes before the end.
    drop(stream);
    let output = child.wait_with_output().unwrap();
    let printed = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && printed.contains("\ntriggerkit: the response was cut off: "), "{printed}");
}

#[test]
fn a_closed_pipe_ends_an_endless_response() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let mut child = triggerkit(&["invoke", "--url", &url, "--http", "GET", "/events"]).spawn().unwrap();
    let mut stream = listener.accept().unwrap().0;
    drop(child.stdout.take());
    stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").unwrap();
    // The command closes the connection.
    while stream.write_all(b"6\r\ntick 1\r\n").is_ok() {}
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn incorrect_use_is_explained() {
    for (arguments, part) in [
        (&[][..], "Usage: triggerkit <COMMAND>"),
        (&["lst"], "a similar subcommand exists: 'list'"),
        (&["sample"], "<ID>"),
        (&["decode"], "<FILE>..."),
        (&["validate", "--format", "xml", "-"], "[possible values: text, json]"),
        (&["validate", "-H", "X-FGS-EVENT-TYPE", "-"], "expected `Name: value`"),
        (&["validate", "-H", ": heartbeat", "-"], "expected `Name: value`"),
        (&["invoke"], "<--trigger <ID>|--http <METHOD> <PATH>|FILE>"),
        (&["invoke", "--http", "GET"], "2 values required for '--http <METHOD> <PATH>' but 1 was provided"),
        (&["invoke", "--http", "GET", "a"], "triggerkit: expected a path that begins with `/`, found `a`; write `/a`\n"),
        (&["invoke", "--http", "GET", "http://a/b"], "found `http://a/b`; pass the address of the function with `--url`\n"),
        (&["invoke", "--http", "GET", "/a b"], "`/a b` contains ' ', which a path cannot contain; write `%20` instead\n"),
        (&["invoke", "--http", "GET", "/a#b"], "`/a#b` contains '#', which a path cannot contain; write `%23` instead\n"),
        (&["invoke", "--http", "get", "/"], "triggerkit: expected a method, found `get`; write `GET`\n"),
        (&["invoke", "--http", "/a", "get"], "expected a method before the path, found `/a`; write `--http GET /a`\n"),
        (&["invoke", "--http", "G T", "/"], "triggerkit: expected a method such as `GET`, found `G T`\n"),
        (&["invoke", "--http", "GET", "/", "-H", "é: x"], "`é: x` has a name that HTTP does not allow\n"),
        (&["invoke", "--http", "GET", "/", "-H", "x: \u{1}"], "has a value that HTTP does not allow\n"),
        (&["invoke", "--http", "GET", "/", "--data-file", "missing"], "triggerkit: cannot read `missing`: "),
        (&["invoke", "--http", "GET", "/", "--data", "a", "--data-file", "b"], "cannot be used with"),
        (&["invoke", "--http", "GET", "/", "--as", "aliyun.oss"], "not an HTTP trigger; the HTTP triggers are `huawei.apig`, "),
        (&["invoke", "--http", "GET", "/", "--as", "aliyun.htp"], "unknown trigger; the HTTP triggers are `huawei.apig`, "),
        (&["invoke", "--http", "GET", "/", "--trigger", "aliyun.http"], "cannot be used with"),
        (&["invoke", "--trigger", "aliyun.http", "--data", "a"], "cannot be used with"),
        (&["invoke", "--as", "aliyun.http", "event.json"], "cannot be used with"),
        (&["invoke", "--trigger", "huawei.timer", "event.json"], "cannot be used with"),
        (&["invoke", "--trigger", "huawei.timer", "--url", "https://a"], "expected `http://host:port`"),
        (
            &["invoke", "--trigger", "huawei.heartbeat", "--variant", "no"],
            "`huawei.heartbeat` does not have a variant `no`; leave out `--variant`",
        ),
        (
            &["invoke", "--trigger", "huawei.timer", "-H", "no name: x"],
            "cannot send: `no name: x` has a name that HTTP does not allow\n",
        ),
        (&["validate", "--lenient", "-"], "unexpected argument '--lenient'"),
    ] {
        let Run { code, out, err } = run(arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.contains(part), "{arguments:?}\n{err}");
    }
}

#[test]
fn help_and_version_are_printed() {
    let help = clean(run(&["--help"]));
    for command in ["list", "sample", "decode", "validate", "detect", "explain", "invoke"] {
        assert!(help.contains(command), "{help}");
        assert!(clean(run(&[command, "--help"])).contains(&format!("Usage: triggerkit {command}")));
    }
    assert!(
        help.contains("Exit codes:\n  0  no violations\n  1  violations, or more than one possible trigger\n  2  "),
        "{help}"
    );
    assert!(clean(run(&["invoke", "--help"])).contains("Exit codes:\n  0  the function answered with status 2xx; "));
    assert_eq!(clean(run(&["--version"])), format!("triggerkit {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn terminal_control_characters_are_escaped() {
    let payload = br#"{"trigger_type":"KAFKA","messages":[],"event_time":"\u001b[2J\n"}"#;
    let run = run_with(&[], payload, &["validate", "-"]);
    assert!(!run.out.contains('\u{1b}') && run.out.lines().count() == 2, "{}", run.out);
}

#[test]
fn retired_triggers_are_marked() {
    let listed = clean(run(&["list"]));
    let line = listed.lines().find(|line| line.starts_with("tencent.apigw ")).unwrap();
    assert_eq!(line, "tencent.apigw  # retired by the vendor (2025-06), use tencent.function_url");
    let json: Value = clean(run(&["list", "--format", "json"])).parse().unwrap();
    let apigw = json.as_array().unwrap().iter().find(|trigger| trigger["id"] == "tencent.apigw").unwrap();
    assert_eq!((&apigw["retired"], &apigw["successor"]), (&json!("2025-06"), &json!("tencent.function_url")));
    let sample = triggers().find(|trigger| trigger.info.id == "tencent.apigw").unwrap().info.samples[0].payload;
    assert!(
        clean(run_with(&[], sample, &["explain", "-"]))
            .contains("\n  retired by the vendor (2025-06), use tencent.function_url\n")
    );
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
