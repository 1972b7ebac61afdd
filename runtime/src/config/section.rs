//! [`Section`]: where a vendor's file has a configuration.

/// The entry of a vendor's file that contains a configuration: `{ triggerName, triggerType, triggerConfig }` in `triggers`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Section {
    /// The key of the list that has the entry. Without one, the entry is a file of its own.
    pub list: Option<&'static str>,
    /// The key of the trigger's name.
    pub name: Option<&'static str>,
    /// Keys that always have the same text, such as the kind of the trigger.
    pub with: &'static [(&'static str, &'static str)],
    /// Whether the configuration is JSON text in a string.
    pub text: bool,
}

impl Section {
    /// Used by the macros.
    #[doc(hidden)]
    pub const fn new(
        list: Option<&'static str>,
        name: Option<&'static str>,
        with: &'static [(&'static str, &'static str)],
        text: bool,
    ) -> Self {
        Section { list, name, with, text }
    }
}
