//! Events of triggerkit in functions that the official runtime of AWS Lambda runs.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::process::{Command, Stdio};

use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::{Value, json};
use triggerkit::Trigger;
use triggerkit::huawei::{ApigResponse, Kafka, KafkaEvent};

const EVENT: &str = "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: r-1\r\nLambda-Runtime-Deadline-Ms: 4102444800000\r\n";

/// An event of one's own.
#[derive(Clone, PartialEq, Trigger)]
struct Order {
    #[trigger(length = "1-3")]
    id: String,
    count: Option<u32>,
}

/// What the functions below receive and return.
async fn echo<T>(event: LambdaEvent<T>) -> Result<T, Error> {
    assert_eq!(event.context.request_id, "r-1");
    Ok(event.payload)
}

async fn order(event: LambdaEvent<Order>) -> Result<ApigResponse, Error> {
    Ok(ApigResponse::text(200, format!("{:?} of {}", event.payload.count, event.payload.id)))
}

/// A function. The test starts it in a process of its own, because the runtime reads environment variables.
#[tokio::test]
#[ignore = "needs a platform"]
async fn function_of_kafka() {
    lambda_runtime::run(service_fn(echo::<KafkaEvent>)).await.unwrap();
}

/// The same with an event of one's own.
#[tokio::test]
#[ignore = "needs a platform"]
async fn function_of_order() {
    lambda_runtime::run(service_fn(order)).await.unwrap();
}

/// Reads a request, answers it, and returns its first line and its body. Each request has a connection of its own.
fn accept(api: &TcpListener, response: impl FnOnce(&str) -> String) -> (String, Vec<u8>) {
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
    let first = head.lines().next().unwrap();
    reader.get_mut().write_all(response(first).as_bytes()).unwrap();
    (first.to_owned(), body)
}

/// Sends an event to one of the functions, and returns the call with its outcome.
fn invoke(function: &str, payload: &str) -> (String, Value) {
    let api = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", function, "--ignored"]).stdout(Stdio::null()).stderr(Stdio::null());
    command.env("AWS_LAMBDA_RUNTIME_API", api.local_addr().unwrap().to_string());
    command.envs([
        ("AWS_LAMBDA_FUNCTION_NAME", "shop"),
        ("AWS_LAMBDA_FUNCTION_VERSION", "1"),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128"),
    ]);
    let mut child = command.spawn().unwrap();
    let event = format!("{EVENT}Connection: close\r\nContent-Length: {}\r\n\r\n{payload}", payload.len());
    let (poll, _) = accept(&api, |_| event);
    assert_eq!(poll, "GET /2018-06-01/runtime/invocation/next HTTP/1.1");
    let (outcome, body) = accept(&api, |_| "HTTP/1.1 202 Accepted\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".into());
    child.kill().unwrap();
    child.wait().unwrap();
    (outcome, serde_json::from_slice(&body).unwrap())
}

const RESPONSE: &str = "POST /2018-06-01/runtime/invocation/r-1/response HTTP/1.1";
const ERROR: &str = "POST /2018-06-01/runtime/invocation/r-1/error HTTP/1.1";

#[test]
fn the_official_runtime_reads_and_writes_our_events() {
    let payload = str::from_utf8(Kafka::INFO.samples[0].payload).unwrap();
    let (outcome, body) = invoke("function_of_kafka", payload);
    assert_eq!((outcome.as_str(), body), (RESPONSE, serde_json::from_str(payload).unwrap()));

    let (outcome, body) = invoke("function_of_order", r#"{"id": "tea", "count": 2}"#);
    let expected: Value = serde_json::from_str(&ApigResponse::text(200, "Some(2) of tea").to_json()).unwrap();
    assert_eq!((outcome.as_str(), body), (RESPONSE, expected));
}

/// serde does not validate events. What cannot be read at all is an error that says where and why.
#[test]
fn the_official_runtime_reports_what_cannot_be_read() {
    let (number, incomplete) = (json!(7), json!({"count": 2}));
    for (function, payload, expected) in
        [("function_of_kafka", number, "found number 7"), ("function_of_order", incomplete, "id: expected a value")]
    {
        let (outcome, body) = invoke(function, &payload.to_string());
        assert_eq!(outcome, ERROR);
        assert!(body["errorMessage"].as_str().unwrap().contains(expected), "{body}");
    }
}
