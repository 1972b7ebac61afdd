//! [`Body`]: the body of an HTTP request or response that is passed through.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full};
#[cfg(feature = "serve")]
use hyper::body::Incoming;

use super::BoxError;

/// The body of an HTTP request or response: complete, or a stream.
///
/// It implements `http_body::Body`, so every web framework that takes tower services can read it.
#[derive(Default)]
pub struct Body(Inner);

enum Inner {
    Full(Full<Bytes>),
    /// Not boxed, because most bodies of requests are of this kind.
    #[cfg(feature = "serve")]
    Incoming(Incoming),
    Boxed(UnsyncBoxBody<Bytes, BoxError>),
}

impl Default for Inner {
    fn default() -> Self {
        Inner::Full(Full::default())
    }
}

impl Body {
    /// Creates a body from any other kind of body.
    pub fn new<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
    {
        Body(Inner::Boxed(body.map_err(Into::into).boxed_unsync()))
    }

    /// Creates the body of a request that the server receives.
    #[cfg(feature = "serve")]
    pub(crate) fn incoming(body: Incoming) -> Self {
        Body(Inner::Incoming(body))
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Body(Inner::Full(Full::new(bytes.into())))
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match &mut self.0 {
            Inner::Full(body) => Pin::new(body).poll_frame(cx).map_err(|never| match never {}),
            #[cfg(feature = "serve")]
            Inner::Incoming(body) => Pin::new(body).poll_frame(cx).map_err(Into::into),
            Inner::Boxed(body) => Pin::new(body).poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Inner::Full(body) => body.is_end_stream(),
            #[cfg(feature = "serve")]
            Inner::Incoming(body) => body.is_end_stream(),
            Inner::Boxed(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Inner::Full(body) => body.size_hint(),
            #[cfg(feature = "serve")]
            Inner::Incoming(body) => body.size_hint(),
            Inner::Boxed(body) => body.size_hint(),
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body").field("size", &self.size_hint()).finish()
    }
}
