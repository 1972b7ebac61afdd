//! [`ExitStatus`]: how a command ended.

/// How a command ended. A later variant is worse, and the worst one becomes the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ExitStatus {
    /// No payload has violations.
    Clean = 0,
    /// A payload has violations or more than one possible trigger.
    Violations = 1,
    /// A payload cannot be decoded, or the command was used incorrectly.
    Failed = 2,
}
