//! Checks the modules of every crate: no files of a crate import each other, and no module imports from a higher layer.

mod circles;
mod imports;
mod layers;
mod paths;
mod tests;
mod tree;

use std::path::Path;
use std::{fs, io};

use anyhow::{Context, Result};

use self::layers::Layers;
use self::tree::{Sources, Tree};
use crate::folder::root;

/// The layers of each crate that has any, from the bottom to the top, by the folder of the crate.
const LAYERS: &[(&str, Layers<'static>)] = &[
    (
        "runtime/core",
        &[
            &["format", "json", "key_path", "length", "limits", "number", "range", "time", "vocabulary"],
            &["detect", "form", "quote", "text"],
            &["report"],
            &["secrets"],
            &["shape"],
            &["data"],
            &["engine"],
            &["serde_text"],
            &["cbor", "locate", "payload"],
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
            &["judge"],
            &["check"],
            &["builtin"],
        ],
    ),
    (
        "xtask",
        &[
            &["workspace", "generated", "packages"],
            &["book", "docs", "schema"],
            &["generators"],
            &["check", "diff", "expand", "new"],
            &["release"],
        ],
    ),
    (
        "runtime/cli",
        &[
            &["console", "files", "indent", "names"],
            &["checked", "triggers"],
            &["configs", "payload_args"],
            &["explain", "invoke", "new", "package", "payloads", "shell"],
        ],
    ),
];

#[test]
fn no_modules_of_a_crate_import_each_other_and_the_layers_hold() {
    let root = root();
    let mut complaints = Vec::new();
    for (member, name) in members(&root).unwrap() {
        let folder = format!("{member}/src");
        let layers = LAYERS.iter().find(|(folder, _)| *folder == member).map(|(_, layers)| *layers);
        complaints.extend(judge(&read(&root, &folder).unwrap(), &folder, &name, layers).unwrap());
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
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
    let workspace = manifest(root, "Cargo.toml")?;
    let members = workspace["workspace"]["members"].as_array().context("the workspace has no members")?;
    let folders = members.iter().filter_map(toml::Value::as_str);
    folders
        .map(|folder| {
            let package = manifest(root, &format!("{folder}/Cargo.toml"))?;
            let name = package["package"]["name"].as_str().with_context(|| format!("the crate in `{folder}` has no name"))?;
            Ok((folder.to_owned(), name.to_owned()))
        })
        .collect()
}

fn manifest(root: &Path, name: &str) -> Result<toml::Table> {
    let text = fs::read_to_string(root.join(name)).with_context(|| name.to_owned())?;
    text.parse().with_context(|| name.to_owned())
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
