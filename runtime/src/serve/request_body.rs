//! Bodies of requests, with a limit on their length.

use std::io;
use std::iter::successors;
use std::pin::Pin;
use std::task::{self, Poll, ready};

use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};
use http_body_util::{BodyExt, LengthLimitError, Limited};

use super::invoker::Invoker;
use super::load::Reservation;
use crate::handler::{Body, BoxError, Error};

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

/// A whole body, and the memory that is reserved for it.
pub(super) struct Received {
    pub(super) bytes: Bytes,
    pub(super) memory: Reservation,
}

/// Reads a whole body. Nothing is read if it is known to be longer than the limit, or than what the server can hold at the moment.
///
/// # Errors
/// Returns an error if the body is longer than a limit, stops half-way, or does not arrive in time.
pub(super) async fn read(body: Body, invoker: &Invoker) -> Result<Received, Error> {
    let body = limit(body, invoker)?;
    let memory = invoker.load.reserve(usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX))?;
    let mut counted = Counted { body, memory };
    match (&mut counted).collect().await {
        // A body that arrives in one chunk, as most do, is not copied.
        Ok(body) => Ok(Received { bytes: body.to_bytes(), memory: counted.memory }),
        Err(ReadError::Full(error)) => Err(error),
        Err(ReadError::Broken(error)) if error.is::<LengthLimitError>() => Err(invoker.too_large()),
        Err(ReadError::Broken(error)) if has_timed_out(&*error) => {
            let problem = "the rest of the request did not arrive in time; raise the limit with `Server::body_timeout`";
            Err(Error::new("RequestTimeout", problem).with_status(408))
        }
        Err(ReadError::Broken(error)) => Err(Error::new("BrokenRequest", error).with_status(400)),
    }
}

/// Returns whether the connection gave up waiting.
fn has_timed_out(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut errors = successors(Some(error), |error| error.source());
    errors.any(|error| error.downcast_ref().is_some_and(|error: &io::Error| error.kind() == io::ErrorKind::TimedOut))
}

/// A body that reserves memory as it arrives.
struct Counted {
    body: Body,
    memory: Reservation,
}

/// Why a body cannot be read.
enum ReadError {
    /// The server holds too many events.
    Full(Error),
    Broken(BoxError),
}

impl http_body::Body for Counted {
    type Data = Bytes;
    type Error = ReadError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<Option<Result<Frame<Bytes>, ReadError>>> {
        let frame = match ready!(Pin::new(&mut self.body).poll_frame(cx)) {
            Some(Ok(frame)) => frame,
            other => return Poll::Ready(other.map(|frame| frame.map_err(ReadError::Broken))),
        };
        let length = frame.data_ref().map_or(0, Bytes::len);
        Poll::Ready(Some(self.memory.add(length).map(|()| frame).map_err(ReadError::Full)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
