//! Functions that answer events: [`Handler`], the [`Router`] that picks one, and what they are given and give back.
//!
//! Everything in here is independent of the platform that calls.

mod batch;
mod context;
mod error;
mod guard;
mod invocation;
mod layer;
mod reply;
mod router;
mod shown;
pub(crate) mod signature;
mod table;

use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::Arc;

pub use context::{Context, Credentials};
pub use error::{BoxError, Error};
#[cfg(feature = "serve")]
pub(crate) use guard::catch_panic;
pub use invocation::Invocation;
#[cfg(feature = "serve")]
pub(crate) use invocation::text_headers;
pub use layer::Route;
pub use reply::{Reply, Respond};
pub use router::Router;
use shown::Refusal;

use crate::config::AnyConfig;
use crate::dynamic::AnyTrigger;
use crate::trigger::{Batch, Trigger};
use triggerkit_core::engine::Object;
use triggerkit_core::engine::Value;
use triggerkit_core::shape::Payload;

/// What an invocation comes to.
pub(crate) type Answer = Pin<Box<dyn Future<Output = Result<Reply, Error>> + Send>>;

/// Whatever brings handlers to a [`Router`]: a [`Handler`]; a function with [`#[trigger]`](macro@crate::trigger), as `handler!(function)`; a value
/// whose `impl` has [`#[triggers]`](macro@crate::triggers).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a handler",
    label = "not a handler",
    note = "pass a function with `#[trigger(…)]` as `handler!(function)`",
    note = "pass a value directly if the `impl` of its type has `#[triggers]`"
)]
pub trait Handlers {
    /// The handlers.
    fn handlers(self) -> Vec<Handler>;
}

impl Handlers for Handler {
    fn handlers(self) -> Vec<Handler> {
        vec![self]
    }
}

/// The handler of a function with [`#[trigger]`](macro@crate::trigger), for [`Router::with`].
///
/// The function keeps its name for itself, so that it can be called and tested; its handler goes by the same name in the
/// namespace of types, where a `use` finds it too.
#[macro_export]
macro_rules! handler {
    ($(:: $($root:ident)::+)? $($function:ident)::*) => {
        $(:: $($root)::+)? $($function)::* {}
    };
}

/// One function and the trigger whose events it answers.
#[derive(Clone)]
pub struct Handler {
    trigger: AnyTrigger,
    name: &'static str,
    takes_any: bool,
    validate: Validate,
    config: Option<AnyConfig>,
    call: Arc<Call>,
}

type Call = dyn Fn(Invocation, Validate, Option<Refusal<'_>>) -> Answer + Send + Sync;

/// What becomes of an event with violations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Validate {
    /// It is an error, and the function is not called.
    Reject,
    /// The function gets what could be read, and the report.
    Report,
}

impl Handler {
    /// A handler of plain code; the macros make the same of functions.
    ///
    /// An event with violations is rejected before the function is called. A panic of the function is an [`Error`] of the
    /// kind `Panic`.
    pub fn new<T, F, A>(function: F) -> Self
    where
        T: Trigger,
        F: Fn(T::Event, Context) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Reply, Error>> + Send + 'static,
    {
        let function = Arc::new(function);
        Handler::of::<T, F>(Arc::new(move |invocation, validate, refusal| {
            let span = guard::span(T::INFO.id, &invocation);
            match span.in_scope(|| read::<T>(invocation, validate, refusal)) {
                Ok((event, cx)) => {
                    let function = Arc::clone(&function);
                    // Nothing of the function runs before the future is guarded.
                    guard::guarded(async move { function(event, cx).await }, span)
                }
                Err(error) => Box::pin(ready(Err(error))),
            }
        }))
    }

    /// A handler that calls the function for each record of an event, for at most `concurrency` of them at a time; one at
    /// a time is in order.
    ///
    /// A record with violations is not given to the function: it has failed. So has one whose call ends with an error or a
    /// panic. The others run all the same, and the outcome is an [`Error`] that knows [which have failed](Error::failed).
    /// An event with violations outside its records is rejected whole.
    pub fn each<T, F, A>(concurrency: usize, function: F) -> Self
    where
        T: Batch,
        F: Fn(T::Record, Context) -> A + Send + Sync + 'static,
        A: Future<Output = Result<(), Error>> + Send + 'static,
    {
        let function = Arc::new(function);
        Handler::of::<T, F>(Arc::new(move |invocation, validate, refusal| {
            let span = guard::span(T::INFO.id, &invocation);
            match span.in_scope(|| batch::Records::<T::Record>::of::<T>(invocation, validate, refusal)) {
                Ok(records) => guard::guarded(records.run(concurrency, Arc::clone(&function)), span),
                Err(error) => Box::pin(ready(Err(error))),
            }
        }))
    }

    fn of<T: Trigger, F>(call: Arc<Call>) -> Self {
        Handler {
            trigger: AnyTrigger::of::<T>(),
            name: std::any::type_name::<F>(),
            takes_any: matches!(T::Event::empty().payload(), Payload::Raw(_) | Payload::JsonOrRaw(..)),
            validate: Validate::Reject,
            config: None,
            call,
        }
    }

    /// With a name, by which errors call it.
    #[must_use]
    pub fn named(self, name: &'static str) -> Self {
        Handler { name, ..self }
    }

    /// The function is called for an event with violations, too. It gets what could be read, and
    /// [`Context::report`] says what is wrong; so does a warning of `tracing` with the target `triggerkit`.
    #[must_use]
    pub fn reporting(self) -> Self {
        Handler { validate: Validate::Report, ..self }
    }

    /// With the configuration of its trigger. [`Router::check`] finds what is wrong with it.
    #[must_use]
    pub fn configured(self, config: AnyConfig) -> Self {
        Handler { config: Some(config), ..self }
    }

    /// The configuration of its trigger, where one was given.
    pub fn config(&self) -> Option<&AnyConfig> {
        self.config.as_ref()
    }

    /// The trigger.
    pub fn trigger(&self) -> &AnyTrigger {
        &self.trigger
    }

    /// The name of the function.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether it takes payloads that no document describes.
    fn takes_any(&self) -> bool {
        self.takes_any || self.trigger.info.detect.is_none()
    }

    /// Calls the function. With a refusal, nobody has asked yet whether the event is of the trigger.
    fn call(&self, invocation: Invocation, refusal: Option<Refusal<'_>>) -> Answer {
        (self.call)(invocation, self.validate, refusal)
    }
}

impl std::fmt::Debug for Handler {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Handler").field("name", &self.name).field("trigger", &self.trigger).finish_non_exhaustive()
    }
}

/// The event of an invocation, and the context that goes with it.
fn read<T: Trigger>(
    invocation: Invocation,
    validate: Validate,
    refusal: Option<Refusal<'_>>,
) -> Result<(T::Event, Context), Error> {
    let (event, report) = shown::read::<T>(&invocation, refusal)?;
    if validate == Validate::Reject {
        report.into_result(()).map_err(Error::invalid)?;
        return Ok((event, Context::of(invocation)));
    }
    let cx = Context::of(invocation);
    if report.is_empty() {
        return Ok((event, cx));
    }
    guard::warn(T::INFO.id, &cx, &report);
    Ok((event, cx.with_report(report)))
}
