//! [`Response`]: what a function returns for an event.

/// What a function returns for an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Response {
    /// The documents describe no answer.
    #[default]
    Undocumented,
    /// A value of one of these types. Never empty.
    OneOf(Vec<String>),
    /// The event itself, with the answer filled in.
    Event,
}

impl Response {
    /// The word in a spec for the event itself.
    pub const EVENT: &'static str = "event";

    /// Returns the types, the usual one first. There are none if the answer is the event.
    pub fn types(&self) -> &[String] {
        match self {
            Response::OneOf(names) => names,
            Response::Undocumented | Response::Event => &[],
        }
    }

    /// Returns the first type.
    pub fn first_type(&self) -> Option<&str> {
        self.types().first().map(String::as_str)
    }

    /// Returns whether the documents describe an answer.
    pub fn is_documented(&self) -> bool {
        *self != Response::Undocumented
    }
}
