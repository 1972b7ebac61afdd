//! The types of decoded values that are more than Rust's own. They know nothing of decoding.

mod base64;
mod byte_list;
mod json;
mod kept;
mod map;
mod timestamp;

pub use base64::{BYTES_KEY, Base64, decode_base64};
pub use byte_list::{BYTE_LIST, decode_byte_list, encode_byte_list, is_byte_list};
pub use json::Json;
pub use kept::Kept;
pub use map::Map;
pub use timestamp::Timestamp;
