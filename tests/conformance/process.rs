//! Starts and stops a function as a process, like a platform.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

use tokio::net::TcpStream;
use triggerkit::{Trigger, huawei};

use crate::web::ask;
use crate::wire::{Connection, Message};

/// Starts the function. The last word of its first line is the address.
fn start(variables: &[(&str, &str)]) -> (Child, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_function"));
    command.env_clear().envs(variables.iter().copied()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stderr.as_mut().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().rsplit_once("http://").unwrap().1.replace("0.0.0.0", "127.0.0.1");
    (child, address)
}

/// Stops the function like a platform, and returns its standard output.
fn stop(mut child: Child, signal: &str) -> String {
    assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
    assert!(child.wait().unwrap().success());
    let mut said = String::new();
    child.stdout.unwrap().read_to_string(&mut said).unwrap();
    said
}

async fn post(address: &str, path: &str, headers: &[(&str, &str)]) -> Message {
    let mut connection = Connection::new(TcpStream::connect(address).await.unwrap());
    let request = Message::new(&format!("POST {path} HTTP/1.1"), headers, huawei::Kafka::INFO.samples[0].payload);
    ask(&mut connection, &request).await
}

#[tokio::test]
async fn it_runs_until_it_is_stopped() {
    for signal in ["-TERM", "-INT"] {
        let (child, address) = start(&[("TRIGGERKIT_PORT", "0")]);
        let answer = post(&address, "/", &[]).await;
        assert_eq!((answer.status(), answer.body()), (200, r#""topic-test""#));
        assert_eq!(stop(child, signal), "");
    }
}

#[tokio::test]
async fn log_lines_start_with_brackets() {
    let (child, address) = start(&[("FC_SERVER_PORT", "0")]);
    post(&address, "/initialize", &[("x-fc-request-id", "r-0")]).await;
    post(&address, "/invoke", &[("x-fc-request-id", "r-1")]).await;
    let expected = "FC Initialize Start RequestId: r-0\nFC Initialize End RequestId: r-0\n\
                    FC Invoke Start RequestId: r-1\nFC Invoke End RequestId: r-1\n";
    assert_eq!(stop(child, "-TERM"), expected);
}

/// The function has no subscriber.
#[tokio::test]
async fn problems_are_shown_on_the_terminal_of_a_developer() {
    for (variables, is_local) in [(&[("TRIGGERKIT_PORT", "0")][..], true), (&[("FC_SERVER_PORT", "0")], false)] {
        let (mut child, address) = start(variables);
        let mut errors = child.stderr.take().unwrap();
        let path = if is_local { "/" } else { "/invoke" };
        let id = ("X-Request-Id", "r-1");
        for (first, headers, body) in [
            (format!("POST {path} HTTP/1.1"), &[id][..], r#"{"trigger_type": "KAFKA", "messages": ["a"]}"#),
            (
                format!("POST {path} HTTP/1.1"),
                &[id],
                r#"{"trigger_type": "KAFKA", "messages": ["\u001b"], "topic_id": "a", "region": [1]}"#,
            ),
            (format!("POST {path} HTTP/1.1"), &[id, ("Host", "evil.example")], "{}"),
            (format!("POST {path} HTTP/1.1"), &[id, ("Content-Type", "application/cloudevents+json")], "["),
            ("GET /elsewhere HTTP/1.1".to_owned(), &[id], ""),
        ] {
            let mut connection = Connection::new(TcpStream::connect(&address).await.unwrap());
            ask(&mut connection, &Message::new(&first, headers, body)).await;
        }
        stop(child, "-TERM");
        let mut printed = String::new();
        errors.read_to_string(&mut printed).unwrap();
        let expected = "triggerkit: error: invocation failed: a message of no topic (request id r-1, kind HandlerError)\n\
                        triggerkit: warning: the event has violations (trigger huawei.kafka, request id r-1)\n  \
                        region: expected text, found list [1] [type]\n\
                        triggerkit: warning: a request was refused: the host `evil.example` may not use this local server; send requests \
                        to http://localhost from this machine, or allow another host with `Server::allow_host`\n\
                        triggerkit: warning: the event was refused: ";
        assert!(printed.starts_with(if is_local { expected } else { "" }), "{printed}");
        let last =
            "(request id r-1, kind InvalidEvent)\ntriggerkit: warning: GET /elsewhere was answered with status 404 Not Found\n";
        assert!(if is_local { printed.ends_with(last) } else { printed.is_empty() }, "{printed}");
    }
}
