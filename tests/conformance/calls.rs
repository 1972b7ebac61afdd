//! The function under test. The event says what it does, and it records what it did.

use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use serde_json::json;
use tokio::sync::{Notify, Semaphore};
use triggerkit::{Context, Error, Handler, Reply, Router};

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
