//! The loop for all platforms that are polled: get the next event, invoke the router, send the reply or error.
//!
//! A reply is sent only after the handler has ended, and is sent again if it did not get through.

use std::mem;
use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::{Either, select};
use http::{HeaderMap, StatusCode, Uri};
use tokio::time::{Instant, sleep, timeout};

use super::context_sources::HeaderList;
use super::delivery::deliver;
use super::extension::Extension;
use super::http_client::{HttpClient, PartialResponse};
use super::invoker::Invoker;
use super::reply_target::{ReplyTarget, check_id};
use super::request_body::read;
use super::retry::{ACCEPT_LIMIT, Failure, SHORTEST_PAUSE, log_failure, take_pause};
use super::runtime_api::{Content, RuntimeApi};
use crate::handler::{Body, BoxError, Error, Invocation};

/// How a platform is polled.
#[derive(Clone, Copy)]
pub(super) struct PollOptions {
    /// How many events are processed at the same time.
    pub(super) concurrency: usize,
    /// How long the body of an event may take to arrive.
    pub(super) body_timeout: Duration,
    /// Whether the function registers as an extension, if the platform has them.
    pub(super) extension: bool,
}

/// Polls for events until shutdown, and returns after every reply has been sent.
pub(super) async fn serve(api: &'static RuntimeApi, address: String, options: PollOptions, invoker: Invoker) {
    let new_poller = || Poller { api, client: HttpClient::new(&address, api.leave_limit), options, invoker: invoker.clone() };
    let mut first = new_poller();
    let starting = async {
        let extension = match api.extension.filter(|_| options.extension) {
            Some(extension) => Extension::register(extension, &address).await,
            None => None,
        };
        first.report_ready().await;
        extension
    };
    let extension = match select(pin!(invoker.wait_for_shutdown()), pin!(starting)).await {
        Either::Left(_) => return,
        Either::Right((extension, _)) => extension,
    };
    let others: Vec<_> = (1..options.concurrency).map(|_| tokio::spawn(new_poller().run())).collect();
    let polling = async {
        first.run().await;
        for other in others {
            // The invoker catches panics, so joining does not fail.
            drop(other.await);
        }
    };
    match extension {
        Some(extension) => {
            select(pin!(polling), pin!(extension.wait())).await;
        }
        None => polling.await,
    }
}

/// Reports to the platform why the function cannot start, if the platform has a call for it.
pub(super) async fn report_start_error(api: &RuntimeApi, address: &str, error: &Error) {
    let Some(path) = api.start_error else { return };
    let Content { headers, body } = (api.write_error)(error);
    let content = Content { headers, body: Body::from(body) };
    let mut client = HttpClient::new(address, api.leave_limit);
    match client.post(&Uri::from_static(path), content, ACCEPT_LIMIT).await {
        Ok(response) if response.status().is_success() => {}
        failed => log_failure("start error", failed),
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
            let content = Content::new("text/plain", Body::from(Bytes::from_static(b" ")));
            match self.client.post(&path, content, ACCEPT_LIMIT).await {
                // The platform rejects every call after the first, so a client error means that one got through.
                Ok(response) if !response.status().is_server_error() => return,
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
            let Some(response) = self.client.get_until(self.api.next, HeaderMap::new(), invoker.wait_for_shutdown()).await else {
                return;
            };
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
                log_failure("next", Failure::Status(status));
                Polled::Failure
            }
            Err(error) => {
                log_failure("next", Failure::Broken(error));
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
        let target = ReplyTarget::new(self.api, id, &list, deadline);
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
        deliver(&mut self.client, self.api, &context, &target, outcome).await;
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
