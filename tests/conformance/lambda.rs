//! What only AWS Lambda has: more context, extensions, errors at the start, and responses that are streamed.

mod context;
mod extension;
mod start;
mod streams;

use crate::platforms::{POLLED, Polled};

/// A trigger like a function URL.
#[triggerkit::spec("conformance/lambda.toml")]
pub mod spec {}

fn lambda() -> &'static Polled {
    POLLED.iter().find(|protocol| protocol.name == "aws").unwrap()
}
