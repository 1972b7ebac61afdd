//! [`Map`]: values by key, in the order of the payload.

use std::fmt;

use crate::text::Str;

/// Values by key, in the order of the payload. A key that occurs twice is kept twice, and [`get`](Map::get) returns the last value.
///
/// ```
/// use triggerkit::{Map, Str};
///
/// let headers: Map<Str> = [("Host", "example.com")].into_iter().collect();
/// assert_eq!(headers.get("Host").unwrap(), "example.com");
/// assert_eq!(headers.get_ignore_case("host").unwrap(), "example.com");
/// ```
#[derive(Clone)]
pub struct Map<T>(Vec<(Str, T)>);

impl<T> Map<T> {
    /// Creates an empty map without an allocation.
    pub const fn new() -> Self {
        Map(Vec::new())
    }

    /// Returns the value of a key. The search is linear.
    pub fn get(&self, key: &str) -> Option<&T> {
        self.0.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// Returns the value of a key, ignoring the case of ASCII letters, as in HTTP headers.
    pub fn get_ignore_case(&self, key: &str) -> Option<&T> {
        self.0.iter().rev().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value)
    }

    /// Returns the value of a key to change it.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut T> {
        self.0.iter_mut().rev().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// Sets the value of a key. It replaces all values of the key, or is added at the end.
    pub fn insert(&mut self, key: impl Into<Str>, value: T) {
        let key = key.into();
        match self.0.iter().position(|(name, _)| *name == key) {
            Some(first) => {
                self.0[first].1 = value;
                let mut index = 0;
                self.0.retain(|(name, _)| {
                    index += 1;
                    index <= first + 1 || *name != key
                });
            }
            None => self.0.push((key, value)),
        }
    }

    /// Removes every entry of a key and returns the last value.
    pub fn remove(&mut self, key: &str) -> Option<T> {
        self.0.extract_if(.., |(name, _)| name == key).last().map(|(_, value)| value)
    }

    /// Appends an entry, even if the map has the key.
    pub fn push(&mut self, key: impl Into<Str>, value: T) {
        self.0.push((key.into(), value));
    }

    /// Returns the entries to change them.
    #[inline]
    pub(crate) fn entries_mut(&mut self) -> &mut Vec<(Str, T)> {
        &mut self.0
    }

    /// Removes every entry.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// Returns the last entry to change it.
    #[inline]
    pub(crate) fn last_mut(&mut self) -> Option<(&mut Str, &mut T)> {
        self.0.last_mut().map(|(key, value)| (key, value))
    }

    /// Returns the entry at an index.
    pub(crate) fn entry_at(&self, index: usize) -> Option<(&Str, &T)> {
        self.0.get(index).map(|(key, value)| (key, value))
    }

    /// Returns the number of entries.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether the map has no entries.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the entries in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Str, &T)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// Returns the keys in order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &Str> {
        self.0.iter().map(|(key, _)| key)
    }

    /// Returns the values in order.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &T> {
        self.0.iter().map(|(_, value)| value)
    }

    /// Takes the values out of the map, in order.
    pub fn into_values(self) -> impl ExactSizeIterator<Item = T> {
        self.0.into_iter().map(|(_, value)| value)
    }
}

impl<T> Default for Map<T> {
    fn default() -> Self {
        Map::new()
    }
}

/// Compares the entries without regard to their order.
impl<T: PartialEq> PartialEq for Map<T> {
    fn eq(&self, other: &Self) -> bool {
        let sorted = |map: &'_ Self| {
            let mut order: Vec<usize> = (0..map.len()).collect();
            order.sort_by(|&a, &b| map.0[a].0.cmp(&map.0[b].0));
            order
        };
        self.len() == other.len() && sorted(self).into_iter().zip(sorted(other)).all(|(a, b)| self.0[a] == other.0[b])
    }
}

impl<T: fmt::Debug> fmt::Debug for Map<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<K: Into<Str>, V: Into<T>, T> FromIterator<(K, V)> for Map<T> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        Map(entries.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
    }
}

impl<K: Into<Str>, V: Into<T>, T, const N: usize> From<[(K, V); N]> for Map<T> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K: Into<Str>, V: Into<T>, T> Extend<(K, V)> for Map<T> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        self.0.extend(entries.into_iter().map(|(key, value)| (key.into(), value.into())));
    }
}

impl<'m, T> IntoIterator for &'m Map<T> {
    type Item = (&'m Str, &'m T);
    type IntoIter = std::iter::Map<std::slice::Iter<'m, (Str, T)>, fn(&'m (Str, T)) -> (&'m Str, &'m T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(|(key, value)| (key, value))
    }
}

impl<T> IntoIterator for Map<T> {
    type Item = (Str, T);
    type IntoIter = std::vec::IntoIter<(Str, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
