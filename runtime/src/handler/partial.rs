//! Handles the records of a batch whose platform accepts a list of the failed records.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::pin;

use futures_util::future::{Either, select};
use futures_util::stream::{FuturesUnordered, StreamExt};
use triggerkit_core::engine::{Object, validate, value_at, write_object};
use triggerkit_core::limits::Limits;

use super::calls::Calls;
use super::record_key::{RecordKey, json};
use super::schedule::Schedule;
use super::time_limit::TimeLimit;
use super::{Context, Error, Reply};
use crate::failures::FailuresInfo;
use crate::json_text::push_member;
use crate::trigger::Batch;

/// Calls the function with each record, and answers with the records that have failed.
///
/// # Errors
/// Returns an error if a record lacks its id, without calling the function at all.
pub(super) async fn run<T, F, A>(
    info: &FailuresInfo,
    records: Vec<T::Record>,
    mut calls: Calls<F>,
    concurrency: usize,
) -> Result<Reply, Error>
where
    T: Batch,
    F: Fn(T::Record, Context) -> A + Send + Sync + 'static,
    A: Future<Output = Result<T::Answer, Error>> + Send + 'static,
{
    let limit = TimeLimit::of(&calls.cx);
    let keys = keys::<T, F>(info, &records, &calls)?;
    let mut schedule = Schedule::new(keys.iter().map(|key| key.group.clone()));
    let mut records: Vec<_> = records.into_iter().map(Some).collect();
    let mut outcomes = BTreeMap::new();
    let mut running = FuturesUnordered::new();
    let mut end = pin!(limit.end());
    loop {
        while running.len() < concurrency && limit.may_start() {
            let Some(position) = schedule.take() else { break };
            running.extend(records[position].take().map(|record| calls.call(position, record)));
        }
        let Either::Left((Some((position, outcome)), _)) = select(running.next(), end.as_mut()).await else { break };
        let outcome = outcome.and_then(|answer| entry::<T>(info, &keys[position], &answer));
        if outcome.is_ok() {
            schedule.succeeded(position);
        }
        outcomes.insert(position, outcome);
    }
    let is_late = !running.is_empty() || !limit.may_start();
    let outcomes = keys.iter().enumerate().map(|(position, key)| {
        (key, outcomes.remove(&position).unwrap_or_else(|| Err(unfinished(records[position].is_none(), is_late))))
    });
    Ok(answer(info, T::INFO.id, &calls.cx, outcomes))
}

/// Reads what each record contributes to the answer if it fails.
fn keys<T: Batch, F>(info: &FailuresInfo, records: &[T::Record], calls: &Calls<F>) -> Result<Vec<RecordKey>, Error> {
    let key = |(position, record)| {
        let record = T::record_object(record).ok_or(info.key);
        let is_known = |path: &str| calls.reports.has_value_at(position, path);
        record.and_then(|record| RecordKey::read(info, record, &is_known)).map_err(|path| {
            let reason =
                format!("record {position} has no `{path}`, so its failure could not be reported; no record was handled");
            Error::new("InvalidEvent", reason)
        })
    };
    records.iter().enumerate().map(key).collect()
}

/// Returns the entry of a record that has not failed, or nothing if there is none.
fn entry<T: Batch>(info: &FailuresInfo, key: &RecordKey, answer: &T::Answer) -> Result<String, Error> {
    let mut entry = String::new();
    if let Some(answer) = T::answer_object(answer) {
        check_answer(info, key, answer)?;
        write_object(&mut entry, answer);
    }
    Ok(entry)
}

/// Checks what the function returned for a record.
fn check_answer(info: &FailuresInfo, key: &RecordKey, answer: &dyn Object) -> Result<(), Error> {
    validate(answer, &Limits::DEFAULT).map_err(|report| Error::new("InvalidResponse", report))?;
    let (id, expected) = (json(value_at(answer, info.key)), &key.id);
    if id == *expected {
        return Ok(());
    }
    Err(Error::new("InvalidResponse", format!("expected the `{}` of the record, {expected}, found {id}", info.key)))
}

/// Returns the error of a record that was not handled to its end.
fn unfinished(was_started: bool, is_late: bool) -> Error {
    let reason = match (was_started, is_late) {
        (true, _) => "not finished in time: the deadline of the invocation is too close",
        (false, true) => "not started: the deadline of the invocation is too close",
        (false, false) => "not started: an earlier record of its group has failed",
    };
    Error::new("Unfinished", reason)
}

/// Writes the answer, and logs the failures.
fn answer<'k>(
    info: &FailuresInfo,
    trigger: &str,
    cx: &Context,
    outcomes: impl Iterator<Item = (&'k RecordKey, Result<String, Error>)>,
) -> Reply {
    let mut entries = Vec::new();
    for (key, outcome) in outcomes {
        match outcome {
            Ok(entry) if info.every => entries.push(entry),
            Ok(_) => {}
            Err(error) => {
                let request_id = cx.request_id();
                tracing::error!(target: "triggerkit", trigger, request_id, record = key.id, %error, "a record has failed");
                entries.push(key.entry(info));
                if info.stop {
                    break;
                }
            }
        }
    }
    let mut body = String::new();
    push_member(&mut body, info.list, &format!("[{}]", entries.join(",")));
    Reply::json(body + "}")
}
