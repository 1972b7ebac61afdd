//! Reading files, writing to the terminal with or without colours, and how a command ends.

use std::fmt::Display;
use std::fs;
use std::io::{self, ErrorKind, IsTerminal, Read, Write};

use clap::ValueEnum;

/// How many bytes of a stream are read at a time.
const PIECE: usize = 64 << 10;

/// How a command ended. A later variant is worse, and the worst one becomes the exit code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ExitStatus {
    /// No payload has violations.
    Clean = 0,
    /// A payload has violations or more than one possible trigger.
    Violations = 1,
    /// A payload cannot be decoded, or the command was used incorrectly.
    Failed = 2,
}

/// The option `--format`.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum OutputFormat {
    /// Text for people.
    Text,
    /// JSON for programs.
    Json,
}

/// Reads a file, or standard input if the name is `-`.
pub(crate) fn read_file(file: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = if file == "-" { io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes) } else { fs::read(file) };
    read.map_err(|error| format!("cannot read `{file}`: {error}"))
}

/// Writes to standard output.
pub(crate) fn print(bytes: &[u8]) -> ExitStatus {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_or_else(|error| write_failed(&error), |()| ExitStatus::Clean)
}

/// Writes a stream to standard output as it arrives, until it ends or the pipe is closed.
pub(crate) fn print_stream(mut stream: impl Read) -> ExitStatus {
    let mut out = io::stdout().lock();
    let mut buffer = vec![0; PIECE];
    loop {
        let written = match stream.read(&mut buffer) {
            Ok(0) => return ExitStatus::Clean,
            Ok(length) => out.write_all(&buffer[..length]).and_then(|()| out.flush()),
            Err(error) if error.kind() == ErrorKind::Interrupted => Ok(()),
            Err(error) => return print_error(&format!("the response was cut off: {error}")),
        };
        match written {
            Ok(()) => {}
            Err(error) => return write_failed(&error),
        }
    }
}

/// Returns the status of a command that cannot write its output. A pipe that its reader has closed, as `head` does, is not an error.
fn write_failed(error: &io::Error) -> ExitStatus {
    match error.kind() {
        ErrorKind::BrokenPipe => ExitStatus::Clean,
        _ => print_error(&format!("cannot write to standard output: {error}")),
    }
}

/// Writes JSON text and a line break to standard output.
pub(crate) fn print_json(text: serde_json::Result<String>) -> ExitStatus {
    text.map_or_else(|error| print_error(&error.to_string()), |text| print(format!("{text}\n").as_bytes()))
}

/// Writes a message to standard error and returns the status for a failure.
pub(crate) fn print_error(message: &str) -> ExitStatus {
    eprintln!("triggerkit: {message}");
    ExitStatus::Failed
}

pub(crate) const BOLD: &str = "1";
pub(crate) const DIM: &str = "2";
pub(crate) const RED: &str = "31";
pub(crate) const GREEN: &str = "32";

/// Colours text if standard output is a terminal and `NO_COLOR` is not set.
pub(crate) struct Colours(bool);

impl Colours {
    pub(crate) fn detect() -> Self {
        Colours(io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()))
    }

    pub(crate) fn paint(&self, code: &str, text: impl Display) -> String {
        if self.0 { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_string() }
    }
}
