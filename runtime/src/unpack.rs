//! Decompression of data whose format is not declared: gzip, zlib or zip, detected by the first bytes.

mod output;
mod remainder;
mod zip;

use flate2::bufread::{GzDecoder, ZlibDecoder};

use output::Output;
use remainder::{is_padding, rest_after};
use triggerkit_core::limits::Limits;
use triggerkit_core::report::{Rule, Violation};

/// Decompresses gzip data, zlib data or the only file of a zip archive. Other data is returned unchanged.
pub(crate) fn unpack(bytes: Vec<u8>, limits: &Limits) -> Result<Vec<u8>, Violation> {
    let output = Output::new(limits, bytes.len());
    match *bytes.as_slice() {
        [0x1f, 0x8b, ..] => unpack_gzip(&bytes, output),
        [b'P', b'K', 3, 4, ..] => zip::unpack(&bytes, output),
        // The first two bytes of a text can look like zlib, so only data that is not UTF-8 is taken for zlib.
        [0x78, flags, ..] if (0x7800 | u16::from(flags)).is_multiple_of(31) && std::str::from_utf8(&bytes).is_err() => {
            unpack_zlib(&bytes, output)
        }
        _ => Ok(bytes),
    }
}

/// Decompresses the members of gzip data, each of which has its own checksum and length.
fn unpack_gzip(bytes: &[u8], mut output: Output) -> Result<Vec<u8>, Violation> {
    const EXPECTED: &str = "gzip data";
    let mut member = GzDecoder::new(bytes);
    loop {
        output.read(&mut member, EXPECTED)?;
        let rest: &[u8] = member.get_ref();
        if !rest.starts_with(&[0x1f, 0x8b]) {
            check_padding(rest, EXPECTED)?;
            return Ok(output.into_bytes());
        }
        // The decoder is used again, because a new one would cost more than a short member.
        member.reset(rest);
    }
}

fn unpack_zlib(bytes: &[u8], mut output: Output) -> Result<Vec<u8>, Violation> {
    const EXPECTED: &str = "zlib data";
    let mut decoder = ZlibDecoder::new(bytes);
    output.read(&mut decoder, EXPECTED)?;
    check_padding(decoder.get_ref(), EXPECTED)?;
    Ok(output.into_bytes())
}

/// Checks that nothing but zeros follows the data.
fn check_padding(rest: &[u8], expected: &'static str) -> Result<(), Violation> {
    if is_padding(rest) { Ok(()) } else { Err(Violation::new(Rule::Codec, expected, rest_after(rest, "data"))) }
}
