//! A JSON number as it was written, and its exact value where a machine type holds it.

/// The text of a JSON number. Nothing is rounded until a float is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number<'p> {
    text: &'p str,
    /// Magnitude, when the text is an integer that fits.
    integer: Option<u64>,
}

impl<'p> Number<'p> {
    pub(crate) fn new(text: &'p str, integer: Option<u64>) -> Self {
        Number { text, integer }
    }

    /// Reads a whole text as a number, as it stands in a string: `"9"`. `None` when it is not one.
    pub fn parse(text: &'p str) -> Option<Self> {
        match Number::prefix(text.as_bytes()) {
            Ok((length, integer)) if length == text.len() => Some(Number { text, integer }),
            _ => None,
        }
    }

    /// Length of the number at the start of `bytes` and its magnitude; or where it goes wrong.
    #[inline]
    pub(crate) fn prefix(bytes: &[u8]) -> Result<(usize, Option<u64>), usize> {
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let mut at = usize::from(bytes.first() == Some(&b'-'));
        if !digit(at) {
            return Err(at);
        }
        let start = at;
        let mut sum = 0u64;
        while digit(at) && (at == start || bytes[start] != b'0') {
            sum = sum.wrapping_mul(10).wrapping_add(u64::from(bytes[at] - b'0'));
            at += 1;
        }
        // Nineteen digits always fit; twenty may not.
        let mut magnitude = if at - start < 20 { Some(sum) } else { whole(&bytes[start..at]) };
        if bytes.get(at) == Some(&b'.') {
            magnitude = None;
            at += 1;
            if !digit(at) {
                return Err(at);
            }
            while digit(at) {
                at += 1;
            }
        }
        if let Some(b'e' | b'E') = bytes.get(at) {
            magnitude = None;
            at += 1;
            if let Some(b'+' | b'-') = bytes.get(at) {
                at += 1;
            }
            if !digit(at) {
                return Err(at);
            }
            while digit(at) {
                at += 1;
            }
        }
        Ok((at, magnitude))
    }

    /// The number as it was written.
    pub fn as_str(&self) -> &'p str {
        self.text
    }

    /// The value, when it is an integer of that type.
    pub fn as_i64(&self) -> Option<i64> {
        let magnitude = self.integer?;
        if self.text.starts_with('-') { 0i64.checked_sub_unsigned(magnitude) } else { magnitude.try_into().ok() }
    }

    /// The value, when it is an integer of that type.
    pub fn as_u64(&self) -> Option<u64> {
        self.integer.filter(|&magnitude| magnitude == 0 || !self.text.starts_with('-'))
    }

    /// The nearest float; `None` when it would be infinite.
    pub fn as_f64(&self) -> Option<f64> {
        self.text.parse().ok().filter(|value: &f64| value.is_finite())
    }
}

/// The value of many digits, when it fits.
#[cold]
fn whole(digits: &[u8]) -> Option<u64> {
    digits.iter().try_fold(0u64, |sum, digit| sum.checked_mul(10)?.checked_add(u64::from(digit - b'0')))
}
