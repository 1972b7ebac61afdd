//! `cargo xtask package`: builds the packages as a user gets them, apart from the workspace.

use std::fmt::Write as _;
use std::path::Path;
use std::{fmt, fs};

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use tar::Archive;

use super::{Package, cargo, published};

/// The folder of the program that uses the packages, and what it consists of.
const CONSUMER: (&str, [&str; 2]) = ("examples/own_spec", ["spec/orders.toml", "src/main.rs"]);

/// A package, and how large it is.
#[derive(Clone, Debug)]
pub struct Packed {
    /// The name of the crate.
    pub name: String,
    /// The bytes of the package.
    pub bytes: u64,
    /// How many files it has.
    pub files: usize,
}

impl fmt::Display for Packed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<20} {:>8} bytes {:>5} files", self.name, self.bytes, self.files)
    }
}

/// Packs every published crate, unpacks all of them side by side in `target/packages`, and builds them there, together with a program
/// that uses them. Runs the program and the command, and returns the sizes of the packages.
///
/// # Errors
/// Returns an error if a crate cannot be packed or built without the workspace, or if a program fails.
pub fn pack(root: &Path) -> Result<Vec<Packed>> {
    let packages = published(root)?;
    let names = packages.iter().flat_map(|package| ["--package", &package.name]);
    cargo(root, &["package", "--no-verify", "--allow-dirty"].into_iter().chain(names).collect::<Vec<_>>())?;
    let apart = root.join("target/packages");
    fs::create_dir_all(&apart)?;
    let packed = packages.iter().map(|package| unpack(root, &apart, package)).collect::<Result<_>>()?;
    write_workspace(root, &apart, &packages)?;
    let target = format!("build.target-dir={:?}", root.join("target"));
    let cargo = |arguments: &[&str]| cargo(&apart, &[&["--config", &target], arguments].concat());
    cargo(&["build", "--workspace"])?;
    cargo(&["run", "--package", "consumer"])?;
    cargo(&["run", "--package", "triggerkit-cli", "--", "sample", "huawei.kafka"])?;
    Ok(packed)
}

fn unpack(root: &Path, apart: &Path, package: &Package) -> Result<Packed> {
    let path = root.join(format!("target/package/{}-{}.crate", package.name, package.version));
    let file = fs::File::open(&path).with_context(|| path.display().to_string())?;
    let (bytes, mut files) = (file.metadata()?.len(), 0);
    let folder = apart.join(format!("{}-{}", package.name, package.version));
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let mut archive = Archive::new(GzDecoder::new(file));
    for entry in archive.entries()? {
        entry?.unpack_in(apart)?;
        files += 1;
    }
    Ok(Packed { name: package.name.clone(), bytes, files })
}

/// Writes the workspace of the unpacked packages and of the program. Its other dependencies are those of our workspace.
fn write_workspace(root: &Path, apart: &Path, packages: &[Package]) -> Result<()> {
    let mut manifest =
        String::from("[workspace]\nresolver = \"3\"\nmembers = [\"consumer\", \"triggerkit*\"]\n\n[patch.crates-io]\n");
    for Package { name, version, .. } in packages {
        let _ = writeln!(manifest, "{name} = {{ path = \"{name}-{version}\" }}");
    }
    fs::write(apart.join("Cargo.toml"), manifest)?;
    fs::copy(root.join("Cargo.lock"), apart.join("Cargo.lock"))?;
    let consumer = apart.join("consumer");
    let (folder, files) = CONSUMER;
    for file in files {
        let to = consumer.join(file);
        fs::create_dir_all(to.parent().context("a file without a folder")?)?;
        fs::copy(root.join(folder).join(file), to)?;
    }
    let manifest = "[package]\nname = \"consumer\"\nedition = \"2024\"\n\n[dependencies]\ntriggerkit = \"*\"\n";
    Ok(fs::write(consumer.join("Cargo.toml"), manifest)?)
}
