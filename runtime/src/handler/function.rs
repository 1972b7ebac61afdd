//! [`Handler`]: a function and the trigger whose events it answers.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use triggerkit_core::detect::Matcher;
use triggerkit_core::engine::{Object, Value};
use triggerkit_core::limits::Limits;
use triggerkit_core::shape::Payload;

use super::confirm::is_confirmed;
use super::pending::{Pending, Reading, Validate};
use super::web::WebService;
use super::{Context, Error, Reply, batch};
use crate::config::AnyConfig;
use crate::dynamic::AnyTrigger;
use crate::trigger::{Batch, Trigger};

/// Handlers that can be added to a [`Router`](crate::Router): a [`Handler`]; a function with
/// [`#[trigger]`](macro@crate::trigger), as `handler!(function)`; or a value whose `impl` has
/// [`#[triggers]`](macro@crate::triggers).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a handler",
    label = "not a handler",
    note = "pass a function with `#[trigger(…)]` as `handler!(function)`",
    note = "pass a value directly if the `impl` of its type has `#[triggers]`"
)]
pub trait Handlers {
    /// Returns the handlers.
    fn handlers(self) -> Vec<Handler>;
}

impl Handlers for Handler {
    fn handlers(self) -> Vec<Handler> {
        vec![self]
    }
}

/// Returns the handler of a function with [`#[trigger]`](macro@crate::trigger), for [`Router::with`](crate::Router::with).
///
/// You can still call and test the function itself. Its handler has the same name in the namespace of types, so one `use` imports
/// both.
#[macro_export]
macro_rules! handler {
    ($(:: $($root:ident)::+)? $($function:ident)::*) => {{
        // The function has a type of its name only if it has the attribute. The name in the glob import replaces the missing type.
        #[allow(unused_imports)]
        use $crate::__private::without_trigger::*;
        #[allow(unused_imports)]
        use $(:: $($root)::+)? $($function)::* as __Handler;
        __Handler {}
    }};
}

/// What `handler!` finds for a function without [`#[trigger]`](macro@crate::trigger): a value that no router takes.
pub mod without_trigger {
    use super::{Handler, Handlers};

    /// The function.
    pub struct Function;

    /// A trait that [`Function`] does not implement. Because of its lifetime, the compiler does not report that here.
    #[diagnostic::on_unimplemented(
        message = "this function has no `#[trigger(…)]`",
        label = "not a handler",
        note = "write its trigger above the function, for example `#[trigger(huawei::Kafka)]`"
    )]
    pub trait HasTrigger<'a> {}

    /// The value in place of a handler.
    pub struct __Handler {}

    impl Handlers for __Handler
    where
        for<'a> Function: HasTrigger<'a>,
    {
        fn handlers(self) -> Vec<Handler> {
            Vec::new()
        }
    }
}

/// One function and the trigger whose events it answers.
#[derive(Clone)]
pub struct Handler {
    pub(super) trigger: AnyTrigger,
    pub(super) name: &'static str,
    /// Whether the handler receives the events that no other handler claims.
    pub(super) takes_any: bool,
    reading: Reading,
    /// Whether the limits are not the router's.
    has_limits: bool,
    config: Option<AnyConfig>,
    read: Arc<Read>,
}

/// The name of the handlers that the router's service answers.
pub(crate) const SERVICE: &str = "HTTP service";

/// Reads an event, as [`Pending::read`] describes.
type Read = dyn Fn(Context, Reading, Option<&Matcher<'_>>) -> Pending + Send + Sync;

impl Handler {
    /// Creates a handler from a closure, as the macros do from a function.
    ///
    /// An event with violations is rejected before the function is called. If the spec of the trigger is tolerant, as those of
    /// the built-in providers are, only a [fatal](crate::Severity::Fatal) violation rejects it; the function finds all others
    /// in [`Context::report`], and they are logged as a warning of `tracing` with the target `triggerkit`. A panic of the
    /// function is an [`Error`] of the kind `Panic`.
    pub fn new<T, F, A>(function: F) -> Self
    where
        T: Trigger,
        F: Fn(T::Event, Context) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Reply, Error>> + Send + 'static,
    {
        let function = Arc::new(function);
        Handler::of::<T, F>(Arc::new(move |cx, reading, matcher| {
            let function = Arc::clone(&function);
            Pending::read::<T, _>(cx, &reading.limits, matcher, |outcome, cx| async move {
                let (event, report) = outcome.map_err(Error::invalid)?;
                let cx = reading.validate.accept(report, cx)?;
                Validate::log(T::INFO.id, cx.report(), &cx);
                function(event, cx).await
            })
        }))
    }

    /// Creates a handler that calls the function for each record of an event, for at most `concurrency` records at a time.
    /// With one at a time, the records are processed in order.
    ///
    /// A record fails if it has violations that the handler rejects, in which case the function is not called, or if the call
    /// returns an error or panics. The other records are processed all the same, and the outcome is an [`Error`] that lists
    /// [the failed records](Error::failed). If the spec of the trigger has [`failures`](Batch::FAILURES), the outcome is a reply
    /// that lists them as the platform expects. Violations outside the records that the handler rejects reject the event as a whole.
    pub fn each<T, F, A>(concurrency: usize, function: F) -> Self
    where
        T: Batch,
        F: Fn(T::Record, Context) -> A + Send + Sync + 'static,
        A: Future<Output = Result<T::Answer, Error>> + Send + 'static,
    {
        let function = Arc::new(function);
        Handler::of::<T, F>(Arc::new(move |cx, Reading { validate, limits, .. }, matcher| {
            let function = Arc::clone(&function);
            Pending::read::<T, _>(cx, &limits, matcher, |outcome, cx| {
                batch::run::<T, F, A>(outcome, validate, cx, concurrency, function)
            })
        }))
    }

    fn of<T: Trigger, F>(read: Arc<Read>) -> Self {
        let trigger = AnyTrigger::of::<T>();
        let takes_any_bytes = matches!(T::Event::empty().payload(), Payload::Raw(_) | Payload::JsonOrRaw(..));
        Handler {
            trigger,
            name: std::any::type_name::<F>(),
            takes_any: takes_any_bytes || trigger.info.detect.is_none(),
            reading: Reading::usual(&trigger),
            has_limits: false,
            config: None,
            read,
        }
    }

    /// Creates a handler that answers the requests of an HTTP trigger with the router's service. Other triggers have none.
    pub(super) fn of_service(trigger: &AnyTrigger, service: &WebService) -> Option<Self> {
        let (http, id, service) = (*trigger.http()?, trigger.info.id, service.clone());
        Some(Handler {
            trigger: *trigger,
            name: SERVICE,
            takes_any: false,
            reading: Reading::usual(trigger),
            has_limits: false,
            config: None,
            read: Arc::new(move |cx, Reading { validate, limits, streams }, matcher| {
                let service = service.clone();
                let mut is_certain = matcher.is_none();
                let outcome = http.read(cx.payload(), &limits, &mut |event, report| {
                    is_certain = is_certain || matcher.is_some_and(|matcher| is_confirmed(event, report, matcher, &cx));
                });
                let unconfirmed = (!is_certain).then(|| cx.clone());
                let answer = async move {
                    let (request, report) = outcome.map_err(Error::invalid)?;
                    let cx = validate.accept(report, cx)?;
                    Validate::log(id, cx.report(), &cx);
                    Ok(service.answer_event(request, &http, cx, streams).await)
                };
                Pending { unconfirmed, answer: Box::pin(answer) }
            }),
        })
    }

    /// Sets the name that errors use for the handler.
    #[must_use]
    pub fn named(self, name: &'static str) -> Self {
        Handler { name, ..self }
    }

    /// Calls the function only for events without any violation. This is the default for triggers of your own specs.
    #[must_use]
    pub fn strict(self) -> Self {
        self.validating(Validate::Strict)
    }

    /// Calls the function for events with any violations, too. The event then lacks the values that could not be read, and
    /// [`Context::report`] lists the violations. They are also logged as a warning of `tracing` with the target `triggerkit`.
    #[must_use]
    pub fn reporting(self) -> Self {
        self.validating(Validate::Report)
    }

    fn validating(self, validate: Validate) -> Self {
        Handler { reading: Reading { validate, ..self.reading }, ..self }
    }

    /// Sets how much of a hostile event is read, in place of the router's [limits](crate::Router::limits).
    #[must_use]
    pub fn limits(self, limits: Limits) -> Self {
        Handler { reading: Reading { limits, ..self.reading }, has_limits: true, ..self }
    }

    /// Sets the limits if the handler has none of its own.
    pub(super) fn with_usual_limits(self, limits: Limits) -> Self {
        if self.has_limits { self } else { Handler { reading: Reading { limits, ..self.reading }, ..self } }
    }

    /// Streams the answers if the trigger is one of those with these ids.
    pub(super) fn streaming(self, ids: &[String]) -> Self {
        let streams = ids.iter().any(|id| id == self.trigger.info.id);
        Handler { reading: Reading { streams, ..self.reading }, ..self }
    }

    /// Sets the configuration of the trigger. [`Router::check`](crate::Router::check) validates it.
    #[must_use]
    pub fn configured(self, config: AnyConfig) -> Self {
        Handler { config: Some(config), ..self }
    }

    /// Returns the configuration of the trigger, if one was set.
    pub fn config(&self) -> Option<&AnyConfig> {
        self.config.as_ref()
    }

    /// Returns the trigger.
    pub fn trigger(&self) -> &AnyTrigger {
        &self.trigger
    }

    /// Returns the name of the function.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Returns whether the trigger is one of a provider.
    pub(super) fn is_of(&self, provider: &str) -> bool {
        self.trigger.info.id.split_once('.').is_some_and(|(own, _)| own == provider)
    }

    /// Reads an event. With a matcher, the event has not been detected yet.
    pub(super) fn read(&self, cx: Context, matcher: Option<&Matcher<'_>>) -> Pending {
        let pending = (self.read)(cx, self.reading, matcher);
        match self.trigger.http() {
            Some(http) if self.reading.streams => pending.streamed(*http),
            _ => pending,
        }
    }
}

impl fmt::Debug for Handler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handler").field("name", &self.name).field("trigger", &self.trigger).finish_non_exhaustive()
    }
}
