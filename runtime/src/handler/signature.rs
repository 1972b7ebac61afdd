//! What the macros ask of a function's types, so that the compiler says in a sentence which one is wrong.

use std::future::Future;
use std::sync::Arc;

use super::{Context, Error, Handler, Reply, Respond};
use crate::trigger::{Batch, NoResponse, Trigger};

/// The type of a handler's first parameter.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the event of this trigger",
    label = "the trigger brings a `{E}`",
    note = "the handler owns its event: the parameter's type is `{E}` itself"
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
    message = "`{Self}` is not what this trigger's events are lists of",
    label = "a record is a `{R}`",
    note = "with `each` the function takes one record; without it, the whole event"
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
    label = "not a `Result`",
    note = "it returns `Result<R, E>`, where `triggerkit::Error` is made of `E` and `R` is the trigger's answer, or anything that can be serialised"
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
    note = "a record has no answer of its own: it is done, or it has failed"
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
    A: Future<Output = Result<(), Error>> + Send + 'static,
{
    let value = Arc::clone(value);
    Handler::each::<T, _, _>(concurrency, move |record, cx| function(Arc::clone(&value), record, cx))
}

/// Returns the outcome of a handler of a trigger with the response type `R`.
///
/// # Errors
/// Returns the handler's own error, or everything that is wrong with its answer.
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
