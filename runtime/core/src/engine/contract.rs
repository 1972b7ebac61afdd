//! What the engine requires of the types that it decodes, checks and writes: [`Value`], [`Object`], and [`View`], which
//! shows a value without its type.

use std::fmt;

use super::decoder::Decoder;
use crate::Step;
use crate::data::{Kept, Timestamp};
use crate::form::Form;
use crate::json::Scan;
use crate::report::{Report, Rule, Violation};
use crate::shape::{Choice, Field, Payload, Shape};

/// A value that a field can hold.
///
/// Generated types implement it, and so do strings, numbers, booleans, and `Option`, `Vec` and `Map` of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the type of a field",
    label = "not supported in a payload",
    note = "use `Str`, `String`, `bool`, an integer of up to 64 bits, `f64`, `Timestamp`, `Base64`, `Json` or a type with \
            `#[derive(Trigger)]`, or an `Option`, `Vec`, `Map` or `Box` of one of them"
)]
pub trait Value: Send + Sync + 'static {
    /// Returns the value of a field that the payload does not have.
    fn empty() -> Self
    where
        Self: Sized;

    /// Reads the next value of the payload into `self`. A value that does not fit `field` is recorded and skipped.
    ///
    /// # Errors
    /// Returns an error only if the text is not JSON. The decoder stops there.
    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form>;

    /// Reads a whole payload that is not JSON into `self`.
    ///
    /// # Errors
    /// Returns an error if the value cannot hold it.
    fn read_raw(&mut self, _payload: &[u8]) -> Result<(), Violation> {
        Err(Violation::new(Rule::Type, "an object", "bytes"))
    }

    /// Shows the value without its type.
    fn view(&self) -> View<'_>;

    /// Visits an empty value of each type that the value may hold, unless [`view`](Value::view) of an empty value shows them.
    #[doc(hidden)]
    fn visit_types(&self, _visit: &mut dyn FnMut(&dyn Value)) {}
}

/// What encoded text may contain: a [`Value`], or `()` for bytes.
#[doc(hidden)]
pub trait Contents: 'static {
    /// Visits an empty value, if there is one. The visitor may read contents into it.
    fn visit_empty(visit: &mut dyn FnMut(&mut dyn Value));
}

impl<T: Value> Contents for T {
    fn visit_empty(visit: &mut dyn FnMut(&mut dyn Value)) {
        visit(&mut T::empty());
    }
}

impl Contents for () {
    fn visit_empty(_: &mut dyn FnMut(&mut dyn Value)) {}
}

/// A [`Value`] without its type.
#[derive(Clone, Copy)]
pub enum View<'v> {
    /// No value.
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
    /// An encoded value.
    Encoded(&'v dyn Encodes),
    /// The base64 text of bytes in a scalar.
    Bytes(&'v str),
    /// A whole payload.
    Raw(&'v [u8]),
    /// A generated struct.
    Object(&'v dyn Object),
    /// Items in order.
    List(&'v dyn List),
    /// Values by key.
    Map(&'v dyn Entries),
    /// A variant of a union that has a description of its own.
    Variant(&'v dyn Union),
}

/// An encoded value, without the type of its contents.
pub trait Encodes {
    /// Returns the JSON of the payload: a string with its quotes, or another value that the first step of the codec reads.
    fn raw(&self) -> &str;
    /// Returns the first step of the codec.
    fn first_step(&self) -> Step;
    /// Decodes the text.
    ///
    /// # Errors
    /// Returns an error if a step of the codec fails.
    fn inside(&self) -> Result<Vec<u8>, Report>;
    /// Reads the decoded bytes as far as possible, and visits the value and its violations. Visits nothing if the spec does not describe
    /// the contents.
    fn visit_contents(&self, bytes: &[u8], visit: &mut dyn FnMut(View<'_>, Report));
}

/// Items in order, without their type.
pub trait List {
    /// Returns how many there are.
    fn len(&self) -> usize;
    /// Returns whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Returns the item at an index below [`len`](Self::len).
    fn item(&self, index: usize) -> View<'_>;
}

/// Values by key, without their type.
pub trait Entries {
    /// Returns how many there are.
    fn len(&self) -> usize;
    /// Returns whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Returns the entry at an index below [`len`](Self::len).
    fn entry(&self, index: usize) -> (&str, View<'_>);
}

/// A struct that the engine can read and write. The macros implement it.
pub trait Object: Value + fmt::Debug {
    /// Returns the shape of the struct.
    fn shape(&self) -> &'static Shape;
    /// Returns the field at an index of the shape.
    fn field(&self, index: usize) -> &dyn Value;
    /// Returns the field at an index of the shape, to decode into.
    fn field_mut(&mut self, index: usize) -> &mut dyn Value;
    /// Returns what the struct keeps of its payload; `None` for a handwritten struct that keeps nothing.
    fn kept(&self) -> Option<&Kept>;
    /// Returns the same to change it.
    fn kept_mut(&mut self) -> Option<&mut Kept>;
    /// Returns how the bytes of the payload are read.
    fn payload(&self) -> Payload {
        self.shape().payload
    }
}

/// A value that has one of several types. The macros implement it.
pub trait Union: Value {
    /// Returns how the type is chosen.
    fn choice(&self) -> &'static Choice;
    /// Changes the value to an empty one of a variant. Any index after the last one means JSON of no variant.
    fn choose(&mut self, variant: usize);
    /// Returns the index of the variant, and its value.
    fn chosen(&self) -> (usize, &dyn Value);
    /// Returns the value of the variant, to decode into.
    fn chosen_mut(&mut self) -> &mut dyn Value;
}

impl dyn Union + '_ {
    /// Returns the description of the variant, and its value.
    pub(super) fn described(&self) -> (&'static Field, View<'_>) {
        let (variant, value) = self.chosen();
        (self.choice().field(variant).unwrap_or(&Field::PLAIN), value.view())
    }
}
