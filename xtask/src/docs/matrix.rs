//! The detection matrix: what each sample is recognised as, among all triggers of all providers.

use triggerkit_spec::model::{Body, Provider, Sample, Trigger};
use triggerkit_spec::recognition::{Recogniser, requests};

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
    let triggers =
        |provider: &'_ Provider| provider.triggers.iter().map(|trigger| page::id(provider, trigger)).collect::<Vec<_>>();
    let known: Vec<Known<'_>> = workspace
        .providers()
        .flat_map(|provider| {
            let ids = triggers(provider);
            provider.triggers.iter().zip(ids).map(move |(trigger, id)| Known { id, trigger, provider })
        })
        .collect();
    let recogniser = Recogniser::new(known.iter().map(|each| each.trigger.detect.as_ref()));
    let rows = known.iter().enumerate().map(|(index, each)| {
        let found = each.trigger.samples.iter().filter(|sample| sample.body != Body::Cbor).map(|sample| {
            let others = recognised(&recogniser, each, sample);
            (sample.variant.as_str(), others)
        });
        [link(each), condition(each.trigger), outcome(&known, index, &found.collect::<Vec<_>>())]
    });
    let table = Table::new(["Trigger", "Recognised when", "Its samples are recognised as"], rows);
    format!(
        "Only what the documents say of a payload counts, in the payload and in the headers it comes with; nothing is tried out. \
         Each sample was held against every trigger of every provider.\n\n{table}{}",
        ambiguities(&known)
    )
}

fn recognised(recogniser: &Recogniser<'_>, of: &Known<'_>, sample: &Sample) -> Vec<usize> {
    std::str::from_utf8(&sample.bytes)
        .map_or_else(|_| Vec::new(), |text| recogniser.recognised(text, &requests(of.trigger.detect.as_ref())))
}

fn link(known: &Known<'_>) -> String {
    format!("[`{0}`]({1}.md#{0})", known.id, known.provider.name)
}

fn condition(trigger: &Trigger) -> String {
    trigger.detect.as_ref().map_or_else(|| "has to be named".to_owned(), ToString::to_string)
}

/// What the samples of a trigger are recognised as: one word when it is the same for all of them.
fn outcome(known: &[Known<'_>], own: usize, found: &[(&str, Vec<usize>)]) -> String {
    let words = |triggers: &[usize]| match triggers {
        [] => "nothing".to_owned(),
        [only] if *only == own => "itself".to_owned(),
        several => several.iter().map(|&each| code(&known[each].id)).collect::<Vec<_>>().join(" or "),
    };
    let Some((_, first)) = found.first() else { return String::new() };
    if found.iter().all(|(_, each)| each == first) {
        return words(first);
    }
    let each = found.iter().map(|(variant, triggers)| match *variant {
        "" => words(triggers),
        variant => format!("{}: {}", variant.replace('_', " "), words(triggers)),
    });
    each.collect::<Vec<_>>().join("; ")
}

/// The triggers that the specs declare alike.
fn ambiguities(known: &[Known<'_>]) -> String {
    let lines: String = known
        .iter()
        .flat_map(|each| each.trigger.ambiguous_with.iter().map(move |(other, reason)| (each, other, reason)))
        .map(|(each, other, reason)| format!("- {} and {}: {reason}\n", code(&each.id), code(other)))
        .collect();
    if lines.is_empty() { lines } else { format!("\nCannot be told from each other:\n\n{lines}") }
}
