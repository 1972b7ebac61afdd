//! cargo, called for generated crates, which live in the target directory.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Calls of cargo in one folder, with a target directory of its own.
pub struct Cargo {
    folder: PathBuf,
}

impl Cargo {
    /// For the workspace in a folder.
    pub fn new(folder: &Path) -> Cargo {
        Cargo { folder: folder.to_owned() }
    }

    /// Runs cargo and waits.
    ///
    /// # Errors
    /// When it fails: what it said.
    pub fn run(&self, arguments: &[&str]) -> Result<()> {
        self.output(arguments, &[]).map(drop)
    }

    /// The same with more environment, for what it prints.
    ///
    /// # Errors
    /// When it fails: what it said.
    pub fn output(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Result<String> {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.current_dir(&self.folder).args(arguments).env("CARGO_INCREMENTAL", "0").env("CARGO_TARGET_DIR", "target");
        // The outer cargo's settings are for the outer workspace.
        command.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
        let output = command.envs(environment.iter().copied()).output()?;
        if output.status.success() {
            return Ok(String::from_utf8(output.stdout)?);
        }
        Err(format!("cargo {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr)).into())
    }
}

/// An empty folder in the target directory, whose lock file starts as the workspace's.
///
/// # Errors
/// When it cannot be written.
pub fn scratch(name: &str) -> Result<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let folder = target.join("bench").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    Ok(folder)
}

/// Versions of packages that the workspace resolves to.
///
/// # Errors
/// When its lock file cannot be read.
pub fn workspace_versions(names: &[&str]) -> Result<BTreeMap<String, String>> {
    versions(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.lock"), names)
}

/// Versions of packages in a lock file, the newest where there are several.
///
/// # Errors
/// When it cannot be read.
pub fn versions(lock: &Path, names: &[&str]) -> Result<BTreeMap<String, String>> {
    let text = fs::read_to_string(lock)?;
    let mut found = BTreeMap::new();
    for block in text.split("[[package]]") {
        let value = |key: &str| block.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"'));
        if let (Some(name), Some(version)) = (value("name"), value("version"))
            && names.contains(&name)
        {
            // A lock file sorts the versions of a package in ascending order.
            found.insert(name.to_owned(), version.to_owned());
        }
    }
    Ok(found)
}
