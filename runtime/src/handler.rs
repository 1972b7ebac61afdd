//! Functions that answer events: [`Handler`], the [`Router`] that picks one, and the types that they receive and return.
//!
//! Nothing in here depends on the platform that the function runs on.

mod batch;
mod body;
mod calls;
mod confirm;
mod context;
mod error;
#[cfg(feature = "axum")]
mod extract;
mod function;
mod guard;
mod invocation;
mod partial;
mod pending;
mod record_key;
mod reply;
mod router;
mod schedule;
pub(crate) mod signature;
mod streamed;
mod table;
mod time_limit;
mod web;

pub use body::Body;
#[cfg(feature = "serve")]
pub(crate) use context::RedactedText;
pub use context::{Context, Credentials};
pub use error::{BoxError, Error};
#[cfg(feature = "serve")]
pub(crate) use function::SERVICE;
pub use function::{Handler, Handlers, without_trigger};
#[cfg(feature = "serve")]
pub(crate) use guard::{catch_panic, panic_error};
pub use invocation::Invocation;
#[cfg(feature = "serve")]
pub(crate) use invocation::text_headers;
pub(crate) use reply::Answer;
pub use reply::{Reply, Respond, respond};
pub use router::{Route, Router};
#[cfg(feature = "serve")]
pub(crate) use web::{WebAnswer, error_response, remove_base_path};
