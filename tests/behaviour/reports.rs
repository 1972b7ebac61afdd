//! Short ways to say what a report must hold.

use triggerkit::{Report, Violation};

/// The only violation.
#[track_caller]
pub(crate) fn only(report: &Report) -> &Violation {
    match report.violations() {
        [violation] => violation,
        _ => panic!("not one violation:\n{report}"),
    }
}

/// The only violation as path, rule id, expected and found.
#[track_caller]
pub(crate) fn words(report: &Report) -> [&str; 4] {
    let Violation { path, rule, expected, found, .. } = only(report);
    [path, rule.id(), expected, found]
}

/// Every path in order.
pub(crate) fn paths(report: &Report) -> Vec<&str> {
    report.violations().iter().map(|violation| violation.path.as_str()).collect()
}

/// Path and rule id of every violation, in order.
pub(crate) fn places(report: &Report) -> Vec<(&str, &str)> {
    report.violations().iter().map(|violation| (violation.path.as_str(), violation.rule.id())).collect()
}
