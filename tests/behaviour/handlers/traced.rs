//! The spans and events that an invocation emits through `tracing`.

use std::cell::RefCell;
use std::fmt::Debug;
use std::sync::Once;
use std::sync::atomic::{AtomicU64, Ordering};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use triggerkit::{Context, Error, Invocation, Reply, Router, Str, Trigger, handler, huawei, trigger};

use super::call;
use super::partial::failures::{self, Message};

#[derive(Clone, PartialEq, Trigger)]
#[trigger(id = "shop.order")]
struct Order {
    #[trigger(length = "1-3", sensitive)]
    password: Str,
    #[trigger(length = "1-3")]
    customer: Str,
}

#[trigger(Order, validate = "report")]
async fn tolerant(_: Order) -> Result<(), Error> {
    tracing::info!("inside");
    Ok(())
}

thread_local! {
    static LINES: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// A subscriber that keeps spans and events as lines, separately for each thread and so for each test. It is global, because
/// `tracing` caches that a place has no subscriber if another test reaches it first.
#[derive(Default)]
struct Lines {
    spans: AtomicU64,
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.push_str(&format!(" {field}={value:?}"));
    }
}

impl Lines {
    fn add(&self, what: &str, metadata: &Metadata<'_>, fields: impl FnOnce(&mut Line)) {
        let mut line = Line(format!("{what} {} {}", metadata.level(), metadata.target()));
        fields(&mut line);
        LINES.with_borrow_mut(|lines| lines.push(line.0));
    }
}

impl Subscriber for Lines {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("triggerkit") || metadata.target().starts_with("behaviour")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.add(span.metadata().name(), span.metadata(), |line| span.record(line));
        Id::from_u64(self.spans.fetch_add(1, Ordering::Relaxed) + 1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.add("event", event.metadata(), |line| event.record(line));
    }

    fn enter(&self, _: &Id) {
        LINES.with_borrow_mut(|lines| lines.push("enter".into()));
    }

    fn exit(&self, _: &Id) {
        LINES.with_borrow_mut(|lines| lines.push("exit".into()));
    }
}

/// Returns the lines that a call of the router adds.
pub(super) async fn traced(router: &Router, payload: &str) -> (Vec<String>, Result<Reply, Error>) {
    traced_in(Context::new("r-9"), router, payload).await
}

async fn traced_in(cx: Context, router: &Router, payload: &str) -> (Vec<String>, Result<Reply, Error>) {
    static SUBSCRIBED: Once = Once::new();
    SUBSCRIBED.call_once(|| tracing::subscriber::set_global_default(Lines::default()).unwrap());
    let outcome = call(router, Invocation::new(payload.to_owned()).with_context(cx)).await;
    (LINES.take(), outcome)
}

#[tokio::test]
async fn an_invocation_has_a_span_and_warns_of_violations() {
    let payload = r#"{"password": "hush, hush", "customer": "far too long"}"#;
    let (lines, outcome) = traced(&Router::new().with(handler!(tolerant)), payload).await;
    outcome.unwrap();
    let lines = lines.join("\n");
    assert!(!lines.contains("hush"), "{lines}");
    insta::assert_snapshot!(lines);
}

#[tokio::test]
async fn the_span_has_the_trace_if_the_platform_sends_one() {
    let cx = Context::new("r-9").with_trace_id("Root=1-5bef4de7");
    let (lines, outcome) = traced_in(cx, &Router::new().with(handler!(usual)), r#"{"trigger_type": "TIMER"}"#).await;
    outcome.unwrap();
    let span = "invocation INFO triggerkit trigger=\"huawei.timer\" request_id=\"r-9\" trace_id=\"Root=1-5bef4de7\"";
    assert_eq!(lines.first().map(String::as_str), Some(span));
}

#[trigger(huawei::Timer)]
fn usual(_: huawei::TimerEvent) {}

/// A handler of a vendor's trigger runs on drift, with a warning. A rejected event is an error, and needs none.
#[tokio::test]
async fn drift_is_a_warning_and_a_rejection_is_not() {
    let router = Router::new().with(handler!(usual));
    let warnings = |lines: Vec<String>| lines.into_iter().filter(|line| line.starts_with("event WARN")).collect::<Vec<_>>();
    let (lines, outcome) = traced(&router, r#"{"trigger_type": "TIMER", "trigger_name": ["nightly"]}"#).await;
    outcome.unwrap();
    let expected = "event WARN triggerkit message=the event has violations trigger=\"huawei.timer\" request_id=\"r-9\" \
                    violations=trigger_name: expected text, found list [\"nightly\"] [type]";
    assert_eq!(warnings(lines), [expected]);
    let (lines, outcome) = traced(&router, r#"{"trigger_type": "TIMER"}"#).await;
    outcome.unwrap();
    assert!(warnings(lines).is_empty());
    let (lines, outcome) = traced(&router, r#"{"trigger_type": "TIMER", "trigger_name": ["nightly"]"#).await;
    assert_eq!((warnings(lines).len(), outcome.unwrap_err().kind()), (0, "InvalidEvent"));
}

#[trigger(failures::Queue, each)]
fn picky(message: Message) -> Result<(), Error> {
    if message.body == "ok" { Ok(()) } else { Err("spoilt".into()) }
}

/// The answer names the failed records, and only the log says why they have failed.
#[tokio::test]
async fn each_failed_record_is_logged() {
    let payload = r#"{"Records": [
        {"messageId": "m-0", "body": "ok"},
        {"messageId": "m-1", "body": "bad", "attributes": {"MessageGroupId": "a"}},
        {"messageId": "m-2", "body": "ok", "attributes": {"MessageGroupId": "a"}},
        {"messageId": "m-3", "body": 7}
    ]}"#;
    let (lines, outcome) = traced(&Router::new().with(handler!(picky)), payload).await;
    outcome.unwrap();
    let errors: Vec<String> = lines.into_iter().filter(|line| line.starts_with("event ERROR")).collect();
    insta::assert_snapshot!(errors.join("\n"));
}
