//! The loop for all platforms that are polled: get the next event, invoke the router, send the reply or error.
//!
//! A reply is sent only after the handler has ended, and is sent again if it did not get through.

use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::{Either, select};
use http::response::Parts;
use http::{Request, StatusCode};
use tokio::time::{Instant, sleep};

use super::context_sources::{ContextSources, HeaderList};
use super::environment::Environment;
use super::http_client::{HttpClient, Message};
use super::invoker::Invoker;
use super::run_error::RunError;
use crate::handler::{BoxError, Context, Error, Invocation, Reply};

/// Shortest pause between two calls that did not return an event.
const SHORTEST_PAUSE: Duration = Duration::from_millis(50);

/// Longest pause between two calls that failed.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// How long to retry sending a reply if the invocation does not have a deadline.
const RETRY_LIMIT: Duration = Duration::from_secs(60);

/// The paths of a platform's runtime API. `{id}` is replaced with the request id.
pub(super) struct RuntimeApi {
    /// The variables that hold the API's host and port, or one variable that holds both.
    pub(super) address: &'static [&'static str],
    /// Called once before the first event, if the platform has such a call.
    pub(super) ready: Option<&'static str>,
    pub(super) next: &'static str,
    pub(super) response: &'static str,
    pub(super) error: &'static str,
    pub(super) sources: ContextSources,
}

impl RuntimeApi {
    /// Returns the API's address as `host:port`.
    pub(super) fn address(&self, environment: &Environment) -> Result<String, RunError> {
        let missing = |variable| RunError::Environment { variable, problem: "is not set; the platform should set it".into() };
        let parts = self.address.iter().map(|name| environment.get(name).ok_or_else(|| missing(*name)));
        Ok(parts.collect::<Result<Vec<_>, _>>()?.join(":"))
    }

    fn needs_id(&self) -> bool {
        self.response.contains("{id}")
    }
}

/// Polls for events until shutdown, and returns after every reply has been sent.
pub(super) async fn serve(api: &'static RuntimeApi, address: String, concurrency: usize, invoker: Invoker) {
    // Without an id the platform could not match replies to events, so only one event may be in flight.
    let pollers = if api.needs_id() { concurrency } else { 1 };
    let mut first = Poller::new(api, &address, &invoker);
    if let Either::Left(_) = select(pin!(invoker.wait_for_shutdown()), pin!(first.report_ready())).await {
        return;
    }
    let others: Vec<_> = (1..pollers).map(|_| tokio::spawn(Poller::new(api, &address, &invoker).run())).collect();
    first.run().await;
    for other in others {
        // The invoker catches panics, so joining does not fail.
        drop(other.await);
    }
}

/// Processes one event at a time over one connection.
struct Poller {
    api: &'static RuntimeApi,
    client: HttpClient,
    invoker: Invoker,
}

impl Poller {
    fn new(api: &'static RuntimeApi, address: &str, invoker: &Invoker) -> Self {
        Poller { api, client: HttpClient::new(address, invoker.body_limit), invoker: invoker.clone() }
    }

    /// Reports to the platform that the function has started.
    async fn report_ready(&mut self) {
        let Some(path) = self.api.ready else { return };
        let mut pause = SHORTEST_PAUSE;
        loop {
            match self.client.post(path, "text/plain", Bytes::from_static(b" ")).await {
                // The platform rejects every call after the first, so a client error means that one got through.
                Ok(message) if !message.status().is_server_error() => return,
                failed => log_failure("ready", failed),
            }
            sleep(take_pause(&mut pause)).await;
        }
    }

    async fn run(mut self) {
        let mut pause = SHORTEST_PAUSE;
        let invoker = self.invoker.clone();
        loop {
            // The platform does not respond to this call until there is an event.
            let partial = match select(
                pin!(invoker.wait_for_shutdown()),
                pin!(self.client.begin(Request::get(self.api.next), Bytes::new())),
            )
            .await
            {
                Either::Left(_) => return,
                Either::Right((partial, _)) => partial,
            };
            // The platform has assigned the event to this function, so it is processed even during shutdown.
            let wait = match self.client.finish(partial).await {
                Ok(message) if self.is_event(&message) => {
                    self.process_event(message).await;
                    pause = SHORTEST_PAUSE;
                    continue;
                }
                Ok(message) if !message.status().is_server_error() => {
                    pause = SHORTEST_PAUSE;
                    sleep(SHORTEST_PAUSE)
                }
                failed => {
                    log_failure("next", failed);
                    sleep(take_pause(&mut pause))
                }
            };
            if let Either::Left(_) = select(pin!(invoker.wait_for_shutdown()), pin!(wait)).await {
                return;
            }
        }
    }

    /// Returns whether a response contains an event. Other responses mean that there is none yet.
    fn is_event(&self, message: &Message) -> bool {
        let has_id = || !self.invoker.request_id(&HeaderList::new(message.headers())).is_empty();
        message.status() == StatusCode::OK && (!self.api.needs_id() || has_id())
    }

    /// Invokes the router with an event and sends the outcome to the platform.
    async fn process_event(&mut self, message: Message) {
        let (Parts { headers, .. }, body) = message.into_parts();
        let context = self.invoker.build_context(&HeaderList::new(&headers));
        let outcome = match body {
            Some(payload) => self.invoker.invoke(Invocation { payload, headers, context: context.clone(), trigger: None }).await,
            None => Err(self.invoker.too_large()),
        };
        if let Err(error) = self.send_outcome(&context, outcome).await {
            // A reply that the platform rejects, for example because it is too large, is reported as a failure.
            if let Err(error) = self.send_outcome(&context, Err(error)).await {
                tracing::error!(request_id = context.request_id(), "cannot report the failure: {error}");
            }
        }
    }

    /// Sends the outcome of an invocation again until the platform accepts it or the deadline has passed. Returns an error if the
    /// platform rejects it.
    async fn send_outcome(&mut self, context: &Context, outcome: Result<Reply, Error>) -> Result<(), Error> {
        let (path, content_type, body) = match outcome {
            Ok(Reply { body, content_type }) => (self.api.response, content_type, body),
            Err(error) => (self.api.error, "application/json", serde_json::to_vec(&error).unwrap_or_default().into()),
        };
        let path = path.replace("{id}", context.request_id());
        let deadline = Instant::now() + context.remaining().unwrap_or(RETRY_LIMIT);
        let mut pause = SHORTEST_PAUSE;
        loop {
            match self.client.post(&path, content_type, body.clone()).await {
                Ok(message) if message.status().is_success() => return Ok(()),
                Ok(message) if message.status().is_client_error() => {
                    let problem = format!("the platform rejected the reply with status {}", message.status());
                    return Err(Error::new("AnswerRefused", problem));
                }
                failed => log_failure("reply", failed),
            }
            if Instant::now() >= deadline {
                tracing::error!(request_id = context.request_id(), "the platform did not accept the reply before the deadline");
                return Ok(());
            }
            sleep(take_pause(&mut pause)).await;
        }
    }
}

/// Logs why a call to the runtime API failed.
fn log_failure(call: &str, failed: Result<Message, BoxError>) {
    match failed {
        Ok(message) => tracing::warn!("runtime API call `{call}` failed with status {}", message.status()),
        Err(error) => tracing::warn!("runtime API call `{call}` failed: {error}"),
    }
}

/// Returns the pause and doubles it for the next time.
fn take_pause(pause: &mut Duration) -> Duration {
    let now = *pause;
    *pause = (now * 2).min(LONGEST_PAUSE);
    now
}
