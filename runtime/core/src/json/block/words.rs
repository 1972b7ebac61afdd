//! Blocks of eight bytes, as words, for any processor.

pub(in crate::json) const WIDTH: usize = 8;

/// How many bits of a mark belong to each byte of a block.
pub(in crate::json) const STEP: u32 = 8;

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// Returns how many bytes of plain text the block begins with.
#[inline]
pub(in crate::json) fn plain(block: &[u8; WIDTH]) -> usize {
    let word = u64::from_le_bytes(*block);
    let quote = word ^ (ONES * u64::from(b'"'));
    let slash = word ^ (ONES * u64::from(b'\\'));
    let quotes = quote.wrapping_sub(ONES) & !quote;
    let slashes = slash.wrapping_sub(ONES) & !slash;
    let controls = word.wrapping_sub(ONES * 0x20) & !word;
    // A borrow may mark wrong bytes after the first right one, but the lowest mark is exact.
    ((quotes | slashes | controls) & HIGHS).trailing_zeros() as usize / 8
}

/// Returns how many bytes of plain text follow in the block from an index on.
#[inline]
pub(in crate::json) fn plain_from(block: &[u8; WIDTH], index: usize) -> usize {
    let rest = u64::from_le_bytes(*block).checked_shr(8 * index as u32).unwrap_or(0);
    plain(&rest.to_le_bytes())
}

/// Marks the bytes of the block that are quotes, backslashes, control characters or not ASCII.
#[inline]
pub(in crate::json) fn marks(block: &[u8; WIDTH]) -> u64 {
    let word = u64::from_le_bytes(*block);
    let printable = (word & !HIGHS) + ONES * 0x60;
    (!(differs(word, b'"') & differs(word, b'\\') & printable) | word) & HIGHS
}

/// Returns the high bit of each byte that differs from `byte`. No byte borrows from its neighbour.
#[inline]
fn differs(word: u64, byte: u8) -> u64 {
    let rest = word ^ (ONES * u64::from(byte));
    ((rest & !HIGHS) + !HIGHS) | rest
}

/// Returns how many bytes of white space the block begins with.
#[inline]
pub(in crate::json) fn blanks(block: &[u8; WIDTH]) -> usize {
    let word = u64::from_le_bytes(*block);
    let differs = |blank| differs(word, blank);
    let others = differs(b' ') & differs(b'\n') & differs(b'\r') & differs(b'\t') & HIGHS;
    others.trailing_zeros() as usize / 8
}

/// Returns how many bytes the block begins with that are neither quotes nor brackets.
#[inline]
pub(in crate::json) fn outline(block: &[u8; WIDTH]) -> usize {
    let word = u64::from_le_bytes(*block);
    // Square brackets differ from curly ones in one bit.
    let curly = word | (ONES * 0x20);
    let others = differs(word, b'"') & differs(curly, b'{') & differs(curly, b'}');
    (!others & HIGHS).trailing_zeros() as usize / 8
}
