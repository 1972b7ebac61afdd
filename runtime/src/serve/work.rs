//! [`Work`]: what every loop and connection shares, and the one place where handlers are called.

use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::HeaderMap;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, watch};
use tower_service::Service;

use super::facts::{Environment, Facts};
use crate::handler::{Answer, Error, Invocation, Reply, Router, caught};

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
        Invocation { payload, headers, context }
    }

    /// Calls the handler. Once begun it runs to its end, even where nobody waits for the answer any more.
    pub(super) fn invoke(&self, invocation: Invocation) -> impl Future<Output = Result<Reply, Error>> + Send {
        let mut router = self.router.clone();
        let answer: Answer = Box::pin(async move {
            let id = invocation.context().request_id().to_owned();
            // The router makes errors of its handlers' panics; this is for those of layers.
            let outcome = caught(async {
                poll_fn(|cx| router.poll_ready(cx)).await?;
                router.call(invocation).await
            });
            let outcome = outcome.await;
            if let Err(error) = &outcome {
                tracing::error!(request_id = id, kind = error.kind(), "the invocation failed: {error}");
            }
            outcome
        });
        Detached { answer: Some(answer), running: &self.running }
    }
}

/// A future that goes on in a task of its own when it is dropped before its end.
struct Detached<'w> {
    answer: Option<Answer>,
    running: &'w mpsc::Sender<Infallible>,
}

impl Future for Detached<'_> {
    type Output = Result<Reply, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(answer) = &mut self.answer else { return Poll::Pending };
        let outcome = ready!(answer.as_mut().poll(cx));
        self.answer = None;
        Poll::Ready(outcome)
    }
}

impl Drop for Detached<'_> {
    fn drop(&mut self) {
        if let (Some(answer), Ok(runtime)) = (self.answer.take(), Handle::try_current()) {
            let running = self.running.clone();
            runtime.spawn(async move {
                drop(answer.await);
                drop(running);
            });
        }
    }
}
