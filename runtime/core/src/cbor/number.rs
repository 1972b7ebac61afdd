//! Numbers that have their own tags in CBOR: whole numbers of any size, and fractions with an exponent.

/// The most bytes of a whole number. Converting it takes time that grows with the square of its size.
pub(super) const MAX_BYTES: usize = 1024;

/// The most digits of a number that fits into [`MAX_BYTES`] whatever its digits are.
const MAX_DIGITS: usize = 2_466;

/// A number as its sign, its digits without zeros at either end, and the power of ten that they are multiplied by. Zero has no digits.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    pub(super) is_negative: bool,
    pub(super) digits: String,
    pub(super) exponent: i64,
}

impl Decimal {
    /// Reads the text of a JSON number. Returns `None` if the exponent is out of range.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (is_negative, text) = text.strip_prefix('-').map_or((false, text), |text| (true, text));
        let (text, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let all = [whole, fraction].concat();
        let digits = all.trim_end_matches('0');
        let dropped = all.len() - digits.len();
        let digits = digits.trim_start_matches('0');
        if digits.is_empty() {
            return Some(Decimal { is_negative, digits: String::new(), exponent: 0 });
        }
        let exponent = exponent.parse::<i64>().ok()?;
        let exponent = exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?.checked_add(i64::try_from(dropped).ok()?)?;
        Some(Decimal { is_negative, digits: digits.to_owned(), exponent })
    }

    /// Returns whether a float prints as this number.
    pub(super) fn is_float(&self, value: f64) -> bool {
        value.is_finite() && Decimal::parse(&format!("{value:e}")).as_ref() == Some(self)
    }
}

/// Returns the text of a whole number that is multiplied by a power of ten.
pub(super) fn with_exponent(whole: &str, exponent: i64) -> String {
    /// The most zeros that are written instead of an exponent.
    const MOST_ZEROS: u64 = 20;
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let places = exponent.unsigned_abs();
    if digits == "0" || exponent == 0 {
        return whole.to_owned();
    }
    if exponent > 0 && places <= MOST_ZEROS {
        return format!("{whole}{}", "0".repeat(places as usize));
    }
    if exponent > 0 || places > digits.len() as u64 + MOST_ZEROS {
        return format!("{whole}e{exponent}");
    }
    let padded = format!("{digits:0>width$}", width = places as usize + 1);
    let (before, after) = padded.split_at(padded.len() - places as usize);
    format!("{sign}{before}.{after}")
}

/// Returns the text of a whole number multiplied by a power of two, if it is a whole number of up to 127 bits or exactly a float.
pub(super) fn with_binary_exponent(is_negative: bool, magnitude: u128, exponent: i64) -> Option<String> {
    let sign = if is_negative { "-" } else { "" };
    if magnitude == 0 {
        return Some("0".to_owned());
    }
    let zeros = magnitude.trailing_zeros();
    let (odd, exponent) = (magnitude >> zeros, exponent.checked_add(i64::from(zeros))?);
    let bits = i64::from(u128::BITS - odd.leading_zeros());
    let highest = exponent.checked_add(bits)?;
    if exponent >= 0 && highest < 128 {
        return Some(format!("{sign}{}", odd << exponent));
    }
    let is_float = bits <= 53 && exponent >= -1074 && highest <= 1024;
    is_float.then(|| {
        // In one step, the power alone might be out of range.
        let half = (exponent / 2) as i32;
        let value = odd as f64 * 2f64.powi(half) * 2f64.powi(exponent as i32 - half);
        format!("{sign}{value:?}")
    })
}

/// Returns the digits of a whole number, whose bytes are given from the highest to the lowest.
pub(super) fn digits(bytes: &[u8]) -> String {
    const BASE: u64 = 1_000_000_000;
    // Nine digits each, from the lowest to the highest.
    let mut groups: Vec<u64> = Vec::new();
    // Four bytes at a time, of which only the highest may be fewer.
    for word in bytes.rchunks(4).rev() {
        let mut carry = word.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
        for group in &mut groups {
            carry += *group << 32;
            *group = carry % BASE;
            carry /= BASE;
        }
        while carry > 0 {
            groups.push(carry % BASE);
            carry /= BASE;
        }
    }
    let Some((highest, rest)) = groups.split_last() else { return "0".to_owned() };
    let mut text = highest.to_string();
    for group in rest.iter().rev() {
        text.push_str(&format!("{group:09}"));
    }
    text
}

/// Returns the bytes of a whole number from the highest to the lowest, without zeros before them. Returns `None` if it has too many
/// digits.
pub(super) fn bytes(digits: &str) -> Option<Vec<u8>> {
    if digits.len() > MAX_DIGITS {
        return None;
    }
    // From the lowest to the highest.
    let mut words: Vec<u32> = Vec::new();
    for group in digits.as_bytes().chunks(9) {
        let mut carry = group.iter().fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'));
        let factor = 10u64.pow(group.len() as u32);
        for word in &mut words {
            carry += u64::from(*word) * factor;
            *word = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            words.push(carry as u32);
        }
    }
    let bytes: Vec<u8> = words.iter().rev().flat_map(|word| word.to_be_bytes()).collect();
    Some(trimmed(&bytes).to_vec())
}

/// Returns a whole number without zeros before it.
pub(super) fn trimmed(bytes: &[u8]) -> &[u8] {
    &bytes[bytes.iter().take_while(|byte| **byte == 0).count()..]
}

/// Adds one to a whole number.
pub(super) fn plus_one(bytes: &[u8]) -> Vec<u8> {
    let mut sum = [&[0], bytes].concat();
    for byte in sum.iter_mut().rev() {
        *byte = byte.wrapping_add(1);
        if *byte > 0 {
            break;
        }
    }
    sum
}

/// Subtracts one from a whole number that is not zero.
pub(super) fn minus_one(bytes: &[u8]) -> Vec<u8> {
    let mut rest = bytes.to_vec();
    for byte in rest.iter_mut().rev() {
        *byte = byte.wrapping_sub(1);
        if *byte < u8::MAX {
            break;
        }
    }
    trimmed(&rest).to_vec()
}
