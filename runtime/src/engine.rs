//! The engine: decoding, checking and writing of any generated type, compiled once and driven by its [`Shape`](crate::shape::Shape).

mod bridge;
mod check;
mod debug;
mod decode;
mod inspect;
mod path;
mod write;

#[cfg(feature = "cbor")]
pub use bridge::collect_into;
pub use bridge::{collect_text, deserialize, from_json_text, serialize, serialize_text, to_json_text};
pub use check::validate;
pub use debug::debug;
pub use decode::{Decoder, decode_into, decode_object};
pub use inspect::{Detail, DetailKind, details};
pub use write::{write_object, write_view};
