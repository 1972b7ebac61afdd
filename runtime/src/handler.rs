//! Functions that answer events: [`Handler`], the [`Router`] that picks one, and what they are given and give back.
//!
//! Everything in here is independent of the platform that calls.

mod context;
mod error;
mod invocation;
mod reply;
mod router;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

pub use context::{Context, Credentials};
pub use error::{BoxError, Error};
pub use invocation::Invocation;
pub use reply::{NoResponse, Reply, Respond};
pub use router::Router;

use crate::dynamic::AnyTrigger;
use crate::object::Document;
use crate::trigger::Trigger;

/// What an invocation comes to.
pub(crate) type Answer = Pin<Box<dyn Future<Output = Result<Reply, Error>> + Send>>;

/// One function and the trigger whose events it answers.
#[derive(Clone)]
pub struct Handler {
    trigger: AnyTrigger,
    call: Arc<dyn Fn(Invocation) -> Answer + Send + Sync>,
}

impl Handler {
    /// A handler of plain code; the macros make the same of functions.
    ///
    /// An event with violations is rejected before the function is called.
    pub fn new<T, F, A>(function: F) -> Self
    where
        T: Trigger,
        F: Fn(T::Event, Context) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Reply, Error>> + Send + 'static,
    {
        let call = move |invocation: Invocation| -> Answer {
            match T::Event::decode(invocation.payload()) {
                Ok(event) => Box::pin(function(event, Context::of(invocation))),
                Err(report) => Box::pin(std::future::ready(Err(Error::invalid(report)))),
            }
        };
        Handler { trigger: AnyTrigger::of::<T>(), call: Arc::new(call) }
    }

    /// The trigger.
    pub fn trigger(&self) -> &AnyTrigger {
        &self.trigger
    }

    pub(crate) fn call(&self, invocation: Invocation) -> Answer {
        (self.call)(invocation)
    }
}
