//! The proof that every sample is detected as its own trigger, and as no other that is not declared ambiguous.

use triggerkit_core::detect::{Condition, Facts, Headers};

use super::sample;
use crate::diagnostic::{Context, Problem};
use crate::model::{Body, Provider, Sample, Span, Trigger};
use crate::raw::Spec;

/// A sample satisfies its own trigger's header conditions; with more ways than this to do so, the rest go unproven.
const MAX_WAYS: usize = 64;

/// Request headers that a sample comes with.
type Request = Vec<(String, String)>;

struct Sent<'a>(&'a [(String, String)]);

impl Headers for Sent<'_> {
    fn header(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// Checks every sample of every trigger. CBOR is not looked into.
pub(super) fn check(cx: &mut Context, spec: &Spec, provider: &Provider) {
    let places: Vec<Option<&Span>> = spec.triggers.iter().map(|raw| raw.detect.as_ref().map(|detect| &detect.span)).collect();
    for (index, trigger) in provider.triggers.iter().enumerate() {
        for sample in trigger.samples.iter().filter(|sample| sample.body != Body::Cbor) {
            let Ok(text) = std::str::from_utf8(&sample.bytes) else { continue };
            let own = places[index].filter(|_| must_be_detected(trigger, sample));
            prove(cx, provider, &places, own, index, &sample::shown(sample, &format!("trigger `{}`", trigger.id)), text);
        }
    }
}

/// Bare bytes beside JSON have nothing that a condition on paths could hold for.
fn must_be_detected(trigger: &Trigger, sample: &Sample) -> bool {
    sample.body != Body::Raw || trigger.bodies == [Body::Raw]
}

/// Proves one sample; `must` is the place of its own condition, if that has to hold.
fn prove(
    cx: &mut Context,
    provider: &Provider,
    places: &[Option<&Span>],
    must: Option<&Span>,
    index: usize,
    shown: &str,
    text: &str,
) {
    let own = &provider.triggers[index];
    let requests = match (&own.detect, must) {
        (Some(condition), Some(place)) => {
            let mut requests = ways(condition);
            let facts = Facts::of(text, [condition]);
            requests.retain(|request| condition.holds(&facts, &Sent(request)));
            if requests.is_empty() {
                let problem = Problem::SampleNotDetected { sample: &shown, id: &own.id };
                cx.error(place, problem).note(&own.span, "its trigger");
                return;
            }
            requests
        }
        _ => vec![Request::new()],
    };
    for (other, place) in provider.triggers.iter().zip(places) {
        let (Some(condition), Some(place)) = (&other.detect, place) else { continue };
        let apart = other.id == own.id || ambiguous(provider, own, other);
        let facts = Facts::of(text, [condition]);
        if !apart && requests.iter().any(|request| condition.holds(&facts, &Sent(request))) {
            let problem = Problem::SampleDetectedAs { sample: &shown, other: &other.id };
            cx.error(place, problem).note(&own.span, "its trigger");
        }
    }
}

/// Whether either says that it cannot be told from the other.
fn ambiguous(provider: &Provider, a: &Trigger, b: &Trigger) -> bool {
    let says = |one: &Trigger, other: &Trigger| one.ambiguous_with.contains_key(&format!("{}.{}", provider.name, other.id));
    says(a, b) || says(b, a)
}

/// Every set of headers that satisfies the header conditions of a trigger.
fn ways(condition: &Condition) -> Vec<Request> {
    let mut ways = match condition {
        Condition::Header(name, values) => values.iter().map(|value| vec![(name.to_string(), value.to_string())]).collect(),
        Condition::Any(conditions) => conditions.iter().flat_map(self::ways).collect(),
        Condition::All(conditions) => conditions.iter().fold(vec![Request::new()], |ways, each| {
            let more = self::ways(each);
            ways.iter().flat_map(|way| more.iter().map(|other| [&way[..], other].concat())).take(MAX_WAYS).collect()
        }),
        Condition::Path(..) | Condition::Absent(_) => vec![Request::new()],
    };
    ways.truncate(MAX_WAYS);
    ways
}
