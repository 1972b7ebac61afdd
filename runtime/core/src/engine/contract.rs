//! What the engine demands of the types that it decodes, checks and writes: [`Value`] and [`Object`], and [`View`], through
//! which it looks at any of them.

use std::fmt;

use super::decoder::Decoder;
use crate::data::{Kept, Timestamp};
use crate::form::Form;
use crate::json::Scan;
use crate::report::{Report, Rule, Violation};
use crate::shape::{Field, Payload, Shape};

/// Something that a field can hold.
///
/// Generated types implement it; so do strings, integers, floats, booleans, `Option`, `Vec` and [`Map`] of such.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the type of a field",
    label = "not supported in a payload",
    note = "use `Str`, `String`, `bool`, an integer of up to 64 bits, `f64`, `Timestamp`, `Base64`, `Json` or a type with \
            `#[derive(Trigger)]`, or an `Option`, `Vec`, `Map` or `Box` of one of them"
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

/// A struct that the engine can fill and look into. Implemented by the macros.
pub trait Object: Value + fmt::Debug {
    /// What the struct is made of.
    fn shape(&self) -> &'static Shape;
    /// The field at an index of the shape.
    fn field(&self, index: usize) -> &dyn Value;
    /// The field at an index of the shape, to decode into.
    fn field_mut(&mut self, index: usize) -> &mut dyn Value;
    /// What it keeps of its payload; `None` for a hand-written struct without a place for it.
    fn kept(&self) -> Option<&Kept>;
    /// The same, to keep into.
    fn kept_mut(&mut self) -> Option<&mut Kept>;
    /// How its payload's bytes are to be read.
    fn payload(&self) -> Payload {
        self.shape().payload
    }
}
