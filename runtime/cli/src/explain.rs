//! `triggerkit explain`: prints everything that can be found out about payloads.

use std::cmp::Reverse;
use std::fmt::Write;

use clap::Args;
use triggerkit::{AnyDocument, AnyTrigger, Comparison, Detail, DetailKind, triggers};

use crate::checked::{CheckedPayload, describe_report};
use crate::console::{BOLD, DIM, ExitStatus, GREEN, RED, paint, print_text};
use crate::payload_args::PayloadArgs;
use crate::triggers::describe_status;

/// How many of the triggers that do not match are explained.
const MAX_MISMATCHES: usize = 3;

/// Longest text that is printed for one field, in characters.
const MAX_LENGTH: usize = 2_000;

#[derive(Args)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    payloads: PayloadArgs,
    /// Print nothing about payloads that have no violations.
    #[arg(short, long)]
    quiet: bool,
}

pub(crate) fn explain(arguments: &ExplainArgs) -> ExitStatus {
    let ExplainArgs { payloads, quiet } = arguments;
    payloads.for_each(|payload| {
        let checked = payloads.check(payload);
        let mut text = format!("{}\n", paint(BOLD, payload.name()));
        let status = write_result(&mut text, &checked);
        if *quiet && status == ExitStatus::Clean {
            return status;
        }
        write_mismatches(&mut text, payloads, &payload.bytes, checked.id());
        print_text(&text).max(status)
    })
}

fn write_line(text: &mut String, line: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "  {line}");
}

/// Writes the trigger of a payload, its violations, its unknown fields and the contents of its encoded fields. Violations inside the
/// contents count as those of the payload.
fn write_result(text: &mut String, checked: &CheckedPayload<'_>) -> ExitStatus {
    if let Some(AnyTrigger { info, .. }) = checked.trigger {
        let condition = info.detect.map_or(String::new(), |condition| format!(": {condition}"));
        write_line(text, &format!("trigger {} ({}){}", paint(GREEN, info.id), info.title, paint(DIM, condition)));
        if let Some(status) = describe_status(&info.status) {
            write_line(text, &paint(RED, status));
        }
    }
    let mut violations = describe_report(&checked.report, |violation| checked.payload.describe(violation));
    let mut details = Vec::new();
    for Detail { path, kind, .. } in checked.event.iter().flat_map(AnyDocument::details) {
        match kind {
            DetailKind::Unknown(value) => details.push(format!("unknown field {path}: {}", to_line(value.as_str()))),
            DetailKind::Inside(Ok(bytes)) => details.push(format!("contents of {path}: {}", describe_bytes(&bytes))),
            DetailKind::Inside(Err(report)) => violations.extend(report.into_iter().map(|mut violation| {
                violation.path.clone_from(&path);
                checked.payload.describe(&violation)
            })),
            DetailKind::Violation(violation) => violations.push(checked.payload.describe(&violation)),
            _ => {}
        }
    }
    let is_clean = violations.is_empty();
    if is_clean {
        violations.push(paint(GREEN, "no violations"));
    }
    for line in violations.iter().chain(&details) {
        write_line(text, line);
    }
    checked.status().max(if is_clean { ExitStatus::Clean } else { ExitStatus::Violations })
}

fn describe_bytes(bytes: &[u8]) -> String {
    std::str::from_utf8(bytes).map_or_else(|_| format!("{} bytes that are not text", bytes.len()), to_line)
}

/// Shortens a text and removes its line breaks.
fn to_line(text: &str) -> String {
    let mut line: String = text.chars().take(MAX_LENGTH).map(|each| if each.is_control() { ' ' } else { each }).collect();
    if line.len() < text.len() {
        let _ = write!(line, "… ({} bytes)", text.len());
    }
    line
}

/// Writes why the payload is not detected as one of the triggers that match in part.
fn write_mismatches(text: &mut String, payloads: &PayloadArgs, payload: &[u8], matched: Option<&str>) {
    let headers = payloads.headers();
    let others = triggers().filter(|trigger| Some(trigger.info.id) != matched);
    let mut mismatches: Vec<_> =
        others.filter_map(|trigger| Some((trigger.info.id, trigger.compare(payload, &headers)?))).collect();
    mismatches.retain(|(_, comparison)| comparison.met > 0 && !comparison.lacks.is_empty());
    mismatches.sort_by_key(|(_, comparison)| (comparison.lacks.len(), Reverse(comparison.met)));
    for (id, Comparison { lacks, .. }) in mismatches.iter().take(MAX_MISMATCHES) {
        write_line(text, &paint(DIM, format!("not {id}: expected {}", lacks.join(", "))));
    }
}
