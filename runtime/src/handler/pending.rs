//! [`Pending`]: an event that was read, before the function is called with it.

use std::future::Future;

use triggerkit_core::detect::Matcher;

use super::confirm::is_confirmed;
use super::request::Request;
use super::{Answer, Context, Error, Invocation, Reply, guard};
use crate::trigger::Trigger;
use triggerkit_core::document::Document;
use triggerkit_core::report::Report;

/// The outcome of reading an event: the event as far as it could be read, and what is wrong with it.
pub(super) type Outcome<T> = Result<(<T as Trigger>::Event, Report), Report>;

/// An event that was read for a handler. The function is not called before the answer is polled.
pub(crate) struct Pending {
    /// Set unless the event is confirmed to belong to the handler's trigger.
    unconfirmed: Option<Context>,
    answer: Answer,
}

impl Pending {
    /// Reads the event of an invocation for the function that `call` calls. With a matcher, the event is confirmed by its fields if
    /// possible; without one, it was detected before.
    pub(super) fn read<T: Trigger, A>(
        invocation: Invocation,
        matcher: Option<&Matcher<'_>>,
        call: impl FnOnce(Outcome<T>, Context) -> A,
    ) -> Pending
    where
        A: Future<Output = Result<Reply, Error>> + Send + 'static,
    {
        let span = guard::span(T::INFO.id, &invocation);
        let outcome = span.in_scope(|| T::Event::decode_lenient(invocation.payload()));
        let is_confirmed = matcher.is_none_or(|matcher| match &outcome {
            Ok((event, report)) => report.is_empty() && is_confirmed(event, matcher, &invocation.request()),
            Err(_) => false,
        });
        let cx = Context::of(invocation);
        let unconfirmed = (!is_confirmed).then(|| cx.clone());
        Pending { unconfirmed, answer: guard::guarded(call(outcome, cx), span) }
    }

    /// Returns what the event has to be detected by, unless it is confirmed to belong to the handler's trigger.
    pub(super) fn unconfirmed(&self) -> Option<Request<'_>> {
        self.unconfirmed.as_ref().map(Context::request)
    }

    /// Calls the function.
    pub(super) fn run(self) -> Answer {
        self.answer
    }
}
