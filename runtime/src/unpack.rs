//! Undoing compression that nobody declared: gzip, zlib, zip or plain, told by the first bytes, and bounded.

use std::io::Read;

use flate2::read::{DeflateDecoder, GzDecoder, MultiGzDecoder, ZlibDecoder};

use triggerkit_core::report::{Rule, Violation};

/// Most bytes that a payload may unpack to: 64 MiB.
pub(crate) const MAX_UNPACKED: u64 = 64 << 20;

/// The bytes inside gzip, zlib or the first file of a zip archive; other bytes come back as they are.
pub(crate) fn unpack(bytes: Vec<u8>) -> Result<Vec<u8>, Violation> {
    match *bytes.as_slice() {
        // What follows the last member is padding, which only a reader of one member passes over.
        [0x1f, 0x8b, ..] => inflate(MultiGzDecoder::new(&*bytes), "gzip data")
            .or_else(|error| inflate(GzDecoder::new(&*bytes), "gzip data").map_err(|_| error)),
        [b'P', b'K', 3, 4, ..] => zip(&bytes),
        // Two bytes are little to go by: text that looks like zlib and is none stays text.
        [0x78, flags, ..] if (0x7800 | u16::from(flags)).is_multiple_of(31) && std::str::from_utf8(&bytes).is_err() => {
            inflate(ZlibDecoder::new(&*bytes), "zlib data")
        }
        _ => Ok(bytes),
    }
}

fn inflate(reader: impl Read, expected: &'static str) -> Result<Vec<u8>, Violation> {
    let mut out = Vec::new();
    match reader.take(MAX_UNPACKED + 1).read_to_end(&mut out) {
        Err(error) => Err(Violation::new(Rule::Codec, expected, error.to_string())),
        Ok(_) if out.len() as u64 > MAX_UNPACKED => Err(Violation::new(Rule::Codec, "at most 64 MiB unpacked", "more")),
        Ok(_) => Ok(out),
    }
}

/// The local header of a file in an archive.
struct Entry<'a> {
    flags: usize,
    method: usize,
    stored: usize,
    name: &'a [u8],
    /// Everything behind the header.
    data: &'a [u8],
}

impl<'a> Entry<'a> {
    /// Reads the header at the start of `bytes`; `None` where it is cut off.
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let short = |at: usize| Some(usize::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
        let stored = u32::from_le_bytes(bytes.get(18..22)?.try_into().ok()?) as usize;
        let name_end = 30 + short(26)?;
        let data = bytes.get(name_end + short(28)?..)?;
        Some(Entry { flags: short(6)?, method: short(8)?, stored, name: bytes.get(30..name_end)?, data })
    }
}

/// The first file of an archive, read from its local header. Folders before it are passed over.
fn zip(mut bytes: &[u8]) -> Result<Vec<u8>, Violation> {
    const ARCHIVE: &str = "a zip archive of one stored or deflated file";
    let refuse = |found: &str| Err(Violation::new(Rule::Codec, ARCHIVE, found));
    loop {
        let Some(Entry { flags, method, stored, name, data }) = Entry::read(bytes) else {
            return refuse("an archive cut off in its header");
        };
        let (encrypted, size_behind) = (flags & 1 == 1, flags >> 3 & 1 == 1);
        match method {
            _ if encrypted => return refuse("an encrypted file"),
            0 if name.ends_with(b"/") && data.starts_with(b"PK") => bytes = data,
            0 if size_behind => return refuse("a stored file of unknown size"),
            0 => return data.get(..stored).map_or_else(|| refuse("an archive cut off in its data"), |data| Ok(data.to_vec())),
            8 => return inflate(DeflateDecoder::new(data), ARCHIVE),
            other => return refuse(&format!("compression method {other}")),
        }
    }
}
