//! [`Payload`]: a payload and where it is from; [`CheckedPayload`]: what decoding it found.

use std::borrow::Cow;

use triggerkit::{AnyDocument, AnyTrigger, Position, Report, Rule, Severity, Violation, locate};

use crate::console::{BOLD, ExitStatus, GREEN, RED, YELLOW, paint, print_error};

/// A payload, and the place that it is from.
pub(crate) struct Payload<'p> {
    pub(crate) file: &'p str,
    /// The number of its line, in a file with a payload on each line.
    pub(crate) line: Option<usize>,
    /// Borrowed if the file contains the payload as it is, and not inside a CloudEvent.
    pub(crate) bytes: Cow<'p, [u8]>,
}

impl Payload<'_> {
    /// Returns the name of the file, with the number of the line if it has more payloads.
    pub(crate) fn name(&self) -> String {
        let file = printable(self.file);
        self.line.map_or_else(|| file.clone(), |line| format!("{file}:{line}"))
    }

    /// Returns where a violation is in the file.
    pub(crate) fn locate(&self, violation: &Violation) -> Option<Position> {
        let Cow::Borrowed(bytes) = self.bytes else { return None };
        let mut position = locate(std::str::from_utf8(bytes).ok()?, violation)?;
        position.line += self.line.map_or(0, |line| line - 1);
        Some(position)
    }

    /// Describes a violation on one line: where it is, how much it matters, and what is wrong.
    pub(crate) fn describe(&self, violation: &Violation) -> String {
        let position = self.locate(violation).map(|position| format!("{}:{position}: ", printable(self.file)));
        let mut text = describe_violation(violation);
        if self.line.is_some() && violation.rule == Rule::Json {
            // Each line is a text of its own here, so its only line is not worth a number that differs from the one in the file.
            text = text.replace(" at line 1, byte ", " at byte ");
        }
        format!("{}{text}", position.unwrap_or_default())
    }
}

/// Describes a violation without its place in a file.
pub(crate) fn describe_violation(violation: &Violation) -> String {
    let style = if violation.severity == Severity::Fatal { RED } else { YELLOW };
    format!("{}: {violation}", paint(style, violation.severity))
}

/// Describes each violation of a report with the given function, and counts those that the report does not hold.
pub(crate) fn describe_report(report: &Report, describe: impl FnMut(&Violation) -> String) -> Vec<String> {
    let mut lines: Vec<String> = report.violations().iter().map(describe).collect();
    if report.omitted() > 0 {
        lines.push(format!("and {} more", report.omitted()));
    }
    lines
}

/// Returns the name of a file without characters that a terminal could obey.
pub(crate) fn printable(file: &str) -> String {
    file.chars().map(|each| if each.is_control() { '\u{fffd}' } else { each }).collect()
}

/// A payload with its trigger, event and violations.
pub(crate) struct CheckedPayload<'p> {
    pub(crate) payload: &'p Payload<'p>,
    /// `None` if the trigger was not given and cannot be detected.
    pub(crate) trigger: Option<&'static AnyTrigger>,
    /// `None` if the payload cannot be decoded.
    pub(crate) event: Option<AnyDocument>,
    pub(crate) report: Report,
}

impl CheckedPayload<'_> {
    pub(crate) fn status(&self) -> ExitStatus {
        match self.event {
            None => ExitStatus::Failed,
            Some(_) if self.report.is_empty() => ExitStatus::Clean,
            Some(_) => ExitStatus::Violations,
        }
    }

    pub(crate) fn id(&self) -> Option<&'static str> {
        self.trigger.map(|trigger| trigger.info.id)
    }

    /// Describes the payload: the trigger, then one violation per line.
    pub(crate) fn to_text(&self) -> String {
        let id = self.id().map_or_else(|| paint(RED, "unknown trigger"), |id| paint(GREEN, id));
        let name = paint(BOLD, self.payload.name());
        if self.report.is_empty() {
            return format!("{name}: {id}, no violations");
        }
        let lines = describe_report(&self.report, |violation| self.payload.describe(violation));
        format!("{name}: {id}\n  {}", lines.join("\n  "))
    }

    /// Prints what the user can do if detection did not find one trigger.
    pub(crate) fn print_help(&self) {
        if self.report.violations().iter().any(|violation| violation.rule == Rule::Detect) {
            let name = self.payload.name();
            print_error(&format!(
                "cannot detect the trigger of `{name}`; pass its id with `--trigger`, or the request's headers with `-H`"
            ));
        }
    }
}
