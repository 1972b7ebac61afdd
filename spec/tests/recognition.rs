//! Looking up conditions by what they require finds the same triggers as testing each condition.

use triggerkit_core::detect::{Condition, Facts};
use triggerkit_spec::builtin;
use triggerkit_spec::model::Provider;
use triggerkit_spec::recognition::{Recogniser, Request, requests};

use crate::golden;

/// Returns the models of all valid specs: the built-in ones, and the small ones that cover the language.
fn providers() -> Vec<Provider> {
    let built_in = builtin::ALL.iter().map(|spec| spec.check().unwrap_or_else(|failure| panic!("{failure}")));
    let small = golden::cases("accepted").into_iter().map(|case| case.check().unwrap_or_else(|failure| panic!("{failure}")));
    built_in.chain(small).collect()
}

/// Returns each sample complete, truncated, and without one of its members.
fn payloads(providers: &[Provider]) -> Vec<String> {
    let samples = providers.iter().flat_map(|provider| &provider.triggers).flat_map(|trigger| &trigger.samples);
    let texts = samples.filter_map(|sample| String::from_utf8(sample.bytes.clone()).ok());
    texts
        .flat_map(|text| {
            let half = (0..=text.len() / 2).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
            let cut = text[..half].to_owned();
            let other = text.replacen('"', "\"_", 2);
            [text, cut, other]
        })
        .collect()
}

#[test]
fn looking_up_finds_the_same_as_testing_each() {
    let providers = providers();
    let conditions: Vec<Option<&Condition>> =
        providers.iter().flat_map(|provider| &provider.triggers).map(|trigger| trigger.detect.as_ref()).collect();
    let recogniser = Recogniser::new(conditions.iter().copied());
    let mut ways: Vec<Vec<Request>> = vec![requests(None)];
    ways.extend(conditions.iter().filter(|each| format!("{each:?}").contains("Header")).map(|each| requests(*each)));
    let mut recognised = 0;
    for payload in payloads(&providers) {
        for requests in &ways {
            let holds = |condition: &Condition| {
                let facts = Facts::of(&payload, [condition]);
                requests.iter().any(|request| condition.holds(&facts, request))
            };
            let expected = conditions.iter().enumerate().filter(|(_, each)| each.is_some_and(holds));
            let expected: Vec<usize> = expected.map(|(index, _)| index).collect();
            recognised += expected.len();
            assert_eq!(recogniser.recognised(&payload, requests), expected, "{payload}");
        }
    }
    assert!(recognised > 500, "{recognised}");
}
