//! Checks the modules of every crate: no files of a crate import each other, and no module imports from a higher layer.

mod circles;
mod imports;
mod layers;
mod paths;
mod tree;

#[cfg(test)]
mod tests;

use std::path::Path;
use std::{fs, io};

use anyhow::{Context, Result};
use toml::de::{DeTable, DeValue};

use self::layers::Layers;
use self::tree::{Sources, Tree};

/// The layers of each crate that has any, from the bottom to the top, by the folder of the crate.
const LAYERS: &[(&str, Layers<'static>)] = &[
    (
        "runtime/core",
        &[
            &["format", "json", "length", "number", "range", "time", "vocabulary"],
            &["detect", "form", "quote", "text"],
            &["report"],
            &["shape"],
            &["data"],
            &["engine"],
            &["serde_text"],
            &["cbor", "payload"],
            &["document"],
            &["value"],
            &["untyped"],
        ],
    ),
    (
        "spec",
        &[
            &["source", "suggest", "names", "json", "model", "samples"],
            &["definitions", "words"],
            &["diagnostic"],
            &["raw"],
            &["judge", "dump"],
            &["check"],
            &["builtin"],
        ],
    ),
    (
        "xtask",
        &[&["workspace", "generated", "modules"], &["docs", "schema"], &["generators"], &["check", "diff", "expand", "new"]],
    ),
    ("runtime/cli", &[&["console"], &["triggers"], &["payload_args"], &["explain", "invoke", "payloads"]]),
];

/// Crates whose circles are not removed yet, by folder.
const EXEMPT: &[&str] = &[];

/// Returns complaints about the modules of every crate in the workspace at `root`. Without a manifest there are none.
///
/// # Errors
/// Returns an error if a file cannot be read or is not Rust.
pub fn check(root: &Path) -> Result<Vec<String>> {
    let mut complaints = Vec::new();
    for (member, name) in members(root)? {
        if EXEMPT.contains(&member.as_str()) {
            continue;
        }
        let folder = format!("{member}/src");
        let layers = LAYERS.iter().find(|(folder, _)| *folder == member).map(|(_, layers)| *layers);
        complaints.extend(judge(&read(root, &folder)?, &folder, &name, layers)?);
    }
    Ok(complaints)
}

/// Returns complaints about one crate.
fn judge(sources: &Sources, folder: &str, library: &str, layers: Option<Layers<'_>>) -> Result<Vec<String>> {
    let tree = Tree::read(sources, folder, library)?;
    let imports = imports::imports(&tree);
    let mut complaints = circles::circles(&imports);
    if let Some(layers) = layers {
        complaints.extend(layers::violations(&tree, &imports, layers));
    }
    Ok(complaints)
}

/// Returns the folders of the workspace's crates, and their names.
fn members(root: &Path) -> Result<Vec<(String, String)>> {
    let Some(text) = manifest(root, "Cargo.toml")? else { return Ok(Vec::new()) };
    let members = value(&text, ["workspace", "members"]).context("the workspace has no members")?;
    let folders = members.as_array().into_iter().flatten().filter_map(|member| member.get_ref().as_str());
    folders
        .map(|folder| {
            let text = manifest(root, &format!("{folder}/Cargo.toml"))?.unwrap_or_default();
            let name = value(&text, ["package", "name"]);
            let name = name.as_ref().and_then(DeValue::as_str).with_context(|| format!("the crate in `{folder}` has no name"))?;
            Ok((folder.to_owned(), name.to_owned()))
        })
        .collect()
}

/// Returns the text of a manifest, or `None` if there is no such file.
fn manifest(root: &Path, name: &str) -> Result<Option<String>> {
    match fs::read_to_string(root.join(name)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        text => Ok(Some(text.with_context(|| name.to_owned())?)),
    }
}

/// Returns the value of a key in a table of a manifest.
fn value<'t>(text: &'t str, [table, key]: [&str; 2]) -> Option<DeValue<'t>> {
    let mut root = DeTable::parse(text).ok()?.into_inner();
    let DeValue::Table(mut table) = root.remove(table)?.into_inner() else { return None };
    Some(table.remove(key)?.into_inner())
}

/// Returns the text of every `.rs` file in a folder, by its path from the root.
fn read(root: &Path, folder: &str) -> Result<Sources> {
    let mut sources = Sources::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let path = root.join(&folder);
        let entries = match fs::read_dir(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries.with_context(|| path.display().to_string())?,
        };
        for entry in entries {
            let entry = entry?;
            let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                folders.push(name);
            } else if name.ends_with(".rs") {
                let text = fs::read_to_string(entry.path()).with_context(|| name.clone())?;
                sources.insert(name, text);
            }
        }
    }
    Ok(sources)
}
