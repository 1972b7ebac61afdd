//! [`FieldSet`]: a set of fields of one struct.

/// A set of fields, by index. A struct has at most 256 fields.
#[derive(Clone, Copy)]
pub(crate) struct FieldSet([u64; 4]);

impl FieldSet {
    pub(crate) const NONE: FieldSet = FieldSet([0; 4]);

    /// Adds a field. Returns `false` if the set has it already.
    #[inline]
    pub(crate) const fn insert(&mut self, index: usize) -> bool {
        let word = &mut self.0[index / 64 % 4];
        let bit = 1 << (index % 64);
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    /// Returns whether the set has a field.
    pub(crate) fn has(&self, index: usize) -> bool {
        self.0[index / 64 % 4] >> (index % 64) & 1 == 1
    }

    /// Returns the fields that the other set does not have.
    #[inline]
    pub(crate) fn without(&self, others: &FieldSet) -> FieldSet {
        FieldSet(std::array::from_fn(|word| self.0[word] & !others.0[word]))
    }

    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.0 == [0; 4]
    }

    /// Returns the indices in order.
    pub(crate) fn iter(self) -> impl Iterator<Item = usize> {
        (0..256).filter(move |index| self.0[index / 64] >> (index % 64) & 1 == 1)
    }
}
