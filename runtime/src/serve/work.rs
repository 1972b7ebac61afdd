//! [`Work`]: what every loop and connection shares, and the one place where handlers are called.

use std::convert::Infallible;
use std::future::poll_fn;
use std::sync::Arc;

use bytes::Bytes;
use http::HeaderMap;
use tokio::sync::{mpsc, watch};
use tower_service::Service;

use super::facts::{Environment, Facts};
use crate::handler::{Error, Invocation, Reply, Router};

/// Cheap to clone. The server counts as running as long as a clone lives.
#[derive(Clone)]
pub(super) struct Work {
    router: Router,
    environment: Arc<Environment>,
    facts: &'static Facts,
    body_limit: usize,
    stop: watch::Receiver<bool>,
    running: mpsc::Sender<Infallible>,
}

impl Work {
    pub(super) fn new(
        router: Router,
        environment: Environment,
        facts: &'static Facts,
        body_limit: usize,
        stop: watch::Receiver<bool>,
        running: mpsc::Sender<Infallible>,
    ) -> Self {
        Work { router, environment: Arc::new(environment), facts, body_limit, stop, running }
    }

    pub(super) fn router(&self) -> &Router {
        &self.router
    }

    pub(super) fn environment(&self) -> &Environment {
        &self.environment
    }

    pub(super) fn body_limit(&self) -> usize {
        self.body_limit
    }

    /// Ends when the server is told to stop.
    pub(super) async fn stopped(&self) {
        // The sender goes only with the server, which is an order to stop, too.
        drop(self.stop.clone().wait_for(|stop| *stop).await);
    }

    pub(super) fn request_id<'a>(&'a self, headers: &'a HeaderMap) -> &'a str {
        self.facts.request_id(headers, &self.environment)
    }

    /// The invocation that a message of the platform brings.
    pub(super) fn invocation(&self, headers: HeaderMap, payload: Bytes) -> Invocation {
        let context = self.facts.context(&headers, &self.environment);
        Invocation::new(payload).with_headers(headers).with_context(context)
    }

    /// Calls the handler in a task of its own: it runs to its end even where nobody waits for the answer any more, and
    /// a panic ends nothing else.
    pub(super) async fn invoke(&self, invocation: Invocation) -> Result<Reply, Error> {
        let context = invocation.context().clone();
        let (mut router, running) = (self.router.clone(), self.running.clone());
        let task = tokio::spawn(async move {
            poll_fn(|cx| router.poll_ready(cx)).await?;
            let outcome = router.call(invocation).await;
            drop(running);
            outcome
        });
        // The router makes errors of its handlers' panics; what is left is one of a layer.
        let outcome = task.await.unwrap_or_else(|_| Err(Error::new("Panic", "the handler panicked")));
        if let Err(error) = &outcome {
            tracing::error!(request_id = context.request_id(), kind = error.kind(), "the invocation failed: {error}");
        }
        outcome
    }
}
