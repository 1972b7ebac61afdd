//! Responses that AWS Lambda passes on while their bodies arrive.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{self, Poll, ready};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, SET_COOKIE, TRAILER};
use http::{HeaderMap, HeaderName, HeaderValue, Response};
use http_body::Frame;
use serde_json::{Map, Value, json};
use triggerkit_core::data::Base64;

use super::error::{ERROR_TYPE, error_type, to_json};
use crate::handler::{Body, BoxError, Context, Error, panic_error};
use crate::serve::runtime_api::Content;
use crate::web::answer::is_of_connection;
use crate::web::texts::values;

/// The header that tells Lambda to pass the body on as it arrives.
const RESPONSE_MODE: HeaderName = HeaderName::from_static("lambda-runtime-function-response-mode");

/// The trailer with the JSON of an error, as base64.
const ERROR_BODY: HeaderName = HeaderName::from_static("lambda-runtime-function-error-body");

/// The media type of a body that begins with the status and the headers.
const INTEGRATION_RESPONSE: &str = "application/vnd.awslambda.http-integration-response";

/// What separates the status and the headers from the body.
const SEPARATOR: [u8; 8] = [0; 8];

/// Writes a response as a stream: its status and headers as JSON, the separator, and its body. If the body breaks off, trailers say why.
pub(super) fn write_stream(response: Response<Body>, cx: Context) -> Content<Body> {
    let prelude = [prelude(&response).to_string().as_bytes(), &SEPARATOR].concat();
    let body = Streamed { prelude: Some(prelude.into()), body: Some(response.into_body()), cx };
    let mut content = Content::new(INTEGRATION_RESPONSE, Body::new(body));
    content.headers.insert(RESPONSE_MODE, HeaderValue::from_static("streaming"));
    content.headers.append(TRAILER, HeaderValue::from(ERROR_TYPE));
    content.headers.append(TRAILER, HeaderValue::from(ERROR_BODY));
    content
}

/// Returns the status, the headers and the cookies of a response. A response without a media type gets the most general one, because
/// Lambda takes every other for JSON.
fn prelude(response: &Response<Body>) -> Value {
    let texts = |name: &HeaderName| values(response.headers(), name).map(String::from).collect::<Vec<_>>();
    let names = response.headers().keys().filter(|name| **name != SET_COOKIE && !is_of_connection(name));
    let mut headers: Map<_, _> = names.map(|name| (name.to_string(), texts(name).join(", ").into())).collect();
    headers.entry(CONTENT_TYPE.as_str()).or_insert_with(|| "application/octet-stream".into());
    json!({"statusCode": response.status().as_u16(), "headers": headers, "cookies": texts(&SET_COOKIE)})
}

/// The body of a response after its prelude. Its length is not known, so it is sent in chunks.
struct Streamed {
    prelude: Option<Bytes>,
    /// `None` after the end, and after an error.
    body: Option<Body>,
    cx: Context,
}

impl Streamed {
    /// Polls for the next bytes of the body. A panic is an error.
    fn poll_data(&mut self, cx: &mut task::Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        loop {
            // The body is not polled again after a panic, so nothing can observe its data in an inconsistent state.
            let polled = catch_unwind(AssertUnwindSafe(|| http_body::Body::poll_frame(Pin::new(&mut *body), cx)));
            let frame = match polled {
                Ok(polled) => ready!(polled).map(|frame| frame.map_err(Error::from)),
                Err(panic) => Some(Err(panic_error(&*panic))),
            };
            // Trailers of the service have no place in this form.
            match frame.map(|frame| frame.map(Frame::into_data)) {
                None => return Poll::Ready(None),
                Some(Ok(Ok(bytes))) => return Poll::Ready(Some(Ok(bytes))),
                Some(Ok(Err(_))) => {}
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            }
        }
    }

    /// Logs an error, and returns the trailers that describe it.
    fn trailers(&self, error: &Error) -> HeaderMap {
        tracing::error!(request_id = self.cx.request_id(), kind = error.kind(), "the response broke off: {error}");
        let json = Base64::encode(to_json(error));
        let mut trailers = HeaderMap::from_iter([(ERROR_TYPE, error_type(error))]);
        trailers.extend(HeaderValue::from_str(json.as_str()).map(|json| (ERROR_BODY, json)));
        trailers
    }
}

impl http_body::Body for Streamed {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if let Some(prelude) = self.prelude.take() {
            return Poll::Ready(Some(Ok(Frame::data(prelude))));
        }
        let frame = match ready!(self.poll_data(cx)) {
            Some(Ok(bytes)) => return Poll::Ready(Some(Ok(Frame::data(bytes)))),
            Some(Err(error)) => Some(Ok(Frame::trailers(self.trailers(&error)))),
            None => None,
        };
        self.body = None;
        Poll::Ready(frame)
    }
}
