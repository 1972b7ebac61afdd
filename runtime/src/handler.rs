//! Functions that answer events: [`Handler`], the [`Router`] that picks one, and what they are given and give back.
//!
//! Everything in here is independent of the platform that calls.

mod batch;
mod confirm;
mod context;
mod error;
mod guard;
mod invocation;
mod layer;
mod pending;
mod reply;
mod request;
mod router;
pub(crate) mod signature;
mod table;

use std::future::Future;
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
use pending::{Outcome, Pending};
pub use reply::{Reply, Respond};
pub use router::Router;
use triggerkit_core::detect::Matcher;

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
    read: Arc<Read>,
}

/// Reads the event of an invocation, as [`Pending::read`] describes.
type Read = dyn Fn(Invocation, Validate, Option<&Matcher<'_>>) -> Pending + Send + Sync;

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
        Handler::of::<T, F>(Arc::new(move |invocation, validate, matcher| {
            let function = Arc::clone(&function);
            Pending::read::<T, _>(invocation, matcher, |outcome, cx| async move {
                let (event, cx) = accept::<T>(outcome, validate, cx)?;
                function(event, cx).await
            })
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
        Handler::of::<T, F>(Arc::new(move |invocation, validate, matcher| {
            let function = Arc::clone(&function);
            Pending::read::<T, _>(invocation, matcher, |outcome, cx| async move {
                let records = batch::Records::<T::Record>::of::<T>(outcome, validate, cx)?;
                records.run(concurrency, function).await
            })
        }))
    }

    fn of<T: Trigger, F>(read: Arc<Read>) -> Self {
        Handler {
            trigger: AnyTrigger::of::<T>(),
            name: std::any::type_name::<F>(),
            takes_any: matches!(T::Event::empty().payload(), Payload::Raw(_) | Payload::JsonOrRaw(..)),
            validate: Validate::Reject,
            config: None,
            read,
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

    /// Reads the event of an invocation. With a matcher, the event has not been detected yet.
    fn read(&self, invocation: Invocation, matcher: Option<&Matcher<'_>>) -> Pending {
        (self.read)(invocation, self.validate, matcher)
    }
}

impl std::fmt::Debug for Handler {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Handler").field("name", &self.name).field("trigger", &self.trigger).finish_non_exhaustive()
    }
}

/// Returns the event and the context that the function is called with.
///
/// # Errors
/// Returns an error if there is no event, or if it has violations and these are to be rejected.
fn accept<T: Trigger>(outcome: Outcome<T>, validate: Validate, cx: Context) -> Result<(T::Event, Context), Error> {
    let (event, report) = outcome.map_err(Error::invalid)?;
    if validate == Validate::Reject {
        report.into_result(()).map_err(Error::invalid)?;
        return Ok((event, cx));
    }
    if report.is_empty() {
        return Ok((event, cx));
    }
    guard::warn(T::INFO.id, &cx, &report);
    Ok((event, cx.with_report(report)))
}
