//! [`Scalar`]: a value that may be of any simple kind, as in a database cell.

use crate::data::Base64;
use crate::engine::{Decoder, Value, View};
use crate::form::Form;
use crate::json::{Kind, Scan};
use crate::shape::Field;
use crate::text::Str;
use crate::value::number::{float_form, integer_form};

/// A value of any simple kind. Integers are exact to 64 bits; bytes come from encodings that have them, such as CBOR.
///
/// In JSON, bytes are written as `{"$bytes": "<base64>"}`, so that they are not taken for text.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Scalar {
    /// `null`
    Null,
    /// A boolean.
    Bool(bool),
    /// A signed integer.
    I64(i64),
    /// An integer that is too large for `I64`.
    U64(u64),
    /// A float.
    F64(f64),
    /// Text.
    Text(Str),
    /// Bytes.
    Bytes(Base64),
}

/// Implements conversions from plain values.
macro_rules! from {
    ($($ty:ty => $variant:ident($value:ident) $make:expr;)+) => {$(
        impl From<$ty> for Scalar {
            fn from($value: $ty) -> Self {
                Scalar::$variant($make)
            }
        }
    )+};
}

from! {
    bool => Bool(value) value;
    i64 => I64(value) value;
    f64 => F64(value) value;
    &str => Text(value) value.into();
    Str => Text(value) value;
    &[u8] => Bytes(value) Base64::encode(value);
}

impl From<u64> for Scalar {
    fn from(value: u64) -> Self {
        i64::try_from(value).map_or(Scalar::U64(value), Scalar::I64)
    }
}

impl Value for Scalar {
    fn empty() -> Self {
        Scalar::Null
    }

    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        let mut form = Form::PLAIN;
        *self = match input.json.peek()? {
            Kind::Null => {
                input.json.null()?;
                input.record_missing(field, "null");
                Scalar::Null
            }
            Kind::Bool => Scalar::Bool(input.json.boolean()?),
            Kind::String => {
                let text;
                (text, form) = input.read_string(field)?;
                Scalar::Text(input.share(text))
            }
            Kind::Number => {
                let number = input.json.number()?;
                match (number.as_i64(), number.as_u64(), number.as_f64()) {
                    (Some(value), ..) => {
                        form = integer_form(number);
                        Scalar::I64(value)
                    }
                    (_, Some(value), _) => Scalar::U64(value),
                    (.., Some(value)) => {
                        form = float_form(number, value);
                        Scalar::F64(value)
                    }
                    _ => {
                        form = input.record_unfit(field, "a number of 64 bits", number.as_str());
                        Scalar::Null
                    }
                }
            }
            Kind::Object => match input.read_bytes()? {
                Some(bytes) => Scalar::Bytes(Base64::from_text(bytes)),
                None => return input.skip_mismatch(field, "a simple value"),
            },
            Kind::List => return input.skip_mismatch(field, "a simple value"),
        };
        Ok(form)
    }

    fn view(&self) -> View<'_> {
        match self {
            Scalar::Null => View::Json("null"),
            Scalar::Bool(value) => View::Bool(*value),
            Scalar::I64(value) => View::I64(*value),
            Scalar::U64(value) => View::U64(*value),
            Scalar::F64(value) => View::F64(*value),
            Scalar::Text(text) => View::Text(text),
            Scalar::Bytes(bytes) => View::Bytes(bytes.as_str()),
        }
    }
}
