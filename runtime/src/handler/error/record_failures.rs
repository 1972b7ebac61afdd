//! [`RecordFailures`]: which records of a batch have failed, and why.

use std::collections::BTreeMap;
use std::fmt;

/// How many failures the message describes one by one.
const MAX_DESCRIBED: usize = 10;

/// How many of the remaining positions the message lists.
const MAX_LISTED: usize = 100;

/// Longest description of one failure, in characters.
const MAX_LENGTH: usize = 300;

/// The records of a batch that have failed.
#[derive(Debug)]
pub(crate) struct RecordFailures {
    pub(super) positions: Vec<usize>,
    messages: Vec<String>,
    /// How many records the batch has.
    count: usize,
}

impl RecordFailures {
    /// Creates the list from the error message of each failed record, by position.
    pub(crate) fn new(failures: BTreeMap<usize, String>, count: usize) -> Self {
        let positions = failures.keys().copied().collect();
        let messages = failures.into_values().take(MAX_DESCRIBED).map(shorten).collect();
        RecordFailures { positions, messages, count }
    }
}

impl fmt::Display for RecordFailures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} records failed", self.positions.len(), self.count)?;
        for (position, message) in self.positions.iter().zip(&self.messages) {
            write!(f, "\n[{position}] {message}")?;
        }
        match self.positions.len() - self.messages.len() {
            0 => Ok(()),
            more => {
                let rest = self.positions[self.messages.len()..].iter().take(MAX_LISTED);
                let rest: Vec<String> = rest.map(ToString::to_string).collect();
                let end = if more > rest.len() { ", …" } else { "" };
                write!(f, "\nand {more} more: {}{end}", rest.join(", "))
            }
        }
    }
}

impl std::error::Error for RecordFailures {}

fn shorten(message: String) -> String {
    match message.char_indices().nth(MAX_LENGTH) {
        Some((end, _)) => format!("{}…", &message[..end]),
        None => message,
    }
}
