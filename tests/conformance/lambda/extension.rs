//! Registering as an extension.

use std::process::{Command, Stdio};
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::time::Instant;
use triggerkit::Server;

use super::lambda;
use crate::calls::{Calls, call};
use crate::extension::accept_extension;
use crate::log::Log;
use crate::platforms::with_id;
use crate::wire::{Connection, Message};

/// Starts a function without registering its extension.
async fn start(with: impl FnOnce(Server) -> Server) -> (TcpListener, Arc<Calls>, oneshot::Sender<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let calls = Calls::new();
    let (stop, stopped) = oneshot::channel::<()>();
    let server = Server::new(calls.router()).environment([("AWS_LAMBDA_RUNTIME_API", address)]);
    tokio::spawn(with(server.shutdown(async { drop(stopped.await) })).run());
    (listener, calls, stop)
}

async fn accept(listener: &TcpListener) -> (Connection, Message) {
    let mut connection = Connection::new(listener.accept().await.unwrap().0);
    let request = connection.read().await.unwrap();
    (connection, request)
}

/// Answers a poll with an event, and reads its result.
async fn invoke(connection: &mut Connection) {
    let event = Message { first: "HTTP/1.1 200 OK".into(), headers: with_id(lambda().headers, "1"), body: call("1", "").into() };
    connection.write(&event.bytes()).await;
    assert_eq!(connection.read().await.unwrap().first, lambda().response.replace("{id}", "1"));
    connection.write(&Message::new("HTTP/1.1 202 Accepted", &[], "").bytes()).await;
    assert_eq!(connection.read().await.unwrap().first, lambda().next);
}

#[tokio::test(start_paused = true)]
async fn a_function_runs_without_its_extension() {
    for refusal in [Some("403 Forbidden"), Some("404 Not Found"), Some("500 Internal Server Error"), None] {
        let log = Log::start();
        let (listener, _, _stop) = start(|server| server).await;
        let (mut extension, request) = accept(&listener).await;
        assert_eq!(request.first, lambda().extension.unwrap()[0]);
        let problem = match refusal {
            Some(status) => {
                extension.write(&Message::new(&format!("HTTP/1.1 {status}"), &[], "{}").bytes()).await;
                format!("failed with status {status}")
            }
            None => "failed: there was no response within 2s".to_owned(),
        };
        let (mut connection, request) = accept(&listener).await;
        assert_eq!(request.first, lambda().next);
        let expected =
            format!("WARN runtime API call `register` {problem}; the function ends without a signal when it is shut down");
        assert_eq!(log.take(), [expected]);
        invoke(&mut connection).await;
    }
}

#[tokio::test]
async fn the_extension_can_be_left_out() {
    let (listener, _, _stop) = start(|server| server.register_extension(false)).await;
    let (mut connection, request) = accept(&listener).await;
    assert_eq!(request.first, lambda().next);
    invoke(&mut connection).await;
}

#[tokio::test(start_paused = true)]
async fn an_extension_that_loses_its_connection_waits_again() {
    let log = Log::start();
    let (listener, _, _stop) = start(|server| server).await;
    drop(accept_extension(lambda(), &listener).await);
    let lost = Instant::now();
    let (mut poll, request) = accept(&listener).await;
    assert_eq!(request.first, lambda().next);
    for pause in [50, 100] {
        let (mut extension, request) = accept(&listener).await;
        assert_eq!(
            (request.first.as_str(), request.header("lambda-extension-identifier")),
            (lambda().extension.unwrap()[1], Some("extension-1"))
        );
        assert!(lost.elapsed().as_millis() >= pause);
        extension.write(&Message::new("HTTP/1.1 403 Forbidden", &[], "").bytes()).await;
    }
    assert!(log.take().iter().all(|line| line.starts_with("WARN runtime API call `extension` failed")));
    invoke(&mut poll).await;
}

/// Lambda sends SIGTERM to functions that have an extension. Code after `run` is executed then.
#[tokio::test]
async fn a_function_ends_after_the_signal() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_function"));
    command.env_clear().env("AWS_LAMBDA_RUNTIME_API", listener.local_addr().unwrap().to_string());
    let mut function = command.stdout(Stdio::null()).spawn().unwrap();
    let mut extension = accept_extension(lambda(), &listener).await.unwrap();
    let (_poll, request) = accept(&listener).await;
    assert_eq!(request.first, lambda().next);
    assert!(Command::new("kill").args(["-TERM", &function.id().to_string()]).status().unwrap().success());
    assert_eq!(extension.read().await, None);
    assert!(function.wait().unwrap().success());
}
