//! Compiles the Rust code of the pages as a reader would: each program with the crates that the last `cargo add` above it adds.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::folder::root;
use crate::followed::blocks;
use crate::pages::pages;

/// What a reader adds to a crate: names of crates, each with features.
type Dependencies = BTreeMap<String, Vec<String>>;

/// The programs of all pages by what they need. Each has the name of its page and its number there.
fn programs() -> BTreeMap<Dependencies, Vec<(String, String)>> {
    let mut programs = BTreeMap::<Dependencies, Vec<_>>::new();
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

/// Writes a crate whose examples are programs.
fn write_crate(folder: &Path, name: &str, dependencies: &Dependencies, programs: &[(String, String)]) {
    let mut manifest =
        format!("[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[lib]\npath = \"lib.rs\"\n\n[dev-dependencies]\n");
    for (name, features) in dependencies {
        let source = if name == "triggerkit" { format!("path = {:?}", root().join("runtime")) } else { "version = \"*\"".into() };
        let _ = writeln!(manifest, "{name} = {{ {source}, features = {features:?} }}");
    }
    let examples = folder.join("examples");
    let _ = fs::remove_dir_all(&examples);
    fs::create_dir_all(&examples).unwrap();
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::write(folder.join("lib.rs"), "").unwrap();
    for (name, text) in programs {
        let main = if text.contains("fn main()") { "" } else { "\nfn main() {}\n" };
        fs::write(examples.join(format!("{name}.rs")), format!("#![allow(dead_code, unused)]\n{text}{main}")).unwrap();
    }
}

#[test]
fn every_program_compiles_with_what_its_page_adds() {
    let folder: PathBuf = root().join("target/snippets");
    let programs = programs();
    let names: Vec<String> = (1..=programs.len()).map(|number| format!("reader{number}")).collect();
    for (name, (dependencies, programs)) in names.iter().zip(&programs) {
        write_crate(&folder.join(name), name, dependencies, programs);
    }
    fs::write(folder.join("Cargo.toml"), format!("[workspace]\nresolver = \"3\"\nmembers = {names:?}\n")).unwrap();
    // The same versions as here, so that nothing has to be fetched.
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let mut failures = Vec::new();
    for (name, (dependencies, _)) in names.iter().zip(&programs) {
        // Crates that are built together share their features, so each is built alone.
        let arguments = ["check", "--quiet", "--offline", "--examples", "--package", name];
        let output = Command::new(std::env::var("CARGO").unwrap()).args(arguments).current_dir(&folder).output().unwrap();
        if !output.status.success() {
            failures.push(format!("with {dependencies:?}:\n{}", String::from_utf8_lossy(&output.stderr)));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(programs.values().map(Vec::len).sum::<usize>() > 90);
}
