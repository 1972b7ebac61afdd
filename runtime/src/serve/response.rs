//! Builds HTTP responses.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};
use http_body_util::Full;
use serde::Serialize;

use crate::handler::{Error, Reply};

pub(super) type Response = http::Response<Full<Bytes>>;

/// Converts the outcome of an invocation to the response that most platforms expect.
pub(super) fn to_response(outcome: Result<Reply, Error>) -> Response {
    match outcome {
        Ok(reply) => {
            let mut response = Response::new(Full::new(reply.body));
            if !reply.content_type.is_empty() {
                response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(reply.content_type));
            }
            response
        }
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            json_response(status, &error)
        }
    }
}

pub(super) fn json_response(status: StatusCode, value: &impl Serialize) -> Response {
    match serde_json::to_vec(value) {
        Ok(bytes) => bytes_response(status, "application/json", bytes.into()),
        Err(error) => text_response(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
    }
}

pub(super) fn text_response(status: StatusCode, text: &str) -> Response {
    bytes_response(status, "text/plain; charset=utf-8", Bytes::copy_from_slice(text.as_bytes()))
}

pub(super) fn bytes_response(status: StatusCode, content_type: &'static str, bytes: Bytes) -> Response {
    let mut response = Response::new(Full::new(bytes));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}
