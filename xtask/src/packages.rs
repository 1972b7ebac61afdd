//! The crates of the workspace that are published.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

mod unpack;

pub use unpack::{Packed, pack};

/// A crate that is published.
#[derive(Clone, Debug)]
pub struct Package {
    /// Its name in the registry.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The other crates of the workspace that its build needs.
    needs: Vec<String>,
}

/// Returns the crates that are published, each after those that it depends on.
///
/// # Errors
/// Returns an error if cargo cannot read the workspace.
pub fn published(root: &Path) -> Result<Vec<Package>> {
    let metadata = cargo(root, &["metadata", "--format-version=1", "--no-deps"])?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let packages = metadata["packages"].as_array().context("cargo names no packages")?;
    // Without `publish`, a crate may go to any registry.
    let mut left: Vec<Package> =
        packages.iter().filter(|package| package["publish"].is_null()).map(package).collect::<Result<_>>()?;
    let names: Vec<String> = left.iter().map(|package| package.name.clone()).collect();
    left.iter_mut().for_each(|package| package.needs.retain(|name| names.contains(name)));
    let mut ordered: Vec<Package> = Vec::new();
    while !left.is_empty() {
        let is_ready = |package: &Package| package.needs.iter().all(|name| ordered.iter().any(|done| done.name == *name));
        let (ready, waiting): (Vec<_>, Vec<_>) = left.into_iter().partition(is_ready);
        if ready.is_empty() {
            bail!(
                "these crates depend on each other: {}",
                waiting.iter().map(|each| each.name.as_str()).collect::<Vec<_>>().join(", ")
            );
        }
        ordered.extend(ready);
        left = waiting;
    }
    Ok(ordered)
}

fn package(package: &Value) -> Result<Package> {
    let text = |key: &str| package[key].as_str().map(str::to_owned).with_context(|| format!("a package without {key}"));
    // What only tests need is not published.
    let dependencies = package["dependencies"].as_array().into_iter().flatten().filter(|each| each["kind"] != "dev");
    let needs = dependencies.filter_map(|each| each["name"].as_str()).map(str::to_owned).collect();
    Ok(Package { name: text("name")?, version: text("version")?, needs })
}

/// Runs cargo in a folder and returns what it prints.
fn cargo(folder: &Path, arguments: &[&str]) -> Result<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo).args(arguments).current_dir(folder).output().context("cargo does not start")?;
    if !output.status.success() {
        bail!("cargo {} failed:\n{}", arguments.join(" "), String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8(output.stdout)?)
}
