//! [`Connection`]: what the requests of a connection share.

use std::sync::Arc;

use super::http_platform::HttpPlatform;
use super::invoker::Invoker;
use super::request_body::{Received, read};
use super::traffic::Traffic;
use crate::handler::{Body, Error};

/// What the requests of a connection share.
pub(super) struct Connection {
    pub(super) platform: &'static HttpPlatform,
    pub(super) invoker: Invoker,
    pub(super) traffic: Arc<Traffic>,
}

impl Connection {
    /// Reads a whole body. The connection ends if that fails, because the rest of the body would be taken for the next request.
    ///
    /// # Errors
    /// Returns an error in the same cases as [`read`].
    pub(super) async fn read(&self, body: Body) -> Result<Received, Error> {
        read(body, &self.invoker).await.inspect_err(|_| self.traffic.end_connection())
    }
}
