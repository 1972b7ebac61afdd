//! The features of triggerkit.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use std::fs;

use serde::Deserialize;

use crate::folder::root;

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
