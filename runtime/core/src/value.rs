//! How each type is read from a payload and looked at: implementations of the engine's [`Value`](crate::engine::Value).

mod base64;
mod containers;
mod json;
mod map;
mod number;
mod raw;
mod scalar;
mod text;
mod timestamp;

pub(crate) use containers::{read_list, read_option};
pub(crate) use map::read_map;
pub use raw::Raw;
pub use scalar::Scalar;
