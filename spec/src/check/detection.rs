//! The proof that every sample is detected as its own trigger, and as no other that is not declared ambiguous.

use triggerkit_core::detect::Facts;

use super::sample;
use crate::diagnostic::{Context, Problem};
use crate::model::{Body, Provider, Sample, Span, Trigger};
use crate::raw::Spec;
use crate::recognition::{Recogniser, Request, requests};

/// Checks every sample of every trigger. CBOR is not looked into.
pub(super) fn check(cx: &mut Context, spec: &Spec, provider: &Provider) {
    let places: Vec<Option<&Span>> = spec.triggers.iter().map(|raw| raw.detect.as_ref().map(|detect| &detect.span)).collect();
    let recogniser = Recogniser::new(provider.triggers.iter().map(|trigger| trigger.detect.as_ref()));
    for (index, trigger) in provider.triggers.iter().enumerate() {
        for sample in trigger.samples.iter().filter(|sample| sample.body != Body::Cbor) {
            let Ok(text) = std::str::from_utf8(&sample.bytes) else { continue };
            let shown = sample::shown(sample, &format!("trigger `{}`", trigger.id));
            let Some(requests) = own_requests(trigger, sample, text) else {
                let place = places[index].unwrap_or(&trigger.span);
                let problem = Problem::SampleNotDetected { sample: &shown, id: &trigger.id };
                cx.error(place, problem).note(&trigger.span, "its trigger");
                continue;
            };
            let others = recogniser.recognised(text, &requests).into_iter().filter(|&other| other != index);
            for (other, place) in others.filter_map(|other| Some((&provider.triggers[other], places[other]?))) {
                if !ambiguous(provider, trigger, other) {
                    let problem = Problem::SampleDetectedAs { sample: &shown, other: &other.id };
                    cx.error(place, problem).note(&trigger.span, "its trigger");
                }
            }
        }
    }
}

/// The headers that a sample comes with; `None` when its own trigger's condition holds with none of them.
fn own_requests(trigger: &Trigger, sample: &Sample, text: &str) -> Option<Vec<Request>> {
    let Some(condition) = trigger.detect.as_ref().filter(|_| must_be_detected(trigger, sample)) else {
        return Some(vec![Request::default()]);
    };
    let facts = Facts::of(text, [condition]);
    let mut requests = requests(Some(condition));
    requests.retain(|request| condition.holds(&facts, request));
    (!requests.is_empty()).then_some(requests)
}

/// Bare bytes beside JSON have nothing that a condition on paths could hold for.
fn must_be_detected(trigger: &Trigger, sample: &Sample) -> bool {
    sample.body != Body::Raw || trigger.bodies == [Body::Raw]
}

/// Whether either says that it cannot be told from the other.
fn ambiguous(provider: &Provider, a: &Trigger, b: &Trigger) -> bool {
    let says = |one: &Trigger, other: &Trigger| one.ambiguous_with.contains_key(&format!("{}.{}", provider.name, other.id));
    says(a, b) || says(b, a)
}
