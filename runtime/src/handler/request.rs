//! [`Request`]: the part of an invocation that detection looks at.

use http::{HeaderMap, HeaderValue};
use triggerkit_core::detect::Headers;

/// The payload and headers of an invocation.
#[derive(Clone, Copy)]
pub(super) struct Request<'r> {
    pub(super) payload: &'r [u8],
    pub(super) headers: &'r HeaderMap,
}

impl Headers for Request<'_> {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(HeaderValue::to_str)?.ok()
    }
}
