//! Helpers for assertions on reports.

use triggerkit::{Report, Violation};

/// Returns the only violation.
#[track_caller]
pub(crate) fn only(report: &Report) -> &Violation {
    match report.violations() {
        [violation] => violation,
        _ => panic!("not one violation:\n{report}"),
    }
}

/// Returns the path, rule id, expected and found value of the only violation.
#[track_caller]
pub(crate) fn words(report: &Report) -> [&str; 4] {
    let Violation { path, rule, expected, found, .. } = only(report);
    [path, rule.id(), expected, found]
}

/// Returns the paths of all violations, in order.
pub(crate) fn paths(report: &Report) -> Vec<&str> {
    report.violations().iter().map(|violation| violation.path.as_str()).collect()
}

/// Returns the paths and rule ids of all violations, in order.
pub(crate) fn places(report: &Report) -> Vec<(&str, &str)> {
    report.violations().iter().map(|violation| (violation.path.as_str(), violation.rule.id())).collect()
}
