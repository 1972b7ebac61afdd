//! The one loop of all platforms that are polled: next event, handler, result or error. Nothing is answered before the handler
//! ended, and an answer that did not get through is sent again.

use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::{Either, select};
use http::header::{CONTENT_TYPE, HOST};
use http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep};

use super::facts::{Environment, Facts};
use super::work::Work;
use super::{RunError, web};
use crate::handler::{BoxError, Context, Error, Reply};

/// Shortest pause before the platform is asked again, also after it had nothing.
const SHORTEST_PAUSE: Duration = Duration::from_millis(50);

/// Longest pause while the platform does not answer.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// How long an answer is sent again when no deadline is known.
const RETRY_LIMIT: Duration = Duration::from_secs(60);

/// The calls of a platform's runtime API. `{id}` stands for the id of the request.
pub(super) struct Api {
    /// Variables that hold its host and port, or both in one.
    pub(super) address: &'static [&'static str],
    /// Told once, before the first event.
    pub(super) ready: Option<&'static str>,
    pub(super) next: &'static str,
    pub(super) response: &'static str,
    pub(super) error: &'static str,
    pub(super) facts: Facts,
}

impl Api {
    /// `host:port`.
    pub(super) fn address(&self, environment: &Environment) -> Result<String, RunError> {
        let missing = |variable| RunError::Environment { variable, problem: "is missing; the platform sets it".into() };
        let parts = self.address.iter().map(|name| environment.get(name).ok_or_else(|| missing(*name)));
        Ok(parts.collect::<Result<Vec<_>, _>>()?.join(":"))
    }

    fn needs_id(&self) -> bool {
        self.response.contains("{id}")
    }
}

/// Asks for events until it is told to stop, and ends when what runs is answered.
pub(super) async fn serve(api: &'static Api, address: String, concurrency: usize, work: Work) {
    let loops = if api.needs_id() { concurrency } else { 1 };
    let mut ready = Poller::new(api, &address, &work);
    if let Either::Left(_) = select(pin!(work.stopped()), pin!(ready.ready())).await {
        return;
    }
    let others: Vec<_> = (1..loops).map(|_| tokio::spawn(Poller::new(api, &address, &work).run())).collect();
    ready.run().await;
    for other in others {
        // Nothing in it panics: handlers have tasks of their own.
        drop(other.await);
    }
}

/// One event at a time, over one connection.
struct Poller {
    api: &'static Api,
    client: Client,
    work: Work,
}

impl Poller {
    fn new(api: &'static Api, address: &str, work: &Work) -> Self {
        let client = Client { address: address.to_owned(), limit: work.body_limit(), connection: None };
        Poller { api, client, work: work.clone() }
    }

    /// Says that the function has started.
    async fn ready(&mut self) {
        let Some(path) = self.api.ready else { return };
        let mut pause = SHORTEST_PAUSE;
        loop {
            match self.client.send(post(path, "text/plain", Bytes::from_static(b" "))).await {
                // Only the first call counts, so a refusal means that it came before.
                Ok(message) if !message.status.is_server_error() => return,
                told => log("ready", told),
            }
            back_off(&mut pause).await;
        }
    }

    async fn run(mut self) {
        let mut pause = SHORTEST_PAUSE;
        let work = self.work.clone();
        loop {
            // The platform holds the call until there is an event, for as long as it takes.
            let begun = match select(pin!(work.stopped()), pin!(self.client.begin(request(Method::GET, self.api.next)))).await {
                Either::Left(_) => return,
                Either::Right((begun, _)) => begun,
            };
            // An event that has begun to arrive is this function's, even if it is told to stop by now.
            let wait = match self.client.finish(begun).await {
                Ok(message) if self.is_event(&message) => {
                    self.answer(message).await;
                    pause = SHORTEST_PAUSE;
                    continue;
                }
                Ok(message) if !message.status.is_server_error() => {
                    pause = SHORTEST_PAUSE;
                    sleep(SHORTEST_PAUSE)
                }
                told => {
                    log("next", told);
                    sleep(longer(&mut pause))
                }
            };
            if let Either::Left(_) = select(pin!(work.stopped()), pin!(wait)).await {
                return;
            }
        }
    }

    /// Whether an answer brings an event; other answers mean that there is none yet.
    fn is_event(&self, message: &Message) -> bool {
        message.status == StatusCode::OK && !(self.api.needs_id() && self.work.request_id(&message.headers).is_empty())
    }

    /// Calls the handler, and tells the platform what came of it.
    async fn answer(&mut self, Message { headers, body, .. }: Message) {
        let id = self.work.request_id(&headers).to_owned();
        let invocation = self.work.invocation(headers, body.clone().unwrap_or_default());
        let context = invocation.context().clone();
        let outcome = match body {
            Some(_) => self.work.invoke(invocation).await,
            None => Err(web::too_large(self.work.body_limit())),
        };
        if let Err(error) = self.tell(&id, &context, outcome).await {
            // A result that the platform does not take, such as one that is too large, is a failure.
            if let Err(error) = self.tell(&id, &context, Err(error)).await {
                tracing::error!(request_id = id, "the platform takes no answer: {error}");
            }
        }
    }

    /// Sends the outcome until it got through, the platform has given up on the invocation, or it refuses.
    async fn tell(&mut self, id: &str, context: &Context, outcome: Result<Reply, Error>) -> Result<(), Error> {
        let (path, content_type, body) = match outcome {
            Ok(Reply { body, content_type }) => (self.api.response, content_type, body),
            Err(error) => (self.api.error, "application/json", serde_json::to_vec(&error).unwrap_or_default().into()),
        };
        let path = path.replace("{id}", id);
        let last = Instant::now() + context.remaining().unwrap_or(RETRY_LIMIT);
        let mut pause = SHORTEST_PAUSE;
        loop {
            match self.client.send(post(&path, content_type, body.clone())).await {
                Ok(message) if message.status.is_success() => return Ok(()),
                Ok(Message { status, .. }) if status.is_client_error() => {
                    return Err(Error::new("AnswerRefused", format!("the platform refused the answer with {status}")));
                }
                told => log("the answer", told),
            }
            if Instant::now() >= last {
                tracing::error!(request_id = id, "gave up on telling the platform");
                return Ok(());
            }
            back_off(&mut pause).await;
        }
    }
}

/// Says why a call did not come to anything.
fn log(call: &str, told: Result<Message, BoxError>) {
    match told {
        Ok(message) => tracing::warn!("the platform answered {call} with {}", message.status),
        Err(error) => tracing::warn!("the platform did not answer {call}: {error}"),
    }
}

async fn back_off(pause: &mut Duration) {
    sleep(longer(pause)).await;
}

/// The pause, which the next time is twice as long.
fn longer(pause: &mut Duration) -> Duration {
    let now = *pause;
    *pause = (now * 2).min(LONGEST_PAUSE);
    now
}

type Call = http::request::Builder;

fn request(method: Method, path: &str) -> (Call, Bytes) {
    (Request::builder().method(method).uri(path), Bytes::new())
}

fn post(path: &str, content_type: &str, body: Bytes) -> (Call, Bytes) {
    let call = Request::post(path);
    (if content_type.is_empty() { call } else { call.header(CONTENT_TYPE, content_type) }, body)
}

/// What the platform says.
struct Message {
    status: StatusCode,
    headers: HeaderMap,
    /// `None` where it is larger than the limit.
    body: Option<Bytes>,
}

/// A connection in use, and the answer that has begun to arrive over it.
type Begun = (Connection, http::Response<Incoming>);

type Connection = SendRequest<Full<Bytes>>;

/// An HTTP/1.1 client of one server, which keeps its connection.
struct Client {
    address: String,
    limit: usize,
    connection: Option<Connection>,
}

impl Client {
    async fn send(&mut self, call: (Call, Bytes)) -> Result<Message, BoxError> {
        let begun = self.begin(call).await;
        self.finish(begun).await
    }

    /// Sends a call and waits until its answer begins.
    async fn begin(&mut self, (call, body): (Call, Bytes)) -> Result<Begun, BoxError> {
        let request = call.header(HOST, &self.address).body(Full::new(body))?;
        // The connection is taken out: one that breaks, or is left in the middle of a call, is not used again.
        let mut connection = self.connect().await?;
        let response = connection.send_request(request).await?;
        Ok((connection, response))
    }

    /// Reads the rest of the answer.
    async fn finish(&mut self, begun: Result<Begun, BoxError>) -> Result<Message, BoxError> {
        let (connection, response) = begun?;
        let (parts, body) = response.into_parts();
        let body = match Limited::new(body, self.limit).collect().await {
            Ok(body) => Some(body.to_bytes()),
            Err(error) if error.is::<LengthLimitError>() => None,
            Err(error) => return Err(error),
        };
        if body.is_some() {
            self.connection = Some(connection);
        }
        Ok(Message { status: parts.status, headers: parts.headers, body })
    }

    async fn connect(&mut self) -> Result<Connection, BoxError> {
        if let Some(mut connection) = self.connection.take()
            && connection.ready().await.is_ok()
        {
            return Ok(connection);
        }
        let stream = TcpStream::connect(&self.address).await?;
        stream.set_nodelay(true)?;
        let (connection, driver) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(driver);
        Ok(connection)
    }
}
