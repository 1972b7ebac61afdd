//! Compiles the Rust code of the pages as a reader would: each program with the crates that the last `cargo add` above it adds.

use crate::followed::blocks;
use crate::pages::pages;
use crate::readers::{Dependencies, Programs, Readers};

/// Returns the programs of all pages. Each has the name of its page and its number there.
fn programs() -> Programs {
    let mut programs = Programs::new();
    for (path, page) in pages() {
        let (mut added, mut number) = (Dependencies::new(), 0);
        for (words, text) in blocks(&page) {
            match words.as_slice() {
                ["console"] if text.contains("$ cargo add ") => added = text.lines().filter_map(addition).collect(),
                ["toml"] => added.extend(text.lines().filter_map(manifest_line)),
                ["rust" | "rust,no_run"] => {
                    number += 1;
                    assert!(!added.is_empty(), "{path} has code, but no `cargo add` before it");
                    assert!(!text.lines().any(|line| line.starts_with("# ")), "{path} has hidden lines, which a code host shows");
                    let name = format!("{}_{number}", path.trim_end_matches(".md").replace(['/', '-'], "_").to_lowercase());
                    programs.entry(added.clone()).or_default().push((name, text));
                }
                _ => {}
            }
        }
    }
    programs
}

/// Reads a line such as `$ cargo add tokio --features macros,rt`.
fn addition(line: &str) -> Option<(String, Vec<String>)> {
    let mut words = line.strip_prefix("$ cargo add ")?.split_whitespace();
    let name = words.next()?.to_owned();
    let features = match (words.next(), words.next()) {
        (Some("--features"), Some(features)) => features.split(',').map(str::to_owned).collect(),
        (None, None) => Vec::new(),
        _ => panic!("this test does not know `{line}`"),
    };
    Some((name, features))
}

/// Reads a line such as `triggerkit = { version = "0.1", features = ["huawei"] }`.
fn manifest_line(line: &str) -> Option<(String, Vec<String>)> {
    let (name, rest) = line.split_once(" = { version = ")?;
    let (_, features) = rest.split_once("features = [")?;
    Some((name.to_owned(), features.trim_end_matches("] }").split(", ").map(|feature| feature.replace('"', "")).collect()))
}

#[test]
fn every_program_compiles_with_what_its_page_adds() {
    let programs = programs();
    let readers = Readers::write("snippets", &programs);
    // Crates that are built together share their features, so each is built alone.
    let checked = readers.names.iter().map(|name| readers.check(&["--examples", "--package", name]));
    let failures: Vec<String> = programs
        .keys()
        .zip(checked)
        .filter_map(|(dependencies, checked)| Some(format!("with {dependencies:?}:\n{}", checked.err()?)))
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(programs.values().map(Vec::len).sum::<usize>() > 90);
}
