//! [`Limits`]: how much of a hostile payload is read.

use std::borrow::Cow;

/// How much memory and time one payload may take. A payload that exceeds a limit is rejected with one violation of the rule
/// `limit`.
///
/// No documented payload comes near the defaults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub(crate) memory: usize,
    pub(crate) memory_ratio: usize,
    pub(crate) depth: u32,
    pub(crate) misfits: usize,
    unpacked: usize,
    unpack_ratio: usize,
    pub(crate) quotes: bool,
}

impl Limits {
    /// The limits that apply unless others are set.
    pub const DEFAULT: Limits = Limits {
        memory: 1 << 20,
        memory_ratio: 12,
        depth: 128,
        misfits: 1000,
        unpacked: 16 << 20,
        unpack_ratio: 100,
        quotes: true,
    };

    /// Sets how many bytes the decoded value may take: `floor`, or `ratio` times the bytes of the payload if that is more. Text that
    /// the value shares with the payload does not count. The defaults are 1 MiB and 12.
    #[must_use]
    pub const fn memory(self, floor: usize, ratio: usize) -> Self {
        Limits { memory: floor, memory_ratio: ratio, ..self }
    }

    /// Sets how many lists and objects may be inside each other. The default is 128, which is also the most that is possible:
    /// larger numbers mean 128.
    #[must_use]
    pub const fn depth(self, depth: u32) -> Self {
        let most = Limits::DEFAULT.depth;
        Limits { depth: if depth < most { depth } else { most }, ..self }
    }

    /// Sets how many items of one list may be of the wrong kind. If there are more, the rest of the list is not read. The default is
    /// 1000.
    #[must_use]
    pub const fn misfits(self, misfits: usize) -> Self {
        Limits { misfits, ..self }
    }

    /// Sets how many bytes compressed content may have when it is unpacked: at most `bytes`, and at most `ratio` times its packed
    /// size unless that is less than 64 KiB. The defaults are 16 MiB and 100.
    #[must_use]
    pub const fn unpacked(self, bytes: usize, ratio: usize) -> Self {
        Limits { unpacked: bytes, unpack_ratio: ratio, ..self }
    }

    /// Sets whether reports quote the values that they are about. By default they do, in at most 60 characters, unless the value is
    /// sensitive.
    #[must_use]
    pub const fn quotes(self, quotes: bool) -> Self {
        Limits { quotes, ..self }
    }

    /// Returns how many bytes the value of a payload may take.
    pub(crate) fn memory_for(&self, payload: usize) -> usize {
        self.memory.max(payload.saturating_mul(self.memory_ratio))
    }

    /// Returns the limits for decoding unpacked content. Its value takes at most twice as much as the content may have.
    #[doc(hidden)]
    #[must_use]
    pub fn for_unpacked(&self, unpacked: usize) -> Self {
        self.memory(self.memory_for(unpacked).min(self.unpacked.saturating_mul(2)), 0)
    }

    /// Returns how many bytes packed content may have when it is unpacked.
    #[doc(hidden)]
    pub fn unpacked_for(&self, packed: usize) -> usize {
        const FLOOR: usize = 64 << 10;
        self.unpacked.min(packed.saturating_mul(self.unpack_ratio).max(FLOOR))
    }

    /// Returns the limit of unpacked content in words.
    #[doc(hidden)]
    pub fn expected_unpacked(&self, packed: usize) -> Cow<'static, str> {
        const KIB: usize = 1 << 10;
        const MIB: usize = 1 << 20;
        if self.unpacked_for(packed) < self.unpacked {
            return format!("at most {} times its packed size", self.unpack_ratio).into();
        }
        let size = match self.unpacked {
            bytes if bytes > 0 && bytes % MIB == 0 => format!("{} MiB", bytes / MIB),
            bytes if bytes > 0 && bytes % KIB == 0 => format!("{} KiB", bytes / KIB),
            bytes => format!("{bytes} bytes"),
        };
        format!("at most {size} unpacked").into()
    }
}

impl Default for Limits {
    fn default() -> Self {
        Limits::DEFAULT
    }
}
