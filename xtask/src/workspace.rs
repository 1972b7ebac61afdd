//! The input of the generators: the checked specs, and the pages with generated parts.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Context, Result};
use toml::de::DeTable;
use triggerkit_spec::model::Provider;
use triggerkit_spec::{Failure, SampleFolder, SourceFile, check, read_text};

/// Folders and extensions of the pages that may have generated parts, and of the specs that these parts quote.
const PAGES: [(&str, &str); 5] =
    [("", "md"), ("docs", "md"), ("runtime/src", "rs"), ("runtime", "toml"), ("spec/tests/accepted", "toml")];

/// A spec without errors.
#[derive(Clone, Debug)]
pub struct Spec {
    /// Its text and its path, relative to the root.
    pub source: SourceFile,
    /// The checked model.
    pub provider: Provider,
}

/// The workspace, or another folder with the same layout.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    /// All specs, sorted by name.
    pub specs: Vec<Spec>,
    /// The pages by their paths, relative to the root.
    pub pages: BTreeMap<PathBuf, String>,
}

/// A workspace whose specs may have errors.
#[derive(Debug)]
pub struct Checked {
    /// The workspace with all valid specs.
    pub workspace: Workspace,
    /// The errors of the other specs.
    pub failures: Vec<Box<Failure>>,
}

impl Workspace {
    /// Reads and checks the specs in `spec/` with their samples, and reads the pages.
    ///
    /// # Errors
    /// Returns an error if a file cannot be read.
    pub fn read(root: &Path) -> Result<Checked> {
        let mut workspace = Workspace::default();
        let mut failures = Vec::new();
        for name in files(root, "spec", "toml")?.into_keys() {
            // A manifest is not a spec.
            let Some(stem) = name.file_stem().filter(|stem| *stem != "Cargo").map(|stem| stem.to_string_lossy().into_owned())
            else {
                continue;
            };
            let path = root.join(&name);
            let source = SourceFile::read(name.to_string_lossy(), &path).with_context(|| path.display().to_string())?;
            match check(&source, &stem, &SampleFolder::beside(&path, &stem)) {
                Ok(provider) => workspace.specs.push(Spec { source, provider }),
                Err(failure) => failures.push(failure),
            }
        }
        for (folder, extension) in PAGES {
            workspace.pages.extend(files(root, folder, extension)?);
        }
        Ok(Checked { workspace, failures })
    }

    /// Iterates over the models of all specs.
    pub fn providers(&self) -> impl Iterator<Item = &Provider> {
        self.specs.iter().map(|spec| &spec.provider)
    }
}

/// Returns what the manifest of a workspace says about all of its packages under a key.
pub fn package_key(manifest: &str, key: &str) -> Option<String> {
    let root = DeTable::parse(manifest).ok()?;
    let package = root.get_ref().get("workspace")?.get_ref().get("package")?;
    package.get_ref().get(key)?.get_ref().as_str().map(str::to_owned)
}

/// Reads the files of a folder that have this extension. A missing folder has none.
fn files(root: &Path, folder: &str, extension: &str) -> Result<BTreeMap<PathBuf, String>> {
    let path = root.join(folder);
    let entries = match fs::read_dir(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        entries => entries.with_context(|| path.display().to_string())?,
    };
    let mut files = BTreeMap::new();
    for entry in entries {
        let path = entry?.path();
        if path.is_file() && path.extension().is_some_and(|end| end == extension) {
            let text = read_text(&path).with_context(|| path.display().to_string())?;
            files.insert(Path::new(folder).join(path.file_name().unwrap_or_default()), text);
        }
    }
    Ok(files)
}
