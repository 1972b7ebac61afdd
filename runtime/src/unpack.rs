//! Decompression of data whose format is not declared: gzip, zlib or zip, detected by the first bytes.

use std::io::Read;

use flate2::read::{DeflateDecoder, GzDecoder, MultiGzDecoder, ZlibDecoder};

use triggerkit_core::report::{Rule, Violation};
use triggerkit_core::text::Str;

/// The largest size of decompressed data in bytes.
pub(crate) const MAX_UNPACKED: u64 = 64 << 20;

/// Decompresses gzip data, zlib data or the first file of a zip archive. Other data is returned unchanged.
pub(crate) fn unpack(bytes: Vec<u8>) -> Result<Vec<u8>, Violation> {
    match *bytes.as_slice() {
        // Data after the last member is padding. The reader for several members rejects it, the one for a single member ignores it.
        [0x1f, 0x8b, ..] => decompress(MultiGzDecoder::new(&*bytes), "gzip data")
            .or_else(|error| decompress(GzDecoder::new(&*bytes), "gzip data").map_err(|_| error)),
        [b'P', b'K', 3, 4, ..] => extract_first_file(&bytes),
        // The first two bytes of a text can look like zlib, so only data that is not UTF-8 is taken for zlib.
        [0x78, flags, ..] if (0x7800 | u16::from(flags)).is_multiple_of(31) && std::str::from_utf8(&bytes).is_err() => {
            decompress(ZlibDecoder::new(&*bytes), "zlib data")
        }
        _ => Ok(bytes),
    }
}

fn decompress(reader: impl Read, expected: &'static str) -> Result<Vec<u8>, Violation> {
    let mut out = Vec::new();
    match reader.take(MAX_UNPACKED + 1).read_to_end(&mut out) {
        Err(error) => Err(codec_violation(expected, error.to_string())),
        Ok(_) if out.len() as u64 > MAX_UNPACKED => Err(codec_violation("at most 64 MiB unpacked", "more")),
        Ok(_) => Ok(out),
    }
}

fn codec_violation(expected: &'static str, found: impl Into<Str>) -> Violation {
    Violation::new(Rule::Codec, expected, found)
}

/// Reads the header of a file in a zip archive: its flags, the compression method, the size of the data in the archive, the name, and
/// everything after the header. Returns `None` if the header is truncated.
fn read_file_header(bytes: &[u8]) -> Option<([usize; 3], &[u8], &[u8])> {
    let read_u16 = |at: usize| Some(usize::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    let size = u32::from_le_bytes(bytes.get(18..22)?.try_into().ok()?) as usize;
    let name_end = 30 + read_u16(26)?;
    let data = bytes.get(name_end + read_u16(28)?..)?;
    Some(([read_u16(6)?, read_u16(8)?, size], bytes.get(30..name_end)?, data))
}

/// Extracts the first file of a zip archive, after skipping folders.
fn extract_first_file(mut bytes: &[u8]) -> Result<Vec<u8>, Violation> {
    const ARCHIVE: &str = "a zip archive of one stored or deflated file";
    let reject = |found: &str| Err(codec_violation(ARCHIVE, found));
    loop {
        let Some(([flags, method, size], name, data)) = read_file_header(bytes) else {
            return reject("a truncated file header");
        };
        let is_encrypted = flags & 1 == 1;
        let is_size_unknown = flags >> 3 & 1 == 1;
        match method {
            _ if is_encrypted => return reject("an encrypted file"),
            0 if name.ends_with(b"/") && data.starts_with(b"PK") => bytes = data,
            0 if is_size_unknown => return reject("a stored file of unknown size"),
            0 => return data.get(..size).map_or_else(|| reject("a truncated file"), |data| Ok(data.to_vec())),
            8 => return decompress(DeflateDecoder::new(data), ARCHIVE),
            other => return reject(&format!("compression method {other}")),
        }
    }
}
