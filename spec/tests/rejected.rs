//! Wrong specs with the diagnostics that they produce. `rejected/<code>_<what>.toml` must produce at least its own code.

use std::collections::BTreeSet;

use std::{borrow::Cow, io};

use triggerkit_spec::diagnostic::Problem;
use triggerkit_spec::{NoSamples, SampleFiles, SourceFile, check};

use crate::{golden, large};

#[test]
fn invalid_specs_are_explained() {
    golden::each("rejected", |case| match case.check() {
        Ok(_) => panic!("{} is accepted", case.stem),
        Err(failure) => {
            let codes: BTreeSet<&str> = failure.diagnostics.iter().map(|each| each.code).collect();
            let own = case.stem.split('_').next().unwrap_or_default();
            assert!(codes.contains(own), "{} yields {codes:?}", case.stem);
            failure.to_string()
        }
    });
}

#[test]
fn every_problem_has_a_case() {
    let mut seen = BTreeSet::new();
    for case in golden::cases("rejected") {
        let failure = case.check().expect_err("it is wrong");
        seen.extend(failure.diagnostics.iter().map(|each| each.code));
    }
    let unreadable = check(&SourceFile::new("shop.toml", SHOP), "shop", &Unreadable).expect_err("it is wrong");
    seen.extend(unreadable.diagnostics.iter().map(|each| each.code));
    // A case would be a file of a thousand lines.
    let large = check(&SourceFile::new("shop.toml", large::like_fan(81)), "shop", &NoSamples).expect_err("it is wrong");
    seen.extend(large.diagnostics.iter().map(|each| each.code));
    let missing: Vec<_> = Problem::CODES.iter().filter(|code| !seen.contains(*code)).collect();
    assert!(missing.is_empty(), "no case in tests/rejected yields {missing:?}");
}

const SHOP: &str = r#"
provider = { title = "Shop", source = "shop.md" }

[triggers.order]
title  = "Order placed"
sample = '{ "id": "A-1" }'
fields = { id = { type = "string" } }
"#;

/// A folder that cannot be read, which no file in a repository can be.
struct Unreadable;

impl SampleFiles for Unreadable {
    fn files(&self) -> io::Result<Vec<(String, Cow<'_, [u8]>)>> {
        Err(io::Error::other("the disk is on fire"))
    }
}

#[test]
fn unreadable_samples_are_explained() {
    let failure = check(&SourceFile::new("shop.toml", SHOP), "shop", &Unreadable).expect_err("it is wrong");
    golden::snapshot("rejected", "E608_samples_unreadable", &failure.to_string());
}

#[test]
fn codes_are_distinct_and_sorted() {
    assert!(Problem::CODES.windows(2).all(|pair| pair[0] < pair[1]));
}
