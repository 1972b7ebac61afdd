//! The exit codes.

/// How a command ended; the value is its exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// Nothing is wrong.
    Clean = 0,
    /// A payload violates its spec.
    Violations = 1,
    /// A payload cannot be decoded, or the command is used wrongly.
    Failed = 2,
}
