//! [`Scalar`]: a value that may be of any simple kind, as in a database cell.

use triggerkit_core::json::{Kind, Scan};

use super::{Base64, Str, Value, View};
use crate::engine::Decoder;
use crate::shape::{Field, Form};

/// A value of any simple kind. Integers are exact to 64 bits; bytes come from encodings that have them, such as CBOR.
///
/// In JSON, bytes stand as `{"$bytes": "<base64>"}`, so that they are not taken for text.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Scalar {
    /// `null`
    Null,
    /// A boolean.
    Bool(bool),
    /// A signed integer.
    I64(i64),
    /// An integer beyond the signed ones.
    U64(u64),
    /// A float.
    F64(f64),
    /// Text.
    Text(Str),
    /// Bytes.
    Bytes(Base64),
}

/// Turns plain values into scalars.
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

/// The key under which bytes stand in JSON.
pub(crate) const BYTES: &str = "$bytes";

impl Value for Scalar {
    fn empty() -> Self {
        Scalar::Null
    }

    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        let mut form = Form::PLAIN;
        *self = match input.json.peek()? {
            Kind::Null => {
                input.json.null()?;
                Scalar::Null
            }
            Kind::Bool => Scalar::Bool(input.json.boolean()?),
            Kind::String => {
                let text = input.json.string()?;
                input.check_text(field, &text);
                Scalar::Text(input.share(text))
            }
            Kind::Number => {
                let number = input.json.number()?;
                match (number.as_i64(), number.as_u64(), number.as_f64()) {
                    (Some(value), ..) => Scalar::I64(value),
                    (_, Some(value), _) => Scalar::U64(value),
                    (.., Some(value)) => {
                        form = if number.as_str().contains(['.', 'e', 'E']) { Form::PLAIN } else { Form::WHOLE };
                        Scalar::F64(value)
                    }
                    _ => {
                        form = input.unfit(field, "a number of 64 bits", number.as_str());
                        Scalar::Null
                    }
                }
            }
            Kind::Object => match input.bytes()? {
                Some(bytes) => Scalar::Bytes(Base64::from_text(bytes)),
                None => return input.mismatch(field, "a simple value"),
            },
            Kind::List => return input.mismatch(field, "a simple value"),
        };
        input.check_view(field, self.view());
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

impl Decoder<'_> {
    /// Reads `{"$bytes": "…"}`, the base64 text of it; any other object stays unread.
    pub(crate) fn bytes(&mut self) -> Scan<Option<Str>> {
        let mut inside = self.json.clone();
        inside.enter_object()?;
        let text = match inside.next_key()? {
            Some(key) if key == BYTES && inside.peek()? == Kind::String => inside.string()?,
            _ => return Ok(None),
        };
        if inside.next_key()?.is_some() {
            return Ok(None);
        }
        self.json = inside;
        Ok(Some(self.share(text)))
    }
}
