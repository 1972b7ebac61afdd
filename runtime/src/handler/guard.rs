//! What surrounds every call of a function: a tracing span, and a guard that converts panics to errors.

use std::any::Any;
use std::future::Future;
use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tracing::{Instrument, Span};

use super::{Context, Error, Invocation, Reply};
use triggerkit_core::report::Report;

/// Creates the span of an invocation.
pub(super) fn span(trigger: &'static str, invocation: &Invocation) -> Span {
    tracing::info_span!(target: "triggerkit", "invocation", trigger, request_id = invocation.context().request_id())
}

/// Runs a future in a span and converts a panic to an error.
pub(super) fn guarded(
    future: impl Future<Output = Result<Reply, Error>> + Send + 'static,
    span: Span,
) -> BoxFuture<'static, Result<Reply, Error>> {
    Box::pin(catch_panic(future).instrument(span))
}

/// Runs a future and converts a panic to an error.
pub(crate) fn catch_panic<R>(future: impl Future<Output = Result<R, Error>>) -> impl Future<Output = Result<R, Error>> {
    // The future owns its data, which is dropped with it, so no one can see it in an inconsistent state.
    let ended = AssertUnwindSafe(future).catch_unwind();
    ended.map(|ended| ended.unwrap_or_else(|panic| Err(Error::new("Panic", panic_message(&*panic)))))
}

fn panic_message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.map_or_else(|| "the handler panicked".to_owned(), |text| format!("the handler panicked: {text}"))
}

/// Logs that a function is called although its event has violations.
pub(super) fn warn(trigger: &'static str, cx: &Context, report: &Report) {
    tracing::warn!(target: "triggerkit", trigger, request_id = cx.request_id(), violations = %report, "the event has violations");
}
