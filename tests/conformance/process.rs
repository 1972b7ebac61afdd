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
