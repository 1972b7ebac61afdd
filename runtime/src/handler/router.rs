//! [`Router`]: picks the handler of an event by the declared discriminators.

use std::sync::Arc;
use std::task::{Context as TaskContext, Poll};

use tower_service::Service;

use super::{Answer, Error, Handler, Invocation, Reply};
use crate::detect::unknown;

/// Picks the handler of an event by what the specs declare about its trigger, and calls it. It is a [`Service`], so layers of
/// tower go around it.
#[derive(Clone, Default)]
pub struct Router {
    handlers: Arc<Vec<Handler>>,
}

impl Router {
    /// A router that knows no trigger yet.
    pub fn new() -> Self {
        Router::default()
    }

    /// With one handler more.
    #[must_use]
    pub fn with(mut self, handler: Handler) -> Self {
        Arc::make_mut(&mut self.handlers).push(handler);
        self
    }

    /// The handlers, in the order in which they came.
    pub fn handlers(&self) -> &[Handler] {
        &self.handlers
    }
}

impl Service<Invocation> for Router {
    type Response = Reply;
    type Error = Error;
    type Future = Answer;

    fn poll_ready(&mut self, _: &mut TaskContext<'_>) -> Poll<Result<(), Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, invocation: Invocation) -> Answer {
        match self.handlers.first() {
            Some(handler) => handler.call(invocation),
            None => Box::pin(std::future::ready(Err(Error::invalid(unknown())))),
        }
    }
}
