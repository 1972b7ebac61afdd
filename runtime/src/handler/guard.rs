//! What stands around every call of a function: its span, and the end of its panics.

use std::any::Any;
use std::future::Future;
use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use tracing::{Instrument, Span};

use super::{Answer, Context, Error, Invocation, Reply};
use triggerkit_core::report::Report;

/// The span of an invocation.
pub(super) fn span(trigger: &'static str, invocation: &Invocation) -> Span {
    tracing::info_span!(target: "triggerkit", "invocation", trigger, request_id = invocation.context().request_id())
}

/// The future inside its span; its panic is an error.
pub(super) fn guarded(future: impl Future<Output = Result<Reply, Error>> + Send + 'static, span: Span) -> Answer {
    Box::pin(caught(future).instrument(span))
}

/// The future; its panic is an error. Whatever it has changed is dropped with it, so nothing half-changed is seen.
pub(crate) fn caught<R>(future: impl Future<Output = Result<R, Error>>) -> impl Future<Output = Result<R, Error>> {
    let ended = AssertUnwindSafe(future).catch_unwind();
    ended.map(|ended| ended.unwrap_or_else(|panic| Err(Error::new("Panic", message(&*panic)))))
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.map_or_else(|| "the handler panicked".to_owned(), |text| format!("the handler panicked: {text}"))
}

/// Says that a function is called for an event with violations.
pub(super) fn warn(trigger: &'static str, cx: &Context, report: &Report) {
    tracing::warn!(target: "triggerkit", trigger, request_id = cx.request_id(), violations = %report, "the event breaks its rules");
}
