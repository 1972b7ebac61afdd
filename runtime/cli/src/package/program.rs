//! The program of a package: where cargo has built it, and whether a cloud can start it.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The target of programs that do not depend on the image of the cloud.
const TARGET: &str = "x86_64-unknown-linux-musl";

/// How a program is built for the clouds.
const BUILD: &str = "cargo build --release --target x86_64-unknown-linux-musl";

/// Program headers of this type name the loader of a program that is linked dynamically.
const INTERPRETER: u32 = 3;

/// The number of 64-bit processors of ARM in the header of a program.
const ARM: u16 = 183;

/// Finds the program of the project in the current folder.
pub(super) fn find_program() -> Result<PathBuf, String> {
    let failed = |reason: &str| format!("cannot find the project in this folder: {reason}; name its program with `--program`");
    let output = Command::new("cargo").args(["metadata", "--no-deps", "--format-version", "1"]).output();
    let output = output.map_err(|error| failed(&format!("cannot run cargo: {error}")))?;
    if !output.status.success() {
        return Err(failed(String::from_utf8_lossy(&output.stderr).trim().trim_start_matches("error: ")));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout).map_err(|error| failed(&error.to_string()))?;
    let folder = metadata["target_directory"].as_str().unwrap_or("target");
    let targets = metadata["packages"].as_array().into_iter().flatten().flat_map(|package| package["targets"].as_array());
    let is_program = |target: &&Value| target["kind"].as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == "bin"));
    let programs: Vec<&str> = targets.flatten().filter(is_program).filter_map(|target| target["name"].as_str()).collect();
    match programs.as_slice() {
        [] => Err(failed("it has no program")),
        [name] => {
            let path = Path::new(folder).join(TARGET).join("release").join(name);
            match path.exists() {
                true => Ok(path),
                false => Err(format!(
                    "`{}` does not exist; build it with `{BUILD}`, or name another program with `--program`",
                    path.display()
                )),
            }
        }
        several => Err(failed(&format!("it has several programs, `{}`", several.join("`, `")))),
    }
}

/// Checks that the clouds can start a program. Returns a warning if that depends on the image of the cloud.
pub(super) fn check_program(path: &Path, program: &[u8]) -> Result<Option<String>, String> {
    let path = path.display();
    // A 64-bit program in little-endian ELF, which is the format of Linux.
    if !program.starts_with(b"\x7fELF\x02\x01") {
        return Err(format!("`{path}` is not a 64-bit program for Linux; build one with `{BUILD}`"));
    }
    match is_dynamic(program) {
        None => Err(format!("`{path}` is cut off; build it again with `{BUILD}`")),
        Some(true) => Ok(Some(format!(
            "`{path}` is linked dynamically, so it starts only if the image of the cloud has its libraries; `{BUILD}` builds one that \
             needs none"
        ))),
        Some(false) => Ok(None),
    }
}

/// Returns whether a program is for processors of ARM.
pub(super) fn is_arm(program: &[u8]) -> bool {
    program.get(18..20) == Some(&ARM.to_le_bytes())
}

/// Returns whether an ELF file names a loader, or `None` if the file is too short.
fn is_dynamic(elf: &[u8]) -> Option<bool> {
    let number = |at: usize, length: usize| -> Option<usize> {
        let bytes = elf.get(at..at.checked_add(length)?)?;
        Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
    };
    let (start, size, count) = (number(32, 8)?, number(54, 2)?, number(56, 2)?);
    for index in 0..count {
        if number(start.checked_add(index * size)?, 4)? == INTERPRETER as usize {
            return Some(true);
        }
    }
    Some(false)
}
