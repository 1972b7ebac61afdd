//! Finds a spec: one that comes with triggerkit, or a file of the invoking crate.

use std::path::{Path, PathBuf};
use std::{fs, io};

use proc_macro2::TokenStream;
use quote::quote;
use syn::{LitStr, Result};
use triggerkit_spec::builtin::{self, Builtin};
use triggerkit_spec::model::Provider;
use triggerkit_spec::{Failure, SampleFiles, SampleFolder, SourceFile, Suggestion, check};

use crate::arguments::{Arguments, Location};
use crate::mistakes::mistake;

/// Folders that a relative path may start from.
#[derive(Clone, Debug, Default)]
pub struct Base {
    /// The invoking crate's own folder.
    pub manifest_dir: Option<PathBuf>,
    /// The invoking source file, as the compiler names it; the second base.
    pub file: Option<PathBuf>,
}

/// A spec that was found and is not checked yet.
pub(crate) enum Found {
    BuiltIn(&'static Builtin),
    File(File),
}

/// A spec of the invoking crate.
pub(crate) struct File {
    /// Whether a relative path starts at the folder of `Cargo.toml`, or else at that of the source file.
    in_manifest_dir: bool,
    path: PathBuf,
    /// The text, named by the path as the user wrote it.
    source: SourceFile,
}

impl Found {
    pub(crate) fn check(&self) -> std::result::Result<Provider, Box<Failure>> {
        match self {
            Found::BuiltIn(spec) => spec.check(),
            Found::File(file) => {
                let name = stem(&file.path);
                check(&file.source, &name, &SampleFolder::beside(&file.path, &name))
            }
        }
    }

    /// Returns the paths of the files whose change must rebuild the invoking crate, as arguments of `include_bytes!`.
    pub(crate) fn tracked(&self) -> Vec<TokenStream> {
        match self {
            Found::BuiltIn(_) => Vec::new(),
            Found::File(file) => {
                let name = stem(&file.path);
                let folder = SampleFolder::beside(&file.path, &name);
                let shown = SampleFolder::beside(Path::new(&file.source.name), &name);
                let samples = folder.files().unwrap_or_default().into_iter().map(|(sample, _)| shown.path().join(sample));
                let paths = file.source.files().map(|(name, _)| PathBuf::from(name)).chain(samples);
                paths.filter_map(|path| path.to_str().map(|path| file.tracked(path))).collect()
            }
        }
    }
}

impl File {
    /// Returns the path without anything of this machine, so that the expansion is the same on every machine.
    fn tracked(&self, path: &str) -> TokenStream {
        if !self.in_manifest_dir || Path::new(path).is_absolute() {
            return quote!(#path);
        }
        let path = format!("/{path}");
        quote!(tk::concat!(tk::env!("CARGO_MANIFEST_DIR"), #path))
    }
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

pub(crate) fn find(arguments: &Arguments, base: &Base) -> Result<Found> {
    let Location { literal, is_built_in } = &arguments.spec;
    if *is_built_in { builtin(literal).map(Found::BuiltIn) } else { file(literal, base).map(Found::File) }
}

fn builtin(name: &LitStr) -> Result<&'static Builtin> {
    let word = name.value();
    builtin::find(&word).ok_or_else(|| {
        let suggestion = Suggestion::new(&word, "specs", builtin::ALL.iter().map(|spec| spec.name));
        mistake(name, format_args!("unknown built-in spec `{word}`"), suggestion)
    })
}

fn file(literal: &LitStr, base: &Base) -> Result<File> {
    let shown = literal.value();
    let candidates = candidates(Path::new(&shown), base);
    for (in_manifest_dir, path) in &candidates {
        match SourceFile::read(&shown, path) {
            Ok(source) => return Ok(File { in_manifest_dir: *in_manifest_dir, path: path.clone(), source }),
            Err(error) if path.exists() => {
                let help = match error.kind() {
                    io::ErrorKind::InvalidData => "save it as UTF-8",
                    _ => "check that it is a file that you may read",
                };
                return Err(mistake(literal, format_args!("cannot read the spec `{shown}`: {error}"), help));
            }
            Err(_) => {}
        }
    }
    let help = nearby(Path::new(&shown), &candidates).map_or_else(
        || "write the path relative to the folder of Cargo.toml, or of this source file".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    Err(mistake(literal, format_args!("cannot find the spec `{shown}`"), help))
}

/// Returns the paths to try: from the crate's folder, for which it is true, then from the source file's.
fn candidates(path: &Path, base: &Base) -> Vec<(bool, PathBuf)> {
    let manifest = base.manifest_dir.as_deref().map(|folder| (true, folder.join(path)));
    let beside = base.file.as_deref().and_then(Path::parent).map(|folder| (false, folder.join(path)));
    manifest.into_iter().chain(beside).collect()
}

/// Returns the path of a spec in the same folder with nearly the same name.
fn nearby(path: &Path, candidates: &[(bool, PathBuf)]) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let folders = candidates.iter().filter_map(|(_, candidate)| fs::read_dir(candidate.parent()?).ok());
    let names = folders.flatten().filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let specs: Vec<String> = names.filter(|name| name.ends_with(".toml")).collect();
    let near = Suggestion::new(name, "specs", specs.iter().map(String::as_str)).nearest()?.to_owned();
    path.with_file_name(near).to_str().map(str::to_owned)
}
