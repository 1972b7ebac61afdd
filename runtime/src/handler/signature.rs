//! Traits that the types in a handler's signature implement. Their only purpose is a clear compiler message for a wrong type.

use std::future::Future;
use std::sync::Arc;

use super::{Context, Error, Handler, Reply, Respond};
use crate::trigger::{Batch, NoResponse, Trigger};

/// The type of a handler's first parameter, for a trigger with the event `E`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the event of this trigger",
    label = "expected `{E}`",
    note = "take the event by value: `event: {E}`"
)]
pub trait EventOf<E> {
    /// Converts the event to the parameter.
    fn of(event: E) -> Self;
}

impl<E> EventOf<E> for E {
    fn of(event: E) -> Self {
        event
    }
}

/// The type of the first parameter of a handler with the option `each`, for a trigger with the record `R`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the record of this trigger",
    label = "expected `{R}`",
    note = "with `each`, the function takes one record; without it, the whole event"
)]
pub trait RecordOf<R> {
    /// Converts the record to the parameter.
    fn of(record: R) -> Self;
}

impl<R> RecordOf<R> for R {
    fn of(record: R) -> Self {
        record
    }
}

/// The return type of a handler, for a trigger with the response type `R`.
#[diagnostic::on_unimplemented(
    message = "a handler cannot return `{Self}`",
    label = "expected nothing or a `Result`",
    note = "return `Result<R, E>`, where `E` converts into `triggerkit::Error` and `R` is the trigger's response, or any type that implements `serde::Serialize` if it has none"
)]
pub trait Outcome<R> {
    /// Converts the returned value to a reply, or to an error if the response has violations.
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

/// The return type of a handler with the option `each`, for a trigger with the answer `R` for each record.
#[diagnostic::on_unimplemented(
    message = "a handler of single records cannot return `{Self}`",
    label = "expected `Result<{R}, E>`",
    note = "a record succeeds or fails; only a trigger whose answer has an entry for every record has anything else than `()`"
)]
pub trait Done<R> {
    /// Converts the returned value to the outcome for one record.
    fn done(self) -> Result<R, Error>;
}

impl<R, E: Into<Error>> Done<R> for Result<R, E> {
    fn done(self) -> Result<R, Error> {
        self.map_err(E::into)
    }
}

impl Done<()> for () {
    fn done(self) -> Result<(), Error> {
        Ok(())
    }
}

/// Converts an array of handlers, which may be empty, to a list.
pub fn handlers<const N: usize>(handlers: [Handler; N]) -> Vec<Handler> {
    handlers.into()
}

/// Makes a handler of a method, which shares its value with other handlers.
pub fn method<T, S, F, A>(value: &Arc<S>, function: F) -> Handler
where
    T: Trigger,
    S: Send + Sync + 'static,
    F: Fn(Arc<S>, T::Event, Context) -> A + Send + Sync + 'static,
    A: Future<Output = Result<Reply, Error>> + Send + 'static,
{
    let value = Arc::clone(value);
    Handler::new::<T, _, _>(move |event, cx| function(Arc::clone(&value), event, cx))
}

/// Makes a handler of a method that takes single records.
pub fn method_each<T, S, F, A>(concurrency: usize, value: &Arc<S>, function: F) -> Handler
where
    T: Batch,
    S: Send + Sync + 'static,
    F: Fn(Arc<S>, T::Record, Context) -> A + Send + Sync + 'static,
    A: Future<Output = Result<T::Answer, Error>> + Send + 'static,
{
    let value = Arc::clone(value);
    Handler::each::<T, _, _>(concurrency, move |record, cx| function(Arc::clone(&value), record, cx))
}

/// Converts what a handler returned to a reply, for a trigger with the response type `R`.
pub fn outcome<R, O: Outcome<R>>(returned: O) -> Result<Reply, Error> {
    returned.outcome()
}

/// Converts what a handler returned to the outcome for one record, for a trigger with the answer `R` for each record.
pub fn done<R, D: Done<R>>(returned: D) -> Result<R, Error> {
    returned.done()
}
