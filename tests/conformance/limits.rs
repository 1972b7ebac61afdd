//! What the server takes on at the same time, and what it refuses before it reads.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use tokio::task::yield_now;
use triggerkit::{Body, Handler, Reply, Router};

use crate::calls::{call, spec};
use crate::http::client::{Request, send};
use crate::http::cloud::{Cloud, Way};
use crate::platforms::CALLED;
use crate::web::{Function, ask, in_chunks, invocation, ok};

#[tokio::test]
async fn connections() {
    for protocol in &CALLED {
        let function = Function::start(protocol.variables, |server| server.connection_limit(2));
        let (mut first, mut second) = (function.connect().await, function.connect().await);
        ask(&mut first, &invocation(protocol, "1", &call(1, ""))).await;
        ask(&mut second, &invocation(protocol, "2", &call(2, ""))).await;
        let mut third = function.connect().await;
        third.write(&invocation(protocol, "3", &call(3, "")).bytes()).await;
        for number in 4..10 {
            ask(&mut first, &invocation(protocol, "4", &call(number, ""))).await;
        }
        assert_eq!(function.calls.ended(), ["1", "2", "4", "5", "6", "7", "8", "9"], "{}", protocol.name);
        drop(second);
        assert_eq!(third.read().await.unwrap().body(), ok("3"), "{}", protocol.name);
        function.stops().await.unwrap();
    }
}

#[tokio::test]
async fn bytes_of_events() {
    for protocol in &CALLED {
        let function = Function::start(protocol.variables, |server| server.body_limit(1000).buffer_limit(1500));
        let long = |number: u32, act: &str| {
            let payload = call(number, act);
            let padding = " ".repeat(900 - payload.len());
            invocation(protocol, &number.to_string(), &(payload + &padding))
        };
        let mut first = function.connect().await;
        first.write(&long(1, "wait").bytes()).await;
        function.calls.waiting.notified().await;
        // With a length, the event is not read at all.
        let mut second = function.connect().await;
        let head = long(2, "").bytes();
        second.write(&head[..head.len() - 900]).await;
        let refusal = second.read().await.unwrap();
        assert_eq!(refusal.status(), 503, "{}", protocol.name);
        assert!(refusal.body().contains("Server::buffer_limit"), "{}", refusal.body());
        let mut third = function.connect().await;
        third.write(&in_chunks(&long(3, ""), 100)).await;
        assert_eq!(third.read().await.unwrap().status(), 503, "{}", protocol.name);
        // A short one still fits.
        let answer = ask(&mut function.connect().await, &invocation(protocol, "4", &call(4, ""))).await;
        assert_eq!(answer.body(), ok("4"));
        function.calls.go.add_permits(1);
        assert_eq!(first.read().await.unwrap().body(), ok("1"));
        // The memory is free again, however often it is used.
        for number in 5..10 {
            for request in [long(number, "").bytes(), in_chunks(&long(number, ""), 100)] {
                first.write(&request).await;
                assert_eq!(first.read().await.unwrap().status(), 200, "{}", protocol.name);
            }
        }
        function.stops().await.unwrap();
    }
}

/// A client that hangs up does not free the memory of its event while the handler runs.
#[tokio::test(start_paused = true)]
async fn bytes_of_events_without_a_client() {
    let function = Function::start(&[], |server| server.body_limit(1000).buffer_limit(1000).half_close_timeout(Duration::ZERO));
    let mut client = function.connect().await;
    let payload = call(1, "wait") + &" ".repeat(900);
    client.write(&invocation(&CALLED[4], "1", &payload).bytes()).await;
    function.calls.waiting.notified().await;
    client.end().await;
    assert_eq!(client.read().await, None);
    let request = invocation(&CALLED[4], "2", &(call(2, "") + &" ".repeat(900)));
    assert_eq!(ask(&mut function.connect().await, &request).await.status(), 503);
    function.calls.go.add_permits(1);
    function.stops().await.unwrap();
}

/// Counts how many run at the same time.
#[derive(Default)]
struct Gauge {
    now: AtomicUsize,
    most: AtomicUsize,
}

impl Gauge {
    async fn run(&self) {
        self.most.fetch_max(self.now.fetch_add(1, Ordering::Relaxed) + 1, Ordering::Relaxed);
        for _ in 0..100 {
            yield_now().await;
        }
        self.now.fetch_sub(1, Ordering::Relaxed);
    }
}

#[tokio::test]
async fn invocations_of_handlers() {
    for protocol in &CALLED {
        for limit in [1, 3, 20] {
            let gauge = Arc::new(Gauge::default());
            let handler = |gauge: Arc<Gauge>| async move {
                gauge.run().await;
                Ok(Reply::json("1"))
            };
            let (plain, cloud) = (Arc::clone(&gauge), Arc::clone(&gauge));
            let router = Router::new()
                .with(Handler::new::<spec::Plain, _, _>(move |_, _| handler(Arc::clone(&plain))))
                .with(Handler::new::<spec::Cloud, _, _>(move |_, _| handler(Arc::clone(&cloud))));
            let function = Function::of_router(router, protocol.variables, |server| server.invocation_limit(limit));
            let mut platforms = join_all((0..20).map(|_| function.connect())).await;
            for platform in &mut platforms {
                platform.write(&invocation(protocol, "1", &call(1, "")).bytes()).await;
            }
            for platform in &mut platforms {
                assert_eq!(platform.read().await.unwrap().status(), 200);
            }
            let most = gauge.most.load(Ordering::Relaxed);
            assert!(most <= limit && most > limit / 2, "{}: {most} of {limit}", protocol.name);
            function.stops().await.unwrap();
        }
    }
}

#[tokio::test]
async fn invocations_of_a_service() {
    for way in Way::passing() {
        let gauge = Arc::new(Gauge::default());
        let shared = Arc::clone(&gauge);
        let service = tower::service_fn(move |_: http::Request<Body>| {
            let gauge = Arc::clone(&shared);
            async move {
                gauge.run().await;
                Ok::<_, Infallible>(http::Response::new(Body::from("done")))
            }
        });
        let cloud = Cloud::start_with(way, Router::new().http(service), |server| server.invocation_limit(3)).await;
        let request = way.add(&Request::post("/", "a body"), "r-1");
        let answers = join_all((0..20).map(|_| send(cloud.address(), &request))).await;
        assert!(answers.iter().all(|answer| answer.text() == "done"));
        assert!(matches!(gauge.most.load(Ordering::Relaxed), 2..=3), "{}", way.name);
        cloud.stops().await.unwrap();
    }
}
