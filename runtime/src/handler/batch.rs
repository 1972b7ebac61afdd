//! Calls a function with each record of a batch. A record that fails does not affect the others.

use std::collections::{BTreeMap, HashMap};
use std::future::{Future, ready};
use std::sync::Arc;

use futures_util::future::Either;
use futures_util::stream::{self, StreamExt};
use triggerkit_core::engine::{Object, record_paths};
use triggerkit_core::report::Report;

use super::error::RecordFailures;
use super::guard::catch_panic;
use super::pending::{Outcome, Validate};
use super::{Context, Error, Reply};
use crate::trigger::Batch;

/// Calls the function with each record of an event, with at most `concurrency` calls at a time.
///
/// # Errors
/// Returns an error if there is no event, if it has violations outside its records that are rejected, or if a record fails.
pub(super) async fn run<T, F, A>(
    outcome: Outcome<T>,
    validate: Validate,
    cx: Context,
    concurrency: usize,
    function: Arc<F>,
) -> Result<Reply, Error>
where
    T: Batch,
    F: Fn(T::Record, Context) -> A + Send + Sync + 'static,
    A: Future<Output = Result<(), Error>> + Send + 'static,
{
    let (event, report) = outcome.map_err(Error::invalid)?;
    let violations = report.clone();
    let (outside, mut reports) = RecordReports::split(report, &event, T::RECORDS);
    let cx = validate.accept(outside, cx)?;
    Validate::log(T::INFO.id, &violations, &cx);
    let records = T::records(event);
    let count = records.len();
    let calls = stream::iter(records.into_iter().enumerate()).map(|(position, record)| {
        let call = match reports.context_for(position, validate, &cx) {
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

/// The violations of the records of one event.
struct RecordReports {
    by_position: BTreeMap<usize, Report>,
    /// The last record that a full report covers, or `None` if the report covers all records.
    last_known: Option<usize>,
}

impl RecordReports {
    /// Splits the report of an event into the violations outside its records and those of each record.
    fn split(report: Report, event: &dyn Object, lists: &[&str]) -> (Report, RecordReports) {
        let (mut outside, mut by_position) = (Report::default(), BTreeMap::<usize, Report>::new());
        let is_full = report.omitted() > 0;
        let records = if report.is_empty() { Vec::new() } else { record_paths(event, lists) };
        let positions: HashMap<String, usize> = records.into_iter().zip(0..).collect();
        // The path of a record ends with its place in a list.
        let position = |path: &str| path.match_indices(']').find_map(|(end, _)| positions.get(&path[..=end]).copied());
        for violation in report {
            match position(&violation.path) {
                Some(position) => by_position.entry(position).or_default().push(violation),
                None => outside.push(violation),
            }
        }
        let last = by_position.last_key_value().map_or(0, |(position, _)| *position);
        (outside, RecordReports { by_position, last_known: is_full.then_some(last) })
    }

    /// Returns the context for a record, or the error because of which the function is not called.
    fn context_for(&mut self, position: usize, validate: Validate, cx: &Context) -> Result<Context, Error> {
        let is_unknown = self.last_known.is_some_and(|last| position > last);
        match self.by_position.remove(&position) {
            None if is_unknown && validate != Validate::Report => {
                Err(Error::new("InvalidEvent", "not checked: the records before it have more violations than a report can hold"))
            }
            None => Ok(cx.clone()),
            Some(report) if validate.rejects(&report) => Err(Error::invalid(report)),
            Some(mut report) => {
                cx.report().violations().iter().for_each(|violation| report.push(violation.clone()));
                Ok(cx.clone().with_report(report))
            }
        }
    }
}
