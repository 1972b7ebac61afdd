//! Undoing compression that nobody declared: gzip, zlib, zip or plain, told by the first bytes, and bounded.

use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::report::Violation;
use crate::value::codec_failure;

/// Most bytes that a payload may unpack to: 64 MiB.
pub(crate) const MAX_UNPACKED: u64 = 64 << 20;

/// The bytes inside gzip, zlib or the first file of a zip archive; other bytes come back as they are.
pub(crate) fn unpack(bytes: Vec<u8>) -> Result<Vec<u8>, Violation> {
    match *bytes.as_slice() {
        [0x1f, 0x8b, ..] => inflate(MultiGzDecoder::new(&*bytes), "gzip data"),
        [b'P', b'K', 3, 4, ..] => zip(&bytes),
        [0x78, flags, ..] if (0x7800 | u16::from(flags)).is_multiple_of(31) => inflate(ZlibDecoder::new(&*bytes), "zlib data"),
        _ => Ok(bytes),
    }
}

fn inflate(reader: impl Read, expected: &'static str) -> Result<Vec<u8>, Violation> {
    let mut out = Vec::new();
    match reader.take(MAX_UNPACKED + 1).read_to_end(&mut out) {
        Err(error) => Err(codec_failure(expected, error.to_string())),
        Ok(_) if out.len() as u64 > MAX_UNPACKED => Err(codec_failure("at most 64 MiB unpacked", "more")),
        Ok(_) => Ok(out),
    }
}

/// The first file of an archive, read from its local header.
fn zip(bytes: &[u8]) -> Result<Vec<u8>, Violation> {
    let short = |at: usize| Some(usize::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    let header = || Some((short(8)?, 30 + short(26)? + short(28)?));
    let long = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize);
    let (Some((method, start)), Some(stored)) = (header(), long(18)) else {
        return Err(codec_failure("a zip archive", "an archive cut off in its header"));
    };
    let data = bytes.get(start..).unwrap_or_default();
    match method {
        0 => match data.get(..stored) {
            Some(data) => Ok(data.to_vec()),
            None => Err(codec_failure("a zip archive", "an archive cut off in its data")),
        },
        8 => inflate(DeflateDecoder::new(data), "a zip archive"),
        other => Err(codec_failure("a zip archive of stored or deflated files", format!("method {other}"))),
    }
}
