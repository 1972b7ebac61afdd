//! `cargo xtask book`: the pages as one book, with search. Each trigger has a page of its own.

mod links;
mod pages;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, bail};

pub use links::{ids, map_links};

use crate::workspace::package_key;

/// The version of mdBook that is installed if there is none.
const MDBOOK: &str = "0.5.4";

/// The configuration of mdBook. Links of the book lead to `REPOSITORY`.
const CONFIGURATION: &str = r#"[book]
title = "triggerkit"
description = "Typed, validated trigger events for serverless functions"
language = "en"

[output.html]
git-repository-url = "REPOSITORY"
default-theme = "light"
preferred-dark-theme = "navy"
no-section-label = true

[output.html.fold]
enable = true
level = 0

[output.html.playground]
runnable = false
"#;

/// Builds the book in `target/book` and returns the path of its first page.
///
/// # Errors
/// Returns an error if a link of a page leads nowhere, or if mdBook is not there and cannot be installed.
pub fn build(root: &Path) -> Result<PathBuf> {
    let folder = write(root)?;
    let status = Command::new(mdbook(root)?).arg("build").arg(&folder).status().context("mdBook does not start")?;
    if !status.success() {
        bail!("mdBook failed");
    }
    Ok(folder.join("book/index.html"))
}

/// Writes what mdBook reads, and returns its folder.
///
/// # Errors
/// Returns an error if a link of a page leads nowhere.
pub fn write(root: &Path) -> Result<PathBuf> {
    let folder = root.join("target/book");
    let source = folder.join("src");
    if source.exists() {
        fs::remove_dir_all(&source)?;
    }
    let manifest = fs::read_to_string(root.join("Cargo.toml"))?;
    let repository = package_key(&manifest, "repository").context("Cargo.toml names no repository")?;
    for (path, text) in files(root, &repository)? {
        let path = source.join(path);
        fs::create_dir_all(path.parent().context("a page without a folder")?)?;
        fs::write(path, text)?;
    }
    fs::write(folder.join("book.toml"), CONFIGURATION.replace("REPOSITORY", &repository))?;
    Ok(folder)
}

/// Returns the files of the book: its contents, its pages and its pictures.
fn files(root: &Path, repository: &str) -> Result<BTreeMap<String, Vec<u8>>> {
    let pages = pages::read(root)?;
    let mut files = BTreeMap::from([("SUMMARY.md".to_owned(), pages::summary(&pages).into_bytes())]);
    let mut broken = Vec::new();
    for page in &pages {
        let (text, pictures) = links::rewrite(root, repository, page, &pages, &mut broken);
        files.insert(page.path.clone(), text.into_bytes());
        for (path, from) in pictures {
            files.insert(path, fs::read(&from).with_context(|| from.display().to_string())?);
        }
    }
    if !broken.is_empty() {
        bail!("links that lead nowhere:\n{}", broken.join("\n"));
    }
    Ok(files)
}

/// Returns the program mdBook, and installs it in `target/tools` if it is nowhere.
fn mdbook(root: &Path) -> Result<PathBuf> {
    let name = format!("mdbook{}", env::consts::EXE_SUFFIX);
    let tools = root.join("target/tools");
    let places = env::var_os("PATH").map(|path| env::split_paths(&path).collect::<Vec<_>>()).unwrap_or_default();
    let mut candidates = places.into_iter().chain([tools.join("bin")]).map(|folder| folder.join(&name));
    if let Some(found) = candidates.find(|path| path.is_file()) {
        return Ok(found);
    }
    let arguments =
        ["install", "mdbook", "--version", MDBOOK, "--locked", "--no-default-features", "--features", "search", "--root"];
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo).args(arguments).arg(&tools).status().context("cargo does not start")?;
    if !status.success() {
        bail!("mdBook {MDBOOK} cannot be installed");
    }
    Ok(tools.join("bin").join(name))
}
