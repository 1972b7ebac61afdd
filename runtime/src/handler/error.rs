//! [`Error`]: why an invocation failed, as the platform is told.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;
use serde::ser::SerializeStruct;

use super::batch::Failures;
use triggerkit_core::report::Report;

/// Any error, in a box.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Why an invocation failed. Every error turns into it with `?`.
///
/// Like `anyhow::Error` it is not itself a `std::error::Error`. Platforms are told its [kind](Error::kind) and its message, which
/// holds the messages of all its sources.
pub struct Error {
    kind: Cow<'static, str>,
    source: BoxError,
    status: u16,
}

impl Error {
    /// An error of a kind of your own: a short name such as `OutOfStock`, by which platforms group failures.
    pub fn new(kind: impl Into<Cow<'static, str>>, source: impl Into<BoxError>) -> Self {
        Error { kind: kind.into(), source: source.into(), status: 500 }
    }

    /// An event that breaks the rules of its trigger, or belongs to none. The caller's fault.
    pub fn invalid(report: Report) -> Self {
        Error { status: 400, ..Error::new("InvalidEvent", report) }
    }

    /// With the HTTP status that says more than 500 does.
    #[cfg(feature = "serve")]
    pub(crate) fn with_status(self, status: u16) -> Self {
        Error { status, ..self }
    }

    /// What sort of failure it is: `InvalidEvent`, `InvalidResponse`, `HandlerError`, `BatchError`, `Panic`, `InvalidRouter`, or one of
    /// your own.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The HTTP status for platforms that speak HTTP: 400 for an invalid event, 500 otherwise.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// What is wrong with the event, when that is why.
    pub fn report(&self) -> Option<&Report> {
        self.source.downcast_ref()
    }

    /// The positions of the records that have failed, in order, when the function takes one record at a time.
    pub fn failed(&self) -> &[usize] {
        self.source.downcast_ref().map_or(&[], |failures: &Failures| &failures.positions)
    }

    /// The error underneath.
    pub fn into_inner(self) -> BoxError {
        self.source
    }

    /// The error as one of `std`, which it turns back from without a loss. Layers of tower ask for it:
    /// `.map_err(Error::into_boxed)`.
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

/// An [`Error`] among those of `std`. Its message holds those of its sources already.
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

/// As the platforms' error calls take it: `{"errorMessage": …, "errorType": …}`.
impl Serialize for Error {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Error", 2)?;
        fields.serialize_field("errorMessage", &self.to_string())?;
        fields.serialize_field("errorType", self.kind())?;
        fields.end()
    }
}
