//! The HTTP/1.1 server for all platforms that call the function. [`HttpPlatform`] holds what differs between them.

use std::convert::Infallible;
use std::future::poll_fn;
use std::mem;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::future::{Either, ready, select};
use http::request::Parts;
use http::{HeaderMap, Request, StatusCode};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};

use super::context_sources::HeaderList;
use super::exchange::{LogMark, Response};
use super::http_platform::{Action, Event, Events, Extract, HttpPlatform, text_response};
use super::invoker::Invoker;
use super::pass_through::{Answering, pass};
use super::request_body::read;
use super::run_error::RunError;
use crate::handler::{Body, Context, Error, Invocation, Reply, text_headers};

/// How long to wait after an accept failed, for example because no file descriptors are left.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Accepts connections until shutdown. Each connection ends by itself after its last response.
pub(super) async fn serve(platform: &'static HttpPlatform, listener: TcpListener, invoker: Invoker) {
    loop {
        match select(pin!(invoker.wait_for_shutdown()), pin!(listener.accept())).await {
            Either::Left(_) => return,
            Either::Right((Ok((stream, _)), _)) => drop(tokio::spawn(serve_connection(platform, stream, invoker.clone()))),
            Either::Right((Err(error), _)) => {
                tracing::warn!("cannot accept a connection: {error}");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
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

async fn serve_connection(platform: &'static HttpPlatform, stream: TcpStream, invoker: Invoker) {
    // A response is written in one piece, so delaying it would only add latency.
    drop(stream.set_nodelay(true));
    let service = service_fn(|request| {
        let response = handle(platform, &invoker, request);
        async { Ok::<_, Infallible>(response.await) }
    });
    // Platforms keep idle connections open for the lifetime of the instance, so they must not time out. Most responses are
    // small, and copying their bodies after the headers costs less than writing both with one call.
    let connection =
        http1::Builder::new().header_read_timeout(None).writev(false).serve_connection(TokioIo::new(stream), service);
    // A service may continue a connection as a WebSocket.
    let mut served = pin!(connection.with_upgrades());
    let mut shutdown = pin!(invoker.wait_for_shutdown().fuse());
    let mut is_first = true;
    let serving = poll_fn(|cx| {
        // After the first time, the signal wakes this task by itself.
        if (mem::take(&mut is_first) || invoker.is_shut_down()) && shutdown.as_mut().poll(cx).is_ready() {
            served.as_mut().graceful_shutdown();
        }
        served.as_mut().poll(cx)
    });
    if let Err(error) = serving.await {
        tracing::info!("connection failed: {error}");
    }
}

/// Answers a request.
fn handle<'i>(platform: &'static HttpPlatform, invoker: &'i Invoker, request: Request<Incoming>) -> Answering<'i> {
    let (parts, body) = request.into_parts();
    let body = Body::incoming(body);
    let headers = HeaderList::new(&parts.headers);
    match (platform.choose_action)(&parts, &headers, invoker.accepts, &invoker.router) {
        Action::Respond(response) => Answering::other(ready(response.map(Into::into))),
        Action::Hook(name) => {
            let _mark = LogMark::start(platform, name, invoker.request_id(&headers));
            Answering::other(ready(text_response(StatusCode::OK, "").map(Into::into)))
        }
        Action::Invoke(extract) => {
            let cx = invoker.build_context(&headers);
            Answering::other(
                async move { invoke(platform, invoker, cx, parts.headers, read(body, invoker).await, extract).await },
            )
        }
        Action::Pass => {
            let cx = invoker.build_context(&headers).with_some_id();
            pass(platform, invoker, cx, Request::from_parts(parts, body))
        }
        Action::PassOr(otherwise) => {
            let cx = invoker.build_context(&headers).with_some_id();
            let passed = pass(platform, invoker, cx, Request::from_parts(parts, body));
            Answering::other(async move {
                match passed.await {
                    response if response.status() == StatusCode::NOT_FOUND => otherwise.map(Into::into),
                    response => response,
                }
            })
        }
        Action::InvokeOrPass(extract) => {
            let cx = invoker.build_context(&headers);
            Answering::other(invoke_or_pass(platform, invoker, cx, parts, body, extract))
        }
    }
}

async fn invoke_or_pass(
    platform: &'static HttpPlatform,
    invoker: &Invoker,
    cx: Context,
    parts: Parts,
    body: Body,
    extract: Extract,
) -> Response {
    match read(body, invoker).await {
        Ok(bytes) if !is_known(invoker, &parts.headers, &bytes, extract) => {
            pass(platform, invoker, cx.with_some_id(), Request::from_parts(parts, Body::from(bytes))).await
        }
        body => invoke(platform, invoker, cx, parts.headers, body, extract).await,
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
    platform: &HttpPlatform,
    invoker: &Invoker,
    cx: Context,
    headers: HeaderMap,
    body: Result<Bytes, Error>,
    extract: Extract,
) -> Response {
    let started = Instant::now();
    let _mark = LogMark::start(platform, "Invoke", cx.request_id());
    let response = match body.and_then(|body| extract(headers, body)) {
        Ok(events) => (platform.respond)(invoke_in_order(invoker, cx, events).await, started),
        Err(error) => {
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
async fn invoke_in_order(invoker: &Invoker, cx: Context, mut events: Events) -> Result<Reply, Error> {
    let (mut outcome, mut cx) = (Ok(Reply::default()), Some(cx));
    while let Some(event) = events.next() {
        // The last event, which mostly is the only one, takes the context instead of a copy.
        let is_last = events.size_hint().1 == Some(0);
        let context = if is_last { cx.take() } else { cx.clone() }.unwrap_or_default();
        let invoked = match event {
            Ok((headers, payload)) => invoker.invoke(Invocation { payload, headers, context, trigger: None }).await,
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
