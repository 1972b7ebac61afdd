//! `docs/spec-language.md` describes every key of the language, and shows it in a valid example.

use std::collections::BTreeSet;

use toml::{Table, Value};
use triggerkit_spec::raw;

use crate::folder::page;
use crate::followed::blocks;

/// Collects the keys of a TOML value.
fn keys(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Table(table) => {
            for (key, value) in table {
                found.insert(key.clone());
                keys(value, found);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| keys(value, found)),
        _ => {}
    }
}

#[test]
fn every_key_is_described_and_shown() {
    let page = page("docs/spec-language.md");
    let mut shown = BTreeSet::new();
    for (_, text) in blocks(&page) {
        let table: Table = text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"));
        keys(&Value::Table(table), &mut shown);
    }
    let missing: Vec<&str> = raw::keys().filter(|key| !shown.contains(*key)).collect();
    assert!(missing.is_empty(), "in no example: {missing:?}");
    // A key appears alone in tables and headings, and in braces for rules and conditions.
    let described = |key: &str| {
        [format!("`{key}`"), format!("{{ {key} = "), format!(", {key} = "), format!("[{key}")]
            .iter()
            .any(|form| prose(&page).contains(form))
    };
    let missing: Vec<&str> = raw::keys().filter(|key| !described(key)).collect();
    assert!(missing.is_empty(), "not described: {missing:?}");
}

/// Returns the page without its code blocks.
fn prose(page: &str) -> String {
    page.split("```").step_by(2).collect()
}

/// Generated examples come from the specs of the checker's tests, so they are always valid.
#[test]
fn every_example_is_generated_from_a_tested_spec() {
    let page = page("docs/spec-language.md");
    let mut by_hand =
        page.split("<!-- generated: ").map(|part| part.split_once("<!-- /generated -->").map_or(part, |(_, rest)| rest));
    assert!(by_hand.all(|part| !part.contains("```")));
    assert!(page.matches("<!-- generated: example ").count() > 10);
}
