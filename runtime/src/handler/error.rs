//! [`Error`]: why an invocation failed, in the form that is reported to the platform.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use triggerkit_core::report::Report;

/// How many failed records a message describes one by one.
const MAX_DESCRIBED: usize = 10;

/// How many positions of the remaining failed records a message lists.
const MAX_LISTED: usize = 100;

/// Longest description of one failed record, in characters.
const MAX_LENGTH: usize = 300;

/// A boxed error of any type.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Why an invocation failed. The `?` operator converts every error to it.
///
/// Platforms receive the [kind](Error::kind) and the message, which includes the messages of all sources.
///
/// Like `anyhow::Error`, it does not implement `std::error::Error`. [`into_boxed`](Error::into_boxed) returns an error that does.
pub struct Error {
    kind: Cow<'static, str>,
    source: BoxError,
    status: u16,
}

impl Error {
    /// Creates an error with a kind of your own: a short name such as `OutOfStock`, which platforms group failures by.
    pub fn new(kind: impl Into<Cow<'static, str>>, source: impl Into<BoxError>) -> Self {
        Error { kind: kind.into(), source: source.into(), status: 500 }
    }

    /// Creates the error for an event that has violations or does not belong to a trigger.
    pub fn invalid(report: Report) -> Self {
        Error { status: 400, ..Error::new("InvalidEvent", report) }
    }

    /// Sets the HTTP status.
    #[cfg(feature = "serve")]
    pub(crate) fn with_status(self, status: u16) -> Self {
        Error { status, ..self }
    }

    /// Returns the kind of failure: `InvalidEvent`, `InvalidResponse`, `HandlerError`, `BatchError`, `Panic`, `InvalidRouter`, or
    /// a kind of your own.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// Returns the HTTP status that is sent to platforms that use HTTP: 400 for an invalid event, 500 for most other errors.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Returns the report if the invocation failed because an event or a response has violations.
    pub fn report(&self) -> Option<&Report> {
        self.source.downcast_ref()
    }

    /// Returns the positions of the failed records in order, if the function handles one record at a time.
    pub fn failed(&self) -> &[usize] {
        self.source.downcast_ref().map_or(&[], |failures: &RecordFailures| &failures.positions)
    }

    /// Returns the underlying error.
    pub fn into_inner(self) -> BoxError {
        self.source
    }

    /// Converts the error to a boxed `std::error::Error`, from which it can be converted back without loss.
    ///
    /// Many tower layers require such errors: use `.map_err(Error::into_boxed)` on the service.
    pub fn into_boxed(self) -> BoxError {
        Box::new(Boxed(self))
    }
}

impl<E: Into<BoxError>> From<E> for Error {
    fn from(error: E) -> Self {
        match error.into().downcast::<Boxed>() {
            Ok(boxed) => boxed.0,
            Err(other) => Error::new("HandlerError", other),
        }
    }
}

/// An [`Error`] that implements `std::error::Error`. It has no source because its message already includes the sources.
struct Boxed(Error);

impl std::error::Error for Boxed {}

impl fmt::Display for Boxed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Boxed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.source)?;
        let mut source = self.source.source();
        while let Some(error) = source {
            write!(f, ": {error}")?;
            source = error.source();
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {self}", self.kind)
    }
}

/// Serializes the error in the form that platforms accept: `{"errorMessage": …, "errorType": …}`.
impl Serialize for Error {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([("errorMessage", &*self.to_string()), ("errorType", self.kind())])
    }
}

/// The records of a batch that have failed.
#[derive(Debug)]
pub(super) struct RecordFailures {
    positions: Vec<usize>,
    messages: Vec<String>,
    /// How many records the batch has.
    count: usize,
}

impl RecordFailures {
    /// Creates the list from the error message of each failed record, by position.
    pub(super) fn new(failures: BTreeMap<usize, String>, count: usize) -> Self {
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
        let rest = &self.positions[self.messages.len()..];
        if rest.is_empty() {
            return Ok(());
        }
        let listed: Vec<String> = rest.iter().take(MAX_LISTED).map(ToString::to_string).collect();
        let end = if rest.len() > listed.len() { ", …" } else { "" };
        write!(f, "\nand {} more: {}{end}", rest.len(), listed.join(", "))
    }
}

impl std::error::Error for RecordFailures {}

fn shorten(message: String) -> String {
    match message.char_indices().nth(MAX_LENGTH) {
        Some((end, _)) => format!("{}…", &message[..end]),
        None => message,
    }
}
