//! [`Reply`]: what is sent back to the platform, and [`Respond`]: what a handler can return.

use std::future::Future;
use std::pin::Pin;

use bytes::Bytes;
use http::Response;
use serde::Serialize;
use triggerkit_core::engine::{Object, validate};
use triggerkit_core::limits::Limits;
use triggerkit_core::payload;

use super::streamed::Streamed;
use super::{Body, Error};
use crate::trigger::NoResponse;
use crate::web::any::AnyHttp;

/// The future that answers an invocation.
pub(crate) type Answer = Pin<Box<dyn Future<Output = Result<Reply, Error>> + Send>>;

/// What a handler sends back to the platform: a body and its media type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    pub(crate) body: Bytes,
    pub(crate) content_type: &'static str,
    /// The response that is sent instead of the body.
    streamed: Option<Streamed>,
}

impl Reply {
    /// Creates a reply from JSON text.
    pub fn json(text: impl Into<Bytes>) -> Self {
        Reply { body: text.into(), content_type: "application/json", streamed: None }
    }

    /// Creates a reply from a response that is sent to the platform while its body arrives.
    pub(super) fn streamed(response: Response<Body>) -> Self {
        Reply { streamed: Some(Streamed::new(response)), ..Reply::default() }
    }

    /// Converts the answer of an HTTP trigger to the response that it describes, which is streamed.
    ///
    /// # Errors
    /// Returns an error if the answer does not describe a response.
    pub(super) fn into_streamed(self, http: &AnyHttp) -> Result<Self, Error> {
        if self.streamed.is_some() {
            return Ok(self);
        }
        let response = http.from_answer(&self.body).map_err(|report| Error::new("InvalidResponse", report))?;
        Ok(Reply::streamed(response.map(Body::from)))
    }

    /// Takes the response of a reply that is streamed.
    #[cfg(feature = "serve")]
    pub(crate) fn take_response(&self) -> Option<Response<Body>> {
        self.streamed.as_ref()?.take()
    }

    /// Returns the body. It is empty if the reply is the response of an HTTP trigger and is streamed.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Returns the media type of the body.
    pub fn content_type(&self) -> &'static str {
        self.content_type
    }
}

/// A value that a handler can return for a trigger with the response type `R`.
///
/// It is implemented for `R` itself, and for each type of `R` if a trigger has several responses. If the trigger has no documented
/// response, so that `R` is [`NoResponse`], it is implemented for every type that implements `serde::Serialize`; `()` is sent as `null`.
#[diagnostic::on_unimplemented(
    message = "a handler of this trigger cannot return `{Self}`",
    label = "expected `{R}`",
    note = "a trigger without a documented response (`NoResponse`) accepts every type that implements `serde::Serialize`"
)]
pub trait Respond<R> {
    /// Converts the value to a reply.
    ///
    /// # Errors
    /// Returns an error if the value has violations or cannot be serialized.
    fn respond(self) -> Result<Reply, Error>;
}

impl<R: Object> Respond<R> for R {
    fn respond(self) -> Result<Reply, Error> {
        respond(&self)
    }
}

/// Validates an answer and writes it.
///
/// # Errors
/// Returns an error if the answer has violations.
pub fn respond(answer: &dyn Object) -> Result<Reply, Error> {
    validate(answer, &Limits::DEFAULT).map_err(|report| Error::new("InvalidResponse", report))?;
    Ok(Reply::json(payload::encode(answer)))
}

impl<S: Serialize> Respond<NoResponse> for S {
    fn respond(self) -> Result<Reply, Error> {
        serde_json::to_string(&self).map(Reply::json).map_err(|error| Error::new("InvalidResponse", error))
    }
}
