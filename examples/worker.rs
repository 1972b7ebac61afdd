//! How does a worker send messages to FunctionGraph, and how do I answer them?
//!
//! Runs both sides of `POST /v1.0/{project_id}/worker_messages` over a loopback connection. HTTP is written by hand to show that
//! operations work with any client or server: `cargo run --example worker`

use std::error::Error;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use http::{Request, Response, StatusCode};
use triggerkit::Report;
use triggerkit::huawei::{
    HeartbeatEvent, WorkFailureEvent, WorkRequestEvent, WorkRequestResponse, WorkSuccessEvent, WorkerMessages,
    WorkerMessagesResponse,
};

const TRIGGER: &str = "urn:fgs:cn-north-1:9800716a0c604a8690963103a85754f0:trigger:Worker";
const TASK: &str = "urn:fgs:cn-north-1:9800716a0c604a8690963103a85754f0:execution:workflow-8f84:e1";

fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?.to_string();
    let server = thread::spawn(move || listener.incoming().take(4).try_for_each(|connection| serve(connection?)));

    let work = WorkRequestEvent::builder().trigger_urn(TRIGGER).build()?;
    let alive = HeartbeatEvent::builder().trigger_urn(TRIGGER).task_token(TASK).build()?;
    let done = WorkSuccessEvent::builder().trigger_urn(TRIGGER).task_token(TASK).result(r#"{"sum": 2}"#).build()?;
    let failed = WorkFailureEvent::builder().trigger_urn(TRIGGER).task_token(TASK).error("out of paper").build()?;
    let messages = [
        WorkerMessages::WorkRequest(work),
        WorkerMessages::Heartbeat(alive),
        WorkerMessages::WorkSuccess(done),
        WorkerMessages::WorkFailure(failed),
    ];
    for message in messages {
        let response = send(&address, &message.clone().into_request("9800716a0c604a8690963103a85754f0")?)?;
        match message.read_response(&response)? {
            WorkerMessagesResponse::WorkRequest(task) => {
                println!("client: received the task {}", task.work_item.unwrap_or_default());
            }
            other => println!("client: {other:?} was accepted"),
        }
    }
    server.join().map_err(|_| "the server panicked")??;
    Ok(())
}

/// Answers a message as FunctionGraph does: a task for a work request, an empty body for any other message.
fn answer(request: &Request<String>) -> Result<String, Report> {
    match WorkerMessages::from_request(request)? {
        WorkerMessages::WorkRequest(event) => {
            println!("server: {} requests work", event.trigger_urn);
            let task = WorkRequestResponse::builder().task_token(TASK).work_item(r#"{"question": "one plus one?"}"#).build()?;
            Ok(task.to_json())
        }
        other => {
            println!("server: {other:?}");
            Ok(String::new())
        }
    }
}

fn serve(connection: TcpStream) -> io::Result<()> {
    let mut reader = BufReader::new(&connection);
    let Message { first, headers, body } = Message::read(&mut reader)?;
    let mut words = first.split(' ');
    let mut request = Request::builder().method(words.next().unwrap_or_default()).uri(words.next().unwrap_or_default());
    for (name, value) in &headers {
        request = request.header(name, value);
    }
    let request = request.body(body).map_err(io::Error::other)?;
    let (status, body) = match answer(&request) {
        Ok(body) => (StatusCode::OK, body),
        Err(report) => (StatusCode::BAD_REQUEST, report.to_string()),
    };
    write!(&connection, "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

fn send(address: &str, request: &Request<String>) -> Result<Response<String>, Box<dyn Error>> {
    let mut connection = TcpStream::connect(address)?;
    let body = request.body();
    write!(connection, "{} {} HTTP/1.1\r\nHost: {address}\r\n", request.method(), request.uri())?;
    for (name, value) in request.headers() {
        write!(connection, "{name}: {}\r\n", value.to_str()?)?;
    }
    write!(connection, "Content-Length: {}\r\n\r\n{body}", body.len())?;
    let Message { first, body, .. } = Message::read(&mut BufReader::new(&connection))?;
    let status = first.split(' ').nth(1).ok_or("no status")?;
    Ok(Response::builder().status(status).body(body)?)
}

/// An HTTP request or response.
struct Message {
    /// The request line or the status line.
    first: String,
    headers: Vec<(String, String)>,
    body: String,
}

impl Message {
    fn read(reader: &mut impl BufRead) -> io::Result<Message> {
        let mut lines = reader.by_ref().lines();
        let first = lines.next().unwrap_or_else(|| Ok(String::new()))?;
        let mut headers = Vec::new();
        for line in lines {
            match line?.split_once(':') {
                Some((name, value)) => headers.push((name.to_owned(), value.trim().to_owned())),
                None => break,
            }
        }
        let length = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
        let length = length.and_then(|(_, value)| value.parse().ok()).unwrap_or(0);
        let mut body = String::new();
        reader.take(length).read_to_string(&mut body)?;
        Ok(Message { first, headers, body })
    }
}
