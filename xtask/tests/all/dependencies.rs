//! The crates that the workspace depends on are as `deny.toml` wants them. It is the file of cargo-deny, which need not be installed.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde::Deserialize;
use spdx::{Expression, ParseMode};

use crate::folder::root;

/// The part of `deny.toml` that is checked here.
#[derive(Deserialize)]
struct Policy {
    licenses: Licenses,
    bans: Bans,
}

#[derive(Deserialize)]
struct Licenses {
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    skip: Vec<Skip>,
}

/// A version that there may be beside another.
#[derive(Deserialize)]
struct Skip {
    name: String,
    version: String,
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: String,
    source: Option<String>,
}

fn read<T: for<'de> Deserialize<'de>>(file: &str) -> T {
    toml::from_str(&std::fs::read_to_string(root().join(file)).unwrap()).unwrap()
}

/// Returns what cargo says of each package that this machine's build has.
fn tree(edges: &str, format: &str) -> BTreeSet<String> {
    let cargo = std::env::var("CARGO").unwrap();
    let arguments = ["tree", "--workspace", "--offline", "--prefix=none", "--edges", edges, "--format", format];
    let output = Command::new(cargo).args(arguments).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().filter(|line| !line.is_empty()).map(|line| line.trim_end_matches(" (*)").to_owned()).collect()
}

#[test]
fn every_licence_is_allowed() {
    let policy: Policy = read("deny.toml");
    let (mut refused, mut used) = (BTreeSet::new(), BTreeSet::new());
    for line in tree("normal,build,dev", "{l}\t{p}") {
        let (license, _) = line.split_once('\t').unwrap();
        let allows = |wanted: &spdx::LicenseReq| policy.licenses.allow.iter().find(|allowed| **allowed == wanted.to_string());
        match Expression::parse_mode(license, ParseMode::LAX) {
            Ok(expression) if expression.evaluate(|wanted| allows(wanted).is_some()) => {
                used.extend(expression.requirements().filter_map(|wanted| allows(&wanted.req)));
            }
            _ => drop(refused.insert(line.clone())),
        }
    }
    assert!(refused.is_empty(), "licences that deny.toml does not allow:\n{}", Vec::from_iter(refused).join("\n"));
    assert_eq!(used, policy.licenses.allow.iter().collect(), "deny.toml allows a licence that no crate has");
}

#[test]
fn no_crate_is_there_twice_without_a_reason() {
    let (policy, lock): (Policy, Lock) = (read("deny.toml"), read("Cargo.lock"));
    let mut versions = BTreeMap::<String, BTreeSet<String>>::new();
    // What only tests depend on does not matter.
    for package in tree("no-dev", "{p}") {
        let mut words = package.split_whitespace().map(str::to_owned);
        let (name, version) = words.next().zip(words.next()).unwrap();
        versions.entry(name).or_default().insert(version);
    }
    for Skip { name, version } in policy.bans.skip {
        let is_this = |found: &str| found.starts_with(&format!("{version}."));
        let found = lock.package.iter().filter(|package| package.name == name);
        let (this, others): (Vec<_>, Vec<_>) = found.partition(|package| is_this(&package.version));
        assert!(!this.is_empty() && !others.is_empty(), "{name} {version} is not one of two: remove it from deny.toml");
        versions.entry(name).or_default().retain(|found| !is_this(found.trim_start_matches('v')));
    }
    versions.retain(|_, versions| versions.len() > 1);
    assert!(versions.is_empty(), "more than one version of {versions:?}: bring them together, or say why not in deny.toml");
}

#[test]
fn every_crate_comes_from_the_registry() {
    let lock: Lock = read("Cargo.lock");
    let is_ours = |name: &str| ["own_spec", "xtask"].contains(&name) || name.starts_with("triggerkit");
    for Locked { name, source, .. } in lock.package {
        let is_known =
            source.as_deref().map_or(is_ours(&name), |source| source == "registry+https://github.com/rust-lang/crates.io-index");
        assert!(is_known, "{name} comes from {source:?}");
    }
}
