//! [`Calls`]: how a function is called with the records of one event, and the violations of each record.

use std::collections::{BTreeMap, HashMap};
use std::future::{Future, ready};
use std::sync::Arc;

use futures_util::future::Either;
use triggerkit_core::engine::{Object, push_name, record_paths};
use triggerkit_core::key_path::path_steps;
use triggerkit_core::report::{Report, Severity};

use super::guard::catch_panic;
use super::pending::Validate;
use super::{Context, Error};

/// What the calls for the records of one event have in common.
pub(super) struct Calls<F> {
    function: Arc<F>,
    pub(super) reports: RecordReports,
    validate: Validate,
    pub(super) cx: Context,
}

impl<F> Calls<F> {
    pub(super) fn new(function: Arc<F>, reports: RecordReports, validate: Validate, cx: Context) -> Self {
        Calls { function, reports, validate, cx }
    }

    /// Calls the function with a record, unless it has violations that are rejected.
    pub(super) fn call<R, A, S>(
        &mut self,
        position: usize,
        record: R,
    ) -> impl Future<Output = (usize, Result<S, Error>)> + use<R, F, A, S>
    where
        F: Fn(R, Context) -> A + Send + Sync + 'static,
        A: Future<Output = Result<S, Error>> + Send + 'static,
    {
        let call = match self.reports.context_for(position, self.validate, &self.cx) {
            Ok(cx) => {
                let function = Arc::clone(&self.function);
                Either::Left(catch_panic(async move { function(record, cx).await }))
            }
            Err(error) => Either::Right(ready(Err(error))),
        };
        async move { (position, call.await) }
    }
}

/// Returns the positions of the records that a path leads into, and the rest of the path. `None` if it does not lead into a record.
fn split_record<'v, 'p>(path: &'v str, positions: &'p HashMap<String, Vec<usize>>) -> Option<(&'p [usize], &'v str)> {
    let ends = path.match_indices(['.', '[']).map(|(end, _)| end).chain([path.len()]);
    ends.map(|end| path.split_at(end)).find_map(|(record, inside)| Some((&positions.get(record)?[..], inside)))
}

/// The violations of the records of one event.
pub(super) struct RecordReports {
    by_position: BTreeMap<usize, Report>,
    /// The places inside the records with violations that are fatal.
    fatal: BTreeMap<usize, Vec<String>>,
    /// The last record that a full report covers, or `None` if the report covers all records.
    last_known: Option<usize>,
}

impl RecordReports {
    /// Splits the report of an event into the violations outside its records and those of each record.
    pub(super) fn split(report: Report, event: &dyn Object, lists: &[&str]) -> (Report, RecordReports) {
        let (mut outside, mut by_position) = (Report::default(), BTreeMap::<usize, Report>::new());
        let mut fatal = BTreeMap::<usize, Vec<String>>::new();
        let (is_full, mut last) = (report.omitted() > 0, 0);
        let records = if report.is_empty() { Vec::new() } else { record_paths(event, lists) };
        let mut positions = HashMap::<String, Vec<usize>>::new();
        records.into_iter().zip(0..).for_each(|(path, position)| positions.entry(path).or_default().push(position));
        for violation in report {
            let Some((records, inside)) = split_record(&violation.path, &positions) else {
                outside.push(violation);
                continue;
            };
            // Of several records with the same path, any may be the one that is meant.
            for position in records {
                if violation.severity == Severity::Fatal {
                    fatal.entry(*position).or_default().push(inside.to_owned());
                }
                by_position.entry(*position).or_default().push(violation.clone());
            }
            last = last.max(records.first().copied().unwrap_or_default());
        }
        (outside, RecordReports { by_position, fatal, last_known: is_full.then_some(last) })
    }

    /// Returns whether the value at a path inside a record is that of the event, and not a substitute for one that could not be read.
    pub(super) fn has_value_at(&self, position: usize, path: &str) -> bool {
        let mut inside = String::new();
        path_steps(path).for_each(|step| push_name(&mut inside, step.key));
        let leads_to_it = |place: &String| {
            let rest = inside.strip_prefix(place.trim_start_matches('.'));
            rest.is_some_and(|rest| rest.is_empty() || place.is_empty() || rest.starts_with(['.', '[']))
        };
        !self.fatal.get(&position).is_some_and(|places| places.iter().any(leads_to_it))
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
