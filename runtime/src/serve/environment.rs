//! [`Environment`]: the environment variables that a server reads.

use std::collections::BTreeMap;
use std::env::vars_os;

/// A copy of the environment variables. An empty variable counts as not set.
#[derive(Clone, Default)]
pub(super) struct Environment(BTreeMap<String, String>);

impl Environment {
    pub(super) fn new<K: Into<String>, V: Into<String>>(variables: impl IntoIterator<Item = (K, V)>) -> Self {
        Environment(variables.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }

    /// Copies the variables of this process, without those that are not Unicode.
    pub(super) fn of_process() -> Self {
        Environment::new(vars_os().filter_map(|(name, value)| name.into_string().ok().zip(value.into_string().ok())))
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }
}
