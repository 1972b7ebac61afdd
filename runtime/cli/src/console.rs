//! Writing to the terminal, and how a command ends.

use std::fmt::Display;
use std::io::{self, ErrorKind, IsTerminal, Read, Write};

use anstream::AutoStream;
use anstyle::{AnsiColor, Effects, Style};
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

pub(crate) const BOLD: Style = Style::new().effects(Effects::BOLD);
pub(crate) const DIM: Style = Style::new().effects(Effects::DIMMED);
pub(crate) const GREEN: Style = AnsiColor::Green.on_default();
pub(crate) const RED: Style = AnsiColor::Red.on_default();
pub(crate) const YELLOW: Style = AnsiColor::Yellow.on_default();

/// Applies a style to text. The functions that print text remove it again if the output is not to have colours.
pub(crate) fn paint(style: Style, text: impl Display) -> String {
    format!("{style}{text}{style:#}")
}

/// Writes bytes to standard output as they are.
pub(crate) fn print(bytes: &[u8]) -> ExitStatus {
    end_of(write(&mut io::stdout().lock(), bytes))
}

/// Writes text with styles to standard output.
pub(crate) fn print_text(text: &str) -> ExitStatus {
    end_of(write(&mut AutoStream::auto(io::stdout().lock()), text.as_bytes()))
}

/// Writes an answer to standard output, with a line break at the end of text so that the next prompt is on its own line.
pub(crate) fn print_answer(answer: &[u8]) -> ExitStatus {
    let needs_break = !answer.is_empty() && !answer.ends_with(b"\n") && std::str::from_utf8(answer).is_ok();
    print(answer).max(if needs_break { print(b"\n") } else { ExitStatus::Clean })
}

/// Writes a stream to standard output as it arrives, until it ends or the pipe is closed. On a terminal, a line break follows the last line.
pub(crate) fn print_stream(mut stream: impl Read) -> ExitStatus {
    let mut out = io::stdout().lock();
    let mut buffer = vec![0; PIECE];
    let mut last = b'\n';
    loop {
        let written = match stream.read(&mut buffer) {
            Ok(0) if last != b'\n' && out.is_terminal() => return end_of(write(&mut out, b"\n")),
            Ok(0) => return ExitStatus::Clean,
            Ok(length) => {
                last = buffer[length - 1];
                write(&mut out, &buffer[..length])
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => Ok(()),
            Err(error) => return print_error(&format!("the response was cut off: {error}")),
        };
        if written.is_err() {
            return end_of(written);
        }
    }
}

fn write(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    out.write_all(bytes).and_then(|()| out.flush())
}

/// Returns the status of a command after it has written output. A pipe that its reader has closed, as `head` does, is not an error.
fn end_of(written: io::Result<()>) -> ExitStatus {
    match written {
        Ok(()) => ExitStatus::Clean,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitStatus::Clean,
        Err(error) => print_error(&format!("cannot write to standard output: {error}")),
    }
}

/// Writes JSON text and a line break to standard output.
pub(crate) fn print_json(text: serde_json::Result<String>) -> ExitStatus {
    text.map_or_else(|error| print_error(&error.to_string()), |text| print(format!("{text}\n").as_bytes()))
}

/// Writes text with styles and a line break to standard error.
pub(crate) fn print_note(text: &str) {
    // A closed standard error must not change how the command ends.
    drop(writeln!(AutoStream::auto(io::stderr().lock()), "{text}"));
}

/// Writes a message to standard error and returns the status for a failure.
pub(crate) fn print_error(message: &str) -> ExitStatus {
    print_note(&format!("{}: {message}", paint(RED, "triggerkit")));
    ExitStatus::Failed
}
