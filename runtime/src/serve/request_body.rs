//! Bodies of requests, with a limit on their length.

use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;

use super::invoker::Invoker;
use crate::handler::{Body, Error};

/// Limits a body. A longer one ends with an error.
pub(super) fn limit(body: Incoming, invoker: &Invoker) -> Body {
    Body::new(Limited::new(body, invoker.body_limit))
}

/// Reads a whole body.
///
/// # Errors
/// Returns an error if the body is longer than the limit or stops half-way.
pub(super) async fn read(body: Body, invoker: &Invoker) -> Result<Bytes, Error> {
    match body.collect().await {
        // A body that arrives in one chunk, as most do, is not copied.
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(invoker.too_large()),
        Err(error) => Err(Error::new("BrokenRequest", error).with_status(400)),
    }
}
