//! What a field can hold. [`Value`] is the one trait behind decoding, validating and writing; [`View`] is how
//! the non-generic engine looks at any of them.

mod any_scalar;
mod bytes;
mod containers;
mod encoded;
mod json;
mod map;
mod raw;
mod scalar;
mod text;
mod timestamp;

pub(crate) use any_scalar::BYTES;
pub use any_scalar::Scalar;
pub use bytes::Base64;
pub use encoded::{Base64Json, Codec, Encoded, JsonText, Packed, PackedJson, flagged_bytes};
pub use json::Json;
pub use map::Map;
pub use raw::Raw;
pub use text::Str;
pub use timestamp::Timestamp;

use triggerkit_core::json::Scan;

use crate::Object;
use crate::engine::Decoder;
use crate::report::{Report, Rule, Violation};
use crate::shape::{Field, Form};

/// Something that a field can hold.
///
/// Generated types implement it; so do strings, integers, floats, booleans, `Option`, `Vec` and [`Map`] of such.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the type of a field",
    label = "not a value that a payload holds",
    note = "a field holds a `Str` or `String`, `bool`, an integer of up to 64 bits, `f64`, `Timestamp`, `Base64`, `Json`, \
            or a type with `#[derive(Trigger)]`; and `Option`, `Vec`, `Map` and `Box` of these"
)]
pub trait Value: Send + Sync + 'static {
    /// The value that stands in where a payload has none.
    fn empty() -> Self
    where
        Self: Sized;

    /// Reads the next value of the payload into `self`. What does not fit `field` is recorded and skipped.
    ///
    /// # Errors
    /// Only where the text is no JSON; the decoder stops there.
    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form>;

    /// Takes a whole payload that is no JSON.
    ///
    /// # Errors
    /// When the value cannot hold it.
    fn read_raw(&mut self, _payload: &[u8]) -> Result<(), Violation> {
        Err(Violation::new(Rule::Type, "an object", "bytes"))
    }

    /// A look at the value, without its type.
    fn view(&self) -> View<'_>;
}

/// A look at a [`Value`], without its type.
#[derive(Clone, Copy)]
pub enum View<'v> {
    /// Nothing there.
    Absent,
    /// A boolean.
    Bool(bool),
    /// A signed integer.
    I64(i64),
    /// An unsigned integer.
    U64(u64),
    /// A float.
    F64(f64),
    /// Text.
    Text(&'v str),
    /// JSON as it was written.
    Json(&'v str),
    /// A time.
    Time(&'v Timestamp),
    /// A value wrapped in text.
    Encoded(&'v dyn Encodes),
    /// Bytes among values of other kinds, as base64 text.
    Bytes(&'v str),
    /// A whole payload.
    Raw(&'v [u8]),
    /// A generated struct.
    Object(&'v dyn Object),
    /// Items in order.
    List(&'v dyn List),
    /// Values by key.
    Map(&'v dyn Entries),
}

/// A value wrapped in text, without its type.
pub trait Encodes {
    /// The JSON that stands in the payload: a string with its quotes.
    fn raw(&self) -> &str;
    /// The bytes inside.
    ///
    /// # Errors
    /// The step that failed.
    fn inside(&self) -> Result<Vec<u8>, Report>;
}

/// Items in order, without their type.
pub trait List {
    /// How many.
    fn len(&self) -> usize;
    /// The item at an index below [`len`](Self::len).
    fn item(&self, index: usize) -> View<'_>;
}

/// Values by key, without their type.
pub trait Entries {
    /// How many.
    fn len(&self) -> usize;
    /// The entry at an index below [`len`](Self::len).
    fn entry(&self, index: usize) -> (&str, View<'_>);
}
