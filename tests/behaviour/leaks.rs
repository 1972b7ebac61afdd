//! No secret is printed: a marker is planted in every sensitive field and key of every trigger and configuration, in every wrong
//! position, and looked for in everything that is printed.

mod planting;

use std::collections::BTreeMap;
use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use triggerkit::{AnyTrigger, ConfigType, DetailKind, Error, Report};
use triggerkit_spec::builtin;
use triggerkit_spec::model::{Object, Provider, Trigger};

use crate::every_trigger::{each_with_fields, samples};
use crate::handlers::leaks::answers;
use planting::{encoded_ways, plant, secrets};

/// What is planted in the place of a secret.
const MARKER: &str = "sEcReT7731marker";

/// What is planted in the place of a secret that is a number.
const NUMBER: u64 = 77_317_731_773_177;

/// Returns everything that is printed of a report.
fn printed(report: &Report, out: &mut String) {
    let error = Error::invalid(report.clone());
    let violations = serde_json::to_string(report.violations()).unwrap();
    let answer = serde_json::to_string(&error).unwrap();
    writeln!(out, "{report}\n{report:?}\n{}\n{violations}\n{error}\n{error:?}\n{answer}", serde_json::to_string(report).unwrap())
        .unwrap();
}

/// Returns everything that is printed of a payload.
fn everything(trigger: &AnyTrigger, payload: &str) -> String {
    let mut out = String::new();
    let event = match trigger.decode_lenient(payload.as_bytes()) {
        Ok((event, report)) => {
            printed(&report, &mut out);
            event
        }
        Err(report) => {
            printed(&report, &mut out);
            return out;
        }
    };
    writeln!(out, "{event:?}\n{event:#?}").unwrap();
    if let Err(report) = event.validate() {
        printed(&report, &mut out);
    }
    for detail in event.details() {
        writeln!(out, "{detail:?} {}", detail.path).unwrap();
        match detail.kind {
            DetailKind::Unknown(value) => writeln!(out, "{value}").unwrap(),
            DetailKind::Inside(Ok(bytes)) => writeln!(out, "{}", String::from_utf8_lossy(&bytes)).unwrap(),
            DetailKind::Inside(Err(report)) => printed(&report, &mut out),
            _ => {}
        }
    }
    if let Some(comparison) = trigger.compare(payload.as_bytes(), &[]) {
        writeln!(out, "{comparison:?}").unwrap();
    }
    out
}

fn has_marker(text: &str) -> bool {
    text.contains(MARKER) || text.contains(&NUMBER.to_string()) || text.contains(&STANDARD.encode(MARKER)[..16])
}

/// The keys that every gateway has to hide, whatever the spec says.
#[test]
fn credentials_of_gateways_are_sensitive() {
    let mut gateways = 0;
    each_with_fields(|provider, model, _| {
        let Some(http) = &model.http else { return };
        gateways += 1;
        let mut found = Vec::new();
        secrets(provider, &model.event, &[], &mut found);
        let has = |key: &str| found.iter().any(|secret| secret.key == key);
        for key in ["Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "X-Api-Key", "X-Amz-Security-Token"] {
            assert!(has(key), "{}: {key}", model.id);
        }
        for key in ["signature", "X-Amz-Signature", "sign", "token", "access_token"] {
            assert!(http.query.is_empty() || has(key), "{}: {key}", model.id);
        }
    });
    assert!(gateways >= 8, "{gateways}");
}

/// What was planted and found.
#[derive(Default)]
struct Search {
    places: usize,
    planted: usize,
    positions: BTreeMap<String, usize>,
    /// An example of each leak, by where its marker was planted.
    leaks: BTreeMap<String, String>,
    found: usize,
}

impl Search {
    /// Plants markers in the place of every secret of an object, and looks for them in what `print` returns of each payload.
    fn object(
        &mut self,
        id: &str,
        (provider, object): (&Provider, &Object),
        sample: &Value,
        mut print: impl FnMut(&str, usize) -> String,
    ) {
        let (mut all, mut ways) = (Vec::new(), Vec::new());
        secrets(provider, object, &[], &mut all);
        encoded_ways(provider, object, &[], &mut ways);
        self.places += all.len();
        for secret in &all {
            plant(secret, object, sample, &ways, &mut |position, payload| {
                self.planted += 1;
                *self.positions.entry(position.to_owned()).or_default() += 1;
                let text = print(&payload, self.planted);
                if let Some(line) = text.lines().find(|line| has_marker(line)) {
                    self.found += 1;
                    let line: String = line.chars().take(600).collect();
                    let place = format!("{id} {}: {position}", secret.key);
                    self.leaks.entry(place).or_insert_with(|| format!("{payload}\n  {line}"));
                }
            });
        }
    }

    fn end(self, what: &str) {
        let Search { places, planted, positions, leaks, found } = self;
        let positions = positions.len();
        println!("attack: secrets of {what}: {places} places, {positions} positions, {planted} markers planted, {found} found");
        for (leak, text) in leaks.iter().take(12) {
            println!("{leak}:\n  {}", text.chars().take(1500).collect::<String>());
        }
        assert_eq!(found, 0, "{:#?}", leaks.keys().collect::<Vec<_>>());
    }
}

#[test]
fn no_secret_is_printed() {
    let mut search = Search::default();
    each_with_fields(|provider, model, compiled| {
        let Some(sample) = whole_sample(model) else { return };
        search.object(compiled.info.id, (provider, &model.event), &sample, |payload, number| {
            let mut text = everything(compiled, payload);
            if number % 11 == 0 {
                text.push_str(&answers(compiled.info.id, payload));
            }
            text
        });
    });
    assert!(search.places > 100 && search.planted > 10_000, "{} {}", search.places, search.planted);
    search.end("events");
}

#[test]
fn no_secret_of_a_configuration_is_printed() {
    let mut search = Search::default();
    for provider in builtin::ALL.iter().map(|builtin| builtin.check().unwrap()) {
        for config in &provider.configs {
            let id = format!("{}.{}", provider.name, config.id);
            let compiled = triggerkit::configs().find(|each| each.id == id).unwrap();
            let sample = serde_json::from_slice(&config.samples[0].bytes).unwrap();
            search.object(&id, (&provider, &config.object), &sample, |payload, _| everything_of_config(compiled, payload));
        }
    }
    assert!(search.places >= 5 && search.planted > 500, "{} {}", search.places, search.planted);
    search.end("configurations");
}

/// Returns everything that is printed of a configuration.
fn everything_of_config(config: &ConfigType, payload: &str) -> String {
    let mut out = String::new();
    let config = config.read(payload);
    writeln!(out, "{config:?}\n{config:#?}").unwrap();
    if let Err(report) = config.validate() {
        printed(&report, &mut out);
    }
    out
}

/// Returns an object that is a payload of the trigger. A payload that is a list has its field's name.
fn whole_sample(model: &Trigger) -> Option<Value> {
    let sample = samples(model).next()?;
    match model.event.root {
        Some(index) if sample.is_array() => Some(json!({ model.event.fields[index].wire.as_str(): sample })),
        _ => Some(sample),
    }
}
