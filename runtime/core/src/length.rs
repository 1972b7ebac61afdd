//! Length constraints, `1-32768`: how they are written, counted and worded.

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
    /// Fewest.
    pub min: usize,
    /// Most; `usize::MAX` when there is no upper end.
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

    /// Reads `1-32768`, `-16`, `1-`, `36`, each with an optional ` bytes`.
    ///
    /// # Errors
    /// What is wrong, in words.
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

    /// Whether a string is of this length. Bytes decide wherever they can; characters are counted only otherwise.
    #[inline]
    pub fn admits_text(&self, text: &str) -> bool {
        let bytes = text.len();
        match self.unit {
            Unit::Characters if bytes <= self.max && bytes.div_ceil(4) >= self.min => true,
            Unit::Characters => self.admits(text.chars().count()),
            Unit::Bytes | Unit::Items => self.admits(bytes),
        }
    }

    /// Whether a count is within the ends.
    #[inline]
    pub const fn admits(&self, count: usize) -> bool {
        self.min <= count && count <= self.max
    }

    /// A count in this constraint's unit, in words: `1 item`.
    pub fn counted(&self, count: usize) -> String {
        counted(count, self.unit)
    }

    /// The length of `text` in this constraint's unit, in words: `32769 characters`.
    pub fn measure(&self, text: &str) -> String {
        self.counted(if self.unit == Unit::Characters { text.chars().count() } else { text.len() })
    }
}

/// A count with its unit: `1 item`, `3 items`.
fn counted(count: usize, unit: Unit) -> String {
    format!("{count} {}{}", unit.word(), if count == 1 { "" } else { "s" })
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Length { min, max, unit } = *self;
        match (min, max) {
            (0, max) => write!(f, "at most {}", counted(max, unit)),
            (min, usize::MAX) => write!(f, "at least {}", counted(min, unit)),
            (min, max) if min == max => write!(f, "exactly {}", counted(max, unit)),
            (min, max) => write!(f, "{min} to {}", counted(max, unit)),
        }
    }
}
