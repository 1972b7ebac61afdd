//! [`Streamed`]: a response that is sent to the platform while its body arrives.

use std::fmt;
use std::sync::{Arc, Mutex};

use http::Response;

use super::Body;

/// A response that can be taken once. Clones share it.
#[derive(Clone)]
pub(super) struct Streamed(Arc<Mutex<Option<Response<Body>>>>);

impl Streamed {
    pub(super) fn new(response: Response<Body>) -> Self {
        Streamed(Arc::new(Mutex::new(Some(response))))
    }

    /// Returns the response, or `None` if it was taken before.
    #[cfg(feature = "serve")]
    pub(super) fn take(&self) -> Option<Response<Body>> {
        self.0.lock().ok()?.take()
    }
}

impl PartialEq for Streamed {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Streamed {}

impl fmt::Debug for Streamed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Streamed")
    }
}
