//! A changed spec rebuilds the crate that uses it.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const WORKSPACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Copies the example with a spec of its own to a folder outside the workspace.
fn copied() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rebuilt");
    let example = Path::new(WORKSPACE).join("examples/own_spec");
    drop(fs::remove_dir_all(&folder));
    for file in ["src/main.rs", "spec/orders.toml"] {
        fs::create_dir_all(folder.join(file).parent().unwrap()).unwrap();
        fs::copy(example.join(file), folder.join(file)).unwrap();
    }
    // The same versions and the same profile as for the tests, so that their dependencies are not compiled again.
    fs::copy(Path::new(WORKSPACE).join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let manifest = format!(
        "[package]\nname = \"rebuilt\"\nedition = \"2024\"\n\n\
         [dependencies]\ntriggerkit = {{ path = {runtime:?} }}\n\n\
         [profile.dev]\ndebug = \"line-tables-only\"\n\n\
         [workspace]\n",
        runtime = Path::new(WORKSPACE).canonicalize().unwrap().join("runtime"),
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    folder
}

fn cargo(command: &str, folder: &Path) -> Output {
    // The target folder of the tests already contains every dependency.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let own = |key: &OsStr| key.to_string_lossy().starts_with("CARGO_PKG_") || key == "CARGO_MANIFEST_DIR";
    let mut cargo = Command::new(env!("CARGO"));
    for (key, _) in std::env::vars_os().filter(|(key, _)| own(key)) {
        cargo.env_remove(key);
    }
    cargo.arg(command).arg("--offline").arg("--target-dir").arg(target).current_dir(folder).output().unwrap()
}

/// Builds the crate, and returns whether it was compiled.
#[track_caller]
fn build(folder: &Path) -> bool {
    let Output { status, stderr, .. } = cargo("build", folder);
    let said = String::from_utf8(stderr).unwrap();
    assert!(status.success(), "{said}");
    said.contains("Compiling rebuilt")
}

#[track_caller]
fn run(folder: &Path) -> String {
    let Output { status, stdout, stderr } = cargo("run", folder);
    assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).unwrap()
}

#[test]
fn a_changed_spec_rebuilds_its_crate() {
    let folder = copied();
    let spec = folder.join("spec/orders.toml");
    assert!(build(&folder));
    let violation = "items[0].count: expected 1 to 99, found 0 [range]";
    assert!(run(&folder).contains(violation));
    assert!(!build(&folder), "nothing was changed");

    let text = fs::read_to_string(&spec).unwrap();
    assert!(text.contains("range = [1, 99]"));
    fs::write(&spec, text.replace("range = [1, 99]", "range = [0, 99]")).unwrap();
    assert!(build(&folder), "the spec was changed");
    let said = run(&folder);
    assert!(!said.contains(violation) && said.contains("items[1].count"), "{said}");
}
