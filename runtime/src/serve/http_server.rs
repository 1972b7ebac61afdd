//! The HTTP/1.1 server for all platforms that call the function. [`HttpPlatform`] holds what differs between them.

use std::convert::Infallible;
use std::future::poll_fn;
use std::io::ErrorKind;
use std::mem;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Poll, ready};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::future::{ready as now, select};
use http::header::{CONNECTION, HOST, TRANSFER_ENCODING};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode, Version};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::OwnedSemaphorePermit;

use super::connection::Connection;
use super::context_sources::HeaderList;
use super::deadline::Deadline;
use super::exchange::{LogMark, Response};
use super::http_platform::{Action, Event, Events, Extract, HttpPlatform, text_response};
use super::invoker::Invoker;
use super::limits::TimeLimits;
use super::load::Reservation;
use super::pass_through::{Answering, pass};
use super::request_body::Received;
use super::run_error::RunError;
use super::stream::Stream;
use super::traffic::{Traffic, Wait};
use crate::handler::{Body, Context, Error, Invocation, Reply, text_headers};

/// How long to wait after an accept failed, for example because no file descriptors are left.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Accepts connections until shutdown, and then those that had been made before. Each connection ends by itself after its last response.
pub(super) async fn serve(platform: &'static HttpPlatform, listener: TcpListener, invoker: Invoker, times: TimeLimits) {
    let start = |stream, permit| {
        let traffic = Arc::default();
        let connection = Connection { platform, invoker: invoker.clone(), traffic };
        drop(tokio::spawn(serve_connection(connection, stream, permit, times.clone())));
    };
    let accept = async {
        loop {
            let permit = invoker.load.add_connection().await;
            match listener.accept().await {
                Ok((stream, _)) => start(stream, permit),
                Err(error) => {
                    tracing::warn!("cannot accept a connection: {error}");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            }
        }
    };
    select(pin!(invoker.wait_for_shutdown()), pin!(accept)).await;
    // The runtime may not have noticed the last connections, so they are accepted from the system itself.
    let Ok(listener) = listener.into_std() else { return };
    loop {
        let permit = invoker.load.add_connection().await;
        match listener.accept() {
            Ok((stream, _)) => match stream.set_nonblocking(true).and_then(|()| TcpStream::from_std(stream)) {
                Ok(stream) => start(stream, permit),
                Err(error) => tracing::warn!("cannot serve a connection: {error}"),
            },
            Err(error) if matches!(error.kind(), ErrorKind::ConnectionAborted | ErrorKind::Interrupted) => {}
            Err(_) => return,
        }
    }
}

/// Prepares the given listener, or binds a new one to the address.
pub(super) fn listen(given: Option<std::net::TcpListener>, address: SocketAddr) -> Result<TcpListener, RunError> {
    let listen = || {
        let listener = given.map_or_else(|| std::net::TcpListener::bind(address), Ok)?;
        listener.set_nonblocking(true)?;
        TcpListener::from_std(listener)
    };
    listen().map_err(|source| RunError::Listen { address, source })
}

async fn serve_connection(connection: Connection, stream: TcpStream, permit: Option<OwnedSemaphorePermit>, times: TimeLimits) {
    // A response is written in one piece, so delaying it would only add latency.
    drop(stream.set_nodelay(true));
    let Connection { invoker, traffic, .. } = &connection;
    let service = service_fn(|request| {
        traffic.start_request();
        let response = handle(&connection, request);
        async { Ok::<_, Infallible>(finish(response.await, traffic)) }
    });
    // The deadline limits the headers, because the limit of hyper includes the time between requests. Most responses are small, and
    // copying their bodies after the headers costs less than writing both with one call.
    let stream = TokioIo::new(Stream::new(stream, Arc::clone(traffic), permit));
    let mut builder = http1::Builder::new();
    let served = builder.header_read_timeout(None).half_close(true).writev(false).serve_connection(stream, service);
    // A service may continue a connection as a WebSocket.
    let mut served = pin!(served.with_upgrades());
    let mut shutdown = pin!(invoker.wait_for_shutdown().fuse());
    let mut deadline = Deadline::new(times);
    let mut is_first = true;
    let serving = poll_fn(|cx| {
        // After the first time, the signal wakes this task by itself.
        if (mem::take(&mut is_first) || invoker.is_shut_down()) && shutdown.as_mut().poll(cx).is_ready() {
            traffic.drain();
        }
        loop {
            traffic.start_poll();
            if let Poll::Ready(ended) = served.as_mut().poll(cx) {
                return Poll::Ready(ended.map_err(|error| error.to_string()));
            }
            if traffic.is_cut() {
                return Poll::Ready(Err("a part of a request was missing at shutdown".into()));
            }
            match ready!(deadline.poll_expired(traffic.wait(), cx)) {
                // The function that reads the body receives an error.
                Wait::Body => traffic.give_up_body(),
                Wait::Linger => return Poll::Ready(Ok(())),
                wait => return Poll::Ready(Err(format!("the client took too long: {wait:?}"))),
            }
        }
    });
    if let Err(error) = serving.await {
        tracing::info!("connection failed: {error}");
    }
}

/// Prepares a response to be sent.
fn finish(mut response: Response, traffic: &Arc<Traffic>) -> Response {
    response.body_mut().report_to(traffic);
    if traffic.is_draining() || traffic.is_ending() {
        // The client must not send another request, which would be lost.
        response.headers_mut().entry(CONNECTION).or_insert(HeaderValue::from_static("close"));
    }
    response
}

/// Answers a request.
fn handle(connection: &Connection, request: Request<Incoming>) -> Answering<'_> {
    let Connection { platform, invoker, .. } = connection;
    let (parts, body) = request.into_parts();
    if let Some(refusal) = refuse(&parts, connection) {
        return Answering::other(now(refusal.map(Into::into)));
    }
    let body = Body::incoming(body);
    let headers = HeaderList::new(&parts.headers);
    match (platform.choose_action)(&parts, &headers, invoker.accepts, &invoker.router) {
        Action::Respond(response) => {
            if invoker.is_local() && response.status().is_client_error() {
                tracing::warn!("{} {} was answered with status {}", parts.method, parts.uri, response.status());
            }
            Answering::other(now(response.map(Into::into)))
        }
        Action::Hook(name) => {
            let _mark = LogMark::start(platform, name, invoker.request_id(&headers));
            Answering::other(now(text_response(StatusCode::OK, "").map(Into::into)))
        }
        Action::Invoke(extract) => {
            let cx = invoker.build_context(&headers);
            Answering::other(async move { invoke(connection, cx, parts.headers, connection.read(body).await, extract).await })
        }
        Action::Pass => {
            let cx = invoker.build_context(&headers).with_some_id();
            pass(connection, cx, Request::from_parts(parts, body))
        }
        Action::PassOr(otherwise) => {
            let cx = invoker.build_context(&headers).with_some_id();
            let passed = pass(connection, cx, Request::from_parts(parts, body));
            Answering::other(async move {
                match passed.await {
                    response if response.status() == StatusCode::NOT_FOUND => otherwise.map(Into::into),
                    response => response,
                }
            })
        }
        Action::InvokeOrPass(extract) => {
            let cx = invoker.build_context(&headers);
            Answering::other(invoke_or_pass(connection, cx, parts, body, extract))
        }
    }
}

/// Returns the response to a request that must not be answered.
fn refuse(request: &Parts, connection: &Connection) -> Option<http::Response<Body>> {
    // Servers that understand such a request differently can be played off against each other.
    let (status, problem) = if !has_valid_target(request) {
        (StatusCode::BAD_REQUEST, "the target of the request is not valid for its method\n")
    } else if !has_valid_host(request) {
        (StatusCode::BAD_REQUEST, "a request of HTTP/1.1 must have one `Host` header with the name of a host\n")
    } else if !has_known_coding(&request.headers) {
        (StatusCode::NOT_IMPLEMENTED, "the only supported transfer coding is `chunked`\n")
    } else {
        return connection.invoker.browser_guard.as_ref()?.refuse(request);
    };
    connection.traffic.end_connection();
    if connection.invoker.is_local() {
        tracing::warn!("a request was refused: {}", problem.trim_end());
    }
    Some(text_response(status, problem))
}

/// Returns whether the target of a request has a form that its method allows.
fn has_valid_target(request: &Parts) -> bool {
    match request.uri.path() {
        "" => request.method == Method::CONNECT,
        "*" => request.method == Method::OPTIONS,
        path => path.starts_with('/') && request.method != Method::CONNECT,
    }
}

/// Returns whether a request has one valid `Host`. In HTTP/1.0 it may have none.
fn has_valid_host(request: &Parts) -> bool {
    // The characters of names, addresses and ports.
    let is_valid = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~%!$&'()*+;=:[]".contains(byte);
    let mut hosts = request.headers.get_all(HOST).iter();
    match (hosts.next(), hosts.next()) {
        (Some(host), None) => host.as_bytes().iter().all(is_valid),
        (None, _) => request.version == Version::HTTP_10,
        (Some(_), Some(_)) => false,
    }
}

/// Returns whether a body is sent as it is or in chunks. The connection reads the chunks, but no other coding.
fn has_known_coding(headers: &HeaderMap) -> bool {
    let mut codings = headers.get_all(TRANSFER_ENCODING).iter();
    match (codings.next(), codings.next()) {
        (None, _) => true,
        (Some(coding), None) => coding.as_bytes().eq_ignore_ascii_case(b"chunked"),
        (Some(_), Some(_)) => false,
    }
}

async fn invoke_or_pass(connection: &Connection, cx: Context, parts: Parts, body: Body, extract: Extract) -> Response {
    let invoker = &connection.invoker;
    match connection.read(body).await {
        Ok(Received { bytes, memory }) if !is_known(invoker, &parts.headers, &bytes, extract) => {
            let _held = memory;
            pass(connection, cx.with_some_id(), Request::from_parts(parts, Body::from(bytes))).await
        }
        body => invoke(connection, cx, parts.headers, body, extract).await,
    }
}

/// Returns whether a request contains an event that the router knows.
fn is_known(invoker: &Invoker, headers: &HeaderMap, body: &Bytes, extract: Extract) -> bool {
    let texts: Vec<_> = text_headers(headers).collect();
    let is_known = |(_, payload): Event| invoker.router.is_known_event(&payload, &texts);
    extract(headers.clone(), body.clone()).is_ok_and(|mut events| events.any(|event| event.is_ok_and(is_known)))
}

/// Invokes the router with the events of a request.
async fn invoke(
    connection: &Connection,
    cx: Context,
    headers: HeaderMap,
    body: Result<Received, Error>,
    extract: Extract,
) -> Response {
    let Connection { platform, invoker, .. } = connection;
    let started = Instant::now();
    let _mark = LogMark::start(platform, "Invoke", cx.request_id());
    let response = match body.and_then(|Received { bytes, memory }| Ok((extract(headers, bytes)?, memory))) {
        Ok((events, memory)) => (platform.respond)(invoke_in_order(invoker, cx, events, memory).await, started),
        Err(error) => {
            tracing::warn!(request_id = cx.request_id(), kind = error.kind(), "the event was refused: {error}");
            // The function was not invoked, so the response has the error's own status, even if the platform
            // expects a different one for failed invocations.
            let status = error.status();
            let mut response = (platform.respond)(Err(error), started);
            *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
            response
        }
    };
    response.map(Into::into)
}

/// Invokes the router with one event after another.
///
/// An invalid event does not stop the events after it, but its error becomes the outcome. Any other error stops.
async fn invoke_in_order(invoker: &Invoker, cx: Context, mut events: Events, memory: Reservation) -> Result<Reply, Error> {
    let (mut outcome, mut cx, mut memory) = (Ok(Reply::default()), Some(cx), Some(memory));
    while let Some(event) = events.next() {
        // The last event, which mostly is the only one, takes the context instead of a copy, and the reserved memory.
        let is_last = events.size_hint().1 == Some(0);
        let context = if is_last { cx.take() } else { cx.clone() }.unwrap_or_default();
        let memory = if is_last { memory.take() } else { None };
        let invoked = match event {
            Ok((headers, payload)) => invoker.invoke_with(Invocation { payload, headers, context, trigger: None }, memory).await,
            Err(error) => Err(error),
        };
        match invoked {
            Ok(reply) => outcome = outcome.map(|_| reply),
            Err(error) if error.status() < 500 => outcome = outcome.and(Err(error)),
            Err(error) => return Err(error),
        }
    }
    outcome
}
