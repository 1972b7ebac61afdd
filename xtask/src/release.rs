//! `cargo xtask release`: how to publish the next version, and what is new in it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::diff;
use crate::packages::published;

/// The title of what the changelog says about the next version.
const UNRELEASED: &str = "## Unreleased";

/// Returns the commands that publish the version in `Cargo.toml`, in their order, and its notes: what the changelog says, and how the
/// specs changed since the last release.
///
/// # Errors
/// Returns an error if the changelog says nothing about the version, or if a crate or a spec cannot be read.
pub fn instructions(root: &Path) -> Result<String> {
    let packages = published(root)?;
    let version = &packages.first().context("no crate is published")?.version;
    let changelog = fs::read_to_string(root.join("CHANGELOG.md")).context("CHANGELOG.md")?;
    let notes = unreleased(&changelog).with_context(|| format!("CHANGELOG.md has nothing under `{UNRELEASED}`"))?;
    let last = diff::since_last_release(root)?;
    let mut text = format!("# Publish {version}\n\n```console\n$ .ci/run\n");
    if let Some((release, _)) = &last {
        let _ = writeln!(text, "$ cargo semver-checks --baseline-rev {}", release.tag);
    }
    let _ = writeln!(text, "$ git tag v{version}");
    for package in &packages {
        let _ = writeln!(text, "$ cargo publish -p {}", package.name);
    }
    let _ = write!(text, "$ git push --tags\n```\n\n# Notes\n\n{notes}\n");
    if let Some((release, changes)) = last {
        let _ = writeln!(text, "\n### Specs since {}\n", release.tag);
        for change in changes {
            let _ = writeln!(text, "- {change}");
        }
    }
    Ok(text)
}

/// Returns what a changelog says about the next version, without the title.
fn unreleased(changelog: &str) -> Option<&str> {
    let (_, rest) = changelog.split_once(&format!("{UNRELEASED}\n"))?;
    let notes = rest.split_once("\n## ").map_or(rest, |(notes, _)| notes).trim();
    Some(notes).filter(|notes| !notes.is_empty())
}
