//! The part of the scanner that examines many bytes at once. Only this part differs with feature `simd`.

#[cfg(all(feature = "simd", target_arch = "x86_64"))]
#[path = "block/sse2.rs"]
mod wide;
#[cfg(not(all(feature = "simd", target_arch = "x86_64")))]
#[path = "block/words.rs"]
mod wide;

pub(super) use wide::WIDTH;
use wide::{STEP, blanks, outline, plain, plain_from};

/// Returns the block at an offset; `None` near the end of `bytes`.
#[inline]
fn block(bytes: &[u8], at: usize) -> Option<&[u8; WIDTH]> {
    bytes.get(at..)?.first_chunk()
}

/// Returns the indices of quotes, backslashes, control characters and bytes that are not ASCII in a block, in order.
#[inline]
pub(super) fn marks(block: &[u8; WIDTH]) -> impl Iterator<Item = usize> {
    let mut marks = wide::marks(block);
    std::iter::from_fn(move || {
        let first = marks;
        marks &= first.wrapping_sub(1);
        (first != 0).then(|| (first.trailing_zeros() / STEP) as usize)
    })
}

/// Returns the offset of the first quote, backslash or control character from `start` on, or the length of `bytes`.
#[inline]
pub(super) fn plain_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    // Most strings end here.
    for _ in 0..3 {
        let Some(block) = block(bytes, at) else { return tail(bytes, at) };
        let count = plain(block);
        at += count;
        if count < WIDTH {
            return at;
        }
    }
    far(bytes, at)
}

/// Does the same within one block. Returns the end of the block if there is none.
#[inline]
pub(super) fn near_end(bytes: &[u8], start: usize) -> usize {
    block(bytes, start).map_or_else(|| tail(bytes, start), |block| start + plain(block))
}

/// Does the same for long texts. The loop over 64 bytes has no branch inside, so the compiler turns it into vector code.
#[inline(never)]
fn far(bytes: &[u8], mut at: usize) -> usize {
    while let Some(block) = bytes[at..].first_chunk::<64>() {
        let mut found = 0u8;
        for &byte in block {
            found |= u8::from(byte == b'"') | u8::from(byte == b'\\') | u8::from(byte < 0x20);
        }
        if found != 0 {
            break;
        }
        at += 64;
    }
    while let Some(block) = block(bytes, at) {
        let count = plain(block);
        at += count;
        if count < WIDTH {
            return at;
        }
    }
    tail(bytes, at)
}

/// Does the same for the last bytes, fewer than a block.
#[inline(never)]
fn tail(bytes: &[u8], start: usize) -> usize {
    if let Some(last) = bytes.last_chunk() {
        let start = bytes.len().min(start);
        return start + plain_from(last, start + WIDTH - bytes.len());
    }
    let special = |byte: &u8| *byte == b'"' || *byte == b'\\' || *byte < 0x20;
    bytes[start..].iter().position(special).map_or(bytes.len(), |count| start + count)
}

/// Returns the offset of the first byte from `start` on that is not white space.
#[inline]
pub(super) fn after_blanks(bytes: &[u8], start: usize) -> usize {
    // The end of a line and the indentation of the next one usually fit into a block.
    match block(bytes, start).map(blanks) {
        Some(count) if count < WIDTH => start + count,
        _ => after_many_blanks(bytes, start),
    }
}

#[inline(never)]
fn after_many_blanks(bytes: &[u8], mut at: usize) -> usize {
    while let Some(block) = block(bytes, at) {
        let count = blanks(block);
        at += count;
        if count < WIDTH {
            return at;
        }
    }
    let blank = |byte: &&u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
    at + bytes.get(at..).map_or(0, |rest| rest.iter().take_while(blank).count())
}

/// Returns the offset of the first quote or bracket from `start` on, or the length of `bytes`.
#[inline]
pub(super) fn outline_at(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(block) = block(bytes, at) {
        let count = outline(block);
        at += count;
        if count < WIDTH {
            return at;
        }
    }
    let marks = |byte: &u8| matches!(byte, b'"' | b'{' | b'}' | b'[' | b']');
    bytes.get(at..).and_then(|rest| rest.iter().position(marks)).map_or(bytes.len(), |count| at + count)
}

/// Returns whether `text` is at an offset. Keys are short, so most are compared without a function call.
#[inline]
pub(super) fn begins(bytes: &[u8], at: usize, text: &[u8]) -> bool {
    let Some(found) = bytes.get(at..).and_then(|rest| rest.get(..text.len())) else { return false };
    match text.len() {
        8..=16 => found.first_chunk::<8>() == text.first_chunk::<8>() && found.last_chunk::<8>() == text.last_chunk::<8>(),
        17..=32 => found.first_chunk::<16>() == text.first_chunk::<16>() && found.last_chunk::<16>() == text.last_chunk::<16>(),
        4..=7 => found.first_chunk::<4>() == text.first_chunk::<4>() && found.last_chunk::<4>() == text.last_chunk::<4>(),
        _ => found == text,
    }
}
