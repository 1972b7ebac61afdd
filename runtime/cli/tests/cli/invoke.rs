//! `triggerkit invoke`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;

use serde_json::json;
use triggerkit::{AnyHttp, detect, triggers};

use crate::{KAFKA, output_of, run, run_with, triggerkit};

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
        assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "{\"done\":true}\n", "200 OK\n"));
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
        assert_eq!((run.code, run.out.as_str(), run.err), (code, "why\n", format!("{status}\n")));
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
fn answers_are_printed_as_the_user_wants_them() {
    for (arguments, answer, printed) in [
        (&["--pretty"][..], &b"{\"done\":[true]}"[..], &b"{\n  \"done\": [\n    true\n  ]\n}\n"[..]),
        (&["--pretty"], b"done", b"done\n"),
        (&["--quiet"], b"done\n", b"done\n"),
        (&["-q"], b"", b""),
        (&["-q"], b"\xff\xfe", b"\xff\xfe"),
    ] {
        let (url, served) = answering_with("200 OK", "", answer);
        let output = output_of(&[], b"", &[&["invoke", "--url", &url, "--trigger", "huawei.timer"], arguments].concat());
        assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(0), printed), "{arguments:?}");
        assert_eq!(output.stderr, if arguments == ["--pretty"] { &b"200 OK\n"[..] } else { b"" });
        served.join().unwrap();
    }
    let (url, served) = answering("200 OK", "page");
    let run = run(&["invoke", "--url", &url, "-q", "--http", "GET", "/"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "page", ""));
    served.join().unwrap();
}
