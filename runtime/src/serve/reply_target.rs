//! [`ReplyTarget`]: where and until when the outcome of a polled event is sent; and which request ids can be used for it.

use std::str;

use http::{HeaderMap, HeaderName, Uri};
use tokio::time::Instant;

use super::context_sources::HeaderList;
use super::runtime_api::{Content, RuntimeApi};
use crate::percent_encoding::{self as percent, SEGMENT};

/// The longest request id that is used, in bytes. The platforms' ids have 36.
const MAX_ID: usize = 256;

/// Where the outcome of an event is sent, and until when.
pub(super) struct ReplyTarget {
    /// The path of the call for a reply.
    pub(super) response: Uri,
    /// The path of the call for an error.
    pub(super) error: Uri,
    /// When the platform cancels the invocation, if that is known.
    pub(super) deadline: Option<Instant>,
    /// The headers of the event that its outcome has, too.
    echoed: HeaderMap,
}

impl ReplyTarget {
    /// Creates the target of an event with this request id and these headers.
    ///
    /// Returns `None` if the paths of the platform's calls contain an id and this one cannot be part of a path.
    pub(super) fn new(api: &RuntimeApi, id: &[u8], headers: &HeaderList<'_>, deadline: Option<Instant>) -> Option<Self> {
        let mut segment = String::new();
        percent::encode(&mut segment, id, SEGMENT);
        // Servers remove these from paths, even if the dots are percent-encoded.
        let is_segment = !matches!(id, b"" | b"." | b"..");
        let uri = |path: &str| match path.contains("{id}") {
            true => Uri::try_from(path.replace("{id}", &segment)).ok().filter(|_| is_segment),
            false => Uri::try_from(path).ok(),
        };
        let values = |name: &&'static str| Some((HeaderName::from_static(name), headers.get_all(name).next()?.clone()));
        let echoed = api.echoed.iter().filter_map(values).collect();
        Some(ReplyTarget { response: uri(api.response)?, error: uri(api.error)?, deadline, echoed })
    }

    /// Adds the headers that the outcome has in common with the event.
    pub(super) fn address<B>(&self, mut content: Content<B>) -> Content<B> {
        content.headers.extend(self.echoed.clone());
        content
    }
}

/// Returns the request id as text.
///
/// # Errors
/// Returns what is wrong with the id if it cannot be used.
pub(super) fn check_id(id: &[u8]) -> Result<&str, &'static str> {
    let text = str::from_utf8(id).map_err(|_| "is not UTF-8")?;
    match text {
        "" => Err("is missing"),
        "." | ".." => Err("is not a segment of a path"),
        _ if id.len() > MAX_ID => Err("is longer than 256 bytes"),
        _ if text.contains(char::is_control) => Err("contains control characters"),
        _ => Ok(text),
    }
}
