//! Events that are lists of records: each is a call of its own, and the failure of one is no other's.

use std::collections::BTreeMap;
use std::fmt;
use std::future::{Future, ready};
use std::sync::Arc;

use futures_util::future::Either;
use futures_util::stream::{self, StreamExt};

use super::guard::caught;
use super::pending::Outcome;
use super::{Context, Error, Reply, Validate, guard};
use crate::report::Report;
use crate::trigger::Batch;

/// Failures that a message tells of one by one.
const TOLD: usize = 10;

/// Longest message of one failure, in characters.
const MESSAGE: usize = 300;

/// The records of one event, each with what is wrong with it.
pub(super) struct Records<R> {
    records: Vec<R>,
    judged: Judged,
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
        let (outside, judged) = Judged::of(report, T::RECORDS);
        match validate {
            Validate::Reject => outside.into_result(()).map_err(Error::invalid)?,
            Validate::Report if outside.is_empty() => {}
            Validate::Report => cx = cx.with_report(outside),
        }
        Ok(Records { records: T::records(event), judged, validate, cx })
    }

    /// Calls the function for each record.
    pub(super) async fn run<F, A>(mut self, concurrency: usize, function: Arc<F>) -> Result<Reply, Error>
    where
        F: Fn(R, Context) -> A + Send + Sync + 'static,
        A: Future<Output = Result<(), Error>> + Send + 'static,
    {
        let count = self.records.len();
        let records = std::mem::take(&mut self.records);
        let calls = stream::iter(records.into_iter().enumerate()).map(|(position, record)| {
            let call = match self.admit(position) {
                Ok(cx) => {
                    let function = Arc::clone(&function);
                    Either::Left(caught(async move { function(record, cx).await }))
                }
                Err(error) => Either::Right(ready(Err(error))),
            };
            async move { (position, call.await) }
        });
        let mut ended = calls.buffer_unordered(concurrency.max(1));
        let mut failures = BTreeMap::new();
        while let Some((position, outcome)) = ended.next().await {
            if let Err(error) = outcome {
                failures.insert(position, shortened(&error.to_string()));
            }
        }
        if failures.is_empty() { Ok(Reply::json("null")) } else { Err(Failures::new(failures, count).into_error()) }
    }

    /// The context for a record that is given to the function, or why it is not.
    fn admit(&mut self, position: usize) -> Result<Context, Error> {
        match self.judged.take(position) {
            None if self.judged.is_unjudged(position) && self.validate == Validate::Reject => {
                Err(Error::new("InvalidEvent", "not read: the records before it have more violations than a report holds"))
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

/// What is wrong with records, by position.
struct Judged {
    reports: BTreeMap<usize, Report>,
    /// A full report does not tell of the records behind this one.
    known: Option<usize>,
}

impl Judged {
    /// Takes a report apart: what is wrong outside the records, and what is wrong with them.
    fn of(report: Report, list: &str) -> (Report, Judged) {
        let (mut outside, mut reports) = (Report::default(), BTreeMap::<usize, Report>::new());
        let is_full = report.omitted() > 0;
        for violation in report {
            match position(&violation.path, list) {
                Some(position) => reports.entry(position).or_default().push(violation),
                None => outside.push(violation),
            }
        }
        let last = reports.last_key_value().map_or(0, |(position, _)| *position);
        (outside, Judged { reports, known: is_full.then_some(last) })
    }

    fn take(&mut self, position: usize) -> Option<Report> {
        self.reports.remove(&position)
    }

    fn is_unjudged(&self, position: usize) -> bool {
        self.known.is_some_and(|known| position > known)
    }
}

/// The position of the record that a path leads into.
fn position(path: &str, list: &str) -> Option<usize> {
    path.strip_prefix(list)?.strip_prefix('[')?.split_once(']')?.0.parse().ok()
}

/// Records that have failed.
#[derive(Debug)]
pub(super) struct Failures {
    pub(super) positions: Vec<usize>,
    messages: Vec<String>,
    count: usize,
}

impl Failures {
    fn new(failures: BTreeMap<usize, String>, count: usize) -> Self {
        let positions = failures.keys().copied().collect();
        Failures { positions, messages: failures.into_values().take(TOLD).collect(), count }
    }

    fn into_error(self) -> Error {
        Error::new("BatchError", self)
    }
}

impl fmt::Display for Failures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} records failed", self.positions.len(), self.count)?;
        for (position, message) in self.positions.iter().zip(&self.messages) {
            write!(f, "\n[{position}] {message}")?;
        }
        match self.positions.len() - self.messages.len() {
            0 => Ok(()),
            more => {
                let rest: Vec<String> = self.positions[self.messages.len()..].iter().take(100).map(ToString::to_string).collect();
                let end = if more > rest.len() { ", …" } else { "" };
                write!(f, "\nand {more} more: {}{end}", rest.join(", "))
            }
        }
    }
}

impl std::error::Error for Failures {}

fn shortened(message: &str) -> String {
    match message.char_indices().nth(MESSAGE) {
        Some((end, _)) => format!("{}…", &message[..end]),
        None => message.to_owned(),
    }
}
