//! The HTTP/1.1 server for all platforms that send events to the function. [`HttpPlatform`] holds what differs between them.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_util::future::{Either, select};
use http::{Request, StatusCode};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};

use super::http_platform::{Action, Events, HttpPlatform, Response, text_response};
use super::invoker::Invoker;
use super::run_error::RunError;
use crate::handler::{Error, Reply};

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
    let service = service_fn(|request| async { Ok::<_, Infallible>(handle(platform, &invoker, request).await) });
    // Platforms keep idle connections open for the lifetime of the instance, so they must not time out.
    let served = http1::Builder::new().header_read_timeout(None).serve_connection(TokioIo::new(stream), service);
    let mut served = pin!(served);
    let ended = match select(pin!(invoker.wait_for_shutdown()), served.as_mut()).await {
        Either::Left(_) => {
            served.as_mut().graceful_shutdown();
            served.await
        }
        Either::Right((ended, _)) => ended,
    };
    if let Err(error) = ended {
        tracing::debug!("connection failed: {error}");
    }
}

async fn handle(platform: &HttpPlatform, invoker: &Invoker, request: Request<Incoming>) -> Response {
    let started = Instant::now();
    let (parts, body) = request.into_parts();
    let id = invoker.request_id(&parts.headers).to_owned();
    match (platform.choose_action)(&parts, &invoker.router) {
        Action::Respond(response) => response,
        Action::Hook(name) => with_log_marks(platform, name, &id, async { text_response(StatusCode::OK, "") }).await,
        Action::Invoke(extract) => {
            let response = async {
                match read_body(body, invoker).await.and_then(|body| extract(parts.headers, body)) {
                    Ok(events) => (platform.respond)(invoke_in_order(invoker, events).await, started),
                    Err(error) => {
                        // The function was not invoked, so the response has the error's own status, even if the platform
                        // expects a different one for failed invocations.
                        let status = error.status();
                        let mut response = (platform.respond)(Err(error), started);
                        *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
                        response
                    }
                }
            };
            with_log_marks(platform, "Invoke", &id, response).await
        }
    }
}

async fn with_log_marks(platform: &HttpPlatform, name: &str, id: &str, step: impl Future<Output = Response>) -> Response {
    let Some(mark) = platform.mark_log else { return step.await };
    mark("Start", name, id);
    let response = step.await;
    mark("End", name, id);
    response
}

/// Invokes the router with one event after another.
///
/// An invalid event does not stop the events after it, but its error becomes the outcome. Any other error stops.
async fn invoke_in_order(invoker: &Invoker, events: Events) -> Result<Reply, Error> {
    let mut outcome = Ok(Reply::default());
    for (headers, payload) in events {
        match invoker.invoke(invoker.to_invocation(headers, payload)).await {
            Ok(reply) => outcome = outcome.map(|_| reply),
            Err(error) if error.status() < 500 => outcome = outcome.and(Err(error)),
            Err(error) => return Err(error),
        }
    }
    outcome
}

async fn read_body(body: Incoming, invoker: &Invoker) -> Result<Bytes, Error> {
    match Limited::new(body, invoker.body_limit).collect().await {
        // A body that arrives in one chunk, as most do, is not copied.
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(invoker.too_large()),
        Err(error) => Err(Error::new("BrokenRequest", error).with_status(400)),
    }
}
