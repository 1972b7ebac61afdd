//! Circles: files that import from each other, directly or through other files.

use std::collections::{BTreeMap, BTreeSet};

use super::imports::Imports;

/// Describes every circle with the imports between its files.
pub(super) fn circles(imports: &Imports) -> Vec<String> {
    let reached: BTreeMap<&str, BTreeSet<&str>> = imports.keys().map(|file| (file.as_str(), reach(imports, file))).collect();
    let reaches = |from: &str, to: &str| reached.get(from).is_some_and(|files| files.contains(to));
    let mut described = Vec::new();
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for file in imports.keys() {
        if done.contains(file.as_str()) || !reaches(file, file) {
            continue;
        }
        let circle: Vec<&str> =
            imports.keys().map(String::as_str).filter(|other| reaches(file, other) && reaches(other, file)).collect();
        described.push(describe(imports, &circle));
        done.extend(circle);
    }
    described
}

/// Returns the files that a file imports from, directly or through others.
fn reach<'i>(imports: &'i Imports, file: &str) -> BTreeSet<&'i str> {
    let mut reached = BTreeSet::new();
    let mut left = vec![file];
    while let Some(file) = left.pop() {
        for next in imports.get(file).into_iter().flat_map(BTreeMap::keys) {
            if reached.insert(next.as_str()) {
                left.push(next);
            }
        }
    }
    reached
}

fn describe(imports: &Imports, circle: &[&str]) -> String {
    let mut text = format!("{} files import each other\n", circle.len());
    for file in circle {
        for (from, names) in imports.get(*file).into_iter().flatten() {
            if circle.contains(&from.as_str()) {
                text.push_str(&format!("  {file} imports {} from {from}\n", quoted(names)));
            }
        }
    }
    text.push_str("  help: move what both sides need into a file that imports neither");
    text
}

/// Returns the names in backticks: `` `A`, `B` ``.
pub(super) fn quoted(names: &BTreeSet<String>) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
