//! `cargo xtask docs`: writes the pages about triggers, and the generated parts of other pages.

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

/// Returns every generated page, and every page with marked parts.
///
/// # Errors
/// Returns an error if a page has an unknown mark.
pub fn generate(workspace: &Workspace) -> Result<Generated> {
    let page = |name: &str, text: String| File { path: Path::new(page::FOLDER).join(name), text };
    let mut files = marked::pages(workspace)?;
    files.push(page("README.md", catalogue::page(workspace)));
    files.extend(workspace.providers().map(|provider| page(&format!("{}.md", provider.name), page::page(workspace, provider))));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Generated { command: "cargo xtask docs", files, folders: vec![PathBuf::from(page::FOLDER)] })
}
