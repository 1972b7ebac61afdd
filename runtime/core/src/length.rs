//! [`Length`]: length constraints, such as `1-32768`.

use std::fmt;

/// What a [`Length`] counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Unicode scalar values of a string.
    Characters,
    /// Bytes of a string in UTF-8.
    Bytes,
    /// Members of a list or map.
    Items,
}

impl Unit {
    const fn word(self) -> &'static str {
        match self {
            Unit::Characters => "character",
            Unit::Bytes => "byte",
            Unit::Items => "item",
        }
    }
}

/// A length constraint, both ends included.
///
/// ```
/// use triggerkit_core::{Length, Unit};
///
/// let length = Length::parse("1-32768", Unit::Characters).unwrap();
/// assert!(length.admits_text("火"));
/// assert!(!length.admits_text(""));
/// assert_eq!(length.to_string(), "1 to 32768 characters");
/// assert_eq!(length, Length::characters(1, 32768));
/// assert_eq!(Length::parse("36 bytes", Unit::Characters), Ok(Length::bytes(36, 36)));
/// assert_eq!(Length::parse("1-", Unit::Items), Ok(Length::items(1, usize::MAX)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Length {
    /// The smallest length.
    pub min: usize,
    /// The greatest length; `usize::MAX` if there is no limit.
    pub max: usize,
    /// What is counted.
    pub unit: Unit,
}

impl Length {
    /// Requires a string of `min` to `max` characters.
    pub const fn characters(min: usize, max: usize) -> Length {
        Length { min, max, unit: Unit::Characters }
    }

    /// Requires a string of `min` to `max` bytes in UTF-8.
    pub const fn bytes(min: usize, max: usize) -> Length {
        Length { min, max, unit: Unit::Bytes }
    }

    /// Requires a list or map of `min` to `max` items.
    pub const fn items(min: usize, max: usize) -> Length {
        Length { min, max, unit: Unit::Items }
    }

    /// Parses `1-32768`, `-16`, `1-` or `36`, optionally followed by ` bytes`.
    ///
    /// # Errors
    /// Returns what is wrong, in words.
    pub fn parse(text: &str, unit: Unit) -> Result<Length, String> {
        let (bounds, unit) = match text.strip_suffix(" bytes") {
            Some(_) if unit == Unit::Items => return Err("lists and maps count items, not bytes".into()),
            Some(bounds) => (bounds, Unit::Bytes),
            None => (text, unit),
        };
        let bound = |text: &str, open: usize| match text.trim() {
            "" => Ok(open),
            digits => digits.parse().map_err(|_| format!("`{digits}` is not a whole number")),
        };
        let (min, max) = match bounds.split_once('-') {
            Some((min, max)) => (bound(min, 0)?, bound(max, usize::MAX)?),
            None => (bound(bounds, 0)?, bound(bounds, 0)?),
        };
        if bounds.trim().is_empty() || bounds.trim() == "-" {
            return Err("a length needs at least one number".into());
        }
        if min > max {
            return Err(format!("the lower end {min} is above the upper end {max}"));
        }
        Ok(Length { min, max, unit })
    }

    /// Returns whether a string has this length. Characters are counted only if the number of bytes does not decide.
    #[inline]
    pub fn admits_text(&self, text: &str) -> bool {
        let bytes = text.len();
        match self.unit {
            Unit::Characters if bytes <= self.max && bytes.div_ceil(4) >= self.min => true,
            Unit::Characters => self.admits(text.chars().count()),
            Unit::Bytes | Unit::Items => self.admits(bytes),
        }
    }

    /// Returns whether a count is in the range.
    #[inline]
    pub const fn admits(&self, count: usize) -> bool {
        self.min <= count && count <= self.max
    }

    /// Returns a count with the unit of this constraint: `1 item`.
    pub fn counted(&self, count: usize) -> String {
        format!("{count} {}{}", self.unit.word(), if count == 1 { "" } else { "s" })
    }

    /// Returns the length of `text` with the unit of this constraint: `32769 characters`.
    pub fn measure(&self, text: &str) -> String {
        self.counted(if self.unit == Unit::Characters { text.chars().count() } else { text.len() })
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.min, self.max) {
            (0, max) => write!(f, "at most {}", self.counted(max)),
            (min, usize::MAX) => write!(f, "at least {}", self.counted(min)),
            (min, max) if min == max => write!(f, "exactly {}", self.counted(max)),
            (min, max) => write!(f, "{min} to {}", self.counted(max)),
        }
    }
}
