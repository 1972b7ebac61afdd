//! [`Response`]: what a function returns for an event.

/// What a function returns for an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Response {
    /// The documents describe no answer.
    #[default]
    Undocumented,
    /// A value of this type.
    Type(String),
    /// The event itself, with the answer filled in.
    Event,
}

impl Response {
    /// The word in a spec for the event itself.
    pub const EVENT: &'static str = "event";

    /// Returns the type, unless there is none or it is that of the event.
    pub fn type_name(&self) -> Option<&str> {
        match self {
            Response::Type(name) => Some(name),
            Response::Undocumented | Response::Event => None,
        }
    }

    /// Returns whether the documents describe an answer.
    pub fn is_documented(&self) -> bool {
        *self != Response::Undocumented
    }
}
