//! Writes JSON text as CBOR.

use super::head::Head;
use super::number::{self, Decimal};
use crate::Number;
use crate::json::{Kind, Scanner};
use crate::serde_text::read_bytes;

/// Writes the next value. Returns `None` if CBOR cannot hold it.
pub(super) fn write_value(json: &mut Scanner<'_>, out: &mut Vec<u8>) -> Option<()> {
    match json.peek().ok()? {
        Kind::Null => {
            json.null().ok()?;
            Head::Simple(22).write(out);
        }
        Kind::Bool => Head::Simple(if json.boolean().ok()? { 21 } else { 20 }).write(out),
        Kind::String => {
            let start = json.position();
            let text = json.string().ok()?;
            write_text(out, &text);
            return (!json.is_lossy(start, &text)).then_some(());
        }
        Kind::Number => write_number(out, &json.number().ok()?)?,
        Kind::List => {
            json.enter_list().ok()?;
            Head::List(None).write(out);
            while json.next_item().ok()? {
                write_value(json, out)?;
            }
            Head::Break.write(out);
        }
        Kind::Object => match read_bytes(json) {
            Some(bytes) => write_bytes(out, &bytes),
            None => {
                json.enter_object().ok()?;
                Head::Map(None).write(out);
                let mut start = json.position();
                while let Some(key) = json.next_key().ok()? {
                    if json.is_lossy(start, &key) {
                        return None;
                    }
                    write_text(out, &key);
                    write_value(json, out)?;
                    start = json.position();
                }
                Head::Break.write(out);
            }
        },
    }
    Some(())
}

fn write_text(out: &mut Vec<u8>, text: &str) {
    Head::Text(Some(text.len() as u64)).write(out);
    out.extend_from_slice(text.as_bytes());
}

fn write_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    Head::Bytes(Some(bytes.len() as u64)).write(out);
    out.extend_from_slice(bytes);
}

/// Writes a number without rounding it: as an integer or a float if that is the same number, and as a decimal fraction otherwise.
fn write_number(out: &mut Vec<u8>, number: &Number<'_>) -> Option<()> {
    let text = number.as_str();
    if !text.contains(['.', 'e', 'E']) {
        let (is_negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
        return write_whole(out, is_negative, digits);
    }
    let decimal = Decimal::parse(text)?;
    if let Some(value) = number.as_f64().filter(|value| decimal.is_float(*value)) {
        Head::Float(value).write(out);
        return Some(());
    }
    Head::Tag(4).write(out);
    Head::List(Some(2)).write(out);
    write_i64(out, decimal.exponent);
    write_whole(out, decimal.is_negative, &decimal.digits)
}

fn write_i64(out: &mut Vec<u8>, value: i64) {
    match u64::try_from(value) {
        Ok(value) => Head::Positive(value).write(out),
        Err(_) => Head::Negative(!value as u64).write(out),
    }
}

/// Writes a whole number: in its head if it fits there, and as bytes otherwise.
fn write_whole(out: &mut Vec<u8>, is_negative: bool, digits: &str) -> Option<()> {
    let magnitude = number::bytes(digits)?;
    let is_negative = is_negative && !magnitude.is_empty();
    let bytes = if is_negative { number::minus_one(&magnitude) } else { magnitude };
    if bytes.len() > 8 {
        Head::Tag(if is_negative { 3 } else { 2 }).write(out);
        write_bytes(out, &bytes);
        return Some(());
    }
    let value = bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
    if is_negative { Head::Negative(value) } else { Head::Positive(value) }.write(out);
    Some(())
}
