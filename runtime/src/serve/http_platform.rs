//! [`HttpPlatform`]: what differs between the platforms that call the function over HTTP, and the parts that they share.

use std::net::SocketAddr;
use std::time::Instant;

use bytes::Bytes;
use http::header::{ALLOW, CONTENT_TYPE};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use serde::Serialize;

use super::context_sources::{ContextSources, HeaderList};
use super::environment::Environment;
use super::event_batch::EventBatch;
use super::function_kind::FunctionKind;
use super::run_error::RunError;
use crate::cloudevents::{self, Mode};
use crate::handler::{Body, Error, Reply, Router};
use crate::web::texts::header_text;

/// What differs between the platforms that call the function over HTTP.
pub(super) struct HttpPlatform {
    /// Whether one function can receive both events and requests of clients, because the platform marks them.
    pub(super) marks_events: bool,
    /// Returns the address on which the platform expects the function to listen.
    pub(super) address: fn(&Environment) -> Result<SocketAddr, RunError>,
    pub(super) sources: ContextSources,
    /// Decides what to do with a request.
    pub(super) choose_action: fn(&Parts, &HeaderList<'_>, Accepts, &Router) -> Action,
    /// Returns the beginning of the path that the platform added to a client's request.
    pub(super) base_path: fn(&HeaderMap) -> &str,
    /// Converts the outcome of an invocation, which started at the given time, to a response.
    pub(super) respond: fn(Result<Reply, Error>, Instant) -> Response,
    /// Prints a line to the log, given `Start` or `End`, the name of the step that starts or ends, and the request id. Platforms
    /// use these lines to assign log output to requests.
    pub(super) mark_log: Option<fn(&str, &str, &str)>,
}

/// What a function receives: events, requests of clients, or both.
#[derive(Clone, Copy)]
pub(super) struct Accepts {
    pub(super) events: bool,
    pub(super) requests: bool,
}

impl Accepts {
    /// Decides what a function receives on a platform, from its kind or else from what the router can answer.
    pub(super) fn new(kind: Option<FunctionKind>, marks_events: bool, router: &Router) -> Self {
        match kind {
            Some(FunctionKind::Http) => Accepts { events: false, requests: true },
            Some(FunctionKind::Event) => Accepts { events: true, requests: false },
            None if marks_events => {
                Accepts { events: true, requests: router.request_handler().is_some() || router.service().is_some() }
            }
            None => Accepts { events: router.service().is_none(), requests: router.service().is_some() },
        }
    }
}

/// What to do with a request.
pub(super) enum Action {
    /// Extract the events and invoke the router with each.
    Invoke(Extract),
    /// Confirm a lifecycle hook, given its name. The function has nothing left to do at this point.
    Hook(&'static str),
    /// Respond without invoking the router.
    Respond(Response),
    /// Answer the request of a client.
    Pass,
    /// Answer the request of a client, or respond with this if the service does not find what the client wants.
    PassOr(Response),
    /// Invoke the router if the request contains an event that it knows. Otherwise answer the request of a client.
    InvokeOrPass(Extract),
}

/// Extracts the events from the headers and the body of a request.
pub(super) type Extract = fn(HeaderMap, Bytes) -> Result<Events, Error>;

pub(super) type Response = http::Response<Body>;

/// The events of a request in order, each with its headers.
pub(super) enum Events {
    Single(Option<Event>),
    Batch(EventBatch),
}

pub(super) type Event = (HeaderMap, Bytes);

impl Iterator for Events {
    type Item = Result<Event, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Events::Single(event) => event.take().map(Ok),
            Events::Batch(batch) => batch.next().map(|event| {
                let (headers, body) = event?;
                to_payload(&headers, body).map(|payload| (headers, payload))
            }),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            Events::Single(event) => event.iter().size_hint(),
            Events::Batch(batch) => batch.size_hint(),
        }
    }
}

/// Extracts the event from a request whose body is the payload.
pub(super) fn extract_event(headers: HeaderMap, body: Bytes) -> Result<Events, Error> {
    Ok(Events::Single(Some((headers, body))))
}

/// Extracts the event from a request that may be a CloudEvent in binary or structured mode.
pub(super) fn extract_cloud_event(headers: HeaderMap, body: Bytes) -> Result<Events, Error> {
    to_payload(&headers, body).and_then(|payload| extract_event(headers, payload))
}

/// Converts a CloudEvent to the payload that events are decoded from. Any other body is the payload already.
fn to_payload(headers: &HeaderMap, body: Bytes) -> Result<Bytes, Error> {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if Mode::detect(headers.contains_key("ce-specversion"), content_type).is_none() {
        return Ok(body);
    }
    let texts: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), header_text(value))).collect();
    let pairs: Vec<_> = texts.iter().map(|(name, value)| (*name, &**value)).collect();
    let payload = cloudevents::payload(&pairs, &body).map_err(Error::invalid)?;
    Ok(payload.into_owned().into())
}

/// Returns the address to listen on. The port comes from the first variable that is set, or is the default port.
pub(super) fn listen_address(
    host: [u8; 4],
    variables: &[&'static str],
    default_port: u16,
    environment: &Environment,
) -> Result<SocketAddr, RunError> {
    let variable = variables.iter().find_map(|name| Some((*name, environment.get(name)?)));
    let port = variable.map_or(Ok(default_port), |(variable, port)| {
        port.trim()
            .parse()
            .map_err(|_| RunError::Environment { variable, problem: format!("must be a port number, found `{port}`") })
    })?;
    Ok(SocketAddr::from((host, port)))
}

/// Returns the action if the request has the expected method, and a 405 response otherwise.
pub(super) fn if_method(method: &Method, request: &Parts, action: impl FnOnce() -> Action) -> Action {
    if request.method == *method {
        return action();
    }
    let message = format!("{} accepts only {method}, found {}\n", request.uri.path(), request.method);
    let mut response = text_response(StatusCode::METHOD_NOT_ALLOWED, &message);
    if let Ok(method) = HeaderValue::from_str(method.as_str()) {
        response.headers_mut().insert(ALLOW, method);
    }
    Action::Respond(response)
}

/// Returns a 404 response that contains the help.
pub(super) fn not_found(request: &Parts, help: &str) -> Action {
    let message = format!("{} {} does not exist; {help}\n", request.method, request.uri.path());
    Action::Respond(text_response(StatusCode::NOT_FOUND, &message))
}

/// Converts the outcome of an invocation to the response that most platforms expect.
pub(super) fn to_response(outcome: Result<Reply, Error>) -> Response {
    match outcome {
        Ok(Reply { body, content_type, .. }) => bytes_response(StatusCode::OK, content_type, body),
        Err(error) => json_response(StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), &error),
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

/// Builds a response, without a content type if that is empty.
pub(super) fn bytes_response(status: StatusCode, content_type: &'static str, bytes: Bytes) -> Response {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    if !content_type.is_empty() {
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    response
}
