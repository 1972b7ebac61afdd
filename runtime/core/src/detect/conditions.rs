//! [`Conditions`]: several conditions on one value, of which the first that holds counts.

use std::sync::OnceLock;

use super::condition::Condition;
use super::matcher::Matcher;

/// A value inside of a payload has no headers.
const NO_HEADERS: &[(&str, &str)] = &[];

/// A list of conditions, of which the first that holds counts. They are compiled when they are needed for the first time.
pub struct Conditions {
    list: &'static [Condition],
    matcher: OnceLock<Matcher<'static>>,
}

impl Conditions {
    /// Creates the list.
    pub const fn new(list: &'static [Condition]) -> Self {
        Conditions { list, matcher: OnceLock::new() }
    }

    /// Returns how many conditions there are.
    pub fn count(&self) -> usize {
        self.list.len()
    }

    /// Returns the index of the first condition that holds for the JSON of a value.
    pub fn first(&self, json: &str) -> Option<usize> {
        let matcher = self.matcher.get_or_init(|| Matcher::new(self.list.iter().map(Some)));
        matcher.matches(json, &NO_HEADERS).indices().first().copied()
    }
}
