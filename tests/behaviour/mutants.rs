//! Changes every field of every spec in many ways. What each payload has to be reported for is derived from the spec.

mod completion;
mod constraints;
mod expected;
mod mutations;
mod unions;

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use serde_json::Value;
use triggerkit::{Report, Rule, Severity};
use triggerkit_core::engine::validate;
use triggerkit_core::limits::Limits;
use triggerkit_core::payload;
use triggerkit_spec::judge::Judge;
use triggerkit_spec::model::{Field, Object, Provider, Sample};
use triggerkit_spec::{SampleFolder, SourceFile, check};

use self::completion::completed;
use self::expected::{Found, expected};
use self::mutations::{Mutant, mutants};
use crate::deviations::is_read_as_json;
use crate::every_trigger::{each, providers, samples};
use crate::places::{Place, is_wrapped, places, pointer};

/// How many disagreements are shown.
const SHOWN: usize = 20;

/// What was read from a payload.
struct Outcome {
    report: Report,
    /// The event, written as JSON, and what validation finds in it. `None` if there is no event.
    event: Option<(String, Report)>,
    /// Whether the payload is decoded without a violation.
    is_decoded: bool,
}

/// Counts mutants and collects disagreements.
#[derive(Default)]
struct Tally {
    subjects: usize,
    places: usize,
    /// The fields of each provider that were changed, themselves or their items. The same type elsewhere tells nothing new.
    changed: HashSet<(String, String, String)>,
    tried: BTreeMap<&'static str, usize>,
    skipped: usize,
    wrong: Vec<String>,
}

impl Tally {
    /// Tries every mutant of an object's samples.
    fn try_all(
        &mut self,
        id: &str,
        (provider, event): (&Provider, &Object),
        samples: impl Iterator<Item = Value>,
        mut read: impl FnMut(&str) -> Option<Outcome>,
    ) {
        self.subjects += 1;
        let mut seen = HashSet::new();
        for sample in samples {
            let whole = completed(provider, event, sample.clone());
            for payload in [sample, whole] {
                for place in places(provider, event, &payload) {
                    if !seen.insert(spot(&place)) {
                        continue;
                    }
                    let field = (provider.name.clone(), name(&place), format!("{:?}", place.ty));
                    if place.owner.name != event.name && !self.changed.insert(field) {
                        continue;
                    }
                    self.places += 1;
                    for mutant in mutants(provider, &place, &payload) {
                        match read(&mutant.text) {
                            Some(outcome) => self.compare(id, &place, (provider, event), &mutant, &outcome),
                            None => self.skipped += 1,
                        }
                    }
                }
            }
        }
    }

    fn compare(
        &mut self,
        id: &str,
        place: &Place<'_>,
        (provider, event): (&Provider, &Object),
        mutant: &Mutant,
        outcome: &Outcome,
    ) {
        let Place { at, path, .. } = place;
        let mut expected = expected(provider, event, &mutant.payload);
        if expected.is_undecided {
            self.skipped += 1;
            return;
        }
        *self.tried.entry(mutant.what).or_default() += 1;
        if let Some(path) = &mutant.twice {
            // The value is read twice.
            let is_inside = |found: &&Found| found.0.starts_with(path) && (found.0 != *path || found.1 != Rule::Fields);
            let again: Vec<Found> = expected.violations.iter().filter(is_inside).cloned().collect();
            expected.violations.extend(again);
            expected.violations.push((path.clone(), Rule::Duplicate, Severity::Drift));
        }
        let is_fatal = expected.violations.iter().any(|(.., severity)| *severity == Severity::Fatal);
        let mut differences = Vec::new();
        let mut differ = |what: &str, expected: String, found: String| {
            if expected != found {
                differences.push(format!("\n    {what}: expected {expected}\n        found {found}"));
            }
        };
        differ("report", shown(expected.violations.clone()), shown(found(&outcome.report)));
        differ("decodes", expected.violations.is_empty().to_string(), outcome.is_decoded.to_string());
        differ("has an event", (!expected.is_hopeless).to_string(), outcome.event.is_some().to_string());
        // Only then the event has nothing that is made up.
        if let Some((written, invalid)) = outcome.event.as_ref().filter(|_| !is_fatal) {
            let written: Value = written.parse().unwrap();
            let (came, went) = differing(&mutant.payload, &written);
            if !is_same_number(came, went) {
                differ("written", came.to_string(), went.to_string());
            }
            let root = event.root.map(|index| &event.fields[index]).filter(|field| !is_wrapped(field, &mutant.payload));
            let invalid = found(invalid).into_iter().map(|(path, rule, severity)| (without_root(path, root), rule, severity));
            differ("is invalid by", shown(expected.left), shown(invalid.collect()));
        }
        if !differences.is_empty() {
            let value = mutant.payload.pointer(&pointer(at)).map_or("nothing".to_owned(), Value::to_string);
            self.wrong.push(format!("{id} {path}: {}, {value:.300}{}", mutant.what, differences.concat()));
        }
    }

    /// Prints the counts.
    ///
    /// # Panics
    /// Panics if anything was wrong.
    fn finish(self, of: &str) {
        let Tally { subjects, places, tried, skipped, wrong, .. } = self;
        let count: usize = tried.values().sum();
        println!("{places} places, by kind: {tried:?}");
        println!("attack: mutants: {count} payloads of {subjects} {of}, {skipped} skipped, {} disagreements", wrong.len());
        assert!(wrong.is_empty(), "{} mutants:\n{}", wrong.len(), wrong[..wrong.len().min(SHOWN)].join("\n"));
    }
}

/// Returns what is the same for all places that a spec describes together.
fn spot(place: &Place<'_>) -> (Vec<String>, String) {
    let is_index = |step: &String| step.bytes().all(|byte| byte.is_ascii_digit());
    let mut at: Vec<String> = place.at.iter().filter(|step| !is_index(step)).cloned().collect();
    if place.is_item {
        let depth = place.at.len();
        at = place.at[..depth.saturating_sub(1)].iter().filter(|step| !is_index(step)).cloned().collect();
        at.push(format!("item {:?}", place.ty));
    }
    (at, name(place))
}

/// Returns the name of the field that a place is about, with its owner.
fn name(place: &Place<'_>) -> String {
    format!("{}.{}", place.owner.name, place.field.wire)
}

fn found(report: &Report) -> Vec<Found> {
    report.violations().iter().map(|each| (each.path.clone(), each.rule, each.severity)).collect()
}

/// Returns the smallest parts in which two values differ, or the values if they are the same.
fn differing<'v>(expected: &'v Value, found: &'v Value) -> (&'v Value, &'v Value) {
    let differing = match (expected, found) {
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            left.iter().zip(right).find(|(left, right)| left != right)
        }
        (Value::Object(left), Value::Object(right)) if left.keys().eq(right.keys()) => {
            left.values().zip(right.values()).find(|(left, right)| left != right)
        }
        _ => None,
    };
    differing.map_or((expected, found), |(left, right)| self::differing(left, right))
}

/// Returns whether two values are the same float, perhaps as text. The digits of a float are not kept.
fn is_same_number(came: &Value, went: &Value) -> bool {
    let float = |value: &Value| value.as_str().map_or(value.as_f64(), |text| text.parse().ok());
    came.is_string() == went.is_string() && float(came).is_some() && float(came) == float(went)
}

/// Returns a path without the name of a list that is the whole payload.
fn without_root(path: String, root: Option<&Field>) -> String {
    match root.and_then(|field| path.strip_prefix(&field.wire)) {
        Some("") => "$".to_owned(),
        Some(rest) => rest.to_owned(),
        None => path,
    }
}

/// Returns violations in words, in any order.
fn shown(mut found: Vec<Found>) -> String {
    found.sort();
    let shown = found.iter().map(|(path, rule, severity)| format!("{path} [{rule}, {severity}]"));
    shown.collect::<Vec<_>>().join(", ")
}

/// Tries the triggers of AWS, which are as many as all others, or those others.
fn try_triggers(of_aws: bool) {
    let mut tally = Tally::default();
    each(|provider, model, trigger| {
        if model.event.fields.is_empty() || (provider.name == "aws") != of_aws {
            return;
        }
        let samples = samples(model).filter(|sample| is_read_as_json(model, trigger, sample));
        tally.try_all(trigger.info.id, (provider, &model.event), samples, |text| {
            let is_json = model.raw.is_none() || text.parse().is_ok_and(|payload| is_read_as_json(model, trigger, &payload));
            is_json.then(|| {
                let is_decoded = trigger.decode(text.as_bytes()).is_ok();
                match trigger.decode_lenient(text.as_bytes()) {
                    Ok((event, report)) => {
                        let invalid = event.validate().err().unwrap_or_default();
                        Outcome { report, event: Some((event.to_json(), invalid)), is_decoded }
                    }
                    Err(report) => Outcome { report, event: None, is_decoded },
                }
            })
        });
    });
    assert!(tally.tried.values().sum::<usize>() >= 20_000);
    tally.finish("triggers");
}

#[test]
fn mutants_of_aws_are_reported_as_the_spec_says() {
    try_triggers(true);
}

#[test]
fn mutants_of_other_providers_are_reported_as_the_spec_says() {
    try_triggers(false);
}

/// Returns the checked examples of the spec language.
fn examples() -> Vec<Provider> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/tests/accepted");
    let mut files: Vec<_> = folder.read_dir().unwrap().map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    let checked = files.iter().map(|file| {
        let stem = file.file_stem().unwrap().to_str().unwrap();
        let source = SourceFile::read(format!("{stem}.toml"), file).unwrap();
        check(&source, stem, &SampleFolder::beside(file, stem)).unwrap_or_else(|failure| panic!("{failure}"))
    });
    checked.collect()
}

#[test]
fn mutants_of_configurations_and_examples_are_reported_as_the_spec_says() {
    let mut tally = Tally::default();
    let mut try_object = |id: String, provider: &Provider, object: &Object, samples: &[Sample]| {
        let mut judge = Judge::of(provider);
        let samples = samples.iter().filter_map(|sample| serde_json::from_slice(&sample.bytes).ok());
        tally.try_all(&id, (provider, object), samples, |text| {
            Some(match judge.read(object, text.as_bytes()) {
                Ok((record, report)) => {
                    let invalid = validate(&record, &Limits::DEFAULT).err().unwrap_or_default();
                    let is_decoded = report.is_empty();
                    Outcome { report, event: Some((payload::json(&record), invalid)), is_decoded }
                }
                Err(report) => Outcome { report, event: None, is_decoded: false },
            })
        });
    };
    for provider in providers() {
        for config in &provider.configs {
            try_object(format!("config {}.{}", provider.name, config.id), &provider, &config.object, &config.samples);
        }
    }
    for provider in examples() {
        for trigger in provider.triggers.iter().filter(|trigger| trigger.raw.is_none() && !trigger.event.fields.is_empty()) {
            try_object(format!("{}.{}", provider.name, trigger.id), &provider, &trigger.event, &trigger.samples);
        }
    }
    tally.finish("configurations and examples");
}
