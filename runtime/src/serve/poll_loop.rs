//! The loop for all platforms that are polled: get the next event, invoke the router, send the reply or error.
//!
//! A reply is sent only after the handler has ended, and is sent again if it did not get through.

use std::mem;
use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::{Either, select};
use http::{StatusCode, Uri};
use tokio::time::{Instant, sleep, timeout};

use super::context_sources::{ContextSources, HeaderList};
use super::environment::Environment;
use super::http_client::{HttpClient, PartialResponse};
use super::invoker::Invoker;
use super::reply_target::{ReplyTarget, check_id};
use super::request_body::read;
use super::run_error::RunError;
use crate::handler::{Body, BoxError, Context, Error, Invocation, Reply};

/// Shortest pause between two calls that did not return an event.
const SHORTEST_PAUSE: Duration = Duration::from_millis(50);

/// Longest pause between two calls that failed.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// How long to retry sending a reply if the invocation does not have a deadline.
const RETRY_LIMIT: Duration = Duration::from_secs(60);

/// How long to wait until the platform accepts a reply, before the reply is sent again.
const ACCEPT_LIMIT: Duration = Duration::from_secs(10);

/// How long the first attempt to send a reply may take, even if the deadline has passed.
const LATE_LIMIT: Duration = Duration::from_secs(1);

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

/// How a platform is polled.
#[derive(Clone, Copy)]
pub(super) struct PollOptions {
    /// How many events are processed at the same time.
    pub(super) concurrency: usize,
    /// How long the body of an event may take to arrive.
    pub(super) body_timeout: Duration,
}

/// Polls for events until shutdown, and returns after every reply has been sent.
pub(super) async fn serve(api: &'static RuntimeApi, address: String, options: PollOptions, invoker: Invoker) {
    // Without an id the platform could not match replies to events, so only one event may be in flight.
    let pollers = if api.needs_id() { options.concurrency } else { 1 };
    let new_poller = || Poller { api, client: HttpClient::new(&address), options, invoker: invoker.clone() };
    let mut first = new_poller();
    if let Either::Left(_) = select(pin!(invoker.wait_for_shutdown()), pin!(first.report_ready())).await {
        return;
    }
    let others: Vec<_> = (1..pollers).map(|_| tokio::spawn(new_poller().run())).collect();
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
    options: PollOptions,
    invoker: Invoker,
}

/// What a poll led to.
enum Polled {
    /// An event, which has been processed.
    Event,
    /// There is no event yet.
    Nothing,
    /// The platform did not send what its protocol allows. This has been logged.
    Failure,
}

impl Poller {
    /// Reports to the platform that the function has started.
    async fn report_ready(&mut self) {
        let Some(path) = self.api.ready else { return };
        let (path, mut pause) = (Uri::from_static(path), SHORTEST_PAUSE);
        loop {
            match self.client.post(&path, "text/plain", Bytes::from_static(b" "), ACCEPT_LIMIT).await {
                // The platform rejects every call after the first, so a client error means that one got through.
                Ok(status) if !status.is_server_error() => return,
                failed => log_failure("ready", failed),
            }
            sleep(take_pause(&mut pause)).await;
        }
    }

    async fn run(mut self) {
        let mut pause = SHORTEST_PAUSE;
        let invoker = self.invoker.clone();
        while !invoker.is_shut_down() {
            // The platform does not respond to this call until there is an event.
            let Some(response) = self.client.get_until(self.api.next, invoker.wait_for_shutdown()).await else { return };
            // The platform has assigned the event to this function, so it is processed even during shutdown.
            let wait = match self.process(response).await {
                Polled::Event => {
                    pause = SHORTEST_PAUSE;
                    continue;
                }
                Polled::Nothing => {
                    pause = SHORTEST_PAUSE;
                    SHORTEST_PAUSE
                }
                Polled::Failure => take_pause(&mut pause),
            };
            if let Either::Left(_) = select(pin!(invoker.wait_for_shutdown()), pin!(sleep(wait))).await {
                return;
            }
        }
    }

    /// Processes a response to a poll.
    async fn process(&mut self, response: Result<PartialResponse, BoxError>) -> Polled {
        match response {
            Ok(partial) if partial.response.status() == StatusCode::OK => self.process_event(partial).await,
            Ok(partial) => {
                let status = partial.response.status();
                self.client.skip_body(partial).await;
                if status.is_success() {
                    return Polled::Nothing;
                }
                log_failure("next", Ok(status));
                Polled::Failure
            }
            Err(error) => {
                log_failure("next", Err(error));
                Polled::Failure
            }
        }
    }

    /// Reads an event, invokes the router with it and sends the outcome to the platform.
    async fn process_event(&mut self, mut partial: PartialResponse) -> Polled {
        let headers = mem::take(partial.response.headers_mut());
        let list = HeaderList::new(&headers);
        let id = self.api.sources.request_id_bytes(&list);
        let checked = check_id(id);
        let mut context = self.invoker.build_context(&list);
        if let Ok(id) = checked {
            context = context.set(|fields| fields.request_id = id.to_owned());
        }
        let deadline = context.remaining().and_then(|remaining| Instant::now().checked_add(remaining));
        let target = ReplyTarget::new(self.api.response, self.api.error, id, deadline);
        let payload = self.read_event(partial, deadline).await;
        let problem = checked.err().filter(|_| self.api.needs_id());
        let Some(target) = target else {
            return reject_unanswerable(id, problem.unwrap_or_default(), &payload);
        };
        let payload = payload.and_then(|payload| match problem {
            Some(problem) => Err(Error::new("InvalidRequestId", format!("the request id {problem}"))),
            None => Ok(payload),
        });
        let outcome = match payload {
            Ok(payload) => self.invoker.invoke(Invocation { payload, headers, context: context.clone(), trigger: None }).await,
            Err(error) => {
                tracing::error!(request_id = context.request_id(), kind = error.kind(), "the event was not processed: {error}");
                Err(error)
            }
        };
        self.report(&context, &target, outcome).await;
        Polled::Event
    }

    /// Reads the payload of an event, until the deadline of the invocation at the latest.
    async fn read_event(&mut self, partial: PartialResponse, deadline: Option<Instant>) -> Result<Bytes, Error> {
        let limit = self.options.body_timeout;
        let left = deadline.map_or(limit, |deadline| deadline.saturating_duration_since(Instant::now()).min(limit));
        let invoker = &self.invoker;
        let reading = self.client.read_body(partial, |body| read(Body::incoming(body), invoker));
        let received = timeout(left, reading).await.unwrap_or_else(|_| {
            let problem = format!("the event did not arrive within {limit:?}; raise the limit with `Server::body_timeout`");
            Err(Error::new("SlowEvent", problem))
        });
        received.map(|received| received.bytes)
    }

    /// Sends the outcome of an invocation. A reply that the platform rejects, for example because it is too large, is reported as a
    /// failure.
    async fn report(&mut self, context: &Context, target: &ReplyTarget, outcome: Result<Reply, Error>) {
        let Err(error) = self.send_outcome(context, target, outcome).await else { return };
        if let Err(error) = self.send_outcome(context, target, Err(error)).await {
            tracing::error!(request_id = context.request_id(), "cannot report the failure: {error}");
        }
    }

    /// Sends the outcome of an invocation again until the platform accepts it or the deadline has passed. Returns an error if the
    /// platform rejects it.
    async fn send_outcome(
        &mut self,
        context: &Context,
        target: &ReplyTarget,
        outcome: Result<Reply, Error>,
    ) -> Result<(), Error> {
        let (path, content_type, body) = match outcome {
            Ok(Reply { body, content_type }) => (&target.response, content_type, body),
            Err(error) => (&target.error, "application/json", serde_json::to_vec(&error).unwrap_or_default().into()),
        };
        let deadline = target.deadline.unwrap_or_else(|| Instant::now() + RETRY_LIMIT);
        let (mut pause, mut least) = (SHORTEST_PAUSE, LATE_LIMIT);
        loop {
            let left = deadline.saturating_duration_since(Instant::now()).max(mem::take(&mut least));
            match self.client.post(path, content_type, body.clone(), left.min(ACCEPT_LIMIT)).await {
                Ok(status) if status.is_success() => return Ok(()),
                Ok(status) if status.is_client_error() => {
                    return Err(Error::new("AnswerRefused", format!("the platform rejected the reply with status {status}")));
                }
                failed => log_failure("reply", failed),
            }
            let pause = take_pause(&mut pause);
            if deadline.saturating_duration_since(Instant::now()) <= pause {
                tracing::error!(request_id = context.request_id(), "the platform did not accept the reply before the deadline");
                return Ok(());
            }
            sleep(pause).await;
        }
    }
}

/// Rejects an event whose outcome cannot be sent. Without an id and a payload, a response means that there is no event yet.
fn reject_unanswerable(id: &[u8], problem: &str, payload: &Result<Bytes, Error>) -> Polled {
    if id.is_empty() && payload.as_ref().is_ok_and(Bytes::is_empty) {
        return Polled::Nothing;
    }
    let id = String::from_utf8_lossy(id);
    tracing::error!("the event cannot be processed or rejected because its request id {problem}, found {id:?}");
    Polled::Failure
}

/// Logs why a call to the runtime API failed.
fn log_failure(call: &str, failed: Result<StatusCode, BoxError>) {
    match failed {
        Ok(status) => tracing::warn!("runtime API call `{call}` failed with status {status}"),
        Err(error) => tracing::warn!("runtime API call `{call}` failed: {error}"),
    }
}

/// Returns the pause and doubles it for the next time.
fn take_pause(pause: &mut Duration) -> Duration {
    let now = *pause;
    *pause = (now * 2).min(LONGEST_PAUSE);
    now
}
