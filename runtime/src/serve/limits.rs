//! [`TimeLimits`] and [`Limits`]: how long a connection may wait, and how much a server takes on at the same time.

use std::time::Duration;

/// How long a connection may wait for its client. A limit that is too long to be reached is none.
#[derive(Clone)]
pub(super) struct TimeLimits {
    /// From the first byte of a request to the end of its headers.
    pub(super) header: Duration,
    /// Without a byte of a body that the function wants to read.
    pub(super) body: Duration,
    /// Without a byte of a response that the client takes.
    pub(super) write: Duration,
    /// Between two requests. Without a value, the platform decides.
    pub(super) idle: Option<Duration>,
    /// From the end of what the client sends to the end of the response.
    pub(super) half_closed: Duration,
    /// From the end of the last response until the client ends the connection as well.
    pub(super) linger: Duration,
}

impl Default for TimeLimits {
    fn default() -> Self {
        TimeLimits {
            header: Duration::from_secs(30),
            body: Duration::from_secs(60),
            write: Duration::from_secs(60),
            idle: None,
            half_closed: Duration::from_secs(10),
            linger: Duration::from_secs(5),
        }
    }
}

/// How much a server takes on at the same time.
#[derive(Clone)]
pub(super) struct Limits {
    pub(super) connections: usize,
    /// Bytes of events that are held in memory.
    pub(super) buffered: usize,
    /// Without a value, the platform decides.
    pub(super) invocations: Option<usize>,
}

impl Default for Limits {
    fn default() -> Self {
        // Platforms mostly allow a process 1024 file descriptors.
        Limits { connections: 1000, buffered: 128 << 20, invocations: None }
    }
}
