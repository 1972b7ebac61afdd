//! [`ReplyTarget`]: where and until when the outcome of a polled event is sent; and which request ids can be used for it.

use std::str;

use http::Uri;
use tokio::time::Instant;

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
}

impl ReplyTarget {
    /// Creates a target from the paths of the two calls, in which `{id}` is replaced with the request id.
    ///
    /// Returns `None` if the paths contain an id and this one cannot be part of a path.
    pub(super) fn new(response: &str, error: &str, id: &[u8], deadline: Option<Instant>) -> Option<Self> {
        let mut segment = String::new();
        percent::encode(&mut segment, id, SEGMENT);
        // Servers remove these from paths, even if the dots are percent-encoded.
        let is_segment = !matches!(id, b"" | b"." | b"..");
        let uri = |path: &str| match path.contains("{id}") {
            true => Uri::try_from(path.replace("{id}", &segment)).ok().filter(|_| is_segment),
            false => Uri::try_from(path).ok(),
        };
        Some(ReplyTarget { response: uri(response)?, error: uri(error)?, deadline })
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
