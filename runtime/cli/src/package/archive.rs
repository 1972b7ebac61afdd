//! Zip files of programs and scripts.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::DeflateEncoder;
use rawzip::time::UtcDateTime;
use rawzip::{CompressionMethod, ZipArchiveWriter};

/// A file of a package.
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// The beginning of 1980, which is the earliest time that a zip file can hold, in seconds since 1970.
const EARLIEST: i64 = 315_532_800;

impl Entry {
    /// Everyone may read and execute the files. The clouds start them as a user of their own.
    pub(super) const MODE: u32 = 0o755;
}

/// Packs files. The same files always make the same bytes, so that a cloud can see that nothing has changed.
pub(super) fn to_zip(entries: &[Entry]) -> io::Result<Vec<u8>> {
    let mut zip = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut zip);
    for Entry { name, bytes } in entries {
        let file = archive.new_file(name).compression_method(CompressionMethod::DEFLATE);
        let file = file.unix_permissions(Entry::MODE).last_modified(UtcDateTime::from_unix(EARLIEST));
        let (mut entry, config) = file.start().map_err(io::Error::other)?;
        let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::best()));
        writer.write_all(bytes)?;
        let (encoder, descriptor) = writer.finish().map_err(io::Error::other)?;
        encoder.finish()?;
        entry.finish(descriptor).map_err(io::Error::other)?;
    }
    archive.finish().map_err(io::Error::other)?;
    Ok(zip)
}
