//! The files of a generator, which are written to the disk or compared with it. A generator itself does neither.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use similar::TextDiff;

/// A generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path, relative to the root of the workspace.
    pub path: PathBuf,
    /// Its content.
    pub text: String,
}

/// The output of one generator.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The command that writes it: `cargo xtask docs`.
    pub command: &'static str,
    /// The files, sorted by path.
    pub files: Vec<File>,
    /// Folders that contain only generated files. Other files in them are stale.
    pub folders: Vec<PathBuf>,
}

impl Generated {
    /// Writes the files that differ, removes the stale ones, and returns the paths of both.
    ///
    /// # Errors
    /// Returns an error if a file cannot be written or removed.
    pub fn write(&self, root: &Path) -> Result<Vec<PathBuf>> {
        let mut changed = Vec::new();
        for file in &self.files {
            let path = root.join(&file.path);
            if fs::read_to_string(&path).is_ok_and(|there| there == file.text) {
                continue;
            }
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
            }
            fs::write(&path, &file.text).with_context(|| path.display().to_string())?;
            changed.push(file.path.clone());
        }
        for path in self.stale(root)? {
            fs::remove_file(root.join(&path)).with_context(|| path.display().to_string())?;
            changed.push(path);
        }
        Ok(changed)
    }

    /// Compares the files with the disk. Returns a unified diff and the command to run, or `None` if nothing differs.
    ///
    /// # Errors
    /// Returns an error if a folder cannot be read.
    pub fn check(&self, root: &Path) -> Result<Option<String>> {
        let mut diff = String::new();
        for file in &self.files {
            let there = fs::read_to_string(root.join(&file.path)).unwrap_or_default();
            diff.push_str(&unified(&file.path, &there, &file.text));
        }
        for path in self.stale(root)? {
            let there = fs::read_to_string(root.join(&path)).unwrap_or_default();
            diff.push_str(&unified(&path, &there, ""));
        }
        Ok((!diff.is_empty()).then(|| format!("{diff}\nnot up to date; run `{}`\n", self.command)))
    }

    fn stale(&self, root: &Path) -> Result<Vec<PathBuf>> {
        let fresh: BTreeSet<&Path> = self.files.iter().map(|file| file.path.as_path()).collect();
        let mut stale = Vec::new();
        for folder in &self.folders {
            let Ok(entries) = fs::read_dir(root.join(folder)) else { continue };
            for entry in entries {
                let path = folder.join(entry?.file_name());
                if root.join(&path).is_file() && !fresh.contains(path.as_path()) {
                    stale.push(path);
                }
            }
        }
        stale.sort();
        Ok(stale)
    }
}

fn unified(path: &Path, old: &str, new: &str) -> String {
    if old == new {
        return String::new();
    }
    let name = path.display().to_string();
    TextDiff::from_lines(old, new).unified_diff().context_radius(3).header(&name, &name).to_string()
}
