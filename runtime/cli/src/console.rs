//! Reading files, and writing to the terminal with or without colours.

use std::fmt::Display;
use std::fs;
use std::io::{self, ErrorKind, IsTerminal, Read, Write};

use crate::exit_status::ExitStatus;

/// Reads a file, or standard input if the name is `-`.
pub(crate) fn read_file(file: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = if file == "-" { io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes) } else { fs::read(file) };
    read.map_err(|error| format!("cannot read `{file}`: {error}"))
}

/// Writes to standard output. A closed pipe, as `head` leaves behind, is not an error.
pub(crate) fn print(bytes: &[u8]) -> ExitStatus {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => print_error(&format!("cannot write to standard output: {error}")),
        _ => ExitStatus::Clean,
    }
}

/// Writes a message to standard error and returns the status for a failure.
pub(crate) fn print_error(message: &str) -> ExitStatus {
    eprintln!("triggerkit: {message}");
    ExitStatus::Failed
}

/// Colours text if standard output is a terminal and `NO_COLOR` is not set.
pub(crate) struct Colours(bool);

impl Colours {
    pub(crate) fn detect() -> Self {
        Colours(io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()))
    }

    fn paint(&self, code: &str, text: impl Display) -> String {
        if self.0 { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_string() }
    }

    pub(crate) fn bold(&self, text: impl Display) -> String {
        self.paint("1", text)
    }

    pub(crate) fn green(&self, text: impl Display) -> String {
        self.paint("32", text)
    }

    pub(crate) fn red(&self, text: impl Display) -> String {
        self.paint("31", text)
    }

    pub(crate) fn dim(&self, text: impl Display) -> String {
        self.paint("2", text)
    }
}
