//! The four messages of the worker, on both sides of `POST /v1.0/{project_id}/worker_messages`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use http::{HeaderValue, Method, Request, Response, StatusCode};
use serde_json::json;
use triggerkit::Report;
use triggerkit::huawei::{
    HeartbeatEvent, WorkFailureEvent, WorkRequestEvent, WorkRequestResponse, WorkSuccessEvent, WorkerMessages,
    WorkerMessagesResponse,
};

use crate::reports::{places, words};

const URI: &str = "/v1.0/{project_id}/worker_messages";

/// Returns the four messages with the values of their headers.
fn messages() -> [(WorkerMessages, &'static str); 4] {
    let work = WorkRequestEvent::builder().trigger_urn("urn").build().unwrap();
    let alive = HeartbeatEvent::builder().trigger_urn("urn").task_token("token").build().unwrap();
    let done = WorkSuccessEvent::builder().trigger_urn("urn").task_token("token").result(r#"{"和": "二"}"#).build().unwrap();
    let failed = WorkFailureEvent::builder().trigger_urn("urn").task_token("token").error("out of paper").build().unwrap();
    [
        (WorkerMessages::WorkRequest(work), "workrequest"),
        (WorkerMessages::Heartbeat(alive), "heartbeat"),
        (WorkerMessages::WorkSuccess(done), "worksuccess"),
        (WorkerMessages::WorkFailure(failed), "workfailure"),
    ]
}

fn heartbeat() -> Request<String> {
    let [_, (alive, _), ..] = messages();
    alive.into_request("project").unwrap()
}

fn rejected<B: AsRef<[u8]>>(request: &Request<B>) -> Report {
    WorkerMessages::from_request(request).unwrap_err()
}

#[test]
fn messages_become_requests_and_are_read_back() {
    for (message, header) in messages() {
        let request = message.clone().into_request("9800716a").unwrap();
        assert_eq!(request.method(), Method::POST);
        assert_eq!(request.uri(), "/v1.0/9800716a/worker_messages");
        assert_eq!(request.headers()["X-FGS-EVENT-TYPE"], header);
        assert_eq!(request.headers()["Content-Type"], "application/json");
        serde_json::from_str::<serde_json::Value>(request.body()).unwrap();
        assert_eq!(WorkerMessages::from_request(&request).unwrap(), message);
    }
}

#[test]
fn project_ids_are_one_segment() {
    let uri = |project: &str| heartbeat_to(project).map(|request| request.uri().to_string());
    assert_eq!(uri("a b/c").unwrap(), "/v1.0/a%20b%2Fc/worker_messages");
    assert_eq!(uri("?x=1#火&%").unwrap(), "/v1.0/%3Fx%3D1%23%E7%81%AB%26%25/worker_messages");
    assert_eq!(uri("A-z_0.9~").unwrap(), "/v1.0/A-z_0.9~/worker_messages");
    for project in ["a b/c", "{project_id}", "%2F", "\r\nHost: evil"] {
        WorkerMessages::from_request(&heartbeat_to(project).unwrap()).unwrap();
    }
}

fn heartbeat_to(project: &str) -> Result<Request<String>, Report> {
    let [_, (alive, _), ..] = messages();
    alive.into_request(project)
}

#[test]
fn project_ids_are_required() {
    // Dots would be read as steps of the path.
    for (project, found) in [("", "\"\""), (".", "\".\""), ("..", "\"..\"")] {
        assert_eq!(words(&heartbeat_to(project).unwrap_err()), ["$", "http", "a value for `project_id`", found]);
    }
}

#[test]
fn messages_are_checked_before_they_are_sent() {
    let mut event = WorkSuccessEvent::builder().trigger_urn("urn").task_token("token").result("1").build().unwrap();
    event.result = "no JSON".into();
    let report = WorkerMessages::WorkSuccess(event).into_request("project").unwrap_err();
    assert_eq!(places(&report), [("result", "format")]);
}

#[test]
fn other_methods_are_rejected() {
    let mut request = heartbeat();
    *request.method_mut() = Method::PUT;
    assert_eq!(words(&rejected(&request)), ["$", "http", "POST", "PUT"]);
}

#[test]
fn other_paths_are_rejected() {
    for path in
        ["/", "/v1.0/project/worker_message", "/v1.0//worker_messages", "/v1.0/a/b/worker_messages", "/v1.0/a/worker_messages/"]
    {
        let mut request = heartbeat();
        *request.uri_mut() = path.parse().unwrap();
        assert_eq!(words(&rejected(&request)), ["$", "http", URI, path]);
    }
    for address in ["/v1.0/a/worker_messages?x=1", "https://functiongraph.example.com/v1.0/a/worker_messages"] {
        let mut request = heartbeat();
        *request.uri_mut() = address.parse().unwrap();
        WorkerMessages::from_request(&request).unwrap();
    }
}

#[test]
fn other_headers_are_rejected() {
    let expected = "header `X-FGS-EVENT-TYPE` with one of workrequest, heartbeat, worksuccess, workfailure";
    let mut request = heartbeat();
    request.headers_mut().remove("X-FGS-EVENT-TYPE");
    assert_eq!(words(&rejected(&request)), ["$", "http", expected, "nothing"]);
    for (value, found) in [("work", "\"work\""), ("", "\"\"")] {
        request.headers_mut().insert("X-FGS-EVENT-TYPE", HeaderValue::from_static(value));
        assert_eq!(words(&rejected(&request)), ["$", "http", expected, found]);
    }
    request.headers_mut().insert("X-FGS-EVENT-TYPE", HeaderValue::from_bytes(b"work\xff").unwrap());
    let report = rejected(&request);
    assert_eq!(words(&report)[..3], ["$", "http", expected]);
    assert_ne!(words(&report)[3], "nothing");
}

#[test]
fn header_names_ignore_case() {
    for name in ["x-fgs-event-type", "X-FGS-EVENT-TYPE", "X-Fgs-Event-Type"] {
        let body = r#"{"trigger_urn": "urn", "task_token": "token"}"#;
        let request = Request::post("/v1.0/p/worker_messages").header(name, "heartbeat").body(body).unwrap();
        assert!(matches!(WorkerMessages::from_request(&request), Ok(WorkerMessages::Heartbeat(_))), "{name}");
    }
}

#[test]
fn bodies_are_checked() {
    let with = |body: &'static str| {
        rejected(&Request::post("/v1.0/p/worker_messages").header("X-FGS-EVENT-TYPE", "worksuccess").body(body).unwrap())
    };
    assert_eq!(
        places(&with(r#"{"trigger_urn": [1], "result": "x"}"#)),
        [("trigger_urn", "type"), ("result", "format"), ("task_token", "required")]
    );
    assert_eq!(places(&with("")), [("$", "json")]);
    let request = Request::post("/v1.0/p/worker_messages").header("X-FGS-EVENT-TYPE", "heartbeat").body(b"\xff").unwrap();
    assert_eq!(places(&rejected(&request)), [("$", "utf8")]);
}

#[test]
fn work_requests_are_answered_with_a_task() {
    let [(work, _), ..] = messages();
    let response =
        Response::new(json!({"task_token": "token", "work_item": "{\"question\":\"whats one plus one?\"}"}).to_string());
    let WorkerMessagesResponse::WorkRequest(task) = work.read_response(&response).unwrap() else { panic!("another answer") };
    assert_eq!(task.task_token.as_deref(), Some("token"));
    assert_eq!(task.work_item.as_deref(), Some(r#"{"question":"whats one plus one?"}"#));
    // An answer may carry no task.
    let WorkerMessagesResponse::WorkRequest(none) = work.read_response(&Response::new("{}".to_owned())).unwrap() else {
        panic!("another answer")
    };
    assert_eq!((none.task_token, none.work_item), (None, None));
    assert_eq!(places(&work.read_response(&Response::new("")).unwrap_err()), [("$", "json")]);
}

#[test]
fn other_messages_have_empty_responses() {
    let [_, others @ ..] = messages();
    for (message, _) in others {
        for body in ["", "{}", "taken"] {
            let answer = message.read_response(&Response::new(body)).unwrap();
            assert!(!matches!(answer, WorkerMessagesResponse::WorkRequest(_)));
        }
        let mut accepted = Response::new("");
        *accepted.status_mut() = StatusCode::ACCEPTED;
        message.read_response(&accepted).unwrap();
    }
}

#[test]
fn failures_contain_status_and_body() {
    for (message, _) in messages() {
        let mut response = Response::new("no such project".to_owned());
        *response.status_mut() = StatusCode::NOT_FOUND;
        assert_eq!(
            words(&message.read_response(&response).unwrap_err()),
            ["$", "http", "a 2xx status", "404 Not Found no such project"]
        );
        *response.body_mut() = "火".repeat(100_000);
        let report = message.read_response(&response).unwrap_err();
        assert!(report.to_string().contains("火…") && report.to_string().len() < 400, "{report}");
        *response.body_mut() = String::new();
        assert_eq!(words(&message.read_response(&response).unwrap_err())[3], "404 Not Found");
    }
}

/// Plays the role of FunctionGraph.
fn serve(connection: &TcpStream) {
    let (start, headers, body) = read(connection);
    let mut start = start.split(' ');
    let mut request = Request::builder().method(start.next().unwrap()).uri(start.next().unwrap());
    for (name, value) in &headers {
        request = request.header(name, value);
    }
    let (status, body) = match WorkerMessages::from_request(&request.body(body).unwrap()) {
        Ok(WorkerMessages::WorkRequest(work)) => {
            let task = WorkRequestResponse::builder().task_token(format!("token of {}", work.trigger_urn)).work_item("{}");
            ("200 OK", task.build().unwrap().to_json())
        }
        Ok(_) => ("202 Accepted", String::new()),
        Err(report) => ("400 Bad Request", report.to_string()),
    };
    let mut connection = connection;
    write!(connection, "HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).unwrap();
}

fn send(address: &str, request: &Request<String>) -> Response<Vec<u8>> {
    let mut connection = TcpStream::connect(address).unwrap();
    write!(connection, "{} {} HTTP/1.1\r\nHost: {address}\r\n", request.method(), request.uri()).unwrap();
    for (name, value) in request.headers() {
        write!(connection, "{name}: {}\r\n", value.to_str().unwrap()).unwrap();
    }
    write!(connection, "Content-Length: {}\r\n\r\n{}", request.body().len(), request.body()).unwrap();
    let (start, _, body) = read(&connection);
    Response::builder().status(start.split(' ').nth(1).unwrap()).body(body).unwrap()
}

/// Reads the first line, the headers and the body of a request from a connection.
fn read(connection: &TcpStream) -> (String, Vec<(String, String)>, Vec<u8>) {
    let mut reader = BufReader::new(connection);
    let mut line = || {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    };
    let start = line();
    let mut headers = Vec::new();
    while let Some((name, value)) = line().split_once(": ") {
        headers.push((name.to_owned(), value.to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-length")).unwrap().1.parse().unwrap();
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    (start, headers, body)
}

#[test]
fn all_messages_are_sent_over_a_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let server = thread::spawn(move || listener.incoming().take(5).for_each(|connection| serve(&connection.unwrap())));

    for (message, _) in messages() {
        let response = send(&address, &message.clone().into_request("a b/c").unwrap());
        match message.read_response(&response).unwrap() {
            WorkerMessagesResponse::WorkRequest(task) => assert_eq!(task.task_token.as_deref(), Some("token of urn")),
            other => assert_eq!(response.status(), StatusCode::ACCEPTED, "{other:?}"),
        }
    }
    let mut broken = heartbeat();
    *broken.body_mut() = r#"{"trigger_urn": "urn"}"#.into();
    let response = send(&address, &broken);
    let report = messages()[1].0.read_response(&response).unwrap_err();
    assert!(words(&report)[3].starts_with("400 Bad Request task_token: expected a value"), "{report}");
    server.join().unwrap();
}
