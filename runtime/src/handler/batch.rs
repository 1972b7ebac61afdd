//! Calls a function with each record of a batch. A record that fails does not affect the others.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;

use futures_util::stream::{self, StreamExt};

use super::calls::{Calls, RecordReports};
use super::error::RecordFailures;
use super::pending::{Outcome, Validate};
use super::{Context, Error, Reply, partial};
use crate::trigger::Batch;

/// Calls the function with each record of an event, with at most `concurrency` calls at a time.
///
/// # Errors
/// Returns an error if there is no event, or if it has violations outside its records that are rejected. If a record fails, returns an
/// error unless the platform accepts a list of the failed records.
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
    A: Future<Output = Result<T::Answer, Error>> + Send + 'static,
{
    let (event, report) = outcome.map_err(Error::invalid)?;
    let violations = report.clone();
    let (outside, reports) = RecordReports::split(report, &event, T::RECORDS);
    let cx = validate.accept(outside, cx)?;
    Validate::log(T::INFO.id, &violations, &cx);
    let records = T::records(event);
    let (calls, concurrency) = (Calls::new(function, reports, validate, cx), concurrency.max(1));
    match &T::FAILURES {
        Some(info) => partial::run::<T, F, A>(info, records, calls, concurrency).await,
        None => all_or_error(records, calls, concurrency).await,
    }
}

/// Calls the function with each record, and fails if one of them fails.
async fn all_or_error<R, F, A, S>(records: Vec<R>, mut calls: Calls<F>, concurrency: usize) -> Result<Reply, Error>
where
    R: Send + 'static,
    F: Fn(R, Context) -> A + Send + Sync + 'static,
    A: Future<Output = Result<S, Error>> + Send + 'static,
{
    let count = records.len();
    let calls = stream::iter(records.into_iter().enumerate()).map(|(position, record)| calls.call(position, record));
    let mut ended = calls.buffer_unordered(concurrency);
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
