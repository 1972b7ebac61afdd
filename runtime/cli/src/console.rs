//! The terminal: files in, text out, colours where they are seen. A closed output pipe is no error.

use std::fmt::Display;
use std::fs;
use std::io::{self, ErrorKind, IsTerminal, Read, Write};

use crate::Outcome;

/// The bytes of a file; `-` is standard input.
pub(crate) fn read(file: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = if file == "-" { io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes) } else { fs::read(file) };
    read.map_err(|error| format!("cannot read {file}: {error}"))
}

/// Writes to standard output.
pub(crate) fn print(bytes: &[u8]) -> Outcome {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => complain(&format!("cannot write: {error}")),
        _ => Outcome::Clean,
    }
}

/// Says what is wrong with the use of the command.
pub(crate) fn complain(message: &str) -> Outcome {
    eprintln!("triggerkit: {message}");
    Outcome::Failed
}

/// Colours of standard output: none when it is no terminal, or `NO_COLOR` is set.
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

    pub(crate) fn good(&self, text: impl Display) -> String {
        self.paint("32", text)
    }

    pub(crate) fn bad(&self, text: impl Display) -> String {
        self.paint("31", text)
    }

    pub(crate) fn faint(&self, text: impl Display) -> String {
        self.paint("2", text)
    }
}
