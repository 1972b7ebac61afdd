//! [`Reply`]: what goes back to the platform, and [`Respond`]: what a handler may return.

use bytes::Bytes;
use serde::Serialize;

use super::Error;
use crate::trigger::NoResponse;
use triggerkit_core::document::Document;
use triggerkit_core::engine::Object;

/// What goes back to the platform: bytes and what they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    pub(crate) body: Bytes,
    pub(crate) content_type: &'static str,
}

impl Reply {
    /// JSON text.
    pub fn json(text: impl Into<Bytes>) -> Self {
        Reply { body: text.into(), content_type: "application/json" }
    }

    /// The bytes.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Their media type.
    pub fn content_type(&self) -> &'static str {
        self.content_type
    }
}

/// What a handler may return for a trigger with the response type `R`: that type itself, or for [`NoResponse`] whatever
/// can be serialised; `()` is JSON's `null`.
#[diagnostic::on_unimplemented(
    message = "a handler of this trigger cannot return `{Self}`",
    label = "expected `{R}`",
    note = "a trigger without a documented response (`NoResponse`) accepts every type that implements `serde::Serialize`"
)]
pub trait Respond<R> {
    /// The bytes that go back.
    ///
    /// # Errors
    /// An answer that breaks its own rules, or cannot be written.
    fn respond(self) -> Result<Reply, Error>;
}

impl<R: Object> Respond<R> for R {
    fn respond(self) -> Result<Reply, Error> {
        self.validate().map_err(|report| Error::new("InvalidResponse", report))?;
        Ok(Reply::json(self.to_payload()))
    }
}

impl<S: Serialize> Respond<NoResponse> for S {
    fn respond(self) -> Result<Reply, Error> {
        let text = serde_json::to_string(&self).map_err(|error| Error::new("InvalidResponse", error))?;
        Ok(Reply::json(text))
    }
}
