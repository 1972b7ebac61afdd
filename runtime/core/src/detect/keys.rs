//! [`Keys`]: the members of an object that are asked for, found by the length and the ends of their keys.

/// Keys, each with the place that it leads to. Most that are asked for in vain meet an empty slot.
#[derive(Debug, Default)]
pub(super) struct Keys {
    /// A power of two of them, or none.
    slots: Vec<Vec<(String, usize)>>,
    count: usize,
}

impl Keys {
    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    #[inline]
    pub(super) fn find(&self, key: &[u8]) -> Option<usize> {
        let slot = self.slots.get(slot(key, self.slots.len()))?;
        slot.iter().find(|(known, _)| known.as_bytes() == key).map(|(_, place)| *place)
    }

    /// Adds a key that is not there yet.
    pub(super) fn insert(&mut self, key: &str, place: usize) {
        self.count += 1;
        if self.slots.len() < 4 * self.count {
            let before = std::mem::take(&mut self.slots);
            self.slots.resize(4 * self.count.next_power_of_two(), Vec::new());
            before.into_iter().flatten().for_each(|(key, place)| self.put(key, place));
        }
        self.put(key.to_owned(), place);
    }

    fn put(&mut self, key: String, place: usize) {
        let slot = slot(key.as_bytes(), self.slots.len());
        self.slots[slot].push((key, place));
    }
}

/// The slot of a key among some.
#[inline]
fn slot(key: &[u8], slots: usize) -> usize {
    let mark = match key {
        [first, .., last] => (key.len() as u32) << 16 | u32::from(*first) << 8 | u32::from(*last),
        short => short.first().copied().unwrap_or_default().into(),
    };
    mark.wrapping_mul(0x9e37_79b1) as usize >> 16 & slots.wrapping_sub(1)
}
