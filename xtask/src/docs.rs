//! `cargo xtask docs`: the pages about triggers, and the parts of other pages that are taken from specs.

mod catalogue;
mod language;
mod markdown;
mod marked;
mod matrix;
mod objects;
mod page;
mod samples;
mod snippet;
mod tables;

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::generated::{File, Generated};
use crate::workspace::Workspace;

/// Every page, and every page with marked parts.
///
/// # Errors
/// A mark that says nothing.
pub fn generate(workspace: &Workspace) -> Result<Generated> {
    let page = |name: &str, text: String| File { path: Path::new(page::FOLDER).join(name), text };
    let mut files = marked::pages(workspace)?;
    files.push(page("README.md", catalogue::page(workspace)));
    files.extend(workspace.providers().map(|provider| page(&format!("{}.md", provider.name), page::page(provider))));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Generated { command: "cargo xtask docs", files, folders: vec![PathBuf::from(page::FOLDER)] })
}
