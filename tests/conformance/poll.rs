//! Platforms that are polled. The fake and the function take turns, so each test reads like a conversation.

use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use triggerkit::{Router, RunError, Server};

use crate::calls::{Calls, call};
use crate::extension::accept_extension;
use crate::log::Log;
use crate::platforms::{POLLED, Polled, with_id};
use crate::wire::{Connection, Message};

/// A fake platform and the function that it started.
pub struct Platform {
    pub protocol: &'static Polled,
    listener: TcpListener,
    pub connection: Option<Connection>,
    /// The connection on which the function waits as an extension.
    _extension: Option<Connection>,
    /// Connections on which nothing is sent any more.
    pub stalled: Vec<Connection>,
    pub calls: Arc<Calls>,
    stop: Option<oneshot::Sender<()>>,
    server: JoinHandle<Result<(), RunError>>,
}

impl Platform {
    /// Starts the function, and waits until it reports that it is ready, if the platform requires it.
    pub async fn start(protocol: &'static Polled) -> Self {
        Self::start_with(protocol, |server| server).await
    }

    pub async fn start_with(protocol: &'static Polled, with: impl FnOnce(Server) -> Server) -> Self {
        Self::start_in(protocol, &[], with).await
    }

    /// The same, with more variables.
    pub async fn start_in(
        protocol: &'static Polled,
        more: &[(&'static str, &'static str)],
        with: impl FnOnce(Server) -> Server,
    ) -> Self {
        let calls = Calls::new();
        Self::start_router(protocol, calls.router(), calls, more, with).await
    }

    /// The same, with another router.
    pub async fn start_router(
        protocol: &'static Polled,
        router: Router,
        calls: Arc<Calls>,
        more: &[(&'static str, &'static str)],
        with: impl FnOnce(Server) -> Server,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port().to_string();
        let place = |value: &str| value.replace("{host}", "127.0.0.1").replace("{port}", &port);
        let variables = protocol.variables.iter().chain(more).map(|(name, value)| (*name, place(value)));
        let (stop, stopped) = oneshot::channel();
        let server = Server::new(router).environment(variables).shutdown(async { stopped.await.unwrap() });
        let server = tokio::spawn(with(server).run());
        let mut platform = Platform {
            protocol,
            _extension: accept_extension(protocol, &listener).await,
            listener,
            connection: None,
            stalled: Vec::new(),
            calls,
            stop: Some(stop),
            server,
        };
        if let Some(ready) = protocol.ready {
            assert_eq!(platform.read_request().await.first, ready);
            platform.respond("200 OK", &[], "").await;
        }
        platform
    }

    pub async fn accept(&self) -> Connection {
        Connection::new(self.listener.accept().await.unwrap().0)
    }

    /// Checks that the function has opened no further connection.
    pub fn assert_no_connection(&self) {
        assert!(self.listener.accept().now_or_never().is_none());
    }

    pub fn address(&self) -> String {
        self.listener.local_addr().unwrap().to_string()
    }

    /// Reads the bytes of the next request, like [`read_request`](Self::read_request).
    pub async fn read_bytes(&mut self) -> Vec<u8> {
        loop {
            match &mut self.connection {
                Some(connection) => match connection.read_bytes().await {
                    Some(bytes) => return bytes,
                    None => self.connection = None,
                },
                None => self.connection = Some(self.accept().await),
            }
        }
    }

    /// Reads the next request of the function, on its current connection or a new one.
    pub async fn read_request(&mut self) -> Message {
        loop {
            match &mut self.connection {
                Some(connection) => match connection.read().await {
                    Some(message) => return message,
                    None => self.connection = None,
                },
                None => self.connection = Some(self.accept().await),
            }
        }
    }

    pub async fn respond(&mut self, status: &str, headers: &[(&str, &str)], body: &str) {
        let message = Message::new(&format!("HTTP/1.1 {status}"), headers, body);
        self.connection.as_mut().unwrap().write(&message.bytes()).await;
    }

    /// Returns the bytes of an event.
    fn event(&self, id: &str, payload: &str) -> Vec<u8> {
        let headers = with_id(self.protocol.headers, id);
        Message { first: "HTTP/1.1 200 OK".into(), headers, body: payload.into() }.bytes()
    }

    /// Reads a request for an event, and sends one.
    pub async fn send_event(&mut self, id: &str, payload: &str) {
        assert_eq!(self.read_request().await.first, self.protocol.next);
        let event = self.event(id, payload);
        self.connection.as_mut().unwrap().write(&event).await;
    }

    /// Reads the result of an event, and accepts it.
    pub async fn accept_result(&mut self) -> Message {
        let result = self.read_request().await;
        self.respond("200 OK", &[], "").await;
        result
    }

    /// Sends an event, and reads a successful result.
    pub async fn invoke(&mut self, id: &str) {
        self.send_event(id, &call(id, "")).await;
        let result = self.accept_result().await;
        assert_eq!((result.first, result.body), (self.protocol.response.replace("{id}", id), ok(id)));
    }

    /// Tells the function to stop.
    pub fn signal(&mut self) {
        _ = self.stop.take().unwrap().send(());
    }

    /// Waits until the function has stopped, and returns how it ended.
    pub async fn ends(self) -> Result<(), RunError> {
        self.server.await.unwrap()
    }

    /// Stops the function, and returns how it ended.
    pub async fn shut_down(mut self) -> Result<(), RunError> {
        self.signal();
        self.ends().await
    }
}

fn ok(id: &str) -> Vec<u8> {
    format!(r#"{{"call":"{id}"}}"#).into()
}

#[tokio::test]
async fn a_thousand_invocations() {
    for protocol in &POLLED {
        let mut platform = Platform::start(protocol).await;
        for number in 0..1000 {
            platform.invoke(&number.to_string()).await;
        }
        let calls = Arc::clone(&platform.calls);
        platform.shut_down().await.unwrap();
        assert_eq!(calls.ended(), (0..1000).map(|number| number.to_string()).collect::<Vec<_>>(), "{}", protocol.name);
    }
}

#[tokio::test]
async fn what_is_on_the_wire() {
    for protocol in &POLLED {
        let mut platform = Platform::start(protocol).await;
        let mut wire = String::new();
        for (id, payload) in [
            ("1", call("1", "context")),
            ("2", call("2", "fail")),
            ("3", call("3", "panic")),
            ("4", r#"{"call": 7}"#.into()),
            ("5", r#"{"call": "5""#.into()),
            ("6", r#"{"hello": "world"}"#.into()),
            ("7", call("7", "")),
        ] {
            let next = platform.read_request().await;
            assert_eq!(next.first, protocol.next);
            let event = platform.event(id, &payload);
            platform.connection.as_mut().unwrap().write(&event).await;
            let answer = platform.accept_result().await;
            if id == "1" {
                wire += &next.shown();
            }
            wire += &format!("\n--- {payload}\n{}\n", answer.shown());
        }
        insta::assert_snapshot!(format!("{}_on_the_wire", protocol.name), wire);
        platform.shut_down().await.unwrap();
    }
}

#[tokio::test]
async fn the_server_waits_for_a_slow_handler() {
    for protocol in &POLLED {
        let mut platform = Platform::start(protocol).await;
        platform.send_event("1", &call("1", "wait")).await;
        platform.calls.waiting.notified().await;
        platform.stop.take().unwrap().send(()).unwrap();
        platform.calls.go.add_permits(1);
        assert_eq!(platform.accept_result().await.body, ok("1"));
        // The function requests no further events.
        assert_eq!(platform.connection.as_mut().unwrap().read().await, None);
        platform.server.await.unwrap().unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_does_not_end_is_abandoned() {
    for protocol in &POLLED {
        let mut platform = Platform::start_with(protocol, |server| server.drain_limit(Duration::from_secs(3))).await;
        platform.send_event("1", &call("1", "wait")).await;
        platform.calls.waiting.notified().await;
        let stopped = Instant::now();
        let ended = platform.shut_down().await;
        assert!(
            matches!(ended, Err(RunError::Unfinished { limit, invocations: 1 }) if limit == Duration::from_secs(3)),
            "{ended:?}"
        );
        assert_eq!(stopped.elapsed().as_secs(), 3);
    }
}

#[tokio::test(start_paused = true)]
async fn it_stops_while_it_waits_for_an_event() {
    for protocol in &POLLED {
        let mut platform = Platform::start(protocol).await;
        assert_eq!(platform.read_request().await.first, protocol.next);
        platform.shut_down().await.unwrap();
    }
}

#[tokio::test]
async fn an_event_that_was_sent_before_the_platform_noticed_the_stop_is_handled() {
    for protocol in &POLLED {
        let mut platform = Platform::start(protocol).await;
        assert_eq!(platform.read_request().await.first, protocol.next);
        platform.stop.take().unwrap().send(()).unwrap();
        // The function sends nothing more on this connection, but reads what the platform has sent.
        assert_eq!(platform.connection.as_mut().unwrap().read().await, None);
        let event = platform.event("1", &call("1", ""));
        platform.connection.as_mut().unwrap().write(&event).await;
        let result = platform.accept_result().await;
        assert_eq!((result.first, result.body), (protocol.response.replace("{id}", "1"), ok("1")));
        platform.server.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn it_stops_when_the_platform_notices_the_stop() {
    for protocol in &POLLED {
        let mut platform = Platform::start(protocol).await;
        assert_eq!(platform.read_request().await.first, protocol.next);
        platform.stop.take().unwrap().send(()).unwrap();
        assert_eq!(platform.connection.as_mut().unwrap().read().await, None);
        platform.connection = None;
        platform.server.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn an_event_that_is_arriving_is_handled_before_the_stop() {
    for protocol in &POLLED {
        let mut platform = Platform::start(protocol).await;
        assert_eq!(platform.read_request().await.first, protocol.next);
        let event = platform.event("1", &call("1", ""));
        let (begin, end) = event.split_at(event.len() - 4);
        // The rest is sent only after the function had time to see the signal.
        platform.connection.as_mut().unwrap().write(begin).await;
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        platform.stop.take().unwrap().send(()).unwrap();
        tokio::task::yield_now().await;
        platform.connection.as_mut().unwrap().write(end).await;
        assert_eq!(platform.accept_result().await.body, ok("1"));
        platform.server.await.unwrap().unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn dropped_connections_neither_lose_nor_repeat_events() {
    for protocol in &POLLED {
        let mut platform = Platform::start(protocol).await;
        // In the middle of an event, which is reported and may then be sent again.
        assert_eq!(platform.read_request().await.first, protocol.next);
        let event = platform.event("1", &call("1", ""));
        let mut connection = platform.connection.take().unwrap();
        connection.write(&event[..event.len() - 4]).await;
        drop(connection);
        assert_eq!(platform.accept_result().await.first, protocol.error.replace("{id}", "1"));
        platform.invoke("1").await;

        // Before the result is read.
        platform.send_event("2", &call("2", "")).await;
        let mut connection = platform.connection.take().unwrap();
        let begun = connection.read_head().await.unwrap();
        drop(connection);
        let repeated = platform.accept_result().await;
        assert_eq!((begun.first, begun.headers), (repeated.first.clone(), repeated.headers.clone()));
        assert_eq!(repeated.body, ok("2"));

        // After the result is read and before it is accepted, or with an error of the platform.
        platform.send_event("3", &call("3", "fail")).await;
        let first = platform.read_request().await;
        platform.connection = None;
        let second = platform.read_request().await;
        platform.respond("503 Service Unavailable", &[], "").await;
        let third = platform.accept_result().await;
        assert!(first == second && second == third && first.first == protocol.error.replace("{id}", "3"), "{first:?}");

        // Between two requests.
        platform.connection = None;
        platform.invoke("4").await;
        assert_eq!(platform.calls.ended(), ["1", "2", "3", "4"], "each handler ran once");
        platform.shut_down().await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn polling_slows_down_while_the_platform_is_down() {
    for protocol in &POLLED {
        let mut platform = Platform::start(protocol).await;
        platform.invoke("1").await;
        platform.connection = None;
        drop(platform.accept().await);
        let mut last = Instant::now();
        let mut pauses = Vec::new();
        for _ in 0..9 {
            drop(platform.accept().await);
            pauses.push(last.elapsed().as_millis());
            last = Instant::now();
        }
        assert_eq!(pauses, [50, 100, 200, 400, 800, 1600, 3200, 5000, 5000]);
        // After a success, the delay starts again.
        platform.invoke("2").await;
        platform.connection = None;
        drop(platform.accept().await);
        let last = Instant::now();
        platform.connection = Some(platform.accept().await);
        assert!(last.elapsed() <= Duration::from_millis(101), "{:?}", last.elapsed());
        platform.invoke("3").await;
        platform.shut_down().await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn an_empty_poll_is_not_a_failure() {
    for protocol in &POLLED {
        let mut platform = Platform::start(protocol).await;
        let started = Instant::now();
        for _ in 0..5 {
            assert_eq!(platform.read_request().await.first, protocol.next);
            platform.respond("204 No Content", &[], "").await;
        }
        platform.invoke("1").await;
        assert_eq!(started.elapsed().as_millis(), 5 * 50);
        if protocol.ids {
            assert_eq!(platform.read_request().await.first, protocol.next);
            platform.respond("200 OK", &[], "{}").await;
            platform.invoke("2").await;
        }
        platform.shut_down().await.unwrap();
    }
}

#[tokio::test]
async fn a_rejected_result_is_a_failure() {
    for protocol in &POLLED {
        let mut platform = Platform::start(protocol).await;
        platform.send_event("1", &call("1", "")).await;
        assert_eq!(platform.read_request().await.first, protocol.response.replace("{id}", "1"));
        platform.respond("413 Payload Too Large", &[], "").await;
        let failure = platform.accept_result().await;
        assert_eq!(failure.first, protocol.error.replace("{id}", "1"));
        let message = "the platform rejected the reply with status 413 Payload Too Large";
        assert_eq!(failure.body(), (protocol.write_error)("AnswerRefused", message).1);
        platform.invoke("2").await;
        platform.shut_down().await.unwrap();
    }
}

#[tokio::test]
async fn an_event_that_is_too_large_is_a_failure() {
    for protocol in &POLLED {
        let mut platform = Platform::start_with(protocol, |server| server.body_limit(64)).await;
        platform.send_event("1", &call("1", &"long ".repeat(100))).await;
        let failure = platform.accept_result().await;
        assert_eq!(failure.first, protocol.error.replace("{id}", "1"));
        let message = "the event is larger than 64 bytes; raise the limit with `Server::body_limit`";
        assert_eq!(failure.body(), (protocol.write_error)("PayloadTooLarge", message).1);
        platform.invoke("2").await;
        assert_eq!(platform.calls.ended(), ["2"]);
        platform.shut_down().await.unwrap();
    }
}

#[tokio::test]
async fn events_are_handled_concurrently_if_results_have_ids() {
    for protocol in &POLLED {
        let mut platform = Platform::start_in(protocol, protocol.concurrency, |server| server.concurrency(2)).await;
        platform.send_event("1", &call("1", "wait")).await;
        platform.calls.waiting.notified().await;
        if protocol.ids {
            let first = platform.connection.take();
            platform.invoke("2").await;
            platform.connection = first;
        }
        platform.calls.go.add_permits(1);
        assert_eq!(platform.accept_result().await.body, ok("1"));
        assert_eq!(platform.calls.ended(), if protocol.ids { &["2", "1"][..] } else { &["1"] });
        platform.shut_down().await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn connecting_has_a_time_limit() {
    for protocol in &POLLED {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let platform = socket.listen(1).unwrap();
        let address = platform.local_addr().unwrap();
        // Nobody accepts these, and the queue holds no more.
        let _queued = [TcpStream::connect(address).await.unwrap(), TcpStream::connect(address).await.unwrap()];
        let log = Log::start();
        let place = |value: &str| value.replace("{host}", "127.0.0.1").replace("{port}", &address.port().to_string());
        let variables = protocol.variables.iter().map(|(name, value)| (*name, place(value)));
        // The clock moves only while nothing else happens.
        let stop = tokio::time::sleep(Duration::from_secs(12));
        let server = Server::new(Calls::new().router()).register_extension(false).environment(variables);
        server.shutdown(stop).run().await.unwrap();
        let call = if protocol.ready.is_some() { "ready" } else { "next" };
        let line = format!("WARN runtime API call `{call}` failed: {address} did not accept a connection within 5s");
        assert_eq!(log.take(), [line.clone(), line]);
    }
}

#[tokio::test]
async fn a_missing_address_is_reported() {
    let server = Server::new(Calls::new().router()).environment([("SCF_RUNTIME_API", "127.0.0.1")]);
    let error = server.run().await.unwrap_err();
    assert_eq!(error.to_string(), "environment variable `SCF_RUNTIME_API_PORT` is not set; the platform should set it");
}
