//! The matcher, which reads a payload once for all conditions, finds the same as an oracle that evaluates each condition by itself.

use std::borrow::Cow;

use proptest::prelude::*;
use triggerkit_core::detect::{Candidate, Condition, Matcher, Matches, Part, Test, TextTest, Texts};
use triggerkit_core::json::{Kind, write_string};
use triggerkit_core::key_path::write_key;
use triggerkit_spec::builtin;
use triggerkit_spec::model::Provider;

use crate::golden;
use crate::oracle::Payload;

/// Returns every correct spec: the built-in ones, and the small ones that cover the whole language.
fn providers() -> Vec<Provider> {
    let built_in = builtin::ALL.iter().map(|spec| spec.check().unwrap_or_else(|failure| panic!("{failure}")));
    let small = golden::cases("accepted").into_iter().map(|case| case.check().unwrap_or_else(|failure| panic!("{failure}")));
    built_in.chain(small).collect()
}

/// Returns every sample as text.
fn samples(providers: &[Provider]) -> Vec<String> {
    let samples = providers.iter().flat_map(|provider| &provider.triggers).flat_map(|trigger| &trigger.samples);
    samples.filter_map(|sample| String::from_utf8(sample.bytes.clone()).ok()).collect()
}

fn conditions(providers: &[Provider]) -> Vec<Option<&Condition>> {
    providers.iter().flat_map(|provider| &provider.triggers).map(|trigger| trigger.detect.as_ref()).collect()
}

/// Returns the positions of the conditions that hold according to the oracle.
fn expected(conditions: &[Option<&Condition>], payload: &str, headers: &[(&str, &str)]) -> Vec<usize> {
    let payload = Payload::new(payload);
    let holds = |condition: &Condition| payload.satisfies(condition, &headers);
    (0..conditions.len()).filter(|index| conditions[*index].is_some_and(holds)).collect()
}

/// Payloads are whole, with a member renamed, and with text after the end.
#[test]
fn all_at_once_is_each_alone() {
    let providers = providers();
    let conditions = conditions(&providers);
    let matcher = Matcher::new(conditions.iter().copied());
    let mut header_sets = vec![Vec::new()];
    header_sets.extend(conditions.iter().flatten().flat_map(|condition| condition.header_sets()).filter(|set| !set.is_empty()));
    let mut found = 0;
    for sample in samples(&providers) {
        for payload in [sample.clone(), sample.replacen('"', "\"_", 2), format!("{sample} x")] {
            for headers in &header_sets {
                let expected = expected(&conditions, &payload, headers);
                found += expected.len();
                assert_eq!(matcher.matches(&payload, &&headers[..]).indices(), expected, "{payload}");
            }
        }
    }
    assert!(found > 500, "{found}");
}

/// Of a payload that is cut off, the matcher also knows what the value at the end is so far, so it may find more than the oracle.
#[test]
fn what_is_cut_off_shows_what_it_is() {
    let providers = providers();
    let conditions = conditions(&providers);
    let matcher = Matcher::new(conditions.iter().copied());
    for sample in samples(&providers) {
        let ends = (0..sample.len()).step_by(sample.len() / 25 + 1);
        for end in ends.filter(|end| sample.is_char_boundary(*end)) {
            let matches = matcher.matches(&sample[..end], &&[][..]);
            let expected = expected(&conditions, &sample[..end], &[]);
            assert!(expected.iter().all(|index| matches.indices().contains(index)), "{}", &sample[..end]);
        }
    }
}

const KEYS: [&str; 4] = ["a", "b", "type", "a.b"];
const TEXTS: [&str; 7] = ["x", "y", "Xy", "axyb", "7", "7.0", "true"];
const HEADERS: [&str; 2] = ["X-Type", "X-Other"];

fn texts() -> impl Strategy<Value = Texts> {
    let text = prop::sample::select(&TEXTS).prop_map(Cow::Borrowed);
    prop::collection::vec(text, 1..3).prop_map(Cow::Owned)
}

fn path() -> impl Strategy<Value = Cow<'static, str>> {
    let step = (prop::sample::select(&KEYS), prop::sample::select(&["", "", "", "[]", "{}", "{}[]"]))
        .prop_map(|(key, item)| format!("{}{item}", write_key(key)));
    let start = prop::sample::select(&["", "", "[].", "[][]."]);
    let steps = prop::collection::vec(step, 1..3);
    prop_oneof![
        9 => (start, steps).prop_map(|(start, steps)| Cow::Owned(format!("{start}{}", steps.join(".")))),
        1 => Just(Cow::Borrowed("[]")),
    ]
}

fn condition() -> impl Strategy<Value = Condition> {
    let kind = prop::sample::select(&[Kind::Null, Kind::Bool, Kind::Number, Kind::String, Kind::List, Kind::Object]);
    let test = prop_oneof![
        Just(Test::Present),
        (prop::sample::select(&[Part::Whole, Part::Start, Part::End, Part::Anywhere]), texts(), any::<bool>())
            .prop_map(|(part, texts, ignore_case)| Test::Text(TextTest { part, texts, ignore_case })),
        kind.prop_map(Test::Kind),
    ];
    let single = prop_oneof![
        5 => (path(), test).prop_map(|(path, test)| Condition::Path(path, test)),
        1 => path().prop_map(Condition::Absent),
        1 => (prop::sample::select(&HEADERS), texts()).prop_map(|(name, values)| Condition::Header(name.into(), values)),
    ];
    single.prop_recursive(3, 12, 3, |inner| {
        let several = || prop::collection::vec(inner.clone(), 1..4).prop_map(Cow::Owned);
        prop_oneof![several().prop_map(Condition::All), several().prop_map(Condition::Any), several().prop_map(Condition::Not)]
    })
}

/// Returns an object or list as JSON. Now and then an object has a key twice, and a list the text of its items.
fn payload() -> impl Strategy<Value = String> {
    let single = prop_oneof![
        prop::sample::select(&TEXTS).prop_map(|text| format!("\"{text}\"")),
        prop::sample::select(&["7", "70e-1", "true", "null", "[]", "{}", "\"\\u0078\""]).prop_map(str::to_owned),
    ];
    let object = |values: Vec<(&str, String)>| {
        let members: Vec<String> = values.into_iter().map(|(key, value)| format!("\"{key}\": {value}")).collect();
        format!("{{{}}}", members.join(", "))
    };
    let value = single.prop_recursive(2, 16, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(|items| format!("[{}]", items.join(", "))),
            prop::collection::vec((prop::sample::select(&KEYS), inner), 0..4).prop_map(object),
        ]
    });
    let members = prop::collection::vec((prop::sample::select(&KEYS), value.clone()), 0..5).prop_map(object);
    let item = prop_oneof![members.clone(), members.clone(), value];
    let text = |json: String| {
        let mut text = String::new();
        write_string(&mut text, &json);
        text
    };
    let item = prop_oneof![item.clone(), item.prop_map(text)];
    let items = prop::collection::vec(item, 0..3).prop_map(|items| format!("[{}]", items.join(", ")));
    prop_oneof![members, items]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    /// The matcher and the oracle agree on any conditions and payloads, and early detection finds nothing else.
    #[test]
    fn the_matcher_agrees_with_the_oracle(
        conditions in prop::collection::vec(condition(), 1..6),
        payload in payload(),
        header in prop::option::of((prop::sample::select(&["x-type", "X-OTHER"]), prop::sample::select(&["x", " Y ", "z"]))),
    ) {
        let headers: Vec<_> = header.into_iter().collect();
        let conditions: Vec<_> = conditions.iter().map(Some).collect();
        let matcher = Matcher::new(conditions.iter().copied());
        let expected = expected(&conditions, &payload, &headers);
        let matches = matcher.matches(&payload, &&headers[..]);
        prop_assert_eq!(matches.indices(), &expected[..]);
        match matcher.detect(&payload, &&headers[..]) {
            Matches::One(one) => prop_assert!(expected.contains(&one)),
            other => prop_assert_eq!(other.indices(), &expected[..]),
        }
        // If all are ambiguous with the first, early detection that finds it alone, or another, has not missed the first.
        let all: Vec<usize> = (1..conditions.len()).collect();
        let candidates = conditions.iter().enumerate().map(|(index, condition)| Candidate {
            condition: *condition,
            ambiguous_with: if index == 0 { all.clone() } else { Vec::new() },
            ..Candidate::default()
        });
        let detected = Matcher::new(candidates).detect(&payload, &&headers[..]);
        if expected.first() == Some(&0) {
            prop_assert_eq!(detected.indices(), &expected[..]);
        }
        // Every second condition is a fallback.
        let (others, fallbacks): (Vec<_>, Vec<_>) = expected.iter().partition(|index| *index % 2 == 0);
        let expected_first: Vec<usize> = if others.is_empty() { fallbacks } else { others };
        let candidates = conditions.iter().enumerate();
        let candidates = candidates.map(|(index, condition)| Candidate { condition: *condition, is_fallback: index % 2 == 1, ..Candidate::default() });
        let matcher_with_fallbacks = Matcher::new(candidates);
        let matches = matcher_with_fallbacks.matches(&payload, &&headers[..]);
        prop_assert_eq!(matches.indices(), &expected_first[..]);
        match matcher_with_fallbacks.detect(&payload, &&headers[..]) {
            Matches::One(one) => prop_assert!(expected_first.contains(&one)),
            other => prop_assert_eq!(other.indices(), &expected_first[..]),
        }
        for (index, condition) in conditions.iter().enumerate() {
            let comparison = matcher.compare(index, &payload, &&headers[..]);
            prop_assert_eq!(comparison.lacks.is_empty(), expected.contains(&index), "{:?} {:?}", condition, comparison);
        }
    }
}
