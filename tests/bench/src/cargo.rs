//! Calls cargo for generated crates in the target directory.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Calls cargo in one folder, with its own target directory.
pub struct Cargo {
    folder: PathBuf,
}

impl Cargo {
    /// Creates the calls for the workspace in a folder.
    pub fn new(folder: &Path) -> Cargo {
        Cargo { folder: folder.to_owned() }
    }

    /// Runs cargo and waits for it.
    ///
    /// # Errors
    /// Returns the output of cargo if it fails.
    pub fn run(&self, arguments: &[&str]) -> Result<()> {
        self.output(arguments, &[]).map(drop)
    }

    /// Runs cargo with more environment variables, and returns its output.
    ///
    /// # Errors
    /// Returns the output of cargo if it fails.
    pub fn output(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Result<String> {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.current_dir(&self.folder).args(arguments).env("CARGO_INCREMENTAL", "0").env("CARGO_TARGET_DIR", "target");
        // The settings of the outer cargo do not apply to the generated workspace.
        command.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
        let output = command.envs(environment.iter().copied()).output()?;
        if output.status.success() {
            return Ok(String::from_utf8(output.stdout)?);
        }
        Err(format!("cargo {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr)).into())
    }
}

/// Creates an empty folder outside of the workspace, whose settings would apply, with a copy of its lock file.
///
/// # Errors
/// Returns an error if it cannot be written.
pub fn scratch(name: &str) -> Result<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = env::temp_dir().join("triggerkit-bench").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    Ok(folder)
}

/// Returns the versions of packages in the lock file of the workspace.
///
/// # Errors
/// Returns an error if the file cannot be read.
pub fn workspace_versions(names: &[&str]) -> Result<BTreeMap<String, String>> {
    versions(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.lock"), names)
}

/// Returns the versions of packages in a lock file. If there are several, the newest one counts.
///
/// # Errors
/// Returns an error if the file cannot be read.
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
