//! How much memory a [`Decoder`] may still take, and when it gives up on a list.

use super::Decoder;
use crate::json::{Scan, Scanner, SyntaxError};
use crate::report::Rule;
use crate::shape::Field;

impl<'p> Decoder<'p> {
    /// Returns for how many more items of `size` bytes to make room in a list that is full, and takes their memory.
    ///
    /// It estimates how many follow from the length of the items since `start`: as many as the rest of the text has bytes for, or
    /// as many as there are.
    #[inline(never)]
    pub(crate) fn room_for(&mut self, start: usize, items: usize, size: usize) -> Scan<usize> {
        const LONG: usize = 32;
        let size = size.max(1);
        let rest = self.json.text().len() - self.json.position();
        let taken = (self.json.position() - start).max(1);
        let guess = rest * items / taken;
        // The rest of the text may belong to other lists, so only a list that is already long is expected to go on.
        let most = if items < LONG { items } else { 4 * items };
        let wanted = (guess.min(rest / size).min(most) + 1).max(items);
        let room = wanted.min(self.memory_left / size).max(1);
        self.take_memory(room * size)?;
        Ok(room)
    }

    /// Takes memory for a value.
    ///
    /// # Errors
    /// Returns an error if the value would take more than the limit.
    #[inline]
    pub(crate) fn take_memory(&mut self, bytes: usize) -> Scan<()> {
        match self.memory_left.checked_sub(bytes) {
            Some(left) => {
                self.memory_left = left;
                Ok(())
            }
            None => Err(SyntaxError::stopped(self.json.position())),
        }
    }

    /// Skips the rest of a list or map if too many of its items are of the wrong kind, and returns whether they are.
    #[cold]
    pub(crate) fn gives_up(&mut self, misfits: usize, more: impl Fn(&mut Scanner<'p>) -> Scan<bool>) -> Scan<bool> {
        if misfits <= self.limits.misfits {
            return Ok(false);
        }
        while more(&mut self.json)? {
            self.json.skip()?;
        }
        Ok(true)
    }

    /// Records that too many items of a list or map are of the wrong kind.
    #[cold]
    pub(crate) fn record_misfits(&mut self, field: &'static Field) {
        let expected = format!("at most {} items of the wrong kind", self.limits.misfits);
        self.record(field, Rule::Limit, expected.into(), &"more".into());
    }
}
