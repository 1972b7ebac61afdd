//! [`Reader`]: reads CBOR and writes it as JSON text, in one pass and without a tree.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::fault::Fault;
use super::head::Head;
use super::number::{self, MAX_BYTES};
use crate::data::Base64;
use crate::engine::{View, write_view};
use crate::form::Form;
use crate::json::{MAX_DEPTH, write_string};
use crate::serde_text::quote_key;
use crate::shape::Field;

type Read<T> = Result<T, Fault>;

/// Tags that change how the value after them is read. The others only describe it, such as a time or a URI, and are passed over.
#[derive(Clone, Copy)]
enum Tag {
    /// Bytes that are a whole number, or `-1 - n`.
    Whole { is_negative: bool },
    /// An exponent and a whole number, which is multiplied by a power of ten or two.
    Fraction { is_binary: bool },
    /// Bytes that are CBOR.
    Embedded,
    /// Sixteen bytes that are a UUID.
    Uuid,
}

/// How byte strings are written as JSON.
#[derive(Clone, Copy)]
enum Encoding {
    /// `{"$bytes": "<base64>"}`
    Marked,
    Base64Url,
    Base64,
    Base16,
}

/// A whole number as its sign and its bytes, from the highest to the lowest.
struct Whole<'b> {
    is_negative: bool,
    magnitude: Cow<'b, [u8]>,
}

/// Reads CBOR values and appends them to a JSON text.
pub(super) struct Reader<'b, 'o> {
    rest: &'b [u8],
    /// The offset of the end of `rest`.
    end: usize,
    out: &'o mut String,
    depth: u32,
    encoding: Encoding,
}

impl<'b, 'o> Reader<'b, 'o> {
    pub(super) fn new(bytes: &'b [u8], out: &'o mut String) -> Self {
        Reader { rest: bytes, end: bytes.len(), out, depth: 0, encoding: Encoding::Marked }
    }

    fn fault<T>(&self, words: impl Into<Cow<'static, str>>) -> Read<T> {
        Err(Fault::new(self.end - self.rest.len(), words))
    }

    /// Checks that nothing is left.
    pub(super) fn end(&self) -> Read<()> {
        match self.rest.len() {
            0 => Ok(()),
            1 => self.fault("1 byte after the value"),
            more => self.fault(format!("{more} bytes after the value")),
        }
    }

    /// Reads one value with its tags.
    pub(super) fn value(&mut self) -> Read<()> {
        let outer = self.encoding;
        let mut tag = None;
        let read = loop {
            match self.head()? {
                Head::Tag(number) => tag = self.read_tag(number).or(tag),
                head => break self.tagged(tag, head),
            }
        };
        self.encoding = outer;
        read
    }

    fn head(&mut self) -> Read<Head> {
        match Head::read(self.rest) {
            Ok((head, rest)) => {
                self.rest = rest;
                Ok(head)
            }
            Err(words) => self.fault(words),
        }
    }

    /// Returns what a tag means for the value after it.
    fn read_tag(&mut self, number: u64) -> Option<Tag> {
        match number {
            2 => return Some(Tag::Whole { is_negative: false }),
            3 => return Some(Tag::Whole { is_negative: true }),
            4 => return Some(Tag::Fraction { is_binary: false }),
            5 => return Some(Tag::Fraction { is_binary: true }),
            21 => self.encoding = Encoding::Base64Url,
            22 => self.encoding = Encoding::Base64,
            23 => self.encoding = Encoding::Base16,
            24 => return Some(Tag::Embedded),
            37 => return Some(Tag::Uuid),
            _ => {}
        }
        None
    }

    /// Reads a value after its head. A tag that does not fit the value is passed over.
    fn tagged(&mut self, tag: Option<Tag>, head: Head) -> Read<()> {
        match (tag, head) {
            (Some(tag), Head::Bytes(length)) => {
                let bytes = self.bytes(length)?;
                match tag {
                    Tag::Whole { is_negative } => {
                        let text = self.whole_text(&Whole::new(is_negative, bytes))?;
                        self.out.push_str(&text);
                        Ok(())
                    }
                    Tag::Embedded => self.embedded(&bytes),
                    Tag::Uuid if bytes.len() == 16 => {
                        write_string(self.out, &uuid(&bytes));
                        Ok(())
                    }
                    Tag::Uuid | Tag::Fraction { .. } => self.write_bytes(&bytes),
                }
            }
            (Some(Tag::Fraction { is_binary }), Head::List(length)) => {
                let start = self.rest;
                match self.exponent_and_whole(length)? {
                    Some((exponent, whole)) => self.fraction(is_binary, exponent, &whole),
                    None => {
                        self.rest = start;
                        self.list(length)
                    }
                }
            }
            (_, head) => self.untagged(head),
        }
    }

    fn untagged(&mut self, head: Head) -> Read<()> {
        match head {
            Head::Positive(number) => self.out.push_str(&number.to_string()),
            Head::Negative(number) => self.out.push_str(&(-1 - i128::from(number)).to_string()),
            Head::Float(value) => write_view(self.out, View::F64(value), &Field::PLAIN, Form::PLAIN),
            Head::Simple(20) => self.out.push_str("false"),
            Head::Simple(21) => self.out.push_str("true"),
            Head::Simple(22 | 23) => self.out.push_str("null"),
            Head::Simple(other) => return self.fault(format!("the simple value {other}, which has no meaning")),
            Head::Bytes(length) => {
                let bytes = self.bytes(length)?;
                return self.write_bytes(&bytes);
            }
            Head::Text(length) => {
                let text = self.text(length)?;
                write_string(self.out, &text);
            }
            Head::List(length) => return self.list(length),
            Head::Map(length) => return self.map(length),
            Head::Break | Head::Tag(_) => return self.fault("the end of a list or map in place of a value"),
        }
        Ok(())
    }

    /// Returns the next bytes. The declared length only limits them, so that a wrong one costs nothing.
    fn take(&mut self, length: u64) -> Read<&'b [u8]> {
        match usize::try_from(length).ok().and_then(|length| self.rest.split_at_checked(length)) {
            Some((bytes, rest)) => {
                self.rest = rest;
                Ok(bytes)
            }
            None => self.fault("data that ends too early"),
        }
    }

    /// Reads the rest of a byte string.
    fn bytes(&mut self, length: Option<u64>) -> Read<Cow<'b, [u8]>> {
        if let Some(length) = length {
            return self.take(length).map(Cow::Borrowed);
        }
        let mut whole = Vec::new();
        loop {
            match self.head()? {
                Head::Bytes(Some(length)) => whole.extend_from_slice(self.take(length)?),
                Head::Break => return Ok(whole.into()),
                _ => return self.fault("a part of a byte string that is not a byte string"),
            }
        }
    }

    /// Reads the rest of a text.
    fn text(&mut self, length: Option<u64>) -> Read<Cow<'b, str>> {
        if let Some(length) = length {
            return self.text_of(length).map(Cow::Borrowed);
        }
        let mut whole = String::new();
        loop {
            match self.head()? {
                Head::Text(Some(length)) => whole.push_str(self.text_of(length)?),
                Head::Break => return Ok(whole.into()),
                _ => return self.fault("a part of a text that is not text"),
            }
        }
    }

    fn text_of(&mut self, length: u64) -> Read<&'b str> {
        let bytes = self.take(length)?;
        simdutf8::basic::from_utf8(bytes).or_else(|_| self.fault("text that is not UTF-8"))
    }

    fn descend(&mut self) -> Read<()> {
        if self.depth == MAX_DEPTH {
            return self.fault(format!("lists or maps nested deeper than {MAX_DEPTH} levels"));
        }
        self.depth += 1;
        Ok(())
    }

    /// Returns whether another item follows. `left` counts those that are to come, if their number is known.
    fn another(&mut self, left: &mut Option<u64>) -> bool {
        match left {
            Some(0) => false,
            Some(left) => {
                *left -= 1;
                true
            }
            None => match self.rest.strip_prefix(&[0xff]) {
                Some(rest) => {
                    self.rest = rest;
                    false
                }
                None => true,
            },
        }
    }

    fn list(&mut self, mut left: Option<u64>) -> Read<()> {
        self.descend()?;
        let mut separator = '[';
        while self.another(&mut left) {
            self.out.push(separator);
            self.value()?;
            separator = ',';
        }
        self.out.push_str(if separator == '[' { "[]" } else { "]" });
        self.depth -= 1;
        Ok(())
    }

    fn map(&mut self, mut left: Option<u64>) -> Read<()> {
        self.descend()?;
        let mut separator = '{';
        while self.another(&mut left) {
            self.out.push(separator);
            self.key()?;
            self.out.push(':');
            self.value()?;
            separator = ',';
        }
        self.out.push_str(if separator == '{' { "{}" } else { "}" });
        self.depth -= 1;
        Ok(())
    }

    fn key(&mut self) -> Read<()> {
        let start = self.out.len();
        self.value()?;
        quote_key(self.out, start).or_else(|_| self.fault("a map key that is not text, a number or a boolean"))
    }

    /// Reads a value from a byte string.
    fn embedded(&mut self, bytes: &[u8]) -> Read<()> {
        self.descend()?;
        let end = self.end - self.rest.len();
        let mut inner = Reader { rest: bytes, end, out: self.out, depth: self.depth, encoding: self.encoding };
        inner.value()?;
        inner.end()?;
        self.depth -= 1;
        Ok(())
    }

    fn write_bytes(&mut self, bytes: &[u8]) -> Read<()> {
        match self.encoding {
            Encoding::Marked => {
                write_view(self.out, View::Bytes(Base64::encode(bytes).as_str()), &Field::PLAIN, Form::PLAIN);
            }
            Encoding::Base64Url => write_string(self.out, &URL_SAFE_NO_PAD.encode(bytes)),
            Encoding::Base64 => write_string(self.out, Base64::encode(bytes).as_str()),
            Encoding::Base16 => write_string(self.out, &hexadecimal(bytes).to_uppercase()),
        }
        Ok(())
    }

    /// Reads the items of a fraction: its exponent and its digits as a whole number. Returns `None` if the list has other items.
    fn exponent_and_whole(&mut self, mut left: Option<u64>) -> Read<Option<(i64, Whole<'b>)>> {
        if !self.another(&mut left) {
            return Ok(None);
        }
        let exponent = match self.head()? {
            Head::Positive(number) => i64::try_from(number).ok(),
            Head::Negative(number) => i64::try_from(number).ok().map(|number| !number),
            _ => return Ok(None),
        };
        if !self.another(&mut left) {
            return Ok(None);
        }
        let Some(whole) = self.whole()? else { return Ok(None) };
        if self.another(&mut left) {
            return Ok(None);
        }
        match exponent {
            Some(exponent) => Ok(Some((exponent, whole))),
            None => self.fault("a fraction whose exponent has more than 64 bits"),
        }
    }

    /// Reads a whole number of any size. Returns `None` if the next value is none.
    fn whole(&mut self) -> Read<Option<Whole<'b>>> {
        let (is_negative, magnitude) = match self.head()? {
            Head::Positive(number) => (false, number.to_be_bytes().to_vec().into()),
            Head::Negative(number) => (true, number.to_be_bytes().to_vec().into()),
            Head::Tag(tag @ (2 | 3)) => match self.head()? {
                Head::Bytes(length) => (tag == 3, self.bytes(length)?),
                _ => return Ok(None),
            },
            _ => return Ok(None),
        };
        Ok(Some(Whole::new(is_negative, magnitude)))
    }

    fn fraction(&mut self, is_binary: bool, exponent: i64, whole: &Whole<'_>) -> Read<()> {
        if !is_binary {
            let text = number::with_exponent(&self.whole_text(whole)?, exponent);
            self.out.push_str(&text);
            return Ok(());
        }
        let magnitude = number::trimmed(&whole.magnitude);
        let is_short = magnitude.len() <= size_of::<u128>();
        let short = is_short.then(|| magnitude.iter().fold(0, |sum, byte| sum << 8 | u128::from(*byte)));
        match short.and_then(|magnitude| number::with_binary_exponent(whole.is_negative, magnitude, exponent)) {
            Some(text) => {
                self.out.push_str(&text);
                Ok(())
            }
            None => self.fault("a binary fraction that is not exactly a float of 64 bits"),
        }
    }

    fn whole_text(&self, whole: &Whole<'_>) -> Read<String> {
        let magnitude = number::trimmed(&whole.magnitude);
        if magnitude.len() > MAX_BYTES {
            return self.fault(format!("a whole number of {} bytes, where at most {MAX_BYTES} are read,", magnitude.len()));
        }
        let sign = if whole.is_negative { "-" } else { "" };
        Ok(format!("{sign}{}", number::digits(magnitude)))
    }
}

impl<'b> Whole<'b> {
    /// Creates the number that bytes contain. A negative one is `-1 - n`.
    fn new(is_negative: bool, bytes: Cow<'b, [u8]>) -> Self {
        let magnitude = if is_negative { number::plus_one(&bytes).into() } else { bytes };
        Whole { is_negative, magnitude }
    }
}

/// Returns the usual text of a UUID.
fn uuid(bytes: &[u8]) -> String {
    let groups = [&bytes[..4], &bytes[4..6], &bytes[6..8], &bytes[8..10], &bytes[10..]];
    groups.map(hexadecimal).join("-")
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
