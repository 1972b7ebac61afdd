//! Platforms that are polled. The fake talks to the function in turns, so every test reads as the conversation that it is.

use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use triggerkit::{RunError, Server};

use crate::calls::{Calls, call};
use crate::platforms::{POLLED, Polled, with_id};
use crate::wire::{Connection, Message};

/// The platform's side, and the function that it started.
struct Platform {
    told: &'static Polled,
    listener: TcpListener,
    connection: Option<Connection>,
    calls: Arc<Calls>,
    stop: Option<oneshot::Sender<()>>,
    server: JoinHandle<Result<(), RunError>>,
}

impl Platform {
    /// Starts the function and waits until it says that it is ready, where it has to.
    async fn start(told: &'static Polled) -> Self {
        Self::start_with(told, |server| server).await
    }

    async fn start_with(told: &'static Polled, with: impl FnOnce(Server) -> Server) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port().to_string();
        let place = |value: &str| value.replace("{host}", "127.0.0.1").replace("{port}", &port);
        let variables = told.variables.iter().map(|(name, value)| (*name, place(value)));
        let calls = Calls::new();
        let (stop, stopped) = oneshot::channel();
        let server = Server::new(calls.router()).environment(variables).shutdown(async { stopped.await.unwrap() });
        let server = tokio::spawn(with(server).run());
        let mut platform = Platform { told, listener, connection: None, calls, stop: Some(stop), server };
        if let Some(ready) = told.ready {
            assert_eq!(platform.hears().await.first, ready);
            platform.says("200 OK", &[], "").await;
        }
        platform
    }

    async fn accept(&self) -> Connection {
        Connection::new(self.listener.accept().await.unwrap().0)
    }

    /// What the function says next, over the connection that it has or a new one.
    async fn hears(&mut self) -> Message {
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

    async fn says(&mut self, status: &str, headers: &[(&str, &str)], body: &str) {
        let message = Message::new(&format!("HTTP/1.1 {status}"), headers, body);
        self.connection.as_mut().unwrap().write(&message.bytes()).await;
    }

    /// The bytes of an event.
    fn event(&self, id: &str, payload: &str) -> Vec<u8> {
        let headers = with_id(self.told.headers, id);
        Message { first: "HTTP/1.1 200 OK".into(), headers, body: payload.into() }.bytes()
    }

    /// Is asked for an event, and gives one.
    async fn gives(&mut self, id: &str, payload: &str) {
        assert_eq!(self.hears().await.first, self.told.next);
        let event = self.event(id, payload);
        self.connection.as_mut().unwrap().write(&event).await;
    }

    /// Is told what became of it, and takes it.
    async fn takes(&mut self) -> Message {
        let told = self.hears().await;
        self.says("200 OK", &[], "").await;
        told
    }

    /// Gives an event and is told that it went well.
    async fn invokes(&mut self, id: &str) {
        self.gives(id, &call(id, "")).await;
        let told = self.takes().await;
        assert_eq!((told.first, told.body), (self.told.response.replace("{id}", id), ok(id)));
    }

    /// Tells the function to stop, and says how it ended.
    async fn stops(mut self) -> Result<(), RunError> {
        _ = self.stop.take().unwrap().send(());
        self.server.await.unwrap()
    }
}

fn ok(id: &str) -> Vec<u8> {
    format!(r#"{{"call":"{id}"}}"#).into()
}

#[tokio::test]
async fn a_thousand_invocations() {
    for told in &POLLED {
        let mut platform = Platform::start(told).await;
        for number in 0..1000 {
            platform.invokes(&number.to_string()).await;
        }
        let calls = Arc::clone(&platform.calls);
        platform.stops().await.unwrap();
        assert_eq!(calls.ended(), (0..1000).map(|number| number.to_string()).collect::<Vec<_>>(), "{}", told.name);
    }
}

#[tokio::test]
async fn what_is_on_the_wire() {
    for told in &POLLED {
        let mut platform = Platform::start(told).await;
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
            let next = platform.hears().await;
            assert_eq!(next.first, told.next);
            let event = platform.event(id, &payload);
            platform.connection.as_mut().unwrap().write(&event).await;
            let answer = platform.takes().await;
            if id == "1" {
                wire += &next.shown();
            }
            wire += &format!("\n--- {payload}\n{}\n", answer.shown());
        }
        insta::assert_snapshot!(format!("{}_on_the_wire", told.name), wire);
        platform.stops().await.unwrap();
    }
}

#[tokio::test]
async fn a_slow_handler_ends_before_the_server_does() {
    for told in &POLLED {
        let mut platform = Platform::start(told).await;
        platform.gives("1", &call("1", "wait")).await;
        platform.calls.waiting.notified().await;
        platform.stop.take().unwrap().send(()).unwrap();
        platform.calls.go.add_permits(1);
        assert_eq!(platform.takes().await.body, ok("1"));
        // No event is asked for any more.
        assert_eq!(platform.connection.as_mut().unwrap().read().await, None);
        platform.server.await.unwrap().unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_does_not_end_is_given_up() {
    for told in &POLLED {
        let mut platform = Platform::start_with(told, |server| server.drain_limit(Duration::from_secs(3))).await;
        platform.gives("1", &call("1", "wait")).await;
        platform.calls.waiting.notified().await;
        let stopped = Instant::now();
        let ended = platform.stops().await;
        assert!(matches!(ended, Err(RunError::Unfinished { limit }) if limit == Duration::from_secs(3)), "{ended:?}");
        assert_eq!(stopped.elapsed().as_secs(), 3);
    }
}

#[tokio::test]
async fn it_stops_while_it_waits_for_an_event() {
    for told in &POLLED {
        let mut platform = Platform::start(told).await;
        assert_eq!(platform.hears().await.first, told.next);
        platform.stops().await.unwrap();
    }
}

#[tokio::test]
async fn an_event_that_has_begun_to_arrive_is_answered_in_spite_of_the_signal() {
    for told in &POLLED {
        let mut platform = Platform::start(told).await;
        assert_eq!(platform.hears().await.first, told.next);
        let event = platform.event("1", &call("1", ""));
        let (begin, end) = event.split_at(event.len() - 4);
        // What comes first is read: the rest is sent only once the stop was seen, or cannot be any more.
        platform.connection.as_mut().unwrap().write(begin).await;
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        platform.stop.take().unwrap().send(()).unwrap();
        tokio::task::yield_now().await;
        platform.connection.as_mut().unwrap().write(end).await;
        assert_eq!(platform.takes().await.body, ok("1"));
        platform.server.await.unwrap().unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn dropped_connections_lose_nothing_and_answer_nothing_twice() {
    for told in &POLLED {
        let mut platform = Platform::start(told).await;
        // In the middle of an event, which then comes again.
        assert_eq!(platform.hears().await.first, told.next);
        let event = platform.event("1", &call("1", ""));
        let mut connection = platform.connection.take().unwrap();
        connection.write(&event[..event.len() - 4]).await;
        drop(connection);
        platform.invokes("1").await;

        // Before the result was read.
        platform.gives("2", &call("2", "")).await;
        let mut connection = platform.connection.take().unwrap();
        let begun = connection.read_head().await.unwrap();
        drop(connection);
        let told_again = platform.takes().await;
        assert_eq!((begun.first, begun.headers), (told_again.first.clone(), told_again.headers.clone()));
        assert_eq!(told_again.body, ok("2"));

        // After the result was read, before it was taken; and taken with an error of the platform's own.
        platform.gives("3", &call("3", "fail")).await;
        let first = platform.hears().await;
        platform.connection = None;
        let second = platform.hears().await;
        platform.says("503 Service Unavailable", &[], "").await;
        let third = platform.takes().await;
        assert!(first == second && second == third && first.first == told.error.replace("{id}", "3"), "{first:?}");

        // Between two calls.
        platform.connection = None;
        platform.invokes("4").await;
        assert_eq!(platform.calls.ended(), ["1", "2", "3", "4"], "each handler ran once");
        platform.stops().await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_platform_that_is_down_is_asked_less_and_less_often() {
    for told in &POLLED {
        let mut platform = Platform::start(told).await;
        platform.invokes("1").await;
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
        // What was over is forgotten.
        platform.invokes("2").await;
        platform.connection = None;
        drop(platform.accept().await);
        let last = Instant::now();
        platform.connection = Some(platform.accept().await);
        assert!(last.elapsed() <= Duration::from_millis(101), "{:?}", last.elapsed());
        platform.invokes("3").await;
        platform.stops().await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_yet_is_no_failure() {
    for told in &POLLED {
        let mut platform = Platform::start(told).await;
        let started = Instant::now();
        for _ in 0..5 {
            assert_eq!(platform.hears().await.first, told.next);
            platform.says("204 No Content", &[], "").await;
        }
        platform.invokes("1").await;
        assert_eq!(started.elapsed().as_millis(), 5 * 50);
        if told.ids {
            assert_eq!(platform.hears().await.first, told.next);
            platform.says("200 OK", &[], "{}").await;
            platform.invokes("2").await;
        }
        platform.stops().await.unwrap();
    }
}

#[tokio::test]
async fn a_result_that_is_refused_is_a_failure() {
    for told in &POLLED {
        let mut platform = Platform::start(told).await;
        platform.gives("1", &call("1", "")).await;
        assert_eq!(platform.hears().await.first, told.response.replace("{id}", "1"));
        platform.says("413 Payload Too Large", &[], "").await;
        let failure = platform.takes().await;
        assert_eq!(failure.first, told.error.replace("{id}", "1"));
        let body =
            r#"{"errorMessage":"the platform rejected the reply with status 413 Payload Too Large","errorType":"AnswerRefused"}"#;
        assert_eq!(failure.body(), body);
        platform.invokes("2").await;
        platform.stops().await.unwrap();
    }
}

#[tokio::test]
async fn an_event_that_is_too_large_is_a_failure() {
    for told in &POLLED {
        let mut platform = Platform::start_with(told, |server| server.body_limit(64)).await;
        platform.gives("1", &call("1", &"long ".repeat(100))).await;
        let failure = platform.takes().await;
        assert_eq!(failure.first, told.error.replace("{id}", "1"));
        assert_eq!(
            failure.body(),
            r#"{"errorMessage":"the event is larger than 64 bytes; raise the limit with `Server::body_limit`","errorType":"PayloadTooLarge"}"#
        );
        platform.invokes("2").await;
        assert_eq!(platform.calls.ended(), ["2"]);
        platform.stops().await.unwrap();
    }
}

#[tokio::test]
async fn several_events_at_a_time_where_answers_carry_ids() {
    for told in &POLLED {
        let mut platform = Platform::start_with(told, |server| server.concurrency(2)).await;
        platform.gives("1", &call("1", "wait")).await;
        platform.calls.waiting.notified().await;
        if told.ids {
            let first = platform.connection.take();
            platform.invokes("2").await;
            platform.connection = first;
        }
        platform.calls.go.add_permits(1);
        assert_eq!(platform.takes().await.body, ok("1"));
        assert_eq!(platform.calls.ended(), if told.ids { &["2", "1"][..] } else { &["1"] });
        platform.stops().await.unwrap();
    }
}

#[tokio::test]
async fn a_missing_address_is_named() {
    let server = Server::new(Calls::new().router()).environment([("SCF_RUNTIME_API", "127.0.0.1")]);
    let error = server.run().await.unwrap_err();
    assert_eq!(error.to_string(), "environment variable `SCF_RUNTIME_API_PORT` is not set; the platform should set it");
}
