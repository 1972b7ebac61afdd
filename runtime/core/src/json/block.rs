//! The part of the scanner that looks at many bytes at once: the one place that differs with feature `simd`.

#[cfg(all(feature = "simd", target_arch = "x86_64"))]
use sse2::{WIDTH, plain, spaces};
#[cfg(not(all(feature = "simd", target_arch = "x86_64")))]
use words::{WIDTH, plain, spaces};

/// Sixteen bytes as a vector. Every x86-64 has SSE2.
#[cfg(all(feature = "simd", target_arch = "x86_64"))]
mod sse2 {
    use safe_arch::{
        bitor_m128i, cmp_eq_mask_i8_m128i, load_unaligned_m128i, min_u8_m128i, move_mask_i8_m128i, set_splat_i8_m128i,
    };

    pub(super) const WIDTH: usize = 16;

    /// How many bytes of plain text the block begins with.
    #[inline]
    pub(super) fn plain(block: &[u8; WIDTH]) -> usize {
        let block = load_unaligned_m128i(block);
        let quotes = cmp_eq_mask_i8_m128i(block, set_splat_i8_m128i(b'"' as i8));
        let slashes = cmp_eq_mask_i8_m128i(block, set_splat_i8_m128i(b'\\' as i8));
        let controls = cmp_eq_mask_i8_m128i(min_u8_m128i(block, set_splat_i8_m128i(0x1f)), block);
        let marks = move_mask_i8_m128i(bitor_m128i(bitor_m128i(quotes, slashes), controls));
        (marks | 1 << WIDTH).trailing_zeros() as usize
    }

    /// How many spaces the block begins with.
    #[inline]
    pub(super) fn spaces(block: &[u8; WIDTH]) -> usize {
        let spaces = cmp_eq_mask_i8_m128i(load_unaligned_m128i(block), set_splat_i8_m128i(b' ' as i8));
        (!move_mask_i8_m128i(spaces)).trailing_zeros() as usize
    }
}

/// Eight bytes as a word, on any processor.
#[cfg(not(all(feature = "simd", target_arch = "x86_64")))]
mod words {
    pub(super) const WIDTH: usize = 8;

    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = 0x8080_8080_8080_8080;

    /// How many bytes of plain text the block begins with.
    #[inline]
    pub(super) fn plain(block: &[u8; WIDTH]) -> usize {
        let word = u64::from_le_bytes(*block);
        let quote = word ^ (ONES * u64::from(b'"'));
        let slash = word ^ (ONES * u64::from(b'\\'));
        let quotes = quote.wrapping_sub(ONES) & !quote;
        let slashes = slash.wrapping_sub(ONES) & !slash;
        let controls = word.wrapping_sub(ONES * 0x20) & !word;
        // A borrow may mark bytes behind the first one that is meant; the lowest mark is exact.
        ((quotes | slashes | controls) & HIGHS).trailing_zeros() as usize / 8
    }

    /// How many spaces the block begins with.
    #[inline]
    pub(super) fn spaces(block: &[u8; WIDTH]) -> usize {
        (u64::from_le_bytes(*block) ^ (ONES * u64::from(b' '))).trailing_zeros() as usize / 8
    }
}

/// The block at an offset; `None` near the end of `bytes`.
#[inline]
fn block(bytes: &[u8], at: usize) -> Option<&[u8; WIDTH]> {
    bytes.get(at..)?.first_chunk()
}

/// Offset of the first quote, backslash or control character at or after `start`; the length of `bytes` when there is none.
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

/// The same where it is within one block; otherwise the end of that block.
#[inline]
pub(super) fn near_end(bytes: &[u8], start: usize) -> usize {
    block(bytes, start).map_or_else(|| tail(bytes, start), |block| start + plain(block))
}

/// The same for long texts: four times sixteen bytes without a branch inside, which the compiler turns into vector code.
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

#[inline(never)]
fn tail(bytes: &[u8], start: usize) -> usize {
    let special = |byte: &u8| *byte == b'"' || *byte == b'\\' || *byte < 0x20;
    bytes[start..].iter().position(special).map_or(bytes.len(), |count| start + count)
}

/// Offset behind the spaces at `start`, as they indent a line, or somewhere among them.
#[inline]
pub(super) fn behind_spaces(bytes: &[u8], start: usize) -> usize {
    start + block(bytes, start).map_or(0, spaces)
}

/// Whether two texts of one length are the same. Keys are short: most are told without a call.
#[inline]
pub(super) fn same(a: &[u8], b: &[u8]) -> bool {
    match a.len() {
        8..=16 => a.first_chunk::<8>() == b.first_chunk::<8>() && a.last_chunk::<8>() == b.last_chunk::<8>(),
        4..=7 => a.first_chunk::<4>() == b.first_chunk::<4>() && a.last_chunk::<4>() == b.last_chunk::<4>(),
        _ => a == b,
    }
}
