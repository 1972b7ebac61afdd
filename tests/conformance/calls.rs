//! The function under test. The event says what it does, and it records what it did.

use std::convert::Infallible;
use std::mem;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use axum::body::to_bytes;
use serde_json::{Value, json};
use tokio::sync::{Notify, Semaphore};
use tower::service_fn;
use triggerkit::{Body, Context, Error, Handler, Reply, Router};

#[triggerkit::spec("conformance/calls.toml")]
pub mod spec {}

/// Records the calls of the function, and lets a test delay them.
pub struct Calls {
    /// The numbers of the completed calls, in order.
    ended: Mutex<Vec<String>>,
    /// Notified when a call waits.
    pub waiting: Notify,
    /// Each permit lets one waiting call continue.
    pub go: Semaphore,
}

impl Calls {
    pub fn new() -> Arc<Self> {
        Arc::new(Calls { ended: Mutex::default(), waiting: Notify::new(), go: Semaphore::new(0) })
    }

    pub fn ended(&self) -> Vec<String> {
        self.ended.lock().unwrap().clone()
    }

    /// Returns the numbers of the calls that completed since the last time.
    pub fn take_ended(&self) -> Vec<String> {
        mem::take(&mut self.ended.lock().unwrap())
    }

    pub fn router(self: &Arc<Self>) -> Router {
        let (plain, cloud) = (Arc::clone(self), Arc::clone(self));
        Router::new()
            .with(Handler::new::<spec::Plain, _, _>(move |event, cx| {
                Arc::clone(&plain).answer(event.call.to_string(), event.act.map(|act| act.to_string()), cx)
            }))
            .with(Handler::new::<spec::Cloud, _, _>(move |event, cx| {
                let seen = event.extensions.get("seen").map(|seen| format!("{} {seen}", event.data.call));
                let number = seen.unwrap_or_else(|| event.data.call.to_string());
                Arc::clone(&cloud).answer(number, event.data.act.map(|act| act.to_string()), cx)
            }))
    }

    /// Returns an application that does the same with the requests of clients as the handlers do with events.
    pub fn application(self: &Arc<Self>) -> Router {
        let calls = Arc::clone(self);
        Router::new().http(service_fn(move |request: http::Request<Body>| Arc::clone(&calls).respond(request.into_body())))
    }

    async fn respond(self: Arc<Self>, body: Body) -> Result<http::Response<Body>, Infallible> {
        let (status, text) = match to_bytes(axum::body::Body::new(body), usize::MAX).await {
            Ok(body) => {
                let event: Value = serde_json::from_slice(&body).unwrap();
                let text = |name: &str| event[name].as_str().map(str::to_owned);
                let reply = self.answer(text("call").unwrap(), text("act"), Context::default()).await.unwrap();
                (200, reply.body().to_vec())
            }
            Err(error) => (400, error.to_string().into()),
        };
        Ok(http::Response::builder().status(status).body(Body::from(text)).unwrap())
    }

    async fn answer(self: Arc<Self>, call: String, act: Option<String>, cx: Context) -> Result<Reply, Error> {
        if act.as_deref() == Some("wait") {
            self.waiting.notify_one();
            self.go.acquire().await?.forget();
        }
        self.ended.lock().unwrap().push(call.clone());
        match act.as_deref() {
            Some("fail") => Err(Error::new("OutOfStock", "nothing\nis left of 茶")),
            Some("panic") => panic!("the shelf broke"),
            Some("context") => Ok(Reply::json(json!({"call": call, "context": facts(&cx)}).to_string())),
            _ => Ok(Reply::json(json!({"call": call}).to_string())),
        }
    }
}

/// Returns all values of the context.
fn facts(cx: &Context) -> serde_json::Value {
    let credentials = cx.credentials().map(|keys| format!("{} {} {:?}", keys.access_key(), keys.secret_key(), keys.token()));
    json!({
        "request_id": cx.request_id(),
        "function": cx.function_name(),
        "version": cx.function_version(),
        "region": cx.region(),
        "memory_mb": cx.memory_mb(),
        "credentials": credentials,
        // The fakes set a deadline of one minute.
        "has_a_minute": cx.deadline().map(|deadline| {
            let left = deadline.duration_since(SystemTime::now()).unwrap().as_secs();
            (1..=60).contains(&left)
        }),
    })
}

/// Returns an event that makes the function do something.
pub fn call(number: impl ToString, act: &str) -> String {
    json!({"call": number.to_string(), "act": act}).to_string()
}
