//! [`RuntimeApi`]: what differs between the platforms that are polled.

use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, Response};

use super::context_sources::ContextSources;
use super::environment::Environment;
use super::run_error::RunError;
use crate::handler::{Body, Context, Error};

/// How long most platforms may take to send an event that they have begun to hand over.
pub(super) const LEAVE_LIMIT: Duration = Duration::from_secs(1);

/// What differs between the platforms that are polled. In the paths of the calls, `{id}` is replaced with the request id.
pub(super) struct RuntimeApi {
    /// The variables that hold the API's host and port, or one variable that holds both.
    pub(super) address: &'static [&'static str],
    /// Called before everything else, if the platform signals the shutdown only to functions with an extension.
    pub(super) extension: Option<&'static ExtensionApi>,
    /// Called once before the first event, if the platform has such a call.
    pub(super) ready: Option<&'static str>,
    /// Called if the function cannot start, if the platform has such a call.
    pub(super) start_error: Option<&'static str>,
    pub(super) next: &'static str,
    pub(super) response: &'static str,
    pub(super) error: &'static str,
    /// The headers of an event that are sent back with its outcome.
    pub(super) echoed: &'static [&'static str],
    pub(super) pollers: Pollers,
    /// How long to wait for an event after the function has stopped to poll. The platform may just have sent it.
    pub(super) leave_limit: Duration,
    pub(super) sources: ContextSources,
    /// Writes an error in the form that the platform expects.
    pub(super) write_error: fn(&Error) -> Content<Bytes>,
    /// Writes a response that is sent while its body arrives, if the platform accepts such replies.
    pub(super) write_stream: Option<WriteStream>,
}

/// Writes a response for the invocation of a context.
type WriteStream = fn(Response<Body>, Context) -> Content<Body>;

/// How many events are processed at the same time.
pub(super) enum Pollers {
    /// One, because the platform could not match replies to events.
    One,
    /// As many as the user wants.
    Chosen,
    /// As many as the platform says in a variable, or else one.
    Variable(&'static str),
}

/// The calls with which a function registers as an extension of itself, and waits for the events of extensions.
pub(super) struct ExtensionApi {
    pub(super) register: &'static str,
    pub(super) next: &'static str,
    /// The header with the name of the extension.
    pub(super) name: &'static str,
    /// The header with the id that the platform gives to the extension.
    pub(super) id: &'static str,
}

/// The headers and the body of a call.
pub(super) struct Content<B> {
    pub(super) headers: HeaderMap,
    pub(super) body: B,
}

impl<B> Content<B> {
    /// Creates the content of a call, without a content type if that is empty.
    pub(super) fn new(content_type: &'static str, body: B) -> Self {
        let mut headers = HeaderMap::new();
        if !content_type.is_empty() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        Content { headers, body }
    }
}

impl RuntimeApi {
    /// Returns the API's address as `host:port`.
    pub(super) fn address(&self, environment: &Environment) -> Result<String, RunError> {
        let missing = |variable| RunError::Environment { variable, problem: "is not set; the platform should set it".into() };
        let parts = self.address.iter().map(|name| environment.get(name).ok_or_else(|| missing(*name)));
        Ok(parts.collect::<Result<Vec<_>, _>>()?.join(":"))
    }

    /// Returns how many events are processed at the same time, if the user wants `chosen`.
    pub(super) fn pollers(&self, chosen: usize, environment: &Environment) -> Result<usize, RunError> {
        let variable = match self.pollers {
            Pollers::One => return Ok(1),
            Pollers::Chosen => return Ok(chosen),
            Pollers::Variable(variable) => variable,
        };
        let Some(number) = environment.get(variable) else { return Ok(1) };
        number.trim().parse().ok().filter(|number| *number > 0).ok_or_else(|| {
            let problem = format!("must be a number of at least 1, found `{number}`");
            RunError::Environment { variable, problem }
        })
    }

    /// Returns whether the calls for outcomes contain the request id.
    pub(super) fn needs_id(&self) -> bool {
        self.response.contains("{id}")
    }
}

/// Writes an error as most platforms expect it.
pub(super) fn write_plain_error(error: &Error) -> Content<Bytes> {
    Content::new("application/json", serde_json::to_vec(error).unwrap_or_default().into())
}
