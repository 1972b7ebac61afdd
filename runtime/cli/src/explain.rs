//! `detect` and `explain`: which trigger a payload belongs to and why, and everything that is in it.

use std::fmt::Write;

use clap::Args;
use triggerkit::{AnyDocument, AnyTrigger, Comparison, Detail, DetailKind, Detection, triggers};

use crate::Outcome;
use crate::console::{Colours, print};
use crate::payloads::{Judged, Source};

/// How many of the triggers that do not match are explained.
const NEAREST: usize = 3;

/// Longest decoded text that is shown, in characters.
const MAX_SHOWN: usize = 2_000;

#[derive(Args)]
pub(crate) struct Detect {
    #[command(flatten)]
    source: Source,
}

#[derive(Args)]
pub(crate) struct Explain {
    #[command(flatten)]
    source: Source,
}

/// Prints the id of each payload's trigger.
pub(crate) fn detect(arguments: &Detect) -> Outcome {
    let source = &arguments.source;
    source.each(|file, payload| {
        let (text, outcome) = match source.detection(payload) {
            Detection::One(trigger) => (trigger.info.id.to_owned(), Outcome::Clean),
            Detection::Several(triggers) => (ids(&triggers), Outcome::Violations),
            _ => ("no trigger that is known".to_owned(), Outcome::Failed),
        };
        print(format!("{file}: {text}\n").as_bytes()).max(outcome)
    })
}

/// Ids in a row: `a or b`.
fn ids(triggers: &[&AnyTrigger]) -> String {
    triggers.iter().map(|trigger| trigger.info.id).collect::<Vec<_>>().join(" or ")
}

/// Prints all that can be said of each payload.
pub(crate) fn explain(arguments: &Explain) -> Outcome {
    let source = &arguments.source;
    let colours = Colours::detect();
    source.each(|file, payload| {
        let judged = source.judge(payload);
        let mut text = format!("{}\n", colours.bold(file));
        describe(&mut text, &judged, &colours);
        nearest(&mut text, source, payload, judged.id(), &colours);
        print(text.as_bytes()).max(judged.outcome())
    })
}

fn line(text: &mut String, line: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "  {line}");
}

fn describe(text: &mut String, judged: &Judged, colours: &Colours) {
    if let Some(AnyTrigger { info, .. }) = judged.trigger {
        let why = info.detect.map_or(String::new(), |condition| format!(": {condition}"));
        line(text, &format!("is {}, {}{}", colours.good(info.id), info.title, colours.faint(why)));
    }
    match judged.report.violations() {
        [] => line(text, &colours.good("no violations")),
        violations => {
            for violation in violations {
                line(text, &colours.bad(violation));
            }
        }
    }
    if let Some(event) = &judged.event {
        details(text, event, colours);
    }
}

fn details(text: &mut String, event: &AnyDocument, colours: &Colours) {
    for Detail { path, kind, .. } in event.details() {
        match kind {
            DetailKind::Unknown(value) => line(text, &format!("unknown field {path}: {}", shown(value.as_str()))),
            DetailKind::Inside(Ok(bytes)) => line(text, &format!("inside {path}: {}", inside(&bytes))),
            DetailKind::Inside(Err(report)) => line(text, &format!("inside {path}: {}", colours.bad(report))),
            _ => {}
        }
    }
}

fn inside(bytes: &[u8]) -> String {
    std::str::from_utf8(bytes).map_or_else(|_| format!("{} bytes that are no text", bytes.len()), shown)
}

/// The start of a text, on one line.
fn shown(text: &str) -> String {
    let mut shown: String = text.chars().take(MAX_SHOWN).map(|each| if each.is_control() { ' ' } else { each }).collect();
    if shown.len() < text.len() {
        let _ = write!(shown, "… ({} bytes)", text.len());
    }
    shown
}

/// Says why the triggers that come nearest do not match: those of which something holds.
fn nearest(text: &mut String, source: &Source, payload: &[u8], matched: Option<&str>, colours: &Colours) {
    let others = triggers().filter(|trigger| Some(trigger.info.id) != matched);
    let mut near: Vec<_> = others.filter_map(|trigger| Some((trigger.info.id, source.compare(trigger, payload)?))).collect();
    near.retain(|(_, near)| near.met > 0 && !near.lacks.is_empty());
    near.sort_by_key(|(_, near)| (near.lacks.len(), std::cmp::Reverse(near.met)));
    for (id, Comparison { lacks, .. }) in near.iter().take(NEAREST) {
        line(text, &colours.faint(format!("is not {id}, for want of: {}", lacks.join(", "))));
    }
}
