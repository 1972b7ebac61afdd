//! [`Pending`]: an event that was read, before the function is called with it.

use std::future::Future;

use tracing::Instrument;
use triggerkit_core::detect::Matcher;
use triggerkit_core::document::Document;
use triggerkit_core::limits::Limits;
use triggerkit_core::report::Report;

use super::confirm::is_confirmed;
use super::guard::catch_panic;
use super::{Answer, Context, Error, Reply};
use crate::dynamic::AnyTrigger;
use crate::trigger::Trigger;
use crate::web::any::AnyHttp;

/// The outcome of reading an event: the event as far as it could be read, and its violations.
pub(super) type Outcome<T> = Result<(<T as Trigger>::Event, Report), Report>;

/// Which violations of an event keep a handler from calling its function. With all others, the function is called with what
/// could be read, and with the report.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Validate {
    /// All of them.
    Strict,
    /// Those that are fatal.
    Fatal,
    /// None.
    Report,
}

/// How a handler reads its events.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    pub(super) validate: Validate,
    pub(super) limits: Limits,
    /// Whether the answers of an HTTP trigger are sent while they are being made.
    pub(super) streams: bool,
}

impl Reading {
    /// Returns what handlers of a trigger do by default.
    pub(super) fn usual(trigger: &AnyTrigger) -> Self {
        let validate = if trigger.info.tolerant { Validate::Fatal } else { Validate::Strict };
        Reading { validate, limits: Limits::DEFAULT, streams: false }
    }
}

impl Validate {
    /// Returns the context to call the function with, or the error because of which it is not called.
    pub(super) fn accept(self, report: Report, cx: Context) -> Result<Context, Error> {
        match report {
            report if report.is_empty() => Ok(cx),
            report if self.rejects(&report) => Err(Error::invalid(report)),
            report => Ok(cx.with_report(report)),
        }
    }

    /// Returns whether the function is not called because of the violations.
    pub(super) fn rejects(self, report: &Report) -> bool {
        match self {
            Validate::Strict => !report.is_empty(),
            Validate::Fatal => report.is_fatal(),
            Validate::Report => false,
        }
    }

    /// Logs the violations of an event for which the function is called all the same.
    pub(super) fn log(trigger: &str, report: &Report, cx: &Context) {
        if !report.is_empty() {
            let request_id = cx.request_id();
            tracing::warn!(target: "triggerkit", trigger, request_id, violations = %report, "the event has violations");
        }
    }
}

/// An event that was read for a handler. The function is not called before the answer is polled.
pub(super) struct Pending {
    /// Set unless the event is confirmed to belong to the handler's trigger.
    pub(super) unconfirmed: Option<Context>,
    /// The call of the function.
    pub(super) answer: Answer,
}

impl Pending {
    /// Reads an event for the function that `call` calls. With a matcher, the event is confirmed by its fields if possible;
    /// without one, it was detected before.
    pub(super) fn read<T: Trigger, A>(
        cx: Context,
        limits: &Limits,
        matcher: Option<&Matcher<'_>>,
        call: impl FnOnce(Outcome<T>, Context) -> A,
    ) -> Pending
    where
        A: Future<Output = Result<Reply, Error>> + Send + 'static,
    {
        let (trigger, request_id, trace_id) = (T::INFO.id, cx.request_id(), cx.trace_id());
        let span = tracing::info_span!(target: "triggerkit", "invocation", trigger, request_id, trace_id);
        let outcome = span.in_scope(|| T::Event::decode_lenient_with(cx.payload(), limits));
        let is_confirmed = matcher.is_none_or(|matcher| match &outcome {
            Ok((event, report)) => is_confirmed(event, report, matcher, &cx),
            Err(_) => false,
        });
        let unconfirmed = (!is_confirmed).then(|| cx.clone());
        Pending { unconfirmed, answer: Box::pin(catch_panic(call(outcome, cx)).instrument(span)) }
    }

    /// Streams the answer, which is that of an HTTP trigger.
    pub(super) fn streamed(self, http: AnyHttp) -> Self {
        let Pending { unconfirmed, answer } = self;
        Pending { unconfirmed, answer: Box::pin(async move { answer.await?.into_streamed(&http) }) }
    }
}
