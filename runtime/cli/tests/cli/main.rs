//! The command as its users see it: its output and exit codes.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

mod decode;
mod explain;
mod files;
mod invoke;
mod list;
mod new;
mod package;
mod usage;
mod validate;

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// The exit code and output of a run.
#[derive(Debug, PartialEq)]
struct Run {
    code: i32,
    out: String,
    err: String,
}

/// Runs the command in a new folder that contains `files`, with `input` on standard input.
fn run_with(files: &[(&str, &[u8])], input: &[u8], arguments: &[&str]) -> Run {
    let output = output_of(files, input, arguments);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

fn output_of(files: &[(&str, &[u8])], input: &[u8], arguments: &[&str]) -> Output {
    let folder = folder(files);
    let mut child = triggerkit(arguments).current_dir(&folder).spawn().unwrap();
    // A command that does not read its input may have ended already.
    drop(child.stdin.take().unwrap().write_all(input));
    let output = child.wait_with_output().unwrap();
    fs::remove_dir_all(folder).unwrap();
    output
}

fn folder(files: &[(&str, &[u8])]) -> PathBuf {
    let thread = std::thread::current();
    let name = thread.name().unwrap_or("main").replace(':', "_");
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).unwrap();
    for (file, bytes) in files {
        fs::create_dir_all(folder.join(file).parent().unwrap()).unwrap();
        fs::write(folder.join(file), bytes).unwrap();
    }
    folder
}

fn triggerkit(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_triggerkit"));
    command.args(arguments).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(arguments: &[&str]) -> Run {
    run_with(&[], b"", arguments)
}

/// Returns the output of a run after checking that its exit code is 0 and that standard error is empty.
#[track_caller]
fn clean(run: Run) -> String {
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    run.out
}

const KAFKA: &[u8] = br#"{"trigger_type":"KAFKA","messages":["one","two"]}"#;
const BROKEN: &[u8] = br#"{"trigger_type":"KAFKA","messages":["one",null],"region":[2]}"#;
const UNKNOWN: &[u8] = br#"{"hello":"world"}"#;
const CUT: &[u8] = br#"{"trigger_type":"KAFKA","messages":["#;
