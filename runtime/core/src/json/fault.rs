//! [`SyntaxError`]: where and why a text is not JSON. It takes eight bytes, so that results of the scanner fit into registers.

use std::fmt;

/// Where a text stops being JSON, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    offset: u32,
    reason: Reason,
}

impl SyntaxError {
    pub(super) fn new(offset: usize, reason: Reason) -> Self {
        SyntaxError { offset: u32::try_from(offset).unwrap_or(u32::MAX), reason }
    }

    /// Returns the offset of the first byte that is wrong, or the highest `u32` if it is greater.
    pub fn offset(&self) -> usize {
        self.offset as usize
    }

    /// Creates the error with which the engine stops reading a text that exceeds a limit.
    pub(crate) fn stopped(offset: usize) -> Self {
        SyntaxError::new(offset, Reason::Stopped)
    }

    /// Returns whether the text may be JSON, but is not read any further.
    pub(crate) fn is_stopped(&self) -> bool {
        self.reason == Reason::Stopped
    }

    /// Returns whether the text may be JSON, but has too many lists and objects inside each other.
    pub(crate) fn is_too_deep(&self) -> bool {
        self.reason == Reason::TooDeep
    }

    /// Returns what is wrong, in words.
    pub fn reason(&self) -> &'static str {
        match self.reason {
            Reason::TooShort => "the text ends too early",
            Reason::TooLong => "expected the end of the text",
            Reason::Mark => "a byte order mark, which has to be removed",
            Reason::Zero => "a zero byte, as in UTF-16, where UTF-8 is expected",
            Reason::TooDeep => "nested deeper than 128 levels",
            Reason::NoValue => "expected a value",
            Reason::NoDigit => "expected a digit",
            Reason::NoString => "expected a string",
            Reason::NoObject => "expected an object",
            Reason::NoList => "expected a list",
            Reason::NoKey => "expected `,` or `}`",
            Reason::NoItem => "expected `,` or `]`",
            Reason::NoColon => "expected `:`",
            Reason::Control => "a control character in a string must be escaped",
            Reason::Escape => "unknown escape",
            Reason::Hexadecimal => "expected four hexadecimal digits",
            Reason::Stopped => "a limit is exceeded",
        }
    }
}

/// The result of the scanner.
pub type Scan<T> = Result<T, SyntaxError>;

/// Why a text is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    TooShort,
    TooLong,
    TooDeep,
    Mark,
    Zero,
    NoValue,
    NoDigit,
    NoString,
    NoObject,
    NoList,
    NoKey,
    NoItem,
    NoColon,
    Control,
    Escape,
    Hexadecimal,
    Stopped,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.reason(), self.offset)
    }
}

impl std::error::Error for SyntaxError {}
