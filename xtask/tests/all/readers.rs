//! Crates as readers of the documentation write them, built apart from the workspace.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::folder::root;

/// What a reader adds to a crate: names of crates, each with features.
pub(crate) type Dependencies = BTreeMap<String, Vec<String>>;

/// Programs by what they need, each with its name.
pub(crate) type Programs = BTreeMap<Dependencies, Vec<(String, String)>>;

/// A workspace of crates, each of which has other dependencies.
pub(crate) struct Readers {
    folder: PathBuf,
    /// The names of the crates, in the order of the programs.
    pub(crate) names: Vec<String>,
}

impl Readers {
    /// Writes the crates to a folder in `target`. Their examples are the programs.
    pub(crate) fn write(folder: &str, programs: &Programs) -> Self {
        let folder = root().join("target").join(folder);
        let names: Vec<String> = (1..=programs.len()).map(|number| format!("reader{number}")).collect();
        for (name, (dependencies, programs)) in names.iter().zip(programs) {
            write_crate(&folder.join(name), name, dependencies, programs);
        }
        fs::write(folder.join("Cargo.toml"), format!("[workspace]\nresolver = \"3\"\nmembers = {names:?}\n")).unwrap();
        // The same versions as here, so that nothing has to be fetched.
        fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        Readers { folder, names }
    }

    /// Checks a part of the workspace.
    ///
    /// # Errors
    /// Returns the messages of the compiler.
    pub(crate) fn check(&self, arguments: &[&str]) -> Result<(), String> {
        let mut cargo = Command::new(std::env::var("CARGO").unwrap());
        cargo.args(["check", "--quiet", "--offline"]).args(arguments).current_dir(&self.folder);
        // Most of what they need is built already.
        let checked = cargo.env("CARGO_TARGET_DIR", root().join("target")).output().unwrap();
        if checked.status.success() { Ok(()) } else { Err(String::from_utf8(checked.stderr).unwrap()) }
    }
}

/// Writes a crate whose examples are programs.
fn write_crate(folder: &Path, name: &str, dependencies: &Dependencies, programs: &[(String, String)]) {
    let mut manifest =
        format!("[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[lib]\npath = \"lib.rs\"\n\n[dev-dependencies]\n");
    for (name, features) in dependencies {
        let source = if name == "triggerkit" { format!("path = {:?}", root().join("runtime")) } else { "version = \"*\"".into() };
        let _ = writeln!(manifest, "{name} = {{ {source}, features = {features:?} }}");
    }
    let examples = folder.join("examples");
    let _ = fs::remove_dir_all(&examples);
    fs::create_dir_all(&examples).unwrap();
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::write(folder.join("lib.rs"), "").unwrap();
    for (name, text) in programs {
        let main = if text.contains("fn main()") { "" } else { "\nfn main() {}\n" };
        fs::write(examples.join(format!("{name}.rs")), format!("#![allow(dead_code, unused)]\n{text}{main}")).unwrap();
    }
}
