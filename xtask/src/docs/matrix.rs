//! The detection of all triggers, and the samples that are not detected as exactly their own trigger.

use std::collections::BTreeSet;

use triggerkit_core::detect::{Candidate, Condition, Matcher};
use triggerkit_spec::model::{Body, Provider, Sample, Trigger};

use super::markdown::{Table, code};
use super::page;
use crate::workspace::Workspace;

/// A trigger of any provider.
struct Known<'w> {
    id: String,
    trigger: &'w Trigger,
    provider: &'w Provider,
}

pub(super) fn text(workspace: &Workspace) -> String {
    let known: Vec<Known<'_>> = workspace
        .providers()
        .flat_map(|provider| provider.triggers.iter().map(move |trigger| (provider, trigger)))
        .map(|(provider, trigger)| Known { id: page::id(provider, trigger), trigger, provider })
        .collect();
    let conditions = Table::new(["Trigger", "Detected when"], known.iter().map(|each| [link(each), condition(each.trigger)]));
    format!(
        "Detection looks only for what the vendor's documents promise, in the payload and in its headers. It never decodes by \
         trial.\n\n{conditions}\nAmong all triggers of all providers, each sample is detected as its own trigger and as no other{}",
        exceptions(&known)
    )
}

/// Returns the samples for which that is not true, and the triggers that the specs declare ambiguous.
fn exceptions(known: &[Known<'_>]) -> String {
    let matcher = Matcher::new(known.iter().map(|each| Candidate {
        condition: each.trigger.detect.as_ref(),
        is_fallback: each.trigger.fallback,
        ..Candidate::default()
    }));
    let mut lines = Vec::new();
    for (index, each) in known.iter().enumerate() {
        for sample in each.trigger.samples.iter().filter(|sample| sample.body != Body::Cbor) {
            let found = detected(&matcher, each.trigger, sample);
            if found != [index] {
                let variant =
                    if sample.variant.is_empty() { String::new() } else { format!(", variant {}", code(&sample.variant)) };
                lines.push(format!("- {}{variant}: {}\n", link(each), outcome(known, index, &found)));
            }
        }
        let alike = each.trigger.ambiguous_with.iter();
        lines.extend(
            alike.map(|(other, reason)| format!("- {} cannot be distinguished from {}: {reason}\n", link(each), code(other))),
        );
    }
    if lines.is_empty() { ".\n".to_owned() } else { format!(", except:\n\n{}", lines.concat()) }
}

/// Returns the triggers that a sample is detected as when it is sent with any headers that its own trigger accepts.
fn detected(matcher: &Matcher<'_>, trigger: &Trigger, sample: &Sample) -> Vec<usize> {
    let Ok(text) = std::str::from_utf8(&sample.bytes) else { return Vec::new() };
    let header_sets = trigger.detect.as_ref().map_or_else(|| vec![Vec::new()], Condition::header_sets);
    let found = header_sets.iter().flat_map(|headers| matcher.matches(text, &&headers[..]).indices().to_vec());
    found.collect::<BTreeSet<_>>().into_iter().collect()
}

fn link(known: &Known<'_>) -> String {
    format!("[`{0}`]({1}.md#{0})", known.id, known.provider.name)
}

fn condition(trigger: &Trigger) -> String {
    let fallback = if trigger.fallback { ", if no other trigger is detected" } else { "" };
    trigger.detect.as_ref().map_or_else(|| "cannot be detected".to_owned(), |condition| format!("{condition}{fallback}"))
}

/// Returns what a sample is detected as.
fn outcome(known: &[Known<'_>], own: usize, found: &[usize]) -> String {
    let words: Vec<String> =
        found.iter().map(|&each| if each == own { "itself".to_owned() } else { link(&known[each]) }).collect();
    if words.is_empty() { "cannot be detected, so you have to name its trigger".to_owned() } else { words.join(" or ") }
}
