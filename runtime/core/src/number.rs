//! [`Number`]: a JSON number as it was written, and its exact value.

/// The text of a JSON number. It is rounded only when you convert it to a float.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number<'p> {
    text: &'p str,
    /// The magnitude, if the text is an integer that fits.
    integer: Option<u64>,
}

impl<'p> Number<'p> {
    pub(crate) fn new(text: &'p str, integer: Option<u64>) -> Self {
        Number { text, integer }
    }

    /// Parses a whole text, such as the contents of the string `"9"`. Returns `None` if it is not a number.
    pub fn parse(text: &'p str) -> Option<Self> {
        match Number::prefix(text.as_bytes()) {
            Ok((length, integer)) if length == text.len() => Some(Number { text, integer }),
            _ => None,
        }
    }

    /// Returns the length and value of the number at the start of `bytes`, if it is an integer of up to sixteen digits without a sign.
    #[inline]
    pub(crate) fn plain(bytes: &[u8]) -> Option<(usize, u64)> {
        let word = next_word(bytes);
        let (mut length, mut value) = digits(word);
        if length == 8 {
            let (more, low) = digits(next_word(&bytes[8..]));
            (length, value) = (8 + more, value * TENS[more] + low);
        }
        let zero = word as u8 == b'0' && length > 1;
        let ends = !matches!(bytes.get(length)?, b'.' | b'e' | b'E' | b'0'..=b'9');
        (length > 0 && !zero && ends).then_some((length, value))
    }

    /// Returns the length of the number at the start of `bytes` and its magnitude, or the offset of the first wrong byte.
    #[inline]
    pub(crate) fn prefix(bytes: &[u8]) -> Result<(usize, Option<u64>), usize> {
        let start = usize::from(bytes.first() == Some(&b'-'));
        let mut at = start;
        let mut sum = 0u64;
        while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
            let (digits, value) = digits(u64::from_le_bytes(*eight));
            sum = sum.wrapping_mul(TENS[digits]).wrapping_add(value);
            at += digits;
            if digits < 8 {
                break;
            }
        }
        // Digits that are left are among the last bytes of the text.
        while let Some(digit) = bytes.get(at).map(|byte| byte.wrapping_sub(b'0')).filter(|digit| *digit < 10) {
            sum = sum.wrapping_mul(10).wrapping_add(u64::from(digit));
            at += 1;
        }
        if at == start {
            return Err(at);
        }
        // A leading zero ends the number.
        if bytes[start] == b'0' {
            (at, sum) = (start + 1, 0);
        }
        // Nineteen digits always fit, twenty may not.
        let magnitude = if at - start < 20 { Some(sum) } else { whole(&bytes[start..at]) };
        match bytes.get(at) {
            Some(b'.' | b'e' | b'E') => fraction(bytes, at).map(|end| (end, None)),
            _ => Ok((at, magnitude)),
        }
    }

    /// Returns the number as it was written.
    pub fn as_str(&self) -> &'p str {
        self.text
    }

    /// Returns whether it is written without a fraction and an exponent, and is less than 2^64 without its sign.
    pub(crate) fn is_whole(&self) -> bool {
        self.integer.is_some()
    }

    /// Returns the value if it is an integer that fits.
    pub fn as_i64(&self) -> Option<i64> {
        let magnitude = self.integer?;
        if self.text.starts_with('-') { 0i64.checked_sub_unsigned(magnitude) } else { magnitude.try_into().ok() }
    }

    /// Returns the value if it is an integer that fits.
    pub fn as_u64(&self) -> Option<u64> {
        self.integer.filter(|&magnitude| magnitude == 0 || !self.text.starts_with('-'))
    }

    /// Returns the nearest float; `None` if it would be infinite.
    pub fn as_f64(&self) -> Option<f64> {
        self.text.parse().ok().filter(|value: &f64| value.is_finite())
    }
}

/// The powers of ten, by which a value is multiplied when that many digits follow.
const TENS: [u64; 9] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

/// Returns the next eight bytes of a text as a word.
#[inline]
fn next_word(bytes: &[u8]) -> u64 {
    bytes.first_chunk().map_or_else(|| short(bytes), |eight| u64::from_le_bytes(*eight))
}

/// Returns the last bytes of a text, fewer than eight, as a word that is padded with zeros.
#[cold]
fn short(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte))
}

/// Returns how many digits eight bytes begin with, the first one lowest, and their value. All digits are computed at once: pairs
/// of digits, then pairs of pairs, then both fours.
#[inline]
fn digits(eight: u64) -> (usize, u64) {
    let word = eight ^ 0x3030_3030_3030_3030;
    // A carry may mark wrong bytes after the first right one, but the lowest mark is exact.
    let others = (word.wrapping_add(0x7676_7676_7676_7676) | word) & 0x8080_8080_8080_8080;
    let count = others.trailing_zeros() / 8;
    // Adds leading zeros, which come first in memory. Without digits, everything is shifted out.
    let word = word.checked_shl(64 - count * 8).unwrap_or(0);
    let pairs = word.wrapping_mul(10).wrapping_add(word >> 8);
    let high = (pairs & 0x0000_00ff_0000_00ff).wrapping_mul(0x000f_4240_0000_0064);
    let low = (pairs >> 16 & 0x0000_00ff_0000_00ff).wrapping_mul(0x0000_2710_0000_0001);
    (count as usize, high.wrapping_add(low) >> 32)
}

/// Returns the end of the fraction and exponent that begin at an offset, or the offset of the first wrong byte.
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

/// Returns the value of many digits, if it fits.
#[cold]
fn whole(digits: &[u8]) -> Option<u64> {
    digits.iter().try_fold(0u64, |sum, digit| sum.checked_mul(10)?.checked_add(u64::from(digit - b'0')))
}
