//! The short tables of other pages: all triggers, and the features of the crate.

use std::path::Path;

use anyhow::{Context, Result};

use super::markdown::{Table, code};
use super::page::{self, FOLDER};
use crate::workspace::Workspace;

/// The manifest that declares the features.
const MANIFEST: &str = "runtime/Cargo.toml";

/// Returns the table of all triggers. `links` makes the ids links to the pages.
pub(super) fn triggers(workspace: &Workspace, links: bool) -> String {
    let rows = workspace.providers().map(|provider| {
        let triggers = provider.triggers.iter().map(|trigger| match links {
            true => format!("[{}]({FOLDER}/{}.md#{})", trigger.id, provider.name, page::id(provider, trigger)),
            false => code(&trigger.id),
        });
        [code(&provider.name), provider.title.clone(), triggers.collect::<Vec<_>>().join(", ")]
    });
    Table::new(["Feature", "Provider", "Triggers"], rows).to_string()
}

/// Returns the table of the features that are not providers, from the comments of the manifest that start with `##`.
pub(super) fn features(workspace: &Workspace) -> Result<String> {
    let manifest = workspace.pages.get(Path::new(MANIFEST)).with_context(|| format!("there is no {MANIFEST}"))?;
    let section = manifest.split("\n[").find_map(|section| section.strip_prefix("features]")).unwrap_or_default();
    let mut rows = Vec::new();
    let mut doc: Vec<&str> = Vec::new();
    for line in section.lines() {
        match (line.strip_prefix("##"), line.split_once('=')) {
            (Some(words), _) => doc.push(words.trim()),
            (None, Some((name, _))) if !doc.is_empty() => {
                let (name, doc) = (name.trim(), std::mem::take(&mut doc).join(" "));
                if workspace.providers().all(|provider| provider.name != name) {
                    rows.push([code(name), doc]);
                }
            }
            _ => {}
        }
    }
    Ok(Table::new(["Feature", "What it does"], rows).to_string())
}
