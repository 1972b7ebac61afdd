//! The spans and events that an invocation emits through `tracing`.

use std::cell::RefCell;
use std::fmt::Debug;
use std::sync::atomic::{AtomicU64, Ordering};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use triggerkit::{Context, Error, Invocation, Router, Str, Trigger, handler, trigger};

use super::call;

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

#[tokio::test]
async fn an_invocation_has_a_span_and_warns_of_violations() {
    tracing::subscriber::set_global_default(Lines::default()).unwrap();
    let payload = r#"{"password": "hush, hush", "customer": "far too long"}"#;
    let invocation = Invocation::new(payload).with_context(Context::new("r-9"));
    call(&Router::new().with(handler!(tolerant)), invocation).await.unwrap();
    let lines = LINES.take().join("\n");
    assert!(!lines.contains("hush"), "{lines}");
    insta::assert_snapshot!(lines);
}
