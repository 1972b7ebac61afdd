//! [`Head`]: the first bytes of a CBOR value, which tell its kind and contain a number.

use std::borrow::Cow;

/// The first bytes of a value. A length is `None` if the value ends with [`Break`](Head::Break).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Head {
    Positive(u64),
    /// The number `-1 - n`.
    Negative(u64),
    Bytes(Option<u64>),
    Text(Option<u64>),
    List(Option<u64>),
    Map(Option<u64>),
    Tag(u64),
    Simple(u64),
    Float(f64),
    Break,
}

impl Head {
    /// Reads a head and returns what follows it.
    pub(super) fn read(bytes: &[u8]) -> Result<(Head, &[u8]), Cow<'static, str>> {
        const TOO_SHORT: Cow<'static, str> = Cow::Borrowed("data that ends too early");
        let (&first, rest) = bytes.split_first().ok_or(TOO_SHORT)?;
        let (kind, info) = (first >> 5, first & 31);
        let size = match info {
            0..=23 | 31 => 0,
            24..=27 => 1 << (info - 24),
            _ => return Err(format!("the byte {first:#04x}, which begins no value").into()),
        };
        let (number, rest) = rest.split_at_checked(size).ok_or(TOO_SHORT)?;
        let number = match info {
            0..=23 => u64::from(info),
            _ => number.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)),
        };
        let length = (info != 31).then_some(number);
        let head = match kind {
            0 | 1 | 6 if info == 31 => return Err(format!("the byte {first:#04x}, which begins no value").into()),
            0 => Head::Positive(number),
            1 => Head::Negative(number),
            2 => Head::Bytes(length),
            3 => Head::Text(length),
            4 => Head::List(length),
            5 => Head::Map(length),
            6 => Head::Tag(number),
            _ => match info {
                25 => Head::Float(half(number)),
                26 => Head::Float(f32::from_bits(number as u32).into()),
                27 => Head::Float(f64::from_bits(number)),
                31 => Head::Break,
                _ => Head::Simple(number),
            },
        };
        Ok((head, rest))
    }

    /// Writes the head in as few bytes as possible. Floats take four or eight.
    pub(super) fn write(self, out: &mut Vec<u8>) {
        match self {
            Head::Positive(number) => write_number(out, 0, number),
            Head::Negative(number) => write_number(out, 1, number),
            Head::Bytes(length) => write_length(out, 2, length),
            Head::Text(length) => write_length(out, 3, length),
            Head::List(length) => write_length(out, 4, length),
            Head::Map(length) => write_length(out, 5, length),
            Head::Tag(tag) => write_number(out, 6, tag),
            Head::Simple(value) => write_number(out, 7, value),
            Head::Float(value) => match value as f32 {
                short if f64::from(short).to_bits() == value.to_bits() => {
                    out.push(0xfa);
                    out.extend(short.to_be_bytes());
                }
                _ => {
                    out.push(0xfb);
                    out.extend(value.to_be_bytes());
                }
            },
            Head::Break => out.push(0xff),
        }
    }
}

fn write_length(out: &mut Vec<u8>, kind: u8, length: Option<u64>) {
    match length {
        Some(length) => write_number(out, kind, length),
        None => out.push(kind << 5 | 31),
    }
}

fn write_number(out: &mut Vec<u8>, kind: u8, number: u64) {
    let bytes = number.to_be_bytes();
    let (info, size) = match number {
        0..=23 => (bytes[7], 0),
        24..=0xff => (24, 1),
        0x100..=0xffff => (25, 2),
        0x1_0000..=0xffff_ffff => (26, 4),
        _ => (27, 8),
    };
    out.push(kind << 5 | info);
    out.extend_from_slice(&bytes[8 - size..]);
}

/// Returns the value of a float of 16 bits.
fn half(bits: u64) -> f64 {
    let (exponent, fraction) = (bits >> 10 & 31, (bits & 0x3ff) as f64);
    let magnitude = match exponent {
        0 => fraction * 2f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1024.0 + fraction) * 2f64.powi(exponent as i32 - 25),
    };
    if bits >> 15 == 1 { -magnitude } else { magnitude }
}
