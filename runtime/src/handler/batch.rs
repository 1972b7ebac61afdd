//! Calls a function with each record of a batch. A record that fails does not affect the others.

use std::collections::BTreeMap;
use std::future::{Future, ready};
use std::sync::Arc;

use futures_util::future::Either;
use futures_util::stream::{self, StreamExt};

use super::error::RecordFailures;
use super::guard::catch_panic;
use super::pending::Outcome;
use super::{Context, Error, Reply, Validate, guard};
use crate::trigger::Batch;
use triggerkit_core::report::Report;

/// The records of one event, with the violations of each.
pub(super) struct Records<R> {
    records: Vec<R>,
    reports: RecordReports,
    validate: Validate,
    cx: Context,
}

impl<R: Send + 'static> Records<R> {
    /// Takes the records out of an event that was read.
    ///
    /// # Errors
    /// Returns an error if there is no event, or if it has violations outside its records.
    pub(super) fn of<T: Batch<Record = R>>(outcome: Outcome<T>, validate: Validate, mut cx: Context) -> Result<Self, Error> {
        let (event, report) = outcome.map_err(Error::invalid)?;
        if validate == Validate::Report && !report.is_empty() {
            guard::warn(T::INFO.id, &cx, &report);
        }
        let (outside, reports) = RecordReports::split(report, T::RECORDS);
        match validate {
            Validate::Reject => outside.into_result(()).map_err(Error::invalid)?,
            Validate::Report if outside.is_empty() => {}
            Validate::Report => cx = cx.with_report(outside),
        }
        Ok(Records { records: T::records(event), reports, validate, cx })
    }

    /// Calls the function with each record, with at most `concurrency` calls at a time.
    pub(super) async fn run<F, A>(mut self, concurrency: usize, function: Arc<F>) -> Result<Reply, Error>
    where
        F: Fn(R, Context) -> A + Send + Sync + 'static,
        A: Future<Output = Result<(), Error>> + Send + 'static,
    {
        let count = self.records.len();
        let records = std::mem::take(&mut self.records);
        let calls = stream::iter(records.into_iter().enumerate()).map(|(position, record)| {
            let call = match self.context_for(position) {
                Ok(cx) => {
                    let function = Arc::clone(&function);
                    Either::Left(catch_panic(async move { function(record, cx).await }))
                }
                Err(error) => Either::Right(ready(Err(error))),
            };
            async move { (position, call.await) }
        });
        let mut ended = calls.buffer_unordered(concurrency.max(1));
        let mut failures = BTreeMap::new();
        while let Some((position, outcome)) = ended.next().await {
            if let Err(error) = outcome {
                failures.insert(position, error.to_string());
            }
        }
        if failures.is_empty() {
            return Ok(Reply::json("null"));
        }
        Err(Error::new("BatchError", RecordFailures::new(failures, count)))
    }

    /// Returns the context for a record, or the error because of which the function is not called.
    fn context_for(&mut self, position: usize) -> Result<Context, Error> {
        match self.reports.take(position) {
            None if self.reports.is_unknown(position) && self.validate == Validate::Reject => {
                Err(Error::new("InvalidEvent", "not checked: the records before it have more violations than a report can hold"))
            }
            None => Ok(self.cx.clone()),
            Some(report) if self.validate == Validate::Reject => Err(Error::invalid(report)),
            Some(mut report) => {
                for violation in self.cx.report().violations() {
                    report.push(violation.clone());
                }
                Ok(self.cx.clone().with_report(report))
            }
        }
    }
}

/// The violations of the records of one event.
struct RecordReports {
    by_position: BTreeMap<usize, Report>,
    /// The last record that a full report covers, or `None` if the report covers all records.
    last_known: Option<usize>,
}

impl RecordReports {
    /// Splits the report of an event into the violations outside its records and those of each record.
    fn split(report: Report, list: &str) -> (Report, RecordReports) {
        let (mut outside, mut by_position) = (Report::default(), BTreeMap::<usize, Report>::new());
        let is_full = report.omitted() > 0;
        for violation in report {
            match record_position(&violation.path, list) {
                Some(position) => by_position.entry(position).or_default().push(violation),
                None => outside.push(violation),
            }
        }
        let last = by_position.last_key_value().map_or(0, |(position, _)| *position);
        (outside, RecordReports { by_position, last_known: is_full.then_some(last) })
    }

    fn take(&mut self, position: usize) -> Option<Report> {
        self.by_position.remove(&position)
    }

    /// Returns whether the report was full before it reached this record.
    fn is_unknown(&self, position: usize) -> bool {
        self.last_known.is_some_and(|last| position > last)
    }
}

/// Returns the position of the record that a path leads into.
fn record_position(path: &str, list: &str) -> Option<usize> {
    path.strip_prefix(list)?.strip_prefix('[')?.split_once(']')?.0.parse().ok()
}
