//! Events of triggerkit in functions that the official runtime of AWS Lambda runs.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use triggerkit::Trigger;
use triggerkit::huawei::{ApigResponse, Kafka};

const EVENT: &str = "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: r-1\r\nLambda-Runtime-Deadline-Ms: 4102444800000\r\n";

/// Reads a request, answers it, and returns its first line and its body. Each request has a connection of its own.
fn accept(api: &TcpListener, response: &str) -> (String, Vec<u8>) {
    let mut reader = BufReader::new(api.accept().unwrap().0);
    let (mut head, mut length) = (String::new(), 0);
    while !head.ends_with("\r\n\r\n") {
        let start = head.len();
        assert!(reader.read_line(&mut head).unwrap() > 0, "{head}");
        if let Some(number) = head[start..].to_lowercase().strip_prefix("content-length: ") {
            length = number.trim().parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    reader.get_mut().write_all(response.as_bytes()).unwrap();
    (head.lines().next().unwrap().to_owned(), body)
}

/// Sends an event to one of the functions, and returns the call with its outcome. The function is a process of its own, because the
/// runtime reads environment variables.
fn invoke(function: &str, payload: &str) -> (String, Value) {
    let api = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_lambda_function"));
    command.arg(function).stdout(Stdio::null()).stderr(Stdio::null());
    command.env("AWS_LAMBDA_RUNTIME_API", api.local_addr().unwrap().to_string());
    command.envs([
        ("AWS_LAMBDA_FUNCTION_NAME", "shop"),
        ("AWS_LAMBDA_FUNCTION_VERSION", "1"),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128"),
    ]);
    let mut child = command.spawn().unwrap();
    let event = format!("{EVENT}Connection: close\r\nContent-Length: {}\r\n\r\n{payload}", payload.len());
    let (poll, _) = accept(&api, &event);
    assert_eq!(poll, "GET /2018-06-01/runtime/invocation/next HTTP/1.1");
    let (outcome, body) = accept(&api, "HTTP/1.1 202 Accepted\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    child.kill().unwrap();
    child.wait().unwrap();
    (outcome, serde_json::from_slice(&body).unwrap())
}

const RESPONSE: &str = "POST /2018-06-01/runtime/invocation/r-1/response HTTP/1.1";
const ERROR: &str = "POST /2018-06-01/runtime/invocation/r-1/error HTTP/1.1";

#[test]
fn the_official_runtime_reads_and_writes_our_events() {
    let payload = str::from_utf8(Kafka::INFO.samples[0].payload).unwrap();
    let (outcome, body) = invoke("kafka", payload);
    assert_eq!((outcome.as_str(), body), (RESPONSE, serde_json::from_str(payload).unwrap()));

    let (outcome, body) = invoke("order", r#"{"id": "tea", "count": 2}"#);
    let expected: Value = serde_json::from_str(&ApigResponse::text(200, "Some(2) of tea").to_json()).unwrap();
    assert_eq!((outcome.as_str(), body), (RESPONSE, expected));
}

/// serde does not validate events. What cannot be read at all is an error that says where and why.
#[test]
fn the_official_runtime_reports_what_cannot_be_read() {
    let (number, incomplete) = (json!(7), json!({"count": 2}));
    for (function, payload, expected) in [("kafka", number, "found number 7"), ("order", incomplete, "id: expected a value")] {
        let (outcome, body) = invoke(function, &payload.to_string());
        assert_eq!(outcome, ERROR);
        assert!(body["errorMessage"].as_str().unwrap().contains(expected), "{body}");
    }
}
