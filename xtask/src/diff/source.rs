//! Reads the specs to compare: from a file, a folder or a git revision.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;
use std::{fs, io};

use anyhow::{Context, Result, anyhow, bail};
use triggerkit_spec::model::Provider;
use triggerkit_spec::{SampleFiles, SampleFolder, SourceFile, check, part_name};

use crate::workspace::package_key;

/// The last release in the history.
#[derive(Clone, Debug)]
pub struct Release {
    /// Its tag.
    pub tag: String,
    /// Its version.
    pub version: String,
}

impl Release {
    /// Returns whether a version may have breaking changes since this release: below 1.0 if the minor version differs, else if the
    /// major version does.
    pub fn may_break(&self, version: &str) -> bool {
        fn leading(version: &str) -> Vec<&str> {
            version.split('.').take(if version.starts_with("0.") { 2 } else { 1 }).collect()
        }
        leading(&self.version) != leading(version)
    }
}

/// Returns the nearest tag before the current commit, or `None` if there are no tags, as in a shallow clone.
///
/// # Errors
/// Returns an error if the tagged commit has no `Cargo.toml` with a version.
pub fn last_release(root: &Path) -> Result<Option<Release>> {
    let Ok(tag) = git(root, ["describe", "--tags", "--abbrev=0"]) else { return Ok(None) };
    let tag = tag.trim().to_owned();
    let manifest = git(root, ["show", &format!("{tag}:Cargo.toml")])?;
    let version =
        package_key(&manifest, "version").with_context(|| format!("`{tag}:Cargo.toml` has no workspace.package.version"))?;
    Ok(Some(Release { tag, version }))
}

/// Reads and checks the specs at `what`, sorted by provider.
///
/// # Errors
/// Returns an error if `what` does not exist, or if a spec has errors.
pub fn read(root: &Path, what: &str) -> Result<Vec<Provider>> {
    let path = Path::new(what);
    if path.is_file() {
        return Ok(vec![file(path)?]);
    }
    if path.is_dir() {
        return folder(path);
    }
    if git(root, ["rev-parse", "--verify", "--quiet", &format!("{what}^{{commit}}")]).is_err() {
        bail!("`{what}` is not a file, a folder or a git revision");
    }
    revision(root, what)
}

fn folder(path: &Path) -> Result<Vec<Provider>> {
    let entries = fs::read_dir(path).with_context(|| path.display().to_string())?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.retain(|path| stem(&path.to_string_lossy()).is_some());
    paths.sort();
    if paths.is_empty() {
        bail!("no specs in `{}`", path.display());
    }
    paths.iter().map(|path| file(path)).collect()
}

fn file(path: &Path) -> Result<Provider> {
    let shown = path.display().to_string();
    let source = SourceFile::read(&shown, path).with_context(|| shown.clone())?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    checked(&source, &stem, &SampleFolder::beside(path, &stem))
}

/// Returns the provider whose spec has this path.
fn stem(path: &str) -> Option<&str> {
    path.rsplit('/').next()?.strip_suffix(".toml").filter(|stem| *stem != "Cargo")
}

fn checked(source: &SourceFile, stem: &str, samples: &dyn SampleFiles) -> Result<Provider> {
    check(source, stem, samples).map_err(|failure| anyhow!("{failure}"))
}

/// Reads the specs in `spec/` of a commit.
fn revision(root: &Path, revision: &str) -> Result<Vec<Provider>> {
    let listed = git(root, ["ls-tree", "-z", "--name-only", revision, "spec/"])?;
    let mut providers = Vec::new();
    for path in listed.split_terminator('\0') {
        let Some(stem) = stem(path) else { continue };
        let shown = format!("{revision}:{path}");
        let source = SourceFile::with_parts(&shown, git(root, ["show", &shown])?, |part| {
            git(root, ["show", &part_name(&shown, part)]).map_err(io::Error::other)
        });
        providers.push(checked(&source, stem, &Committed { root, revision, folder: format!("spec/samples/{stem}/") })?);
    }
    if providers.is_empty() {
        bail!("no specs in `{revision}:spec/`");
    }
    Ok(providers)
}

/// The samples of a commit.
struct Committed<'r> {
    root: &'r Path,
    revision: &'r str,
    folder: String,
}

impl SampleFiles for Committed<'_> {
    fn files(&self) -> io::Result<Vec<(String, Cow<'_, [u8]>)>> {
        let listed = git(self.root, ["ls-tree", "-z", "--name-only", self.revision, &self.folder]).map_err(io::Error::other)?;
        let mut files = Vec::new();
        for path in listed.split_terminator('\0') {
            let name = path.rsplit('/').next().unwrap_or(path).to_owned();
            let bytes = bytes(self.root, ["show", &format!("{}:{path}", self.revision)]).map_err(io::Error::other)?;
            files.push((name, Cow::Owned(bytes)));
        }
        Ok(files)
    }
}

fn git<'a>(root: &Path, arguments: impl IntoIterator<Item = &'a str>) -> Result<String> {
    Ok(String::from_utf8(bytes(root, arguments)?)?)
}

fn bytes<'a>(root: &Path, arguments: impl IntoIterator<Item = &'a str>) -> Result<Vec<u8>> {
    let output = Command::new("git").arg("-C").arg(root).args(arguments.into_iter().map(OsStr::new)).output().context("git")?;
    if !output.status.success() {
        bail!("git: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(output.stdout)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Release, bytes, last_release, read};

    #[test]
    fn files_folders_and_revisions_are_read() {
        let root = tempfile::tempdir().unwrap();
        let git = |arguments: &[&str]| {
            let author = [
                "-c",
                "user.name=Shop",
                "-c",
                "user.email=shop@example.com",
                "-c",
                "commit.gpgsign=false",
                "-c",
                "tag.gpgsign=false",
            ];
            bytes(root.path(), author.iter().chain(arguments).copied()).unwrap();
        };
        let spec = |title: &str| {
            format!(
                "provider = {{ title = {title:?}, source = \"x\" }}\n[triggers.order]\ntitle = \"O\"\nfields = {{ id = {{ type = \"string\" }} }}\n"
            )
        };
        let write = |path: &str, text: &str| {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        git(&["init", "--quiet"]);
        assert!(last_release(root.path()).unwrap().is_none());
        write("Cargo.toml", "[workspace.package]\nversion = \"0.3.1\"\n");
        write("spec/Cargo.toml", "[package]\nname = \"no-spec\"\n");
        write("spec/samples/shop/order.json", "{}");
        write("spec/shop.toml", &spec("Released"));
        git(&["add", "."]);
        git(&["commit", "--quiet", "--message", "Release"]);
        git(&["tag", "v0.3.1"]);
        write("spec/shop.toml", &spec("Changed"));
        let release = last_release(root.path()).unwrap().unwrap();
        assert_eq!((&*release.tag, &*release.version), ("v0.3.1", "0.3.1"));
        let titles = |what: &str| read(root.path(), what).unwrap().into_iter().map(|each| each.title).collect::<Vec<_>>();
        assert_eq!(titles(&release.tag), ["Released"]);
        let folder = root.path().join("spec");
        assert_eq!(titles(&folder.to_string_lossy()), ["Changed"]);
        assert_eq!(titles(&folder.join("shop.toml").to_string_lossy()), ["Changed"]);
        let unknown = read(root.path(), "v9").unwrap_err().to_string();
        assert_eq!(unknown, "`v9` is not a file, a folder or a git revision");
    }

    #[test]
    fn only_a_bumped_version_may_break() {
        let release = |version: &str| Release { tag: format!("v{version}"), version: version.into() };
        for (old, new, may) in [
            ("0.1.0", "0.1.7", false),
            ("0.1.0", "0.2.0", true),
            ("0.9.0", "1.0.0", true),
            ("1.2.0", "1.3.0", false),
            ("1.2.0", "2.0.0", true),
        ] {
            assert_eq!(release(old).may_break(new), may, "{old} → {new}");
        }
    }
}
