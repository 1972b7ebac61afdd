//! [`Load`]: the connections, invocations and bytes that a server has at the moment, and the limits on them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::limits::Limits;
use crate::handler::Error;

/// What a server has at the moment.
pub(super) struct Load {
    /// Invocations that run or wait for others to end.
    invocations: AtomicUsize,
    may_run: Option<Arc<Semaphore>>,
    buffered: AtomicUsize,
    buffer_limit: usize,
    connections: Arc<Semaphore>,
}

impl Load {
    pub(super) fn new(limits: &Limits, body_limit: usize) -> Arc<Self> {
        let semaphore = |permits: usize| Arc::new(Semaphore::new(permits.clamp(1, Semaphore::MAX_PERMITS)));
        Arc::new(Load {
            invocations: AtomicUsize::new(0),
            may_run: limits.invocations.map(semaphore),
            buffered: AtomicUsize::new(0),
            // One event of the largest size is always accepted.
            buffer_limit: limits.buffered.max(body_limit),
            connections: semaphore(limits.connections),
        })
    }

    /// Returns how many invocations run or wait for others to end.
    pub(super) fn invocations(&self) -> usize {
        self.invocations.load(Ordering::Relaxed)
    }

    /// Waits until the server may have one more connection. The connection holds the permit.
    pub(super) async fn add_connection(&self) -> Option<OwnedSemaphorePermit> {
        // The semaphore is never closed.
        Arc::clone(&self.connections).acquire_owned().await.ok()
    }

    /// Counts an invocation, which may run once it [is allowed to](Running::start).
    pub(super) fn add_invocation(self: &Arc<Self>) -> Running {
        self.invocations.fetch_add(1, Ordering::Relaxed);
        Running { load: Arc::clone(self), permit: None }
    }

    /// Reserves memory for an event.
    ///
    /// # Errors
    /// Returns an error if the server holds too many events already.
    pub(super) fn reserve(self: &Arc<Self>, bytes: usize) -> Result<Reservation, Error> {
        let mut reservation = Reservation { load: Arc::clone(self), bytes: 0, used: 0 };
        reservation.extend(bytes)?;
        Ok(reservation)
    }
}

/// An invocation that runs or waits for others to end. It is counted until this is dropped.
pub(super) struct Running {
    load: Arc<Load>,
    permit: Option<OwnedSemaphorePermit>,
}

impl Running {
    /// Returns whether the invocation may run now.
    pub(super) fn try_start(&mut self) -> bool {
        let Some(may_run) = &self.load.may_run else { return true };
        self.permit = Arc::clone(may_run).try_acquire_owned().ok();
        self.permit.is_some()
    }

    /// Waits until the invocation may run.
    pub(super) async fn start(mut self) -> Self {
        if !self.try_start()
            && let Some(may_run) = &self.load.may_run
        {
            // The semaphore is never closed.
            self.permit = Arc::clone(may_run).acquire_owned().await.ok();
        }
        self
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.load.invocations.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Memory that is reserved for an event until this is dropped.
pub(super) struct Reservation {
    load: Arc<Load>,
    bytes: usize,
    used: usize,
}

impl Reservation {
    /// Uses some of the reserved memory, and reserves more if it is not enough.
    ///
    /// # Errors
    /// Returns an error if the server holds too many events already.
    pub(super) fn add(&mut self, bytes: usize) -> Result<(), Error> {
        self.used += bytes;
        self.extend(self.used.saturating_sub(self.bytes))
    }

    fn extend(&mut self, bytes: usize) -> Result<(), Error> {
        let limit = self.load.buffer_limit;
        let add = |buffered: usize| buffered.checked_add(bytes).filter(|sum| *sum <= limit);
        if self.load.buffered.fetch_update(Ordering::Relaxed, Ordering::Relaxed, add).is_err() {
            let message = format!("the function holds {limit} bytes of events; raise the limit with `Server::buffer_limit`");
            return Err(Error::new("TooManyEvents", message).with_status(503));
        }
        self.bytes += bytes;
        Ok(())
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        self.load.buffered.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}
