//! [`KeyTable`]: a small hash table of the member keys and texts that conditions name.

/// Maps keys to numbers. It hashes only the length and the ends of a key, so most keys that it does not hold meet an empty slot.
#[derive(Debug, Default)]
pub(super) struct KeyTable<'k> {
    /// Their number is a power of two, or zero.
    slots: Vec<Vec<(&'k str, usize)>>,
    count: usize,
}

impl<'k> KeyTable<'k> {
    /// Returns whether the table holds no keys.
    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Returns the number of a key.
    #[inline]
    pub(super) fn find(&self, key: &[u8]) -> Option<usize> {
        let slot = self.slots.get(slot_of(key, self.slots.len()))?;
        slot.iter().find(|(known, _)| known.as_bytes() == key).map(|(_, number)| *number)
    }

    /// Adds a key that the table does not hold yet.
    pub(super) fn insert(&mut self, key: &'k str, number: usize) {
        self.count += 1;
        if self.slots.len() < 4 * self.count {
            let old = std::mem::take(&mut self.slots);
            self.slots.resize(4 * self.count.next_power_of_two(), Vec::new());
            old.into_iter().flatten().for_each(|(key, number)| self.put(key, number));
        }
        self.put(key, number);
    }

    fn put(&mut self, key: &'k str, number: usize) {
        let slot = slot_of(key.as_bytes(), self.slots.len());
        self.slots[slot].push((key, number));
    }
}

/// Returns the index of a key's slot in a table of so many slots.
#[inline]
fn slot_of(key: &[u8], slots: usize) -> usize {
    let mark = match key {
        [first, .., last] => (key.len() as u32) << 16 | u32::from(*first) << 8 | u32::from(*last),
        short => short.first().copied().unwrap_or_default().into(),
    };
    mark.wrapping_mul(0x9e37_79b1) as usize >> 16 & slots.wrapping_sub(1)
}
