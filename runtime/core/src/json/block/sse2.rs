//! Blocks of sixteen bytes, as vectors. Every x86-64 processor has SSE2.

use safe_arch::{
    bitor_m128i, cmp_eq_mask_i8_m128i, load_unaligned_m128i, m128i, min_u8_m128i, move_mask_i8_m128i, set_splat_i8_m128i,
};

pub(in crate::json) const WIDTH: usize = 16;

/// How many bits of a mark belong to each byte of a block.
pub(in crate::json) const STEP: u32 = 1;

/// Returns how many bytes of plain text the block begins with.
#[inline]
pub(in crate::json) fn plain(block: &[u8; WIDTH]) -> usize {
    plain_from(block, 0)
}

/// Returns how many bytes of plain text follow in the block from an index on.
#[inline]
pub(in crate::json) fn plain_from(block: &[u8; WIDTH], index: usize) -> usize {
    let marks = move_mask_i8_m128i(specials(load_unaligned_m128i(block))) | 1 << WIDTH;
    (marks >> index).trailing_zeros() as usize
}

/// Marks the bytes of the block that are quotes, backslashes, control characters or not ASCII.
#[inline]
pub(in crate::json) fn marks(block: &[u8; WIDTH]) -> u64 {
    let block = load_unaligned_m128i(block);
    move_mask_i8_m128i(bitor_m128i(specials(block), block)) as u64
}

/// Marks quotes, backslashes and control characters.
#[inline]
fn specials(block: m128i) -> m128i {
    let quotes = cmp_eq_mask_i8_m128i(block, set_splat_i8_m128i(b'"' as i8));
    let slashes = cmp_eq_mask_i8_m128i(block, set_splat_i8_m128i(b'\\' as i8));
    let controls = cmp_eq_mask_i8_m128i(min_u8_m128i(block, set_splat_i8_m128i(0x1f)), block);
    bitor_m128i(bitor_m128i(quotes, slashes), controls)
}

/// Returns how many bytes of white space the block begins with.
#[inline]
pub(in crate::json) fn blanks(block: &[u8; WIDTH]) -> usize {
    let block = load_unaligned_m128i(block);
    let is = |blank: u8| cmp_eq_mask_i8_m128i(block, set_splat_i8_m128i(blank as i8));
    let blanks = bitor_m128i(bitor_m128i(is(b' '), is(b'\n')), bitor_m128i(is(b'\r'), is(b'\t')));
    (!move_mask_i8_m128i(blanks)).trailing_zeros() as usize
}

/// Returns how many bytes the block begins with that are neither quotes nor brackets.
#[inline]
pub(in crate::json) fn outline(block: &[u8; WIDTH]) -> usize {
    let block = load_unaligned_m128i(block);
    // Square brackets differ from curly ones in one bit.
    let curly = bitor_m128i(block, set_splat_i8_m128i(0x20));
    let is = |block, byte: u8| cmp_eq_mask_i8_m128i(block, set_splat_i8_m128i(byte as i8));
    let marks = bitor_m128i(is(block, b'"'), bitor_m128i(is(curly, b'{'), is(curly, b'}')));
    (move_mask_i8_m128i(marks) | 1 << WIDTH).trailing_zeros() as usize
}
