//! [`Deadline`]: when a connection has waited too long.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::time::{Instant, Sleep, sleep};

use super::limits::TimeLimits;
use super::traffic::Wait;

/// The time until which a connection may wait. Most requests arrive and are answered without a wait that is limited, and cost nothing.
pub(super) struct Deadline {
    limits: TimeLimits,
    watched: Option<(Wait, usize)>,
    is_set: bool,
    /// Created when it is first needed, and used again.
    timer: Option<Pin<Box<Sleep>>>,
}

impl Deadline {
    pub(super) fn new(limits: TimeLimits) -> Self {
        Deadline { limits, watched: None, is_set: false, timer: None }
    }

    /// Waits until the connection has waited too long for the same thing.
    pub(super) fn poll_expired(&mut self, wait: Option<(Wait, usize)>, cx: &mut Context<'_>) -> Poll<Wait> {
        if self.watched != wait {
            self.watched = wait;
            let limit = wait.and_then(|(wait, _)| self.limit(wait));
            self.is_set = limit.is_some_and(|limit| self.set(limit));
        }
        match (&mut self.timer, wait) {
            (Some(timer), Some((wait, _))) if self.is_set => {
                ready!(timer.as_mut().poll(cx));
                Poll::Ready(wait)
            }
            _ => Poll::Pending,
        }
    }

    fn limit(&self, wait: Wait) -> Option<Duration> {
        match wait {
            Wait::Idle => self.limits.idle,
            Wait::Header => Some(self.limits.header),
            Wait::Body => Some(self.limits.body),
            Wait::Write => Some(self.limits.write),
            Wait::HalfClosed => Some(self.limits.half_closed),
            Wait::Linger => Some(self.limits.linger),
        }
    }

    /// Sets the timer. Returns whether the time can be reached at all.
    fn set(&mut self, limit: Duration) -> bool {
        let Some(end) = Instant::now().checked_add(limit) else { return false };
        match &mut self.timer {
            Some(timer) => timer.as_mut().reset(end),
            None => self.timer = Some(Box::pin(sleep(limit))),
        }
        true
    }
}
