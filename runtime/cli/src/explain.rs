//! `triggerkit explain`: prints everything that can be found out about payloads.

use std::cmp::Reverse;
use std::fmt::Write;

use triggerkit::{AnyDocument, AnyTrigger, Comparison, Detail, DetailKind, triggers};

use crate::console::{BOLD, Colours, DIM, ExitStatus, GREEN, RED, print};
use crate::payload_args::{CheckedPayload, PayloadArgs, violations};
use crate::triggers::describe_status;

/// How many of the triggers that do not match are explained.
const MAX_MISMATCHES: usize = 3;

/// Longest text that is printed for one field, in characters.
const MAX_LENGTH: usize = 2_000;

pub(crate) fn explain(payloads: &PayloadArgs) -> ExitStatus {
    let colours = Colours::detect();
    payloads.for_each(|file, payload| {
        let checked = payloads.check(payload);
        let mut text = format!("{}\n", colours.paint(BOLD, file));
        write_result(&mut text, &checked, &colours);
        write_mismatches(&mut text, payloads, payload, checked.id(), &colours);
        print(text.as_bytes()).max(checked.status())
    })
}

fn write_line(text: &mut String, line: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "  {line}");
}

/// Writes the trigger of a payload, its violations, its unknown fields and the contents of its encoded fields.
fn write_result(text: &mut String, checked: &CheckedPayload, colours: &Colours) {
    if let Some(AnyTrigger { info, .. }) = checked.trigger {
        let condition = info.detect.map_or(String::new(), |condition| format!(": {condition}"));
        write_line(text, &format!("trigger {} ({}){}", colours.paint(GREEN, info.id), info.title, colours.paint(DIM, condition)));
        if let Some(status) = describe_status(&info.status) {
            write_line(text, &colours.paint(RED, status));
        }
    }
    if checked.report.is_empty() {
        write_line(text, &colours.paint(GREEN, "no violations"));
    }
    for violation in violations(&checked.report) {
        write_line(text, &colours.paint(RED, violation));
    }
    for Detail { path, kind, .. } in checked.event.iter().flat_map(AnyDocument::details) {
        match kind {
            DetailKind::Unknown(value) => write_line(text, &format!("unknown field {path}: {}", to_line(value.as_str()))),
            DetailKind::Inside(Ok(bytes)) => write_line(text, &format!("contents of {path}: {}", describe_bytes(&bytes))),
            DetailKind::Inside(Err(report)) => {
                write_line(text, &format!("contents of {path}: {}", colours.paint(RED, report)));
            }
            _ => {}
        }
    }
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
fn write_mismatches(text: &mut String, payloads: &PayloadArgs, payload: &[u8], matched: Option<&str>, colours: &Colours) {
    let headers = payloads.headers();
    let others = triggers().filter(|trigger| Some(trigger.info.id) != matched);
    let mut mismatches: Vec<_> =
        others.filter_map(|trigger| Some((trigger.info.id, trigger.compare(payload, &headers)?))).collect();
    mismatches.retain(|(_, comparison)| comparison.met > 0 && !comparison.lacks.is_empty());
    mismatches.sort_by_key(|(_, comparison)| (comparison.lacks.len(), Reverse(comparison.met)));
    for (id, Comparison { lacks, .. }) in mismatches.iter().take(MAX_MISMATCHES) {
        write_line(text, &colours.paint(DIM, format!("not {id}: expected {}", lacks.join(", "))));
    }
}
