//! Layers of tower inside and around the router, and their effect on errors.

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::{Barrier, Notify};
use tower::limit::ConcurrencyLimitLayer;
use tower::timeout::TimeoutLayer;
use tower::{Service, ServiceBuilder, ServiceExt};
use triggerkit::huawei::{self, KafkaEvent};
use triggerkit::{Error, Invocation, Router, handler, trigger, triggers};

use super::answer;

const KAFKA: &str =
    r#"{"event_version": "v1.0", "messages": ["one"], "instance_id": "i", "trigger_type": "KAFKA", "event_time": 1}"#;

#[trigger(huawei::Kafka)]
async fn stuck(_: KafkaEvent) {
    pending::<()>().await;
}

#[trigger(huawei::Kafka)]
async fn fails(_: KafkaEvent) -> Result<(), Error> {
    Err(Error::new("OutOfStock", "no tea"))
}

#[tokio::test(start_paused = true)]
async fn a_timeout_ends_a_handler() {
    let layer = TimeoutLayer::new(Duration::from_secs(5));
    let error = answer(&Router::new().with(handler!(stuck)).layer(layer.clone()), KAFKA).await.unwrap_err();
    assert_eq!((error.kind(), error.to_string().as_str()), ("HandlerError", "request timed out"));
    // Errors of handlers pass through all layers unchanged.
    let router = Router::new().layer(layer.clone()).layer(layer.clone()).with(handler!(fails));
    let error = answer(&router, KAFKA).await.unwrap_err();
    assert_eq!((error.kind(), error.to_string().as_str()), ("OutOfStock", "no tea"));

    let around = ServiceBuilder::new().layer(layer).map_err(Error::into_boxed).service(Router::new().with(handler!(fails)));
    let error = Error::from(around.oneshot(Invocation::new(KAFKA)).await.unwrap_err());
    assert_eq!(error.kind(), "OutOfStock");
}

/// Counts the running calls, and the most that ran at the same time.
struct Counts {
    now: AtomicUsize,
    most: AtomicUsize,
    together: Barrier,
}

#[triggers]
impl Counts {
    #[trigger(huawei::Kafka)]
    async fn count(&self, _: KafkaEvent) {
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        // Waits for two calls, so that the test would hang with fewer at a time.
        self.together.wait().await;
        self.now.fetch_sub(1, Ordering::SeqCst);
    }
}

struct Shared(Arc<Counts>);

#[triggers]
impl Shared {
    #[trigger(huawei::Kafka)]
    async fn count(&self, event: KafkaEvent) {
        self.0.count(event).await;
    }
}

#[tokio::test]
async fn clones_of_a_router_share_its_limits() {
    let counts = Arc::new(Counts { now: AtomicUsize::new(0), most: AtomicUsize::new(0), together: Barrier::new(2) });
    let router = Router::new().with(Shared(Arc::clone(&counts))).layer(ConcurrencyLimitLayer::new(2));
    let calls = (0..6).map(|_| {
        let router = router.clone();
        tokio::spawn(async move { answer(&router, KAFKA).await })
    });
    for call in calls.collect::<Vec<_>>() {
        assert_eq!(call.await.unwrap().unwrap(), "null");
    }
    assert_eq!(counts.most.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_layer_sees_every_event_and_its_result() {
    let seen = Arc::new(AtomicUsize::new(0));
    let counting = Arc::clone(&seen);
    let router = Router::new()
        .layer(tower::layer::layer_fn(move |inner| Seen { inner, seen: Arc::clone(&counting) }))
        .with(handler!(fails));
    assert!(answer(&router, KAFKA).await.is_err());
    assert!(answer(&router, "[]").await.is_err());
    assert_eq!(seen.load(Ordering::SeqCst), 2);
    assert_eq!(router.handlers().len(), 1);
}

#[derive(Clone)]
struct Seen<S> {
    inner: S,
    seen: Arc<AtomicUsize>,
}

impl<S: Service<Invocation>> Service<Invocation> for Seen<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, cx: &mut std::task::Context<'_>) -> std::task::Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, invocation: Invocation) -> S::Future {
        self.seen.fetch_add(1, Ordering::SeqCst);
        self.inner.call(invocation)
    }
}

#[tokio::test]
async fn dropping_a_router_drops_its_running_calls() {
    struct Tells(Arc<Notify>);
    #[triggers]
    impl Tells {
        #[trigger(huawei::Kafka)]
        async fn wait(&self, _: KafkaEvent) {
            self.0.notify_one();
            pending::<()>().await;
        }
    }
    let started = Arc::new(Notify::new());
    let router = Router::new().with(Tells(Arc::clone(&started)));
    let mut call = Box::pin(answer(&router, KAFKA));
    tokio::select! {
        _ = &mut call => panic!("it cannot end"),
        () = started.notified() => {}
    }
    drop(call);
    drop(router);
    assert_eq!(Arc::strong_count(&started), 1);
}
