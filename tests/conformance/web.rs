//! Platforms that call the function over HTTP.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use triggerkit::{Platform, Router, RunError, Server};

use crate::calls::{Calls, call};
use crate::platforms::{CALLED, Called, with_id};
use crate::wire::{Connection, Message};

/// A function that a fake platform started.
pub struct Function {
    pub address: SocketAddr,
    pub calls: Arc<Calls>,
    stop: Option<oneshot::Sender<()>>,
    server: JoinHandle<Result<(), RunError>>,
}

impl Function {
    pub fn start(variables: &[(&str, &str)], with: impl FnOnce(Server) -> Server) -> Self {
        let calls = Calls::new();
        Function { calls: Arc::clone(&calls), ..Function::of_router(calls.router(), variables, with) }
    }

    /// Starts a function with handlers of its own, which record no calls.
    pub fn of_router(router: Router, variables: &[(&str, &str)], with: impl FnOnce(Server) -> Server) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let calls = Calls::new();
        let (stop, stopped) = oneshot::channel();
        let server = Server::new(router).environment(variables.iter().copied()).listener(listener);
        let server = tokio::spawn(with(server.shutdown(async { stopped.await.unwrap() })).run());
        Function { address, calls, stop: Some(stop), server }
    }

    pub fn of(protocol: &Called) -> Self {
        Function::start(protocol.variables, |server| server)
    }

    pub async fn connect(&self) -> Connection {
        Connection::new(TcpStream::connect(self.address).await.unwrap())
    }

    /// Sends the signal that stops the function, before the function can run again.
    pub fn signal(&mut self) {
        self.stop.take().unwrap().send(()).unwrap();
    }

    /// Waits until the function has stopped.
    pub async fn ends(self) -> Result<(), RunError> {
        self.server.await.unwrap()
    }

    pub async fn stops(mut self) -> Result<(), RunError> {
        _ = self.stop.take().unwrap().send(());
        self.server.await.unwrap()
    }
}

pub async fn ask(connection: &mut Connection, request: &Message) -> Message {
    connection.write(&request.bytes()).await;
    connection.read().await.unwrap()
}

pub fn invocation(protocol: &Called, id: &str, payload: &str) -> Message {
    Message { first: protocol.invoke.into(), headers: with_id(protocol.headers, id), body: payload.into() }
}

pub fn ok(id: &str) -> String {
    format!(r#"{{"call":"{id}"}}"#)
}

#[tokio::test]
async fn a_thousand_invocations() {
    for protocol in &CALLED {
        let function = Function::of(protocol);
        let mut platform = function.connect().await;
        for number in 0..1000 {
            let id = number.to_string();
            let answer = ask(&mut platform, &invocation(protocol, &id, &call(&id, ""))).await;
            assert_eq!((answer.status(), answer.body()), (200, ok(&id).as_str()), "{}", protocol.name);
        }
        let calls = Arc::clone(&function.calls);
        function.stops().await.unwrap();
        assert_eq!(calls.ended(), (0..1000).map(|number| number.to_string()).collect::<Vec<_>>(), "{}", protocol.name);
    }
}

#[tokio::test]
async fn replies_and_errors_on_the_wire() {
    for protocol in &CALLED {
        let function = Function::of(protocol);
        let mut platform = function.connect().await;
        let mut wire = String::new();
        let payloads = [
            call("1", "context"),
            call("2", "fail"),
            call("3", "panic"),
            r#"{"call": 7}"#.into(),
            r#"{"call": "5""#.into(),
            r#"{"hello": "world"}"#.into(),
        ];
        for payload in payloads {
            let answer = ask(&mut platform, &invocation(protocol, "r-1", &payload)).await;
            wire += &format!("\n--- {payload}\n{}\n", answer.shown());
        }
        insta::assert_snapshot!(format!("{}_on_the_wire", protocol.name), wire);
        function.stops().await.unwrap();
    }
}

/// Returns the request with a chunked body.
pub fn in_chunks(request: &Message, length: usize) -> Vec<u8> {
    let mut head = Message { body: Vec::new(), ..request.clone() };
    head.headers.push(("Transfer-Encoding".into(), "chunked".into()));
    let head = String::from_utf8(head.bytes()).unwrap().replace("Content-Length: 0\r\n", "");
    let chunks = request.body.chunks(length).map(|chunk| [format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat());
    [head.into_bytes(), chunks.collect::<Vec<_>>().concat(), b"0\r\n\r\n".to_vec()].concat()
}

#[tokio::test]
async fn failures_do_not_stop_the_function() {
    for protocol in &CALLED {
        let function = Function::of(protocol);
        let mut platform = function.connect().await;
        for (payload, status) in [
            (call(1, "panic"), protocol.failed),
            (call(2, "fail"), protocol.failed),
            (call("", ""), protocol.invalid),
            ("no JSON".into(), protocol.invalid),
            (call(3, ""), 200),
        ] {
            let answer = ask(&mut platform, &invocation(protocol, "1", &payload)).await;
            assert_eq!(answer.status(), status, "{} {payload}", protocol.name);
        }
        assert_eq!(function.calls.ended(), ["1", "2", "3"]);
        function.stops().await.unwrap();
    }
}

#[tokio::test]
async fn the_server_waits_for_a_slow_handler() {
    for protocol in &CALLED {
        let mut function = Function::of(protocol);
        let (mut platform, mut idle) = (function.connect().await, function.connect().await);
        ask(&mut idle, &invocation(protocol, "0", &call(0, ""))).await;
        platform.write(&invocation(protocol, "1", &call(1, "wait")).bytes()).await;
        function.calls.waiting.notified().await;
        function.stop.take().unwrap().send(()).unwrap();
        // Idle connections end at once.
        assert_eq!(idle.read().await, None);
        function.calls.go.add_permits(1);
        assert_eq!(platform.read().await.unwrap().body(), ok("1"));
        assert_eq!(platform.read().await, None);
        function.server.await.unwrap().unwrap();
        assert!(TcpStream::connect(function.address).await.is_err());
    }
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_does_not_end_is_abandoned() {
    for protocol in &CALLED {
        let function = Function::start(protocol.variables, |server| server.drain_limit(Duration::from_secs(3)));
        let mut platform = function.connect().await;
        platform.write(&invocation(protocol, "1", &call("1", "wait")).bytes()).await;
        function.calls.waiting.notified().await;
        let stopped = Instant::now();
        let ended = function.stops().await;
        assert!(
            matches!(ended, Err(RunError::Unfinished { limit, invocations: 1 }) if limit == Duration::from_secs(3)),
            "{ended:?}"
        );
        assert_eq!(stopped.elapsed().as_secs(), 3);
    }
}

#[tokio::test]
async fn a_handler_runs_to_its_end_after_a_disconnect() {
    for protocol in &CALLED {
        let function = Function::of(protocol);
        let mut platform = function.connect().await;
        platform.write(&invocation(protocol, "1", &call(1, "wait")).bytes()).await;
        function.calls.waiting.notified().await;
        drop(platform);
        assert!(function.calls.ended().is_empty());
        function.calls.go.add_permits(1);
        let calls = Arc::clone(&function.calls);
        function.stops().await.unwrap();
        assert_eq!(calls.ended(), ["1"]);
    }
}

#[tokio::test]
async fn the_platform_is_detected_from_the_environment() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    for variable in ["FC_SERVER_PORT", "FC_CUSTOM_LISTEN_PORT", "_FAAS_RUNTIME_PORT", "TRIGGERKIT_PORT"] {
        // The port is in use, so that the error contains the address.
        let server = Server::new(Calls::new().router()).environment([(variable, port.as_str())]);
        let error = server.run().await.unwrap_err();
        let host = if variable == "TRIGGERKIT_PORT" { "127.0.0.1" } else { "0.0.0.0" };
        assert!(error.to_string().starts_with(&format!("cannot listen on {host}:{port}: ")), "{error}");
        assert_eq!(error.to_string().contains("TRIGGERKIT_PORT"), variable == "TRIGGERKIT_PORT", "{error}");
        // `main` prints an error with `Debug`.
        assert_eq!(format!("{error:?}"), error.to_string());
        let error = Server::new(Calls::new().router()).environment([(variable, "http")]).run().await.unwrap_err();
        assert_eq!(error.to_string(), format!("environment variable `{variable}` must be a port number, found `http`"));
    }
    for protocol in &CALLED {
        // Each platform has its own paths.
        let function = Function::start(&[("FC_FUNCTION_NAME", "shop"), ("TRIGGERKIT_PLATFORM", protocol.name)], |server| server);
        let answer = ask(&mut function.connect().await, &invocation(protocol, "1", &call(1, ""))).await;
        assert_eq!(answer.body(), ok("1"));
        function.stops().await.unwrap();
    }
    let error = Server::new(Calls::new().router()).environment([("TRIGGERKIT_PLATFORM", "lambda")]).run().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "environment variable `TRIGGERKIT_PLATFORM` must be one of `huawei`, `tencent`, `aws`, `aliyun`, `volcengine`, \
         `huawei-http`, `tencent-http`, `local`, found `lambda`"
    );
    let function = Function::start(&[("FC_FUNCTION_NAME", "shop")], |server| server.platform(Platform::TencentHttp));
    let answer = ask(&mut function.connect().await, &Message::new("POST /event-invoke HTTP/1.1", &[], call(1, ""))).await;
    assert_eq!((answer.body(), Platform::TencentHttp.to_string()), (ok("1").as_str(), "tencent-http".into()));
    function.stops().await.unwrap();
}

#[tokio::test]
async fn ambiguous_handlers_do_not_start() {
    let calls = Calls::new();
    let twice = calls.router().handlers().iter().chain(calls.router().handlers()).cloned().fold(Router::new(), Router::with);
    let error = Server::new(twice).environment([("TRIGGERKIT_PORT", "0")]).run().await.unwrap_err();
    assert!(matches!(&error, RunError::Router(_)) && error.to_string().contains("handle the same trigger"), "{error}");
}
