//! [`Traffic`]: what a connection does at the moment, as its stream and its requests report it.

use std::sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering::Relaxed};

/// What a connection does at the moment.
///
/// All parts of a connection run in one task, so the order of the changes needs no protection.
#[derive(Default)]
pub(super) struct Traffic {
    /// One of the constants below.
    phase: AtomicU8,
    /// Increases with each request.
    requests: AtomicUsize,
    /// Increases whenever bytes are read or written.
    progress: AtomicUsize,
    /// Whether the connection wants to read, and nothing has arrived.
    waits_to_read: AtomicBool,
    /// Whether the connection wants to write, and the client does not take it.
    waits_to_write: AtomicBool,
    is_half_closed: AtomicBool,
    is_late: AtomicBool,
    is_draining: AtomicBool,
    is_ending: AtomicBool,
    is_cut: AtomicBool,
    is_lingering: AtomicBool,
}

/// No byte of a request has arrived.
const IDLE: u8 = 0;
/// A part of a request's headers has arrived.
const HEAD: u8 = 1;
/// A request is read whole before anything is done with it, or it is answered.
const COLLECTED: u8 = 2;
/// A service answers a request while it arrives.
const SERVED: u8 = 3;

/// What a connection waits for, if that may take too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wait {
    /// The next request.
    Idle,
    /// The rest of a request's headers.
    Header,
    /// The next bytes of a body.
    Body,
    /// The client, to take the next bytes of a response.
    Write,
    /// The response to a client that sends no more.
    HalfClosed,
    /// The client, to end a connection after the last response.
    Linger,
}

/// What to do if nothing is left to read and no more may arrive.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dry {
    /// The client has sent everything.
    End,
    /// The rest of the request may still arrive.
    Wait,
    /// A part of a request is missing.
    Cut,
}

impl Traffic {
    /// Begins to note what the connection waits for.
    pub(super) fn start_poll(&self) {
        self.waits_to_read.store(false, Relaxed);
    }

    /// Notes how many bytes were read; `None` if nothing has arrived.
    pub(super) fn has_read(&self, bytes: Option<usize>) {
        self.waits_to_read.store(bytes.is_none(), Relaxed);
        if bytes.is_some_and(|bytes| bytes > 0) {
            self.progress.fetch_add(1, Relaxed);
            if self.phase.load(Relaxed) == IDLE {
                self.phase.store(HEAD, Relaxed);
            }
        }
    }

    /// Notes whether bytes were written.
    pub(super) fn has_written(&self, is_written: bool) {
        self.waits_to_write.store(!is_written, Relaxed);
        self.progress.fetch_add(usize::from(is_written), Relaxed);
    }

    /// The headers of a request have arrived.
    pub(super) fn start_request(&self) {
        self.requests.fetch_add(1, Relaxed);
        self.phase.store(COLLECTED, Relaxed);
    }

    /// A service has started to answer the request.
    pub(super) fn start_service(&self) {
        self.phase.store(SERVED, Relaxed);
    }

    /// The response is complete.
    pub(super) fn end_request(&self) {
        self.phase.store(IDLE, Relaxed);
    }

    /// Returns whether a request is answered and nothing more of it is awaited, so that only the end of the connection could be read.
    pub(super) fn may_hang_up(&self) -> bool {
        self.phase.load(Relaxed) >= COLLECTED && !self.waits_to_read.load(Relaxed) && !self.is_half_closed.load(Relaxed)
    }

    /// The client sends no more. It may wait for the response, or have hung up.
    pub(super) fn half_close(&self) {
        self.is_half_closed.store(true, Relaxed);
    }

    /// The rest of the body does not arrive in time, so that reading it fails.
    pub(super) fn give_up_body(&self) {
        self.is_late.store(true, Relaxed);
    }

    pub(super) fn is_late(&self) -> bool {
        self.is_late.load(Relaxed)
    }

    /// The server has been shut down, so that only what has arrived is read.
    pub(super) fn drain(&self) {
        self.is_draining.store(true, Relaxed);
    }

    pub(super) fn is_draining(&self) -> bool {
        self.is_draining.load(Relaxed)
    }

    /// The connection ends with the next response.
    pub(super) fn end_connection(&self) {
        self.is_ending.store(true, Relaxed);
    }

    pub(super) fn is_ending(&self) -> bool {
        self.is_ending.load(Relaxed)
    }

    /// The last response was sent.
    pub(super) fn linger(&self) {
        self.is_lingering.store(true, Relaxed);
    }

    /// Everything that arrived before the shutdown was read.
    pub(super) fn run_dry(&self) -> Dry {
        match self.phase.load(Relaxed) {
            COLLECTED => {
                self.is_cut.store(true, Relaxed);
                Dry::Cut
            }
            SERVED => Dry::Wait,
            _ => Dry::End,
        }
    }

    /// Returns whether the connection ends because a part of a request is missing.
    pub(super) fn is_cut(&self) -> bool {
        self.is_cut.load(Relaxed)
    }

    /// Returns what the connection waits for, and a number that is different when it waits anew.
    pub(super) fn wait(&self) -> Option<(Wait, usize)> {
        let (requests, progress) = (self.requests.load(Relaxed), self.progress.load(Relaxed));
        match self.phase.load(Relaxed) {
            _ if self.is_lingering.load(Relaxed) => Some((Wait::Linger, requests)),
            _ if self.waits_to_write.load(Relaxed) => Some((Wait::Write, progress)),
            IDLE => Some((Wait::Idle, requests)),
            HEAD => Some((Wait::Header, requests)),
            _ if self.is_half_closed.load(Relaxed) => Some((Wait::HalfClosed, requests)),
            _ if self.waits_to_read.load(Relaxed) && !self.is_late() => Some((Wait::Body, progress)),
            _ => None,
        }
    }
}
