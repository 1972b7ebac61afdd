//! [`TimeLimit`]: when a batch has to stop, so that its answer arrives before the deadline.

use std::time::Duration;

#[cfg(not(feature = "serve"))]
use std::time::Instant;
#[cfg(feature = "serve")]
use tokio::time::Instant;

use super::Context;

/// How long before the deadline the records that are still running are given up. The answer has to be sent in this time.
#[cfg(feature = "serve")]
const ANSWER: Duration = Duration::from_millis(500);

/// How long before the deadline no further record is started.
const LAST_START: Duration = Duration::from_secs(1);

/// No more than this part of the time is kept for the answer.
const PART: u32 = 10;

/// The time at which a batch stops.
#[derive(Clone, Copy)]
pub(super) struct TimeLimit {
    last_start: Option<Instant>,
    #[cfg(feature = "serve")]
    end: Option<Instant>,
}

impl TimeLimit {
    /// Returns the limit of an invocation that starts now. Without a deadline, there is none.
    pub(super) fn of(cx: &Context) -> Self {
        let remaining = cx.remaining();
        let before = |margin: Duration, part: u32| {
            let remaining = remaining?;
            Instant::now().checked_add(remaining.saturating_sub(margin.min(remaining / part)))
        };
        TimeLimit {
            last_start: before(LAST_START, PART / 2),
            #[cfg(feature = "serve")]
            end: before(ANSWER, PART),
        }
    }

    /// Returns whether there is time for another record.
    pub(super) fn may_start(&self) -> bool {
        self.last_start.is_none_or(|last| Instant::now() < last)
    }

    /// Waits until the running records have to be given up. Needs a timer, so it waits for ever without the feature `serve`.
    pub(super) async fn end(self) {
        #[cfg(feature = "serve")]
        if let Some(end) = self.end {
            return tokio::time::sleep_until(end).await;
        }
        std::future::pending::<()>().await;
    }
}
