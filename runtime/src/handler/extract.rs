//! [`Context`] as an extractor of axum.

use std::convert::Infallible;

use axum_core::extract::FromRequestParts;
use http::request::Parts;

use super::Context;

/// Extracts the context of a request. Outside of a [`Router`](crate::Router), the context is empty, so that the application can be
/// tested alone.
impl<S: Send + Sync> FromRequestParts<S> for Context {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Context>().cloned().unwrap_or_default())
    }
}
