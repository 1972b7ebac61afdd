//! Converts panics of handlers and layers to errors.

use std::any::Any;
use std::future::Future;
use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;

use super::Error;

/// Runs a future and converts a panic to an error.
pub(crate) fn catch_panic<R>(future: impl Future<Output = Result<R, Error>>) -> impl Future<Output = Result<R, Error>> {
    // The future owns its data, which is dropped with it, so nothing can observe that data in an inconsistent state.
    let ended = AssertUnwindSafe(future).catch_unwind();
    ended.map(|ended| ended.unwrap_or_else(|panic| Err(panic_error(&*panic))))
}

/// Converts the payload of a panic to an error.
pub(crate) fn panic_error(panic: &(dyn Any + Send)) -> Error {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let message = text.map_or_else(|| "the handler panicked".to_owned(), |text| format!("the handler panicked: {text}"));
    Error::new("Panic", message)
}
