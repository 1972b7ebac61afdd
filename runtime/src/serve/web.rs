//! The one HTTP/1.1 server of all platforms that send events to the function; a [`Site`] says what is particular to one.

use std::convert::Infallible;
use std::iter::Chain;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::{Duration, Instant};
use std::{option, vec};

use bytes::{Bytes, BytesMut};
use futures_util::future::{Either, select};
use http::header::{ALLOW, CONTENT_TYPE};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Body, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde::Serialize;
use tokio::net::{TcpListener, TcpStream};

use super::RunError;
use super::facts::{Environment, Facts};
use super::work::Work;
use crate::cloudevents::{self, Mode};
use crate::handler::{Error, Reply, Router, texts};

pub(super) type Response = http::Response<Full<Bytes>>;

/// How long no connection is accepted after one that failed, such as for want of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Stands on CloudEvents in binary mode.
static SPEC_VERSION: HeaderName = HeaderName::from_static("ce-specversion");

/// What is particular to a platform that sends events over HTTP.
pub(super) struct Site {
    /// Where it expects the function.
    pub(super) address: fn(&Environment) -> Result<SocketAddr, RunError>,
    pub(super) facts: Facts,
    /// What a request is.
    pub(super) route: fn(&Parts, &Router) -> Route,
    /// What it is told of an invocation, and since when that has been running.
    pub(super) answer: fn(Result<Reply, Error>, Instant) -> Response,
    /// Called before and after whatever the platform attributes log lines to, with its name and the id of the request.
    pub(super) bracket: Option<fn(Edge, &str, &str)>,
}

/// One end of what is logged.
#[derive(Clone, Copy, Debug)]
pub(super) enum Edge {
    Start,
    End,
}

/// What a request is.
pub(super) enum Route {
    /// It carries events, which this takes out of it.
    Events(fn(HeaderMap, Bytes) -> Result<Events, Error>),
    /// A step of the instance's life, by its name. Nothing is left to be done by then.
    Hook(&'static str),
    /// Answered without the router.
    Answer(Response),
}

/// Events in their order, each with its headers.
pub(super) type Events = Chain<option::IntoIter<Event>, vec::IntoIter<Event>>;

type Event = (HeaderMap, Bytes);

/// The one event that most requests carry, without a list, and those of a list.
pub(super) fn events(one: Option<Event>, several: Vec<Event>) -> Events {
    one.into_iter().chain(several)
}

/// The request's body is the event.
pub(super) fn whole(headers: HeaderMap, body: Bytes) -> Result<Events, Error> {
    Ok(events(Some((headers, body)), Vec::new()))
}

/// The request is the event: its body, or a CloudEvent in either mode.
pub(super) fn cloud_event(headers: HeaderMap, body: Bytes) -> Result<Events, Error> {
    let payload = folded(&headers, body)?;
    whole(headers, payload)
}

/// The event's payload, which is the body but for CloudEvents.
pub(super) fn folded(headers: &HeaderMap, body: Bytes) -> Result<Bytes, Error> {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if Mode::of(headers.contains_key(&SPEC_VERSION), content_type).is_none() {
        return Ok(body);
    }
    let pairs: Vec<(&str, &str)> = texts(headers).collect();
    let payload = cloudevents::payload(&pairs, &body).map_err(Error::invalid)?;
    Ok(payload.into_owned().into())
}

/// Takes connections until it is told to stop. Connections end by themselves, once what they began is answered.
pub(super) async fn serve(site: &'static Site, listener: TcpListener, work: Work) {
    loop {
        match select(pin!(work.stopped()), pin!(listener.accept())).await {
            Either::Left(_) => return,
            Either::Right((Ok((stream, _)), _)) => drop(tokio::spawn(connection(site, stream, work.clone()))),
            Either::Right((Err(error), _)) => {
                tracing::warn!("cannot take a connection: {error}");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

/// The listener that was given, or one on the address.
pub(super) fn listen(given: Option<std::net::TcpListener>, address: SocketAddr) -> Result<TcpListener, RunError> {
    let listener = given.map_or_else(|| std::net::TcpListener::bind(address), Ok);
    let nonblocking = |listener: std::net::TcpListener| {
        listener.set_nonblocking(true)?;
        TcpListener::from_std(listener)
    };
    listener.and_then(nonblocking).map_err(|source| RunError::Listen { address, source })
}

/// The address on which a platform expects the function: the port of the first variable that is there, or the usual one.
pub(super) fn address(
    host: [u8; 4],
    variables: &[&'static str],
    usual: u16,
    environment: &Environment,
) -> Result<SocketAddr, RunError> {
    let told = variables.iter().find_map(|name| Some((*name, environment.get(name)?)));
    let port = told.map_or(Ok(usual), |(variable, port)| {
        port.trim()
            .parse()
            .map_err(|_| RunError::Environment { variable, problem: format!("is `{port}`; it should be the number of a port") })
    })?;
    Ok(SocketAddr::from((host, port)))
}

async fn connection(site: &'static Site, stream: TcpStream, work: Work) {
    // Answers are written whole, so nothing is gained by waiting for more.
    drop(stream.set_nodelay(true));
    let service = service_fn(|request| async { Ok::<_, Infallible>(respond(site, &work, request).await) });
    // Platforms keep idle connections for as long as the instance lives.
    let served = http1::Builder::new().header_read_timeout(None).serve_connection(TokioIo::new(stream), service);
    let mut served = pin!(served);
    let ended = match select(pin!(work.stopped()), served.as_mut()).await {
        Either::Left(_) => {
            served.as_mut().graceful_shutdown();
            served.await
        }
        Either::Right((ended, _)) => ended,
    };
    if let Err(error) = ended {
        tracing::debug!("a connection broke: {error}");
    }
}

async fn respond(site: &Site, work: &Work, request: Request<Incoming>) -> Response {
    let started = Instant::now();
    let (parts, body) = request.into_parts();
    match (site.route)(&parts, work.router()) {
        Route::Answer(response) => response,
        Route::Hook(name) => bracketed(site, name, work.request_id(&parts.headers), async { text(StatusCode::OK, "") }).await,
        Route::Events(split) => {
            let id = work.request_id(&parts.headers).to_owned();
            let outcome = async {
                match read(body, work.body_limit()).await.and_then(|body| split(parts.headers, body)) {
                    Ok(events) => (site.answer)(in_order(work, events).await, started),
                    Err(error) => {
                        // No invocation, so the status is that of HTTP, whatever the platform says failed ones with.
                        let status = error.status();
                        let mut response = (site.answer)(Err(error), started);
                        *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
                        response
                    }
                }
            };
            bracketed(site, "Invoke", &id, outcome).await
        }
    }
}

async fn bracketed(site: &Site, name: &str, id: &str, step: impl Future<Output = Response>) -> Response {
    let Some(bracket) = site.bracket else { return step.await };
    bracket(Edge::Start, name, id);
    let response = step.await;
    bracket(Edge::End, name, id);
    response
}

/// Invokes with one event after another. One that is refused leaves the others be, and is what the platform is told;
/// a failure ends the row.
async fn in_order(work: &Work, events: Events) -> Result<Reply, Error> {
    let mut told = Ok(Reply::default());
    for (headers, payload) in events {
        match work.invoke(work.invocation(headers, payload)).await {
            Ok(reply) => told = told.map(|_| reply),
            Err(error) if error.status() < 500 => told = told.and(Err(error)),
            Err(error) => return Err(error),
        }
    }
    told
}

async fn read(body: Incoming, limit: usize) -> Result<Bytes, Error> {
    let mut body = Limited::new(body, limit);
    let first = piece(&mut body, limit).await?.unwrap_or_default();
    // Mostly it comes in one piece, which need not be copied.
    if body.is_end_stream() {
        return Ok(first);
    }
    let mut whole = BytesMut::from(first);
    while let Some(more) = piece(&mut body, limit).await? {
        whole.extend_from_slice(&more);
    }
    Ok(whole.freeze())
}

async fn piece(body: &mut Limited<Incoming>, limit: usize) -> Result<Option<Bytes>, Error> {
    match body.frame().await.transpose() {
        Ok(frame) => Ok(frame.map(|frame| frame.into_data().unwrap_or_default())),
        Err(error) if error.is::<LengthLimitError>() => Err(too_large(limit)),
        Err(error) => Err(Error::new("BrokenRequest", error).with_status(400)),
    }
}

/// What an event is refused with that is larger than the limit.
pub(super) fn too_large(limit: usize) -> Error {
    Error::new("PayloadTooLarge", format!("the event is larger than {limit} bytes; `Server::body_limit` allows more"))
        .with_status(413)
}

/// A reply or an error, as most platforms take them.
pub(super) fn plain(outcome: Result<Reply, Error>) -> Response {
    match outcome {
        Ok(reply) => {
            let mut response = Response::new(Full::new(reply.body));
            if !reply.content_type.is_empty() {
                response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(reply.content_type));
            }
            response
        }
        Err(error) => as_json(StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), &error),
    }
}

/// Anything as JSON.
pub(super) fn as_json(status: StatusCode, value: &impl Serialize) -> Response {
    match serde_json::to_vec(value) {
        Ok(bytes) => bytes_of(status, "application/json", bytes.into()),
        Err(error) => text(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
    }
}

/// A text for people.
pub(super) fn text(status: StatusCode, text: &str) -> Response {
    bytes_of(status, "text/plain; charset=utf-8", Bytes::copy_from_slice(text.as_bytes()))
}

pub(super) fn bytes_of(status: StatusCode, content_type: &'static str, bytes: Bytes) -> Response {
    let mut response = Response::new(Full::new(bytes));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

/// What is at a path for one method only.
pub(super) fn only(method: &Method, request: &Parts, route: impl FnOnce() -> Route) -> Route {
    if request.method == *method {
        return route();
    }
    let help = format!("{} takes {method} only, not {}\n", request.uri.path(), request.method);
    let mut response = text(StatusCode::METHOD_NOT_ALLOWED, &help);
    if let Ok(method) = HeaderValue::from_str(method.as_str()) {
        response.headers_mut().insert(ALLOW, method);
    }
    Route::Answer(response)
}

/// What is at no path.
pub(super) fn nowhere(request: &Parts, help: &str) -> Route {
    Route::Answer(text(StatusCode::NOT_FOUND, &format!("nothing is at {} {}; {help}\n", request.method, request.uri.path())))
}
