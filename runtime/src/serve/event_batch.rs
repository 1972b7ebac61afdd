//! [`EventBatch`]: the events of a batch, which are decoded one by one.
//!
//! A batch is a count, then a block of header lines and a body for each event. The count and the lengths before each block and body are
//! big-endian `u32`s.

use bytes::{Buf, Bytes};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::handler::Error;

/// The most events in one batch. The platform recommends at most 1,000.
const MAX_EVENTS: usize = 10_000;

/// The most header lines of one event.
const MAX_HEADERS: usize = 1000;

/// The longest name of a header that `HeaderName` accepts.
const MAX_NAME: usize = u16::MAX as usize;

/// The events of a batch in order. Each is decoded when it is its turn, and takes what the request's headers share.
pub(super) struct EventBatch {
    /// The headers of the request, which every event has, too.
    headers: HeaderMap,
    /// The events that have not been decoded.
    rest: Bytes,
    /// How many events that are.
    count: usize,
}

impl EventBatch {
    /// Checks a whole batch without decoding it.
    ///
    /// # Errors
    /// Returns an error if a part of the batch is malformed, or if it has too many events or an event has too many headers.
    pub(super) fn new(mut headers: HeaderMap, mut body: Bytes) -> Result<Self, Error> {
        let count = usize::try_from(read_u32(&mut body)?).unwrap_or(usize::MAX);
        let mut unchecked = body.clone();
        if count > MAX_EVENTS {
            return Err(malformed(&format!("expected at most {MAX_EVENTS} events, found {count}")));
        }
        for _ in 0..count {
            check_block(&read_part(&mut unchecked)?)?;
            read_part(&mut unchecked)?;
        }
        if !unchecked.is_empty() {
            return Err(malformed("unexpected bytes after the last event"));
        }
        // These two describe the batch, not its events.
        headers.remove(CONTENT_TYPE);
        headers.remove(CONTENT_LENGTH);
        Ok(EventBatch { headers, rest: body, count })
    }

    fn decode_next(&mut self) -> Result<(HeaderMap, Bytes), Error> {
        let (block, body) = (read_part(&mut self.rest)?, read_part(&mut self.rest)?);
        let mut headers = self.headers.clone();
        for line in lines(&block) {
            let (name, value) = split_line(line).ok_or_else(invalid_line)?;
            let name = HeaderName::from_bytes(name).map_err(|_| invalid_line())?;
            let value = HeaderValue::from_bytes(value).map_err(|_| invalid_line())?;
            headers.try_insert(name, value).map_err(|_| too_many_headers())?;
        }
        Ok((headers, body))
    }
}

impl Iterator for EventBatch {
    type Item = Result<(HeaderMap, Bytes), Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.count = self.count.checked_sub(1)?;
        Some(self.decode_next())
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.count, Some(self.count))
    }
}

/// Returns the headers and bodies of all events of a batch whose request has no headers. Tests attack it without a server.
///
/// # Errors
/// What reading the batch finds, and what its events do not keep.
pub fn event_batch(body: &[u8]) -> Result<Vec<(HeaderMap, Bytes)>, Error> {
    EventBatch::new(HeaderMap::new(), Bytes::copy_from_slice(body))?.collect()
}

fn read_u32(bytes: &mut Bytes) -> Result<u32, Error> {
    bytes.try_get_u32().map_err(|_| malformed("unexpected end"))
}

/// Reads a length and that many bytes.
fn read_part(bytes: &mut Bytes) -> Result<Bytes, Error> {
    let length = usize::try_from(read_u32(bytes)?).unwrap_or(usize::MAX);
    if length <= bytes.len() { Ok(bytes.split_to(length)) } else { Err(malformed("unexpected end")) }
}

/// Checks the header lines of an event.
fn check_block(block: &[u8]) -> Result<(), Error> {
    for (number, line) in lines(block).enumerate() {
        if number >= MAX_HEADERS {
            return Err(too_many_headers());
        }
        split_line(line).filter(|(name, value)| is_name(name) && is_value(value)).ok_or_else(invalid_line)?;
    }
    Ok(())
}

fn lines(block: &[u8]) -> impl Iterator<Item = &[u8]> {
    block.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty())
}

/// Splits a line at its first colon into a name and a value.
fn split_line(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    Some((line[..colon].trim_ascii(), line[colon + 1..].trim_ascii()))
}

/// Returns whether bytes are what `HeaderName` accepts, without creating one.
fn is_name(name: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte);
    (1..=MAX_NAME).contains(&name.len()) && name.iter().all(is_part)
}

/// Returns whether bytes are what `HeaderValue` accepts, without creating one.
fn is_value(value: &[u8]) -> bool {
    value.iter().all(|byte| matches!(byte, b'\t' | b' '..=b'~' | 0x80..))
}

fn invalid_line() -> Error {
    malformed("invalid header line")
}

fn too_many_headers() -> Error {
    malformed("too many headers")
}

fn malformed(problem: &str) -> Error {
    Error::new("InvalidEvent", format!("malformed batch of CloudEvents: {problem}")).with_status(400)
}
