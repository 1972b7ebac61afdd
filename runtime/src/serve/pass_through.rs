//! Answers requests of clients that a platform passes through: with the router's service, or with the handler of an HTTP trigger.

use std::future::{self, Future};
use std::pin::Pin;
use std::task::{self, Poll, ready};

use bytes::Bytes;
use futures_util::future::BoxFuture;
use http::{Request, StatusCode};

use super::connection::Connection;
use super::exchange::{Exchange, LogMark, Response};
use super::http_platform::text_response;
use super::request_body::{Received, limit};
use crate::handler::{Body, Context, Error, Handler, Invocation, WebAnswer, error_response, remove_base_path};

/// The future that answers a request.
pub(super) enum Answering<'i> {
    /// The service answers. Most requests take this way, so it is not boxed.
    Service(WebAnswer, Option<Exchange>),
    Other(BoxFuture<'i, Response>),
}

impl<'i> Answering<'i> {
    pub(super) fn other(response: impl Future<Output = Response> + Send + 'i) -> Self {
        Answering::Other(Box::pin(response))
    }
}

impl Future for Answering<'_> {
    type Output = Response;

    fn poll(mut self: Pin<&mut Self>, task: &mut task::Context<'_>) -> Poll<Response> {
        match &mut *self {
            Answering::Other(response) => response.as_mut().poll(task),
            Answering::Service(response, exchange) => {
                let response = ready!(Pin::new(response).poll(task));
                Poll::Ready(match exchange.take() {
                    Some(exchange) => exchange.wrap(response),
                    None => response.map(Into::into),
                })
            }
        }
    }
}

/// Answers the request of a client. Its body and the body of the response are passed on in pieces as they arrive.
pub(super) fn pass<'c>(connection: &'c Connection, cx: Context, request: Request<Body>) -> Answering<'c> {
    let Connection { platform, invoker, traffic } = connection;
    let exchange = Exchange::new(cx.clone(), request.method(), LogMark::start(platform, "Invoke", cx.request_id()));
    let (parts, body) = request.into_parts();
    let mut request = match limit(body, invoker) {
        Ok(body) => Request::from_parts(parts, body),
        Err(error) => {
            tracing::error!(request_id = cx.request_id(), "the request failed: {error}");
            traffic.end_connection();
            return Answering::other(future::ready(exchange.wrap(error_response(status_of(&error), cx.request_id()))));
        }
    };
    let base_path = (platform.base_path)(request.headers()).to_owned();
    remove_base_path(request.uri_mut(), &base_path);
    if let Some(service) = invoker.router.service() {
        let mut running = invoker.load.add_invocation();
        if running.try_start() {
            traffic.start_service();
            return Answering::Service(service.answer(request, cx), Some(exchange.with(running)));
        }
        return Answering::other(async move {
            let exchange = exchange.with(running.start().await);
            traffic.start_service();
            exchange.wrap(service.answer(request, cx).await)
        });
    }
    let Some(handler) = invoker.router.request_handler() else {
        let help = "this function has no service and no handler for requests\n";
        return Answering::other(future::ready(exchange.wrap(text_response(StatusCode::NOT_FOUND, help))));
    };
    Answering::other(async move {
        let answered = call(handler, connection, request, cx.clone()).await;
        exchange.wrap(answered.unwrap_or_else(|status| error_response(status, cx.request_id())))
    })
}

/// Calls the handler of an HTTP trigger with the event that the gateway would have made of the request. An error is logged, and the
/// client receives its status alone.
async fn call(
    handler: &Handler,
    connection: &Connection,
    request: Request<Body>,
    cx: Context,
) -> Result<http::Response<Body>, StatusCode> {
    let failed = |error: &Error| {
        tracing::error!(request_id = cx.request_id(), kind = error.kind(), "the request failed: {error}");
        status_of(error)
    };
    let trigger = handler.trigger();
    let http = trigger.http().ok_or(StatusCode::NOT_FOUND)?;
    let (parts, body) = request.into_parts();
    let Received { bytes, memory } = connection.read(body).await.map_err(|error| failed(&error))?;
    let request = Request::from_parts(parts, bytes);
    let payload = http.to_payload(&request, cx.client(), b"{}").map_err(|report| failed(&Error::invalid(report)))?;
    let headers = request.into_parts().0.headers;
    let invocation = Invocation { payload: Bytes::from(payload), headers, context: cx.clone(), trigger: Some(trigger.info.id) };
    // The invoker logs its errors.
    let reply = connection.invoker.invoke_with(invocation, Some(memory)).await.map_err(|error| status_of(&error))?;
    let response = http.from_answer(reply.body()).map_err(|report| failed(&Error::new("InvalidResponse", report)))?;
    Ok(response.map(Body::from))
}

fn status_of(error: &Error) -> StatusCode {
    StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
