//! Proves that every sample is detected as its own trigger, and as no other that is not declared ambiguous.

use std::collections::BTreeSet;

use triggerkit_core::detect::{Condition, Matcher, Matches};

use super::sample;
use crate::diagnostic::{Context, Problem};
use crate::model::{Body, Provider, Sample, Span, Trigger};
use crate::raw::Spec;

/// Checks every sample of every trigger, except those in CBOR. A fallback may match the samples of other triggers, but not the other way
/// round.
pub(super) fn check(cx: &mut Context, spec: &Spec, provider: &Provider) {
    let places: Vec<Option<&Span>> = spec.triggers.iter().map(|raw| raw.detect.as_ref().map(|detect| &detect.span)).collect();
    let matcher = Matcher::new(provider.triggers.iter().map(|trigger| trigger.detect.as_ref()));
    for (index, trigger) in provider.triggers.iter().enumerate() {
        for sample in trigger.samples.iter().filter(|sample| sample.body != Body::Cbor) {
            let Ok(text) = std::str::from_utf8(&sample.bytes) else { continue };
            let shown = sample::shown(sample, &format!("trigger `{}`", trigger.id));
            let Some(detected) = detected(&matcher, text, expected_condition(trigger, sample), index) else {
                let place = places[index].unwrap_or(&trigger.span);
                let problem = Problem::SampleNotDetected { sample: &shown, id: &trigger.id };
                cx.error(place, problem).note(&trigger.span, "its trigger");
                continue;
            };
            let others = detected.into_iter().filter(|&other| other != index);
            for (other, place) in others.filter_map(|other| Some((&provider.triggers[other], places[other]?))) {
                let problem = match (trigger.fallback, other.fallback) {
                    (true, false) => Problem::FallbackSampleTaken { sample: &shown, id: &trigger.id, other: &other.id },
                    (false, true) => continue,
                    _ if is_ambiguous(provider, trigger, other) => continue,
                    _ => Problem::SampleDetectedAs { sample: &shown, other: &other.id },
                };
                cx.error(place, problem).note(&trigger.span, "its trigger");
            }
        }
    }
}

/// Returns the triggers that a sample is detected as when it is sent with headers with which its own trigger's condition holds. Returns
/// `None` if there are no such headers.
fn detected(matcher: &Matcher<'_>, text: &str, expected: Option<&Condition>, index: usize) -> Option<BTreeSet<usize>> {
    let Some(condition) = expected else {
        let headers: &[(&str, &str)] = &[];
        return Some(matcher.matches(text, &headers).indices().iter().copied().collect());
    };
    let found = condition.header_sets().into_iter().map(|headers| matcher.matches(text, &&headers[..]));
    let found: Vec<_> = found.filter(|matches| matches.indices().contains(&index)).collect();
    (!found.is_empty()).then(|| found.iter().flat_map(Matches::indices).copied().collect())
}

/// Returns the condition that must hold for a sample. A raw sample of a trigger that also has JSON payloads has no paths to match.
fn expected_condition<'t>(trigger: &'t Trigger, sample: &Sample) -> Option<&'t Condition> {
    trigger.detect.as_ref().filter(|_| sample.body != Body::Raw || trigger.bodies == [Body::Raw])
}

/// Returns whether either trigger declares that it cannot be distinguished from the other.
fn is_ambiguous(provider: &Provider, a: &Trigger, b: &Trigger) -> bool {
    let declares = |one: &Trigger, other: &Trigger| one.ambiguous_with.contains_key(&format!("{}.{}", provider.name, other.id));
    declares(a, b) || declares(b, a)
}
