//! The features of triggerkit, and what the compiler says if one is missing.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use std::fs;

use serde::Deserialize;
use triggerkit_spec::builtin;

use crate::folder::root;
use crate::readers::{Dependencies, Readers};

#[derive(Deserialize)]
struct Manifest {
    features: BTreeMap<String, Vec<String>>,
}

#[test]
fn all_enables_every_feature() {
    let manifest = fs::read_to_string(root().join("runtime/Cargo.toml")).unwrap();
    let Manifest { features } = toml::from_str(&manifest).unwrap();
    let others: Vec<&String> = features.keys().filter(|name| !["all", "default"].contains(&name.as_str())).collect();
    assert_eq!(features["all"].iter().collect::<Vec<_>>(), others);
}

/// Programs for which a feature is missing, each with the messages that name it.
const PROGRAMS: [(&str, &str, &[&str]); 3] = [
    (
        "function",
        "
use triggerkit::{Error, Router, handler, trigger};

#[trigger(tencent::Cos)]
async fn stored(_: ()) -> Result<(), Error> {
    Ok(())
}

fn main() {
    let _ = Router::new().with(handler!(stored));
}
",
        &["`#[trigger]` needs the feature `handlers`", "`handler!` needs the feature `handlers`", "`handlers`"],
    ),
    (
        "methods",
        "
use triggerkit::{trigger, triggers};

struct Shop;

#[triggers]
impl Shop {
    #[trigger(tencent::Cos)]
    async fn stored(&self, _: ()) {}
}

fn main() {}
",
        &["`#[triggers]` needs the feature `handlers`"],
    ),
    (
        "server",
        "
fn main() {
    let _ = triggerkit::run(());
}
",
        &["`serve`"],
    ),
];

/// Returns the messages that name a feature, without those that are given twice.
fn named_features(readers: &Readers, program: &str) -> Vec<String> {
    let text = readers.check(&["--example", program]).expect_err("a feature is missing");
    let mut messages: Vec<String> = Vec::new();
    for line in text.lines() {
        // The compiler names an item that was left out: `the item is gated behind the `serve` feature`.
        let own = line.strip_prefix("error: ").filter(|what| what.contains("feature"));
        let gated = line.split_once("gated behind the ").and_then(|(_, rest)| rest.strip_suffix(" feature"));
        messages.extend(own.or(gated).map(str::to_owned).filter(|message| !messages.contains(message)));
        assert!(!line.contains("private"), "{text}");
    }
    assert_eq!(text.contains("needs the feature"), text.contains("help: run `cargo add triggerkit --features handlers`"));
    messages
}

#[test]
fn a_missing_feature_is_named() {
    let modules = builtin::ALL.iter().map(|spec| format!("use triggerkit::{};\n", spec.name)).collect::<String>();
    let mut programs = vec![("providers".to_owned(), modules)];
    programs.extend(PROGRAMS.map(|(name, text, _)| (name.to_owned(), text.to_owned())));
    let without_features = Dependencies::from([("triggerkit".to_owned(), Vec::new())]);
    let readers = Readers::write("features", &BTreeMap::from([(without_features, programs)]));
    let providers: Vec<String> = builtin::ALL.iter().map(|spec| format!("`{}`", spec.name)).collect();
    assert_eq!(named_features(&readers, "providers"), providers);
    for (name, _, messages) in PROGRAMS {
        assert_eq!(named_features(&readers, name), messages, "{name}");
    }
}
