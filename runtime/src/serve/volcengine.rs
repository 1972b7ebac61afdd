//! Volcengine veFaaS: called over HTTP with one CloudEvent or a batch of them, and with calls of the platform itself.

use std::time::Instant;

use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};

use super::context_sources::Source::{Header, Variable};
use super::context_sources::{ContextSources, HeaderList, TimeLimit};
use super::event_batch::EventBatch;
use super::http_platform::{
    Accepts, Action, Events, HttpPlatform, Response, extract_cloud_event, if_method, listen_address, not_found, text_response,
    to_response,
};
use crate::handler::{Error, Reply, Router};

const DURATION: HeaderName = HeaderName::from_static("x-faas-execution-duration");
const ERROR_MESSAGE: HeaderName = HeaderName::from_static("x-faas-response-error-message");

/// The header with the kind of a request: `cloudevent`, `multi-cloudevent`, or `http`, which may also be left out.
const EVENT_TYPE: &str = "x-faas-event-type";

/// Headers in which the gateway passes on the address of a client.
const CLIENT_ADDRESS: [&str; 2] = ["x-real-ip", "x-forwarded-for"];

/// Longest error message in a header, in characters. The body always contains the whole message.
const MAX_MESSAGE: usize = 300;

const VERSION: &str = concat!("triggerkit/", env!("CARGO_PKG_VERSION"));

/// The kind of error for a request that does not contain an event.
const NO_EVENT: &str = "InvalidEventType";

pub(super) static HTTP: HttpPlatform = HttpPlatform {
    marks_events: true,
    address: |environment| listen_address([0, 0, 0, 0], &["_FAAS_RUNTIME_PORT"], 5000, environment),
    sources: ContextSources {
        request_id: &[Header("x-faas-request-id")],
        access_key: &[Header("x-faas-access-key-id")],
        secret_key: &[Header("x-faas-secret-access-key")],
        token: &[Header("x-faas-session-token")],
        client: &[Header("x-real-ip")],
        time_limit: &[(Variable("_FAAS_FUNC_TIMEOUT"), TimeLimit::TimeoutSeconds)],
        ..ContextSources::NONE
    },
    choose_action,
    base_path: |_| "",
    respond,
    mark_log: None,
};

fn choose_action(request: &Parts, headers: &HeaderList<'_>, accepts: Accepts, _: &Router) -> Action {
    let is_internal = headers.get("x-faas-internal-request").is_some_and(|value| value.eq_ignore_ascii_case("true"))
        && !(accepts.requests && has_client_address(headers));
    match (request.uri.path(), headers.get(EVENT_TYPE)) {
        ("/v1/initialize", _) if is_internal => if_method(&Method::POST, request, || Action::Hook("Initialize")),
        ("/v1/version", _) if is_internal => {
            if_method(&Method::GET, request, || Action::Respond(text_response(StatusCode::OK, VERSION)))
        }
        ("/v1/ping", None) if request.method == Method::GET || !accepts.requests => {
            if_method(&Method::GET, request, || Action::Respond(text_response(StatusCode::OK, "")))
        }
        _ if is_internal => not_found(request, "internal calls are /v1/initialize, /v1/version and /v1/ping"),
        _ if accepts.requests && (!accepts.events || is_of_client(headers)) => Action::Pass,
        (_, Some("multi-cloudevent")) => Action::Invoke(extract_batch),
        (_, Some("cloudevent")) => Action::Invoke(extract_cloud_event),
        (_, None) if headers.get("ce-specversion").is_some() => Action::Invoke(extract_cloud_event),
        _ => Action::Invoke(|_, _| Err(Error::new(NO_EVENT, "the request does not contain a CloudEvent").with_status(400))),
    }
}

/// Returns whether the request of a client was passed through.
///
/// The platform marks events, but clients can send the same mark. They cannot keep the gateway from adding their address.
fn is_of_client(headers: &HeaderList<'_>) -> bool {
    let mut types = headers.get_all(EVENT_TYPE);
    let is_marked = types.next().is_some_and(|first| first != "http") && types.all(|other| other != "http");
    !is_marked || has_client_address(headers)
}

fn has_client_address(headers: &HeaderList<'_>) -> bool {
    CLIENT_ADDRESS.iter().any(|name| headers.get_all(name).next().is_some())
}

fn respond(outcome: Result<Reply, Error>, started: Instant) -> Response {
    let failure = outcome.as_ref().err().map(|error| (error_code(error), header_message(error)));
    let mut response = to_response(outcome);
    let headers = response.headers_mut();
    let milliseconds = format!("{:.2}", started.elapsed().as_secs_f64() * 1000.0);
    headers.extend(HeaderValue::try_from(milliseconds).map(|value| (DURATION, value)));
    if let Some((code, message)) = failure {
        headers.insert("x-faas-response-error-code", HeaderValue::from_static(code));
        headers.extend(message.map(|message| (ERROR_MESSAGE, message)));
    }
    response
}

fn error_code(error: &Error) -> &'static str {
    match error.kind() {
        "Panic" => "function_panic",
        NO_EVENT => "invalid_event_type",
        _ if error.status() < 500 => "invalid_cloud_event",
        _ => "function_execution_error",
    }
}

/// Returns the start of the error's message in a form that a header can hold.
fn header_message(error: &Error) -> Option<HeaderValue> {
    let message: String =
        error.to_string().chars().take(MAX_MESSAGE).map(|each| if each.is_control() { ' ' } else { each }).collect();
    HeaderValue::from_bytes(message.as_bytes()).ok()
}

/// Extracts the events of a batch.
fn extract_batch(headers: HeaderMap, body: Bytes) -> Result<Events, Error> {
    EventBatch::new(headers, body).map(Events::Batch)
}
