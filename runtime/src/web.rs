//! HTTP requests that arrive as events, and their responses: where a spec says that they are, and the conversions.

#[cfg(feature = "http")]
pub(crate) mod answer;
#[cfg(feature = "http")]
pub(crate) mod any;
#[cfg(feature = "http")]
pub(crate) mod event;
pub(crate) mod info;
#[cfg(feature = "http")]
mod media;
#[cfg(feature = "http")]
mod members;
#[cfg(feature = "http")]
pub(crate) mod request;
#[cfg(feature = "http")]
pub(crate) mod texts;
