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
        let start = usize::from(bytes.first() == Some(&b'-'));
        let mut at = start;
        let mut sum = 0u64;
        while let Some(digit) = bytes.get(at).map(|byte| byte.wrapping_sub(b'0')).filter(|digit| *digit < 10) {
            sum = sum.wrapping_mul(10).wrapping_add(u64::from(digit));
            at += 1;
        }
        if at == start {
            return Err(at);
        }
        // No number goes on behind a leading zero.
        if bytes[start] == b'0' {
            (at, sum) = (start + 1, 0);
        }
        // Nineteen digits always fit; twenty may not.
        let magnitude = if at - start < 20 { Some(sum) } else { whole(&bytes[start..at]) };
        match bytes.get(at) {
            Some(b'.' | b'e' | b'E') => fraction(bytes, at).map(|end| (end, None)),
            _ => Ok((at, magnitude)),
        }
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

/// The end of a fraction and exponent that begin at an offset; or where they go wrong.
fn fraction(bytes: &[u8], mut at: usize) -> Result<usize, usize> {
    let digits = |at: usize| match bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count() {
        0 => Err(at),
        count => Ok(at + count),
    };
    if bytes[at] == b'.' {
        at = digits(at + 1)?;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        at += 1 + usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        at = digits(at)?;
    }
    Ok(at)
}

/// The value of many digits, when it fits.
#[cold]
fn whole(digits: &[u8]) -> Option<u64> {
    digits.iter().try_fold(0u64, |sum, digit| sum.checked_mul(10)?.checked_add(u64::from(digit - b'0')))
}
