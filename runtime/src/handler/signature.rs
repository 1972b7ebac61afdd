//! What the macros ask of a function's types, so that the compiler says in a sentence which one is wrong.

use super::{Error, Handler, Reply, Respond};
use crate::trigger::NoResponse;

/// The type of a handler's first parameter.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the event of this trigger",
    label = "expected `{E}`",
    note = "take the event by value: `event: {E}`"
)]
pub trait EventOf<E> {
    /// The event as the parameter.
    fn of(event: E) -> Self;
}

impl<E> EventOf<E> for E {
    fn of(event: E) -> Self {
        event
    }
}

/// The type of the first parameter, where a handler takes one record at a time.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the record of this trigger",
    label = "expected `{R}`",
    note = "with `each`, the function takes one record; without it, the whole event"
)]
pub trait RecordOf<R> {
    /// The record as the parameter.
    fn of(record: R) -> Self;
}

impl<R> RecordOf<R> for R {
    fn of(record: R) -> Self {
        record
    }
}

/// What a handler of a trigger with the response type `R` returns.
#[diagnostic::on_unimplemented(
    message = "a handler cannot return `{Self}`",
    label = "expected nothing or a `Result`",
    note = "return `Result<R, E>`, where `E` converts into `triggerkit::Error` and `R` is the trigger's response, or any type that implements `serde::Serialize` if it has none"
)]
pub trait Outcome<R> {
    /// What goes back to the platform.
    ///
    /// # Errors
    /// The handler's own error, or an answer that breaks its rules.
    fn outcome(self) -> Result<Reply, Error>;
}

impl<T: Respond<R>, E: Into<Error>, R> Outcome<R> for Result<T, E> {
    fn outcome(self) -> Result<Reply, Error> {
        self.map_err(E::into)?.respond()
    }
}

impl Outcome<NoResponse> for () {
    fn outcome(self) -> Result<Reply, Error> {
        self.respond()
    }
}

/// What a handler of single records returns.
#[diagnostic::on_unimplemented(
    message = "a handler of single records cannot return `{Self}`",
    label = "expected `Result<(), E>`",
    note = "a record has no response of its own: it succeeds or it fails"
)]
pub trait Done {
    /// Whether the record is done.
    ///
    /// # Errors
    /// The handler's own error.
    fn done(self) -> Result<(), Error>;
}

impl<E: Into<Error>> Done for Result<(), E> {
    fn done(self) -> Result<(), Error> {
        self.map_err(E::into)
    }
}

impl Done for () {
    fn done(self) -> Result<(), Error> {
        Ok(())
    }
}

/// A list of handlers, perhaps of none.
pub fn handlers<const N: usize>(handlers: [Handler; N]) -> Vec<Handler> {
    handlers.into()
}

/// The outcome of a handler of a trigger with the response type `R`.
///
/// # Errors
/// The handler's own error, or an answer that breaks its rules.
pub fn outcome<R, O: Outcome<R>>(returned: O) -> Result<Reply, Error> {
    returned.outcome()
}

/// The outcome for one record.
///
/// # Errors
/// The handler's own error.
pub fn done<D: Done>(returned: D) -> Result<(), Error> {
    returned.done()
}
