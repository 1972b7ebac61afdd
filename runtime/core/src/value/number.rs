//! Booleans, integers and floats. Each reads its own kind, and text where the field accepts it.

use crate::engine::{Decoder, Value, View};
use crate::form::Form;
use crate::json::{Kind, Scan};
use crate::shape::{Field, Measurable};
use crate::{Accept, Number};

impl Value for bool {
    fn empty() -> Self {
        false
    }

    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        match input.json.peek()? {
            Kind::Bool => {
                *self = input.json.boolean()?;
                Ok(Form::PLAIN)
            }
            Kind::String if input.accepts(field, Accept::String) => {
                let text = input.json.string()?;
                *self = match &*text {
                    "true" | "True" | "TRUE" => true,
                    "false" | "False" | "FALSE" => false,
                    "" => return Ok(input.take_empty_text(field)),
                    _ => return Ok(input.record_unfit_text(field, "true or false", &text)),
                };
                let is_usual = matches!(&*text, "true" | "false");
                Ok(if is_usual { Form::TEXT } else { Form::TEXT.as_it_came() })
            }
            _ => input.skip_mismatch(field, "true or false"),
        }
    }

    fn view(&self) -> View<'_> {
        View::Bool(*self)
    }
}

impl Decoder<'_> {
    /// Reads a number that `take` can hold, also from text if the field accepts that.
    fn read_number(
        &mut self,
        field: &'static Field,
        expected: &'static str,
        mut take: impl FnMut(&mut Self, Number<'_>) -> bool,
    ) -> Scan<Form> {
        match self.json.ahead() {
            b'-' | b'0'..=b'9' => {
                let number = self.json.number()?;
                Ok(if take(self, number) { Form::PLAIN } else { self.record_unfit(field, expected, number.as_str()) })
            }
            b'"' if self.accepts(field, Accept::String) => {
                let text = self.json.string()?;
                if text.is_empty() {
                    return Ok(self.take_empty_text(field));
                }
                let taken = Number::parse(&text).is_some_and(|number| take(self, number));
                Ok(if taken { Form::TEXT } else { self.record_unfit_text(field, expected, &text) })
            }
            _ => self.skip_mismatch(field, expected),
        }
    }
}

impl Value for f64 {
    fn empty() -> Self {
        0.0
    }

    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        let mut whole = false;
        let form = input.read_number(field, "a number", |input, number| {
            let Some(value) = number.as_f64() else { return false };
            whole = !number.as_str().contains(['.', 'e', 'E']);
            input.check(field, Measurable::F64(value));
            *self = value;
            true
        })?;
        Ok(match form {
            Form::PLAIN if whole => Form::WHOLE,
            Form::TEXT if whole => Form::WHOLE_TEXT,
            form => form,
        })
    }

    fn view(&self) -> View<'_> {
        View::F64(*self)
    }
}

/// Implements integers. `as_…` reads the widest type of the same kind.
macro_rules! integers {
    ($($ty:ty: $read:ident, $view:ident, $expected:literal;)+) => {$(
        impl Value for $ty {
            fn empty() -> Self {
                0
            }

            #[inline]
            fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
                if let Some(number) = input.json.plain_integer() {
                    return Ok(match Self::try_from(number) {
                        Ok(value) => {
                            *self = value;
                            input.check_integer(field, Measurable::$view((*self).into()));
                            Form::PLAIN
                        }
                        Err(_) => input.record_unfit(field, $expected, &number.to_string()),
                    });
                }
                input.read_number(field, $expected, |input, number| {
                    let Some(value) = number.$read().and_then(|value| Self::try_from(value).ok()) else { return false };
                    *self = value;
                    input.check_integer(field, Measurable::$view((*self).into()));
                    true
                })
            }

            fn view(&self) -> View<'_> {
                View::$view((*self).into())
            }
        }
    )+};
}

integers! {
    i64: as_i64, I64, "an integer";
    u64: as_u64, U64, "a whole number";
    i8: as_i64, I64, "an integer of 8 bits";
    i16: as_i64, I64, "an integer of 16 bits";
    i32: as_i64, I64, "an integer of 32 bits";
    u8: as_u64, U64, "a whole number of 8 bits";
    u16: as_u64, U64, "a whole number of 16 bits";
    u32: as_u64, U64, "a whole number of 32 bits";
}
