//! A workspace in the target directory, with a library and a program for each variant.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{fs, io};

use super::variant::Variant;
use crate::cargo::Cargo;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The generated crates.
pub(crate) struct Workspace {
    folder: PathBuf,
    cargo: Cargo,
}

impl Workspace {
    /// Writes the crates and builds their dependencies.
    pub(crate) fn create<'v>(variants: impl Iterator<Item = &'v Variant>) -> Result<Workspace> {
        let folder = crate::cargo::scratch("compile")?;
        let workspace = Workspace { cargo: Cargo::new(&folder), folder };
        let variants: Vec<_> = variants.collect();
        let mut members = Vec::new();
        for variant in &variants {
            members.push(variant.name.clone());
            workspace.package(&variant.name, &variant.dependencies, "")?;
            for (name, text) in &variant.files {
                fs::write(workspace.folder.join(&variant.name).join(name), text)?;
            }
            if variant.program.is_some() {
                let program = program_of(variant);
                let dependencies = format!("{} = {{ path = \"../{}\" }}\n{}", variant.name, variant.name, variant.dependencies);
                workspace.package(&program, &dependencies, "fn main() {}")?;
                members.push(program);
            }
        }
        fs::write(workspace.folder.join("Cargo.toml"), format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n"))?;
        for member in &members {
            workspace.cargo.run(&["check", "-p", member])?;
            workspace.cargo.run(&["build", "--release", "-p", member])?;
        }
        for variant in variants {
            if let Some(program) = &variant.program {
                fs::write(workspace.source(&program_of(variant), "main.rs"), program)?;
            }
        }
        Ok(workspace)
    }

    /// Writes an empty package. Its sources are written after its dependencies are built.
    fn package(&self, name: &str, dependencies: &str, program: &str) -> io::Result<()> {
        let source = if program.is_empty() { "lib.rs" } else { "main.rs" };
        fs::create_dir_all(self.folder.join(name).join("src"))?;
        fs::write(self.source(name, source), program)?;
        let manifest =
            format!("[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}\n");
        fs::write(self.folder.join(name).join("Cargo.toml"), manifest)
    }

    /// Returns the seconds for a check, for a release build of the library, and for one with its program.
    pub(crate) fn build(&self, variant: &Variant) -> Result<[f64; 3]> {
        let used = match variant.program {
            Some(_) => self.timed(variant, &["build", "--release", "-p", &program_of(variant)])?,
            None => f64::NAN,
        };
        Ok([
            self.timed(variant, &["check", "-p", &variant.name])?,
            self.timed(variant, &["build", "--release", "-p", &variant.name])?,
            used,
        ])
    }

    fn timed(&self, variant: &Variant, arguments: &[&str]) -> Result<f64> {
        // Cargo rebuilds a file that is written again, even with the same text.
        fs::write(self.source(&variant.name, "lib.rs"), &variant.library)?;
        let start = Instant::now();
        self.cargo.run(arguments)?;
        Ok(start.elapsed().as_secs_f64())
    }

    /// Returns the size of the release build of the library.
    pub(crate) fn rlib_bytes(&self, variant: &Variant) -> Result<f64> {
        let file = self.folder.join(format!("target/release/lib{}.rlib", variant.name));
        Ok(fs::metadata(file)?.len() as f64)
    }

    /// Returns the number of lines after macro expansion.
    pub(crate) fn expanded_lines(&self, variant: &Variant) -> Result<f64> {
        let arguments = ["rustc", "-p", &variant.name, "--lib", "--profile", "check", "--", "-Zunpretty=expanded"];
        let text = self.cargo.output(&arguments, &[("RUSTC_BOOTSTRAP", "1")])?;
        Ok(text.lines().filter(|line| !line.trim().is_empty()).count() as f64)
    }

    /// Returns the resolved versions of packages.
    pub(crate) fn versions(&self, names: &[&str]) -> Result<BTreeMap<String, String>> {
        crate::cargo::versions(&self.folder.join("Cargo.lock"), names)
    }

    fn source(&self, package: &str, file: &str) -> PathBuf {
        self.folder.join(package).join("src").join(Path::new(file))
    }
}

fn program_of(variant: &Variant) -> String {
    format!("{}_use", variant.name)
}
