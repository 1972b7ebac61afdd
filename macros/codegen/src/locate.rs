//! Finding a spec: among those that come with triggerkit, or a file of the invoking crate.

use std::fs;
use std::path::{Path, PathBuf};

use syn::{Error, Result};
use triggerkit_spec::builtin::{self, Builtin};
use triggerkit_spec::model::Provider;
use triggerkit_spec::{Failure, SampleFiles, SampleFolder, SourceFile, check};

use crate::arguments::{Arguments, Location};

/// Folders that a relative path may start from.
#[derive(Clone, Debug, Default)]
pub struct Base {
    /// The invoking crate's own folder.
    pub manifest_dir: Option<PathBuf>,
    /// The invoking source file, as the compiler names it; the second base.
    pub file: Option<PathBuf>,
}

/// A spec that was found, not yet checked.
pub(crate) enum Found {
    BuiltIn(&'static Builtin),
    File {
        /// Name in messages: the path as the user wrote it.
        shown: String,
        path: PathBuf,
        text: String,
    },
}

impl Found {
    pub(crate) fn check(&self) -> std::result::Result<Provider, Box<Failure>> {
        match self {
            Found::BuiltIn(spec) => spec.check(),
            Found::File { shown, path, text } => {
                let name = stem(path);
                check(&SourceFile::new(shown, text), &name, &SampleFolder::beside(path, &name))
            }
        }
    }

    /// Files whose change must rebuild the invoking crate.
    pub(crate) fn tracked(&self) -> Vec<PathBuf> {
        match self {
            Found::BuiltIn(_) => Vec::new(),
            Found::File { path, .. } => {
                let folder = SampleFolder::beside(path, &stem(path));
                let samples = folder.files().unwrap_or_default().into_iter().map(|(name, _)| folder.path().join(name));
                std::iter::once(path.clone()).chain(samples).collect()
            }
        }
    }
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

pub(crate) fn find(arguments: &Arguments, base: &Base) -> Result<Found> {
    match &arguments.spec {
        Location::BuiltIn(name) => builtin::find(&name.value()).map(Found::BuiltIn).ok_or_else(|| {
            let names: Vec<&str> = builtin::ALL.iter().map(|spec| spec.name).collect();
            Error::new_spanned(name, format!("triggerkit has no spec `{}`; it has {}", name.value(), names.join(", ")))
        }),
        Location::File(literal) => {
            let shown = literal.value();
            let candidates = candidates(Path::new(&shown), base);
            for path in &candidates {
                match fs::read_to_string(path) {
                    Ok(text) => return Ok(Found::File { shown, path: path.clone(), text }),
                    Err(error) if path.exists() => {
                        return Err(Error::new_spanned(literal, format!("cannot read `{shown}`: {error}")));
                    }
                    Err(_) => {}
                }
            }
            Err(Error::new_spanned(literal, format!("there is no spec `{shown}`{}", looked(&candidates, base))))
        }
    }
}

/// Paths to try: from the crate's folder, then from the source file's.
fn candidates(path: &Path, base: &Base) -> Vec<PathBuf> {
    let beside = base.file.as_deref().and_then(Path::parent).map(Path::to_path_buf);
    let absolute = |folder: PathBuf| fs::canonicalize(&folder).unwrap_or(folder);
    base.manifest_dir.clone().into_iter().chain(beside).map(|folder| absolute(folder).join(path)).collect()
}

/// Says where the file was looked for, in words that do not depend on the machine.
fn looked(candidates: &[PathBuf], base: &Base) -> String {
    match (candidates.len(), &base.manifest_dir) {
        (0, _) => String::new(),
        (1, Some(_)) => "; paths start from the folder of Cargo.toml".into(),
        _ => "; paths start from the folder of Cargo.toml, or else of the source file".into(),
    }
}
