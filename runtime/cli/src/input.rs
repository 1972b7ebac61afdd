//! Files in, text out. `-` is standard input; a closed output pipe is no error.

use std::fs;
use std::io::{self, ErrorKind, Read, Write};

use crate::Outcome;
use crate::triggers::complain;

/// The bytes of a file, or of standard input.
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
