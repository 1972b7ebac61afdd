//! Zip archives of one file.
//!
//! An archive is read from front to back, record by record. Whatever is not a record of the file, a folder or the directory is an
//! error, so that nothing in an archive is dropped without a word.

use flate2::Crc;
use flate2::bufread::DeflateDecoder;

use super::output::Output;
use super::remainder::{is_padding, rest_after};
use triggerkit_core::quote::quote_text;
use triggerkit_core::report::{Rule, Violation};

const ARCHIVE: &str = "a zip archive of one stored or deflated file";

fn reject<T>(found: &str) -> Result<T, Violation> {
    Err(Violation::new(Rule::Codec, ARCHIVE, found))
}

/// Extracts the only file of an archive.
pub(super) fn unpack(bytes: &[u8], mut output: Output) -> Result<Vec<u8>, Violation> {
    let mut file: Option<Extracted<'_>> = None;
    let mut in_folders = output.emptied();
    let mut rest = bytes;
    while let [b'P', b'K', 3, 4, ..] = rest {
        let Some(entry) = Entry::read(rest) else { return reject("a truncated file header") };
        match &file {
            Some(_) if !entry.is_folder() => return reject_second(entry.name),
            None if !entry.is_folder() => {
                let extracted = entry.extract(&mut output)?;
                rest = extracted.rest;
                file = Some(extracted);
            }
            _ => rest = entry.pass_over(&mut in_folders)?,
        }
    }
    let Some(file) = file else { return reject("no file") };
    check_directory(rest, file.name)?;
    file.check(output.bytes())?;
    Ok(output.into_bytes())
}

fn reject_second<T>(name: &[u8]) -> Result<T, Violation> {
    reject(&format!("a second file, {}", quote_text(&String::from_utf8_lossy(name))))
}

/// Returns a little-endian number of up to eight bytes at an offset.
fn number(bytes: &[u8], at: usize, size: usize) -> Option<u64> {
    Some(bytes.get(at..at.checked_add(size)?)?.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// Returns a length or an offset of two bytes.
fn short(bytes: &[u8], at: usize) -> Option<usize> {
    Some(number(bytes, at, 2)? as usize)
}

/// The checksum and the sizes of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Numbers {
    crc: u64,
    packed: u64,
    size: u64,
}

/// A file or folder, as its header describes it.
struct Entry<'a> {
    name: &'a [u8],
    is_encrypted: bool,
    method: usize,
    /// `None` if they follow the data.
    numbers: Option<Numbers>,
    /// Everything after the header.
    data: &'a [u8],
}

impl<'a> Entry<'a> {
    /// Reads a header. Returns `None` if it is truncated.
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let name_end = 30 + short(bytes, 26)?;
        let data_start = name_end + short(bytes, 28)?;
        let flags = short(bytes, 6)?;
        let data = bytes.get(data_start..)?;
        let numbers = Numbers { crc: number(bytes, 14, 4)?, packed: number(bytes, 18, 4)?, size: number(bytes, 22, 4)? };
        Some(Entry {
            name: bytes.get(30..name_end)?,
            is_encrypted: flags & 1 == 1,
            method: short(bytes, 8)?,
            numbers: (flags >> 3 & 1 == 0).then(|| with_long_sizes(numbers, bytes.get(name_end..data_start).unwrap_or_default())),
            data,
        })
    }

    fn is_folder(&self) -> bool {
        self.name.ends_with(b"/")
    }

    /// Returns what follows a folder. The data of one is not unpacked unless that is the only way to find its end.
    fn pass_over(self, output: &mut Output) -> Result<&'a [u8], Violation> {
        match self.numbers {
            Some(numbers) => self.split(numbers).map(|(_, rest)| rest),
            None => self.extract(output).map(|extracted| extracted.rest),
        }
    }

    /// Unpacks the data.
    fn extract(self, output: &mut Output) -> Result<Extracted<'a>, Violation> {
        match (self.method, self.numbers) {
            _ if self.is_encrypted => reject("an encrypted file"),
            (0, Some(numbers)) => {
                let (data, rest) = self.split(numbers)?;
                output.append(data)?;
                Ok(Extracted { name: self.name, numbers, rest })
            }
            (8, Some(numbers)) => {
                let (data, rest) = self.split(numbers)?;
                match inflate(data, output)? {
                    [] => Ok(Extracted { name: self.name, numbers, rest }),
                    hidden => reject(&rest_after(hidden, "file")),
                }
            }
            (0, None) => {
                let Some((data, numbers, rest)) = split_stored(self.data) else { return reject("a stored file of unknown size") };
                output.append(data)?;
                Ok(Extracted { name: self.name, numbers, rest })
            }
            (8, None) => {
                let rest = inflate(self.data, output)?;
                let packed = (self.data.len() - rest.len()) as u64;
                match read_descriptor(rest, packed) {
                    Some((numbers, rest)) => Ok(Extracted { name: self.name, numbers, rest }),
                    None => reject("a file whose sizes do not follow it"),
                }
            }
            (other, _) => reject(&format!("compression method {other}")),
        }
    }

    /// Splits what follows the header after the data.
    fn split(&self, numbers: Numbers) -> Result<(&'a [u8], &'a [u8]), Violation> {
        let packed = usize::try_from(numbers.packed).ok();
        packed.and_then(|packed| self.data.split_at_checked(packed)).map_or_else(|| reject("a truncated file"), Ok)
    }
}

/// Replaces sizes that do not fit into the header by those in its extra fields.
fn with_long_sizes(numbers: Numbers, mut extra: &[u8]) -> Numbers {
    const TOO_LONG: u64 = u32::MAX as u64;
    while let (Some(id), Some(length)) = (short(extra, 0), short(extra, 2)) {
        let Some((field, rest)) = extra[4..].split_at_checked(length) else { break };
        if let (1, TOO_LONG, Some(size), Some(packed)) = (id, numbers.packed, number(field, 0, 8), number(field, 8, 8)) {
            return Numbers { size, packed, ..numbers };
        }
        extra = rest;
    }
    numbers
}

/// Decompresses data and returns what follows it.
fn inflate<'a>(data: &'a [u8], output: &mut Output) -> Result<&'a [u8], Violation> {
    let mut decoder = DeflateDecoder::new(data);
    output.read(&mut decoder, ARCHIVE)?;
    Ok(decoder.into_inner())
}

/// Reads the checksum and the sizes that follow `packed` bytes of data. They may begin with a signature, and the sizes may have four
/// or eight bytes. Only the packed size shows which, because it is known.
fn read_descriptor(bytes: &[u8], packed: u64) -> Option<(Numbers, &[u8])> {
    let unsigned = bytes.strip_prefix(b"PK\x07\x08");
    unsigned.into_iter().chain([bytes]).find_map(|bytes| {
        [4, 8].into_iter().find_map(|width| {
            let numbers =
                Numbers { crc: number(bytes, 0, 4)?, packed: number(bytes, 4, width)?, size: number(bytes, 4 + width, width)? };
            let follows = &bytes[4 + 2 * width..];
            (numbers.packed == packed && ends_entry(follows)).then_some((numbers, follows))
        })
    })
}

/// Returns whether an entry can end before these bytes.
fn ends_entry(rest: &[u8]) -> bool {
    rest.starts_with(b"PK") || is_padding(rest)
}

/// Splits stored data before the checksum and the sizes that follow it. The signature of these may be part of the data, so they have
/// to match it.
fn split_stored(bytes: &[u8]) -> Option<(&[u8], Numbers, &[u8])> {
    let mut crc = Crc::new();
    let mut checked = 0;
    for at in 0..bytes.len() {
        if !bytes[at..].starts_with(b"PK\x07\x08") {
            continue;
        }
        crc.update(&bytes[checked..at]);
        checked = at;
        if let Some((numbers, rest)) = read_descriptor(&bytes[at..], at as u64)
            && numbers.crc == u64::from(crc.sum())
        {
            return Some((&bytes[..at], numbers, rest));
        }
    }
    None
}

/// A file that was unpacked.
struct Extracted<'a> {
    name: &'a [u8],
    numbers: Numbers,
    /// What follows it in the archive.
    rest: &'a [u8],
}

impl Extracted<'_> {
    /// Compares the content with the checksum and the size in the archive.
    fn check(&self, content: &[u8]) -> Result<(), Violation> {
        if content.len() as u64 != self.numbers.size {
            return reject(&format!("a file of {} bytes whose size is given as {}", content.len(), self.numbers.size));
        }
        let mut crc = Crc::new();
        crc.update(content);
        if u64::from(crc.sum()) == self.numbers.crc { Ok(()) } else { reject("a file whose checksum does not match") }
    }
}

/// Checks the directory that follows the entries, or its absence: it lists no file but the one that was found.
fn check_directory(mut rest: &[u8], file: &[u8]) -> Result<(), Violation> {
    let mut is_listed = false;
    while !is_padding(rest) {
        let Some(record) = Record::read(rest) else { return reject("a truncated directory") };
        match record {
            Record::Listed(name, after) => {
                if !name.ends_with(b"/") {
                    if is_listed || name != file {
                        return reject_second(name);
                    }
                    is_listed = true;
                }
                rest = after;
            }
            Record::End(after) => rest = after,
            Record::Entry(name) => return reject_second(name),
            Record::Other => return reject(&rest_after(rest, "file")),
        }
    }
    Ok(())
}

/// A record after the entries of an archive.
enum Record<'a> {
    /// An entry of the directory: its name, and what follows it.
    Listed(&'a [u8], &'a [u8]),
    /// One of the records at the end of the directory, by what follows it.
    End(&'a [u8]),
    /// Another file or folder: its name.
    Entry(&'a [u8]),
    Other,
}

impl<'a> Record<'a> {
    /// Returns `None` if the record is truncated.
    fn read(bytes: &'a [u8]) -> Option<Self> {
        Some(match bytes {
            [b'P', b'K', 1, 2, ..] => {
                let name_end = 46 + short(bytes, 28)?;
                let end = name_end + short(bytes, 30)? + short(bytes, 32)?;
                Record::Listed(bytes.get(46..name_end)?, bytes.get(end..)?)
            }
            [b'P', b'K', 3, 4, ..] => Record::Entry(Entry::read(bytes)?.name),
            [b'P', b'K', 5, 6, ..] => Record::End(bytes.get(22 + short(bytes, 20)?..)?),
            [b'P', b'K', 6, 6, ..] => {
                let length = usize::try_from(number(bytes, 4, 8)?).ok()?;
                Record::End(bytes.get(length.checked_add(12)?..)?)
            }
            [b'P', b'K', 6, 7, ..] => Record::End(bytes.get(20..)?),
            _ => Record::Other,
        })
    }
}
