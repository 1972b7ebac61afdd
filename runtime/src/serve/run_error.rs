//! [`RunError`]: why a server did not start or did not stop cleanly.

use std::net::SocketAddr;
use std::time::Duration;
use std::{fmt, io};

use crate::handler::Error;

/// Why a server did not start or did not stop cleanly.
///
/// `Debug` prints the same text as `Display`, because that is what Rust shows when `main` returns the error.
#[non_exhaustive]
pub enum RunError {
    /// An environment variable is missing or has a value that cannot be used.
    Environment {
        /// The name of the variable.
        variable: &'static str,
        /// What is wrong with the variable and what is expected.
        problem: String,
    },
    /// The server cannot listen on its address.
    Listen {
        /// The address.
        address: SocketAddr,
        /// The reason.
        source: io::Error,
    },
    /// The router has conflicting handlers or an invalid configuration.
    Router(Error),
    /// The server cannot wait for signals.
    Signals(io::Error),
    /// Invocations were still running when the drain limit expired.
    Unfinished {
        /// The drain limit.
        limit: Duration,
        /// How many invocations were running.
        invocations: usize,
    },
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RunError::Environment { variable, problem } => write!(f, "environment variable `{variable}` {problem}"),
            // Only `Platform::Local` listens on a loopback address.
            RunError::Listen { address, source } if address.ip().is_loopback() => {
                write!(f, "cannot listen on {address}: {source}; set `TRIGGERKIT_PORT` to use another port")
            }
            RunError::Listen { address, source } => write!(f, "cannot listen on {address}: {source}"),
            RunError::Router(error) => fmt::Display::fmt(error, f),
            RunError::Signals(source) => write!(f, "cannot wait for signals: {source}"),
            RunError::Unfinished { limit, invocations } => {
                let were = if *invocations == 1 { "invocation was" } else { "invocations were" };
                write!(
                    f,
                    "{invocations} {were} still running {limit:?} after the shutdown signal; raise the limit with \
                     `Server::drain_limit`"
                )
            }
        }
    }
}

impl fmt::Debug for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for RunError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            RunError::Listen { source, .. } | RunError::Signals(source) => Some(source),
            RunError::Environment { .. } | RunError::Router(_) | RunError::Unfinished { .. } => None,
        }
    }
}
