//! Volcengine veFaaS: CloudEvents over HTTP, one or many in a request, and the platform's own calls.

use std::time::Instant;

use bytes::{Buf, Bytes};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};

use super::facts::Place::{Header, Variable};
use super::facts::{Facts, Time};
use super::web::{Events, Response, Route, Site, address, cloud_event, events, folded, nowhere, only, plain, text};
use crate::handler::{Error, Reply, Router};

const DURATION: HeaderName = HeaderName::from_static("x-faas-execution-duration");
const ERROR_CODE: HeaderName = HeaderName::from_static("x-faas-response-error-code");
const ERROR_MESSAGE: HeaderName = HeaderName::from_static("x-faas-response-error-message");

/// Longest message in a header, in characters; the body has the whole one.
const MAX_MESSAGE: usize = 300;

/// Kind of the error of a request that carries no event.
const NO_EVENT: &str = "InvalidEventType";

pub(super) static SITE: Site = Site {
    address: |environment| address([0, 0, 0, 0], &["_FAAS_RUNTIME_PORT"], 5000, environment),
    facts: Facts {
        request_id: &[Header("x-faas-request-id")],
        function: &[],
        version: &[],
        region: &[],
        memory_mb: &[],
        access_key: &[Header("x-faas-access-key-id")],
        secret_key: &[Header("x-faas-secret-access-key")],
        token: &[Header("x-faas-session-token")],
        times: &[(Variable("_FAAS_FUNC_TIMEOUT"), Time::Seconds)],
    },
    route,
    answer,
    bracket: None,
};

fn route(request: &Parts, _: &Router) -> Route {
    let header = |name: &str| request.headers.get(name).and_then(|value| value.to_str().ok());
    let internal = header("x-faas-internal-request").is_some_and(|value| value.eq_ignore_ascii_case("true"));
    let kind = header("x-faas-event-type");
    match (request.uri.path(), kind) {
        ("/v1/initialize", _) if internal => only(&Method::POST, request, || Route::Hook("Initialize")),
        ("/v1/version", _) if internal => only(&Method::GET, request, version),
        ("/v1/ping", None) => only(&Method::GET, request, || Route::Answer(text(StatusCode::OK, ""))),
        _ if internal => nowhere(request, "the platform's calls are /v1/initialize, /v1/version and /v1/ping"),
        (_, Some("multi-cloudevent")) => Route::Events(batch),
        (_, Some("cloudevent")) => Route::Events(cloud_event),
        (_, None) if header("ce-specversion").is_some() => Route::Events(cloud_event),
        _ => Route::Events(|_, _| Err(Error::new(NO_EVENT, "the request carries no CloudEvent").with_status(400))),
    }
}

fn version() -> Route {
    Route::Answer(text(StatusCode::OK, concat!("triggerkit/", env!("CARGO_PKG_VERSION"))))
}

fn answer(outcome: Result<Reply, Error>, started: Instant) -> Response {
    let told = outcome.as_ref().err().map(|error| (code(error), message(error)));
    let mut response = plain(outcome);
    let headers = response.headers_mut();
    let milliseconds = format!("{:.2}", started.elapsed().as_secs_f64() * 1000.0);
    headers.extend(HeaderValue::try_from(milliseconds).map(|value| (DURATION, value)));
    if let Some((code, message)) = told {
        headers.insert(ERROR_CODE, HeaderValue::from_static(code));
        headers.extend(message.map(|message| (ERROR_MESSAGE, message)));
    }
    response
}

fn code(error: &Error) -> &'static str {
    match error.kind() {
        "Panic" => "function_panic",
        NO_EVENT => "invalid_event_type",
        _ if error.status() < 500 => "invalid_cloud_event",
        _ => "function_execution_error",
    }
}

/// As much of the error's message as a header takes.
fn message(error: &Error) -> Option<HeaderValue> {
    let message: String =
        error.to_string().chars().take(MAX_MESSAGE).map(|each| if each.is_control() { ' ' } else { each }).collect();
    HeaderValue::from_bytes(message.as_bytes()).ok()
}

/// Takes a batch apart: the count of events, and for each its header block and its body. Numbers are big-endian `u32`s, and
/// lengths stand before what they measure.
fn batch(mut headers: HeaderMap, mut body: Bytes) -> Result<Events, Error> {
    // They describe the batch, no event.
    headers.remove(CONTENT_TYPE);
    headers.remove(CONTENT_LENGTH);
    let count = number(&mut body)?;
    let mut list = Vec::new();
    for _ in 0..count {
        let block = part(&mut body)?;
        let payload = part(&mut body)?;
        let mut headers = headers.clone();
        for line in lines(&block) {
            let (name, value) = header(line).ok_or_else(|| broken("a header line that is none"))?;
            headers.try_insert(name, value).map_err(|_| broken("more headers than an event can have"))?;
        }
        let payload = folded(&headers, payload)?;
        list.push((headers, payload));
    }
    if body.is_empty() { Ok(events(None, list)) } else { Err(broken("bytes after the last event")) }
}

fn number(bytes: &mut Bytes) -> Result<u32, Error> {
    bytes.try_get_u32().map_err(|_| broken("an early end"))
}

/// What a length stands before.
fn part(bytes: &mut Bytes) -> Result<Bytes, Error> {
    let length = usize::try_from(number(bytes)?).unwrap_or(usize::MAX);
    if length <= bytes.len() { Ok(bytes.split_to(length)) } else { Err(broken("an early end")) }
}

/// The lines of a header block, which CRLF ends.
fn lines(block: &[u8]) -> impl Iterator<Item = &[u8]> {
    block.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty())
}

/// Name and value of a line; the value may hold colons.
fn header(line: &[u8]) -> Option<(HeaderName, HeaderValue)> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let (name, value) = (line[..colon].trim_ascii(), line[colon + 1..].trim_ascii());
    Some((HeaderName::from_bytes(name).ok()?, HeaderValue::from_bytes(value).ok()?))
}

fn broken(found: &str) -> Error {
    Error::new("InvalidEvent", format!("the batch of CloudEvents has {found}")).with_status(400)
}
