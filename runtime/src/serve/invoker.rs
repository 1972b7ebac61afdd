//! [`Invoker`]: invokes the router, and holds what the connections and poll loops of a server share.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{self, Poll, ready};

use tokio::runtime::Handle;
use tokio::sync::{mpsc, watch};

use super::browser_guard::BrowserGuard;
use super::context_sources::{ContextSources, HeaderList};
use super::environment::Environment;
use super::http_platform::Accepts;
use super::load::{Load, Reservation};
use crate::handler::{Answer, Context, Error, Invocation, Reply, Router, catch_panic};

/// Invokes the router. It is cheap to clone, and the server keeps running while a clone exists.
#[derive(Clone)]
pub(super) struct Invoker {
    pub(super) router: Arc<Router>,
    pub(super) environment: Arc<Environment>,
    pub(super) sources: &'static ContextSources,
    pub(super) accepts: Accepts,
    pub(super) body_limit: usize,
    pub(super) load: Arc<Load>,
    /// Set on a developer's machine.
    pub(super) browser_guard: Option<Arc<BrowserGuard>>,
    /// Becomes `true` at shutdown.
    pub(super) shutdown: watch::Receiver<bool>,
    /// Closed when no clone and no invocation is left.
    pub(super) running: mpsc::Sender<Infallible>,
}

impl Invoker {
    /// Returns the error for an event that is larger than the body limit.
    pub(super) fn too_large(&self) -> Error {
        let limit = self.body_limit;
        let message = format!("the event is larger than {limit} bytes; raise the limit with `Server::body_limit`");
        Error::new("PayloadTooLarge", message).with_status(413)
    }

    /// Waits until the server is shut down.
    pub(super) async fn wait_for_shutdown(&self) {
        // An error means that the sender was dropped with the server, which is a shutdown as well.
        drop(self.shutdown.clone().wait_for(|shutdown| *shutdown).await);
    }

    /// Returns whether the function runs on a developer's machine.
    pub(super) fn is_local(&self) -> bool {
        self.browser_guard.is_some()
    }

    /// Builds the context of a request or an event that has just arrived. On a developer's machine, no platform gives it an id.
    pub(super) fn build_context(&self, headers: &HeaderList<'_>) -> Context {
        let cx = self.sources.build_context(headers, &self.environment);
        if self.is_local() { cx.with_some_id() } else { cx }
    }

    /// Returns whether the server is being shut down.
    pub(super) fn is_shut_down(&self) -> bool {
        self.shutdown.has_changed().unwrap_or(true)
    }

    pub(super) fn request_id<'a>(&'a self, headers: &HeaderList<'a>) -> &'a str {
        self.sources.request_id(headers, &self.environment)
    }

    /// Invokes the router. If the returned future is dropped, a handler that has started continues in the background.
    pub(super) async fn invoke(&self, invocation: Invocation) -> Result<Reply, Error> {
        self.invoke_with(invocation, None).await
    }

    /// Does the same for an event whose memory is reserved until the handler has ended.
    pub(super) async fn invoke_with(&self, invocation: Invocation, memory: Option<Reservation>) -> Result<Reply, Error> {
        let running = self.load.add_invocation().start().await;
        let router = Arc::clone(&self.router);
        let answer: Answer = Box::pin(async move {
            let _held = (running, memory);
            let id = invocation.context().request_id().to_owned();
            // The router catches panics of handlers. This catches panics of layers.
            let outcome = catch_panic(async { router.invoke(invocation).await }).await;
            if let Err(error) = &outcome {
                tracing::error!(request_id = id, kind = error.kind(), "invocation failed: {error}");
            }
            outcome
        });
        DetachOnDrop { answer: Some(answer), running: &self.running }.await
    }
}

/// A future that continues in its own task if it is dropped before it completes.
struct DetachOnDrop<'i> {
    answer: Option<Answer>,
    running: &'i mpsc::Sender<Infallible>,
}

impl Future for DetachOnDrop<'_> {
    type Output = Result<Reply, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<Self::Output> {
        let Some(answer) = &mut self.answer else { return Poll::Pending };
        let outcome = ready!(answer.as_mut().poll(cx));
        self.answer = None;
        Poll::Ready(outcome)
    }
}

impl Drop for DetachOnDrop<'_> {
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
