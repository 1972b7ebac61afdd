//! How calls of a runtime API that failed are logged, and how long to wait before the next one.

use std::fmt;
use std::time::Duration;

use http::{Response, StatusCode};

use crate::handler::BoxError;

/// Shortest pause between two calls.
pub(super) const SHORTEST_PAUSE: Duration = Duration::from_millis(50);

/// Longest pause between two calls.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// How long to wait until the platform accepts a call, before the call is repeated.
pub(super) const ACCEPT_LIMIT: Duration = Duration::from_secs(10);

/// Why a call failed.
pub(super) enum Failure {
    Status(StatusCode),
    Broken(BoxError),
}

impl From<Result<Response<()>, BoxError>> for Failure {
    fn from(outcome: Result<Response<()>, BoxError>) -> Self {
        outcome.map_or_else(Failure::Broken, |response| Failure::Status(response.status()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Status(status) => write!(f, "failed with status {status}"),
            Failure::Broken(error) => write!(f, "failed: {error}"),
        }
    }
}

/// Logs why a call to the runtime API failed.
pub(super) fn log_failure(call: &str, failure: impl Into<Failure>) {
    let failure: Failure = failure.into();
    tracing::warn!("runtime API call `{call}` {failure}");
}

/// Returns the pause and doubles it for the next time.
pub(super) fn take_pause(pause: &mut Duration) -> Duration {
    let now = *pause;
    *pause = (now * 2).min(LONGEST_PAUSE);
    now
}
