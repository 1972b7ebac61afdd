//! Bodies of requests, with a limit on their length.

use bytes::Bytes;
use http_body::Body as _;
use http_body_util::{BodyExt, LengthLimitError, Limited};

use super::invoker::Invoker;
use crate::handler::{Body, Error};

/// Limits a body that is passed on: it ends with an error if it turns out to be longer than the limit.
///
/// # Errors
/// Returns an error if the body is known to be longer.
pub(super) fn limit(body: Body, invoker: &Invoker) -> Result<Body, Error> {
    let limit = invoker.body_limit as u64;
    match body.size_hint() {
        size if size.lower() > limit => Err(invoker.too_large()),
        size if size.upper().is_some_and(|upper| upper <= limit) => Ok(body),
        _ => Ok(Body::new(Limited::new(body, invoker.body_limit))),
    }
}

/// Reads a whole body.
///
/// # Errors
/// Returns an error if the body is longer than the limit or stops half-way.
pub(super) async fn read(body: Body, invoker: &Invoker) -> Result<Bytes, Error> {
    match limit(body, invoker)?.collect().await {
        // A body that arrives in one chunk, as most do, is not copied.
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(invoker.too_large()),
        Err(error) => Err(Error::new("BrokenRequest", error).with_status(400)),
    }
}
