//! [`Output`]: unpacked bytes, up to a limit.

use std::borrow::Cow;
use std::io::Read;

use triggerkit_core::limits::Limits;
use triggerkit_core::report::{Rule, Violation};

/// The smallest capacity, in bytes. Most contents fit, and growing would cost more.
const FIRST: usize = 4 << 10;

/// Unpacked bytes. They never take much more memory than the limit allows.
pub(super) struct Output {
    bytes: Vec<u8>,
    limit: usize,
    /// The limit in words.
    expected: Cow<'static, str>,
}

impl Output {
    /// Creates an empty output for content that has `packed` bytes.
    pub(super) fn new(limits: &Limits, packed: usize) -> Self {
        Output { bytes: Vec::new(), limit: limits.unpacked_for(packed), expected: limits.expected_unpacked(packed) }
    }

    /// Creates an empty output with the limit of this one.
    pub(super) fn emptied(&self) -> Self {
        Output { bytes: Vec::new(), limit: self.limit, expected: self.expected.clone() }
    }

    /// Appends everything that a decoder reads. `expected` is what the decoder reads, in words.
    pub(super) fn read(&mut self, decoder: &mut impl Read, expected: &'static str) -> Result<(), Violation> {
        loop {
            self.grow();
            // Reading within the capacity never makes the vector grow on its own, which would double it beyond the limit.
            let spare = self.bytes.capacity() - self.bytes.len();
            let read = decoder.by_ref().take(spare as u64).read_to_end(&mut self.bytes);
            let read = read.map_err(|error| Violation::new(Rule::Codec, expected, error.to_string()))?;
            self.check_limit(self.bytes.len())?;
            if read < spare {
                return Ok(());
            }
        }
    }

    /// Appends bytes that are not compressed.
    pub(super) fn append(&mut self, bytes: &[u8]) -> Result<(), Violation> {
        self.check_limit(self.bytes.len().saturating_add(bytes.len()))?;
        self.bytes.reserve_exact(bytes.len());
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Makes sure that at least one byte fits, even if it is the first beyond the limit.
    fn grow(&mut self) {
        let length = self.bytes.len();
        if length == self.bytes.capacity() {
            let wanted = (2 * length).max(FIRST).min(self.limit.saturating_add(1));
            self.bytes.reserve_exact(wanted.saturating_sub(length).max(1));
        }
    }

    fn check_limit(&self, length: usize) -> Result<(), Violation> {
        if length <= self.limit { Ok(()) } else { Err(Violation::new(Rule::Limit, self.expected.clone(), "more")) }
    }
}
