//! What a client may delay, and for how long. The clock is paused: it moves on only when nothing else can happen.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::{Instant, advance, sleep};
use triggerkit::{Handler, Reply, Router};

use crate::calls::{call, spec};
use crate::http::client::{Client, Request};
use crate::http::cloud::Way;
use crate::http::streams::connect_with;
use crate::platforms::CALLED;
use crate::web::{Function, ask, in_chunks, invocation, ok};

const LIMIT: Duration = Duration::from_secs(5);

/// Exchanges a request, after which the function has seen everything that was sent before.
async fn settle(function: &Function) {
    ask(&mut function.connect().await, &invocation(&CALLED[4], "0", &call(0, ""))).await;
}

#[tokio::test(start_paused = true)]
async fn half_sent_headers() {
    for protocol in &CALLED {
        let function = Function::start(protocol.variables, |server| server.header_timeout(LIMIT).idle_timeout(Duration::MAX));
        let request = invocation(protocol, "1", &call(1, "")).bytes();
        for requests_before in [0, 1] {
            for length in [1, 20, request.len() / 2] {
                let mut platform = function.connect().await;
                for _ in 0..requests_before {
                    ask(&mut platform, &invocation(protocol, "0", &call(0, ""))).await;
                }
                let start = Instant::now();
                platform.write(&request[..length]).await;
                assert_eq!(platform.read().await, None, "{}", protocol.name);
                assert_eq!(start.elapsed().as_secs(), LIMIT.as_secs(), "{}", protocol.name);
            }
        }
        function.stops().await.unwrap();
    }
}

/// A client cannot gain time with single bytes.
#[tokio::test(start_paused = true)]
async fn headers_that_arrive_byte_by_byte() {
    let function = Function::start(CALLED[4].variables, |server| server.header_timeout(LIMIT));
    let mut platform = function.connect().await;
    let start = Instant::now();
    for byte in b"POST" {
        platform.write(&[*byte]).await;
        settle(&function).await;
        advance(Duration::from_secs(1)).await;
    }
    assert_eq!(platform.read().await, None);
    assert_eq!(start.elapsed().as_secs(), LIMIT.as_secs());
    function.stops().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn half_sent_bodies_of_events() {
    for protocol in &CALLED {
        let function = Function::start(protocol.variables, |server| server.body_timeout(LIMIT));
        let message = invocation(protocol, "1", &call(1, ""));
        for request in [message.bytes(), in_chunks(&message, 7)] {
            let mut platform = function.connect().await;
            let start = Instant::now();
            platform.write(&request[..request.len() - 6]).await;
            assert_eq!(platform.read().await.unwrap().status(), 408, "{}", protocol.name);
            assert_eq!(start.elapsed().as_secs(), LIMIT.as_secs(), "{}", protocol.name);
            assert_eq!(platform.read().await, None);
        }
        assert!(function.calls.ended().is_empty());
        function.stops().await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn half_sent_bodies_of_requests() {
    for way in Way::passing() {
        let (cloud, mut client, signals) = connect_with(way, |server| server.body_timeout(LIMIT)).await;
        let start = Instant::now();
        client.write(&way.add(&Request::post("/collect", [b'x'; 1000]), "r-1").head()).await;
        client.write(b"a piece").await;
        assert_eq!(client.read().await.unwrap().status, 400, "{}", way.name);
        assert_eq!(start.elapsed().as_secs(), LIMIT.as_secs(), "{}", way.name);
        assert!(matches!(signals.bodies.lock().unwrap().as_slice(), [Err(_)]));
        cloud.stops().await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_service_may_take_its_time() {
    let limits =
        |server: triggerkit::Server| server.body_timeout(LIMIT).header_timeout(LIMIT).write_timeout(LIMIT).idle_timeout(LIMIT);
    for way in Way::passing() {
        let (cloud, mut client, signals) = connect_with(way, limits).await;
        client.write(&way.add(&Request::post("/gate", "a body"), "r-1").bytes()).await;
        signals.started.notified().await;
        advance(Duration::from_secs(3600)).await;
        signals.gate.0.add_permits(1);
        assert_eq!(client.read().await.unwrap().text(), "6", "{}", way.name);
        cloud.stops().await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_that_does_not_read() {
    for way in Way::passing() {
        let (cloud, _, signals) = connect_with(way, |server| server.write_timeout(LIMIT)).await;
        let mut client = Client::connect_with_small_buffers(cloud.address()).await;
        let start = Instant::now();
        client.write(&way.add(&Request::get("/produce/1000000"), "r-1").bytes()).await;
        signals.dropped.notified().await;
        assert_eq!(start.elapsed().as_secs(), LIMIT.as_secs(), "{}", way.name);
        cloud.stops().await.unwrap();
    }
    for protocol in &CALLED {
        let long = || async { Ok::<_, triggerkit::Error>(Reply::json(format!("{:?}", "x".repeat(32 << 20)))) };
        let router =
            Router::new()
                .with(Handler::new::<spec::Plain, _, _>(move |_, _| long()))
                .with(Handler::new::<spec::Cloud, _, _>(move |_, _| long()));
        let function = Function::of_router(router, protocol.variables, |server| server.write_timeout(LIMIT));
        let mut client = Client::connect_with_small_buffers(function.address).await;
        client.write(&invocation(protocol, "1", &call(1, "")).bytes()).await;
        client.read_head().await.unwrap();
        sleep(LIMIT * 2).await;
        let mut rest = Vec::new();
        // An error is an end, too.
        drop(client.reader.read_to_end(&mut rest).await);
        assert!(rest.len() < 32 << 20, "{}: {}", protocol.name, rest.len());
        function.stops().await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn idle_connections() {
    for protocol in &CALLED {
        let function = Function::start(protocol.variables, |server| server.idle_timeout(LIMIT));
        for requests_before in [0, 1, 2] {
            let mut platform = function.connect().await;
            for _ in 0..requests_before {
                ask(&mut platform, &invocation(protocol, "0", &call(0, ""))).await;
                advance(LIMIT / 2).await;
            }
            let start = Instant::now();
            assert_eq!(platform.read().await, None);
            assert!(start.elapsed() <= LIMIT + Duration::from_millis(10), "{}", protocol.name);
        }
        function.stops().await.unwrap();
    }
}

/// Platforms keep connections open between two invocations, however far apart these are.
#[tokio::test(start_paused = true)]
async fn idle_connections_by_default() {
    for protocol in &CALLED {
        let function = Function::of(protocol);
        let mut platform = function.connect().await;
        ask(&mut platform, &invocation(protocol, "0", &call(0, ""))).await;
        if protocol.name == "local" {
            let start = Instant::now();
            assert_eq!(platform.read().await, None);
            assert_eq!(start.elapsed().as_secs(), 60);
        } else {
            advance(Duration::from_secs(30 * 24 * 3600)).await;
            assert_eq!(ask(&mut platform, &invocation(protocol, "1", &call(1, ""))).await.body(), ok("1"), "{}", protocol.name);
        }
        function.stops().await.unwrap();
    }
}

#[tokio::test]
async fn a_client_that_sends_no_more_is_answered() {
    for protocol in &CALLED {
        let function = Function::of(protocol);
        let mut platform = function.connect().await;
        platform.write(&invocation(protocol, "1", &call(1, "wait")).bytes()).await;
        platform.end().await;
        function.calls.waiting.notified().await;
        // The function has seen the end before it answers.
        ask(&mut function.connect().await, &invocation(protocol, "2", &call(2, ""))).await;
        function.calls.go.add_permits(1);
        assert_eq!(platform.read().await.unwrap().body(), ok("1"), "{}", protocol.name);
        assert_eq!(platform.read().await, None);
        function.stops().await.unwrap();
    }
    for way in Way::passing() {
        let (cloud, mut client, signals) = connect_with(way, |server| server).await;
        client.write(&way.add(&Request::post("/gate", "a body"), "r-1").bytes()).await;
        client.writer.shutdown().await.unwrap();
        signals.started.notified().await;
        signals.gate.0.add_permits(1);
        assert_eq!(client.read().await.unwrap().text(), "6", "{}", way.name);
        assert!(client.is_closed().await);
        cloud.stops().await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_that_hangs_up_during_a_request() {
    for way in Way::passing() {
        let (cloud, mut client, signals) = connect_with(way, |server| server.half_close_timeout(LIMIT)).await;
        client.write(&way.add(&Request::get("/stuck"), "r-1").bytes()).await;
        signals.started.notified().await;
        let start = Instant::now();
        drop(client);
        signals.dropped.notified().await;
        assert_eq!(start.elapsed().as_secs(), LIMIT.as_secs(), "{}", way.name);
        cloud.stops().await.unwrap();
    }
    // A handler runs to its end.
    for protocol in &CALLED {
        let function = Function::start(protocol.variables, |server| server.half_close_timeout(LIMIT));
        let mut platform = function.connect().await;
        platform.write(&invocation(protocol, "1", &call(1, "wait")).bytes()).await;
        platform.end().await;
        function.calls.waiting.notified().await;
        assert_eq!(platform.read().await, None);
        function.calls.go.add_permits(1);
        let calls = Arc::clone(&function.calls);
        function.stops().await.unwrap();
        assert_eq!(calls.ended(), ["1"], "{}", protocol.name);
    }
}
