//! [`Invocation`]: one event as it came, before anybody knows what it is.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::Context;
use super::request::Request;

/// One event as it came: its bytes, the headers that came with it, and what the platform says about the call.
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
}

impl Invocation {
    /// The invocation of a payload.
    pub fn new(payload: impl Into<Bytes>) -> Self {
        Invocation { payload: payload.into(), ..Invocation::default() }
    }

    /// With the headers of the request that brought it.
    #[must_use]
    pub fn with_headers(mut self, headers: HeaderMap) -> Self {
        self.headers = headers;
        self
    }

    /// With one header more; one that HTTP does not allow is left out.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            self.headers.append(name, value);
        }
        self
    }

    /// With what the platform says about the call.
    #[must_use]
    pub fn with_context(mut self, context: Context) -> Self {
        self.context = context;
        self
    }

    /// The event's bytes.
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// A header of the request; names compare without case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(HeaderValue::to_str)?.ok()
    }

    /// The headers that are text, as detection reads them.
    pub fn headers(&self) -> Vec<(&str, &str)> {
        texts(&self.headers).collect()
    }

    /// Returns the part that detection looks at.
    pub(super) fn request(&self) -> Request<'_> {
        Request { payload: &self.payload, headers: &self.headers }
    }

    /// What the platform says about the call.
    pub fn context(&self) -> &Context {
        &self.context
    }
}

/// Those headers that are text.
pub(crate) fn texts(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    headers.iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)))
}

impl fmt::Debug for Invocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invocation")
            .field("payload", &format_args!("{} bytes", self.payload.len()))
            .field("context", &self.context)
            .finish_non_exhaustive()
    }
}
