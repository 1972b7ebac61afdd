//! Calls a closure with every spec of a folder, and compares the result with the snapshot next to it.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use triggerkit_spec::model::Provider;
use triggerkit_spec::{Failure, SampleFolder, SourceFile, check};

/// One spec of a folder.
pub struct Case {
    /// The stem of its file, which is also the name of the provider.
    pub stem: String,
    /// Its text.
    pub source: SourceFile,
    samples: SampleFolder,
}

impl Case {
    /// Checks it with the samples in `samples/<stem>/` next to it.
    pub fn check(&self) -> Result<Provider, Box<Failure>> {
        check(&self.source, &self.stem, &self.samples)
    }
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

/// Returns all specs of a folder, sorted.
pub fn cases(name: &str) -> Vec<Case> {
    let entries = fs::read_dir(folder(name)).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("the entry can be read").path());
    let mut specs: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
    specs.sort();
    specs.iter().map(|path| case(path)).collect()
}

fn case(path: &Path) -> Case {
    let stem = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
    let source = SourceFile::read(format!("{stem}.toml"), path).expect("the file can be read");
    let samples = SampleFolder::beside(path, &stem);
    Case { source, stem, samples }
}

/// Compares a text with the snapshot `<folder>/<name>.snap`.
pub fn snapshot(folder_name: &str, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder(folder_name));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// Compares every case of a folder with its snapshot, and reports all that differ.
pub fn each(folder: &str, show: impl Fn(&Case) -> String) {
    let differs = |case: &Case| catch_unwind(AssertUnwindSafe(|| snapshot(folder, &case.stem, &show(case)))).is_err();
    let wrong: Vec<String> = cases(folder).iter().filter(|case| differs(case)).map(|case| case.stem.clone()).collect();
    assert!(wrong.is_empty(), "differ: {wrong:?}");
}
