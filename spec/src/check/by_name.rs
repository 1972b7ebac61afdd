//! A list that is in the order of the file and can be searched by name.

use std::collections::BTreeMap;
use std::ops::Deref;

/// A list whose items have names. If several have the same name, `get` returns the first.
#[derive(Debug)]
pub(super) struct ByName<T> {
    list: Vec<T>,
    places: BTreeMap<String, usize>,
}

impl<T> ByName<T> {
    pub(super) fn new(list: Vec<T>, name: impl Fn(&T) -> &str) -> Self {
        let mut places = BTreeMap::new();
        for (index, each) in list.iter().enumerate() {
            places.entry(name(each).to_owned()).or_insert(index);
        }
        ByName { list, places }
    }

    pub(super) fn get(&self, name: &str) -> Option<&T> {
        self.places.get(name).map(|&index| &self.list[index])
    }

    pub(super) fn into_list(self) -> Vec<T> {
        self.list
    }
}

impl<T> Default for ByName<T> {
    fn default() -> Self {
        ByName { list: Vec::new(), places: BTreeMap::new() }
    }
}

impl<T> Deref for ByName<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.list
    }
}
