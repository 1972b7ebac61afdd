//! [`Connection`]: what the requests of a connection share.

use std::sync::Arc;

use super::http_platform::HttpPlatform;
use super::invoker::Invoker;
use super::traffic::Traffic;

/// What the requests of a connection share.
pub(super) struct Connection {
    pub(super) platform: &'static HttpPlatform,
    pub(super) invoker: Invoker,
    pub(super) traffic: Arc<Traffic>,
}
