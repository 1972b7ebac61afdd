//! What generators read: the checked specs, and the pages that hold marked parts. They read nothing else.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Context, Result};
use triggerkit_spec::model::Provider;
use triggerkit_spec::{Failure, SampleFolder, SourceFile, check};

/// Pages written by hand that may have parts which are not, and what those parts are taken from.
const PAGES: [(&str, &str); 5] =
    [("", "md"), ("docs", "md"), ("runtime/src", "rs"), ("runtime", "toml"), ("spec/tests/accepted", "toml")];

/// A spec that is right.
#[derive(Clone, Debug)]
pub struct Spec {
    /// Its text, under its path from the root.
    pub source: SourceFile,
    /// What it says.
    pub provider: Provider,
}

/// The workspace, or a folder that looks like it.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    /// Every spec, in the order of names.
    pub specs: Vec<Spec>,
    /// Texts by their path from the root.
    pub pages: BTreeMap<PathBuf, String>,
}

/// A workspace whose specs may be wrong.
#[derive(Debug)]
pub struct Judged {
    /// What is right.
    pub workspace: Workspace,
    /// What is not.
    pub failures: Vec<Box<Failure>>,
}

impl Workspace {
    /// Reads a folder with specs in `spec/` and their samples beside them.
    ///
    /// # Errors
    /// What the file system says.
    pub fn read(root: &Path) -> Result<Judged> {
        let mut workspace = Workspace::default();
        let mut failures = Vec::new();
        for (name, text) in files(root, "spec", "toml")? {
            // A manifest is not a spec.
            let Some(stem) = name.file_stem().filter(|stem| *stem != "Cargo").map(|stem| stem.to_string_lossy().into_owned())
            else {
                continue;
            };
            let samples = SampleFolder::beside(&root.join(&name), &stem);
            let source = SourceFile::new(name.to_string_lossy(), text);
            match check(&source, &stem, &samples) {
                Ok(provider) => workspace.specs.push(Spec { source, provider }),
                Err(failure) => failures.push(failure),
            }
        }
        for (folder, extension) in PAGES {
            workspace.pages.extend(files(root, folder, extension)?);
        }
        Ok(Judged { workspace, failures })
    }

    /// The checked specs.
    pub fn providers(&self) -> impl Iterator<Item = &Provider> {
        self.specs.iter().map(|spec| &spec.provider)
    }
}

/// Texts of a folder's files with this extension, by their paths from the root; none when there is no such folder.
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
            let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            files.insert(Path::new(folder).join(path.file_name().unwrap_or_default()), text);
        }
    }
    Ok(files)
}
