//! [`Invocation`]: one event as it arrived, before its trigger is known.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::Context;
use crate::web::texts::header_utf8;

/// One event as it arrived: its payload, the headers of the request, and the platform's [`Context`].
///
/// ```
/// use triggerkit::Invocation;
///
/// let invocation = Invocation::new(r#"{"trigger_type": "TIMER"}"#).with_header("x-request-id", "7");
/// assert_eq!(invocation.header("X-Request-Id"), Some("7"));
/// ```
#[derive(Clone, Default)]
pub struct Invocation {
    pub(crate) payload: Bytes,
    pub(crate) headers: HeaderMap,
    pub(crate) context: Context,
    /// The trigger that the event belongs to, if it need not be detected.
    pub(crate) trigger: Option<&'static str>,
}

impl Invocation {
    /// Creates an invocation with a payload, without headers and with an empty context.
    pub fn new(payload: impl Into<Bytes>) -> Self {
        Invocation { payload: payload.into(), ..Invocation::default() }
    }

    /// Replaces the headers.
    #[must_use]
    pub fn with_headers(mut self, headers: HeaderMap) -> Self {
        self.headers = headers;
        self
    }

    /// Adds a header. A name or value that HTTP does not allow is ignored. Text that is not ASCII is allowed.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::from_bytes(value.as_bytes())) {
            self.headers.append(name, value);
        }
        self
    }

    /// Replaces the context.
    #[must_use]
    pub fn with_context(mut self, context: Context) -> Self {
        self.context = context;
        self
    }

    /// Returns the payload.
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// Returns a header of the request if its value is UTF-8. The case of the name does not matter.
    pub fn header(&self, name: &str) -> Option<&str> {
        header_utf8(self.headers.get(name)?)
    }

    /// Returns the headers whose values are UTF-8, in the form that [`detect`](crate::detect()) accepts.
    pub fn headers(&self) -> Vec<(&str, &str)> {
        text_headers(&self.headers).collect()
    }

    /// Returns the context.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// Converts the invocation to the context that a handler receives, which contains its headers and payload.
    pub(super) fn into_context(self) -> Context {
        self.context.with_event(self.headers, self.payload)
    }
}

/// Returns the headers whose values are UTF-8.
pub(crate) fn text_headers(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    headers.iter().filter_map(|(name, value)| Some((name.as_str(), header_utf8(value)?)))
}

impl fmt::Debug for Invocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invocation")
            .field("payload", &format_args!("{} bytes", self.payload.len()))
            .field("context", &self.context)
            .finish_non_exhaustive()
    }
}
