//! [`Schedule`]: the order in which the records of a batch are handled.

use std::collections::{BTreeSet, HashMap};

/// The order of records. Records of one group are handled one after the other, up to the first that fails.
pub(super) struct Schedule {
    /// The first record of each group that is not running and has not failed.
    ready: BTreeSet<usize>,
    /// The next record of the same group.
    next: Vec<Option<usize>>,
}

impl Schedule {
    /// Creates the schedule of records with these groups. A record without a group is independent of all others.
    pub(super) fn new(groups: impl Iterator<Item = Option<String>>) -> Self {
        let (mut ready, mut next) = (BTreeSet::new(), Vec::new());
        let mut last = HashMap::new();
        for (position, group) in groups.enumerate() {
            next.push(None);
            match group.and_then(|group| last.insert(group, position)) {
                Some(before) => next[before] = Some(position),
                None => drop(ready.insert(position)),
            }
        }
        Schedule { ready, next }
    }

    /// Returns the first record that can be handled now.
    pub(super) fn take(&mut self) -> Option<usize> {
        self.ready.pop_first()
    }

    /// Allows the next record of the same group, once a record has succeeded.
    pub(super) fn succeeded(&mut self, position: usize) {
        self.ready.extend(self.next[position]);
    }
}
