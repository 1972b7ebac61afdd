//! [`Range`]: range constraints on numbers, such as `[3, 600]`.

use std::fmt;

/// A range of numbers, both ends included. An infinite end means no limit.
///
/// Ends that are integers are exact up to 2^53.
///
/// ```
/// use triggerkit_core::Range;
///
/// let range = Range::new(3.0, 600.0);
/// assert!(range.admits_i64(3) && !range.admits_i64(601));
/// assert_eq!(range.to_string(), "3 to 600");
/// assert_eq!(Range::new(0.0, f64::INFINITY).to_string(), "at least 0");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The lower end, or negative infinity.
    pub min: f64,
    /// The upper end, or infinity.
    pub max: f64,
}

impl Range {
    /// Requires a number from `min` to `max`.
    pub const fn new(min: f64, max: f64) -> Range {
        Range { min, max }
    }

    /// Returns whether a float is in the range.
    #[inline]
    pub fn admits_f64(&self, value: f64) -> bool {
        self.min <= value && value <= self.max
    }

    /// Returns whether an integer is in the range, without rounding it.
    #[inline]
    pub fn admits_i64(&self, value: i64) -> bool {
        // Integers up to this one are exact as floats.
        if value.unsigned_abs() <= 1 << 53 { self.admits_f64(value as f64) } else { self.admits_i128(value.into()) }
    }

    /// Returns whether an integer is in the range, without rounding it.
    #[inline]
    pub fn admits_u64(&self, value: u64) -> bool {
        if value <= 1 << 53 { self.admits_f64(value as f64) } else { self.admits_i128(value.into()) }
    }

    #[cold]
    fn admits_i128(&self, value: i128) -> bool {
        // A float cast saturates, so an infinite end admits every 64-bit integer.
        self.min.ceil() as i128 <= value && value <= self.max.floor() as i128
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.min, self.max) {
            (f64::NEG_INFINITY, f64::INFINITY) => write!(f, "any number"),
            (f64::NEG_INFINITY, max) => write!(f, "at most {max}"),
            (min, f64::INFINITY) => write!(f, "at least {min}"),
            (min, max) => write!(f, "{min} to {max}"),
        }
    }
}
