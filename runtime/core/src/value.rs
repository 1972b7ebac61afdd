//! Implementations of the engine's [`Value`](crate::engine::Value): how each type is read from a payload.

mod containers;
mod json;
mod number;
mod raw;
mod scalar;
mod text;
mod timestamp;

pub(crate) use containers::{read_list, read_map, read_option};
pub use raw::Raw;
pub use scalar::Scalar;
