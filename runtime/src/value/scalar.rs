//! Booleans, integers and floats. Each reads its own kind, and text where the field accepts it.

use triggerkit_core::json::{Kind, Scan};
use triggerkit_core::{Accept, Number};

use super::{Value, View};
use crate::engine::Decoder;
use crate::shape::{Field, Form};

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
            Kind::String if field.accepts(Accept::String) => {
                let text = input.json.string()?;
                match &*text {
                    "true" | "True" | "TRUE" => *self = true,
                    "false" | "False" | "FALSE" => *self = false,
                    "" => input.missing(field, "\"\""),
                    _ => input.unfit(field, "true or false", &text),
                }
                Ok(Form::TEXT)
            }
            _ => input.mismatch(field, "true or false"),
        }
    }

    fn view(&self) -> View<'_> {
        View::Bool(*self)
    }
}

impl Decoder<'_> {
    /// Reads a number that `take` can hold, also from text where the field accepts that.
    fn number(
        &mut self,
        field: &'static Field,
        expected: &'static str,
        take: &mut dyn FnMut(&mut Self, Number<'_>) -> bool,
    ) -> Scan<Form> {
        match self.json.peek()? {
            Kind::Number => {
                let number = self.json.number()?;
                if !take(self, number) {
                    self.unfit(field, expected, number.as_str());
                }
                Ok(Form::PLAIN)
            }
            Kind::String if field.accepts(Accept::String) => {
                let text = self.json.string()?;
                if text.is_empty() {
                    self.missing(field, "\"\"");
                } else if !Number::parse(&text).is_some_and(|number| take(self, number)) {
                    self.unfit(field, expected, &text);
                }
                Ok(Form::TEXT)
            }
            _ => self.mismatch(field, expected),
        }
    }
}

impl Value for i64 {
    fn empty() -> Self {
        0
    }

    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        input.number(field, "an integer", &mut |input, number| {
            let Some(value) = number.as_i64() else { return false };
            input.check_view(field, View::I64(value));
            *self = value;
            true
        })
    }

    fn view(&self) -> View<'_> {
        View::I64(*self)
    }
}

impl Value for u64 {
    fn empty() -> Self {
        0
    }

    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        input.number(field, "a whole number", &mut |input, number| {
            let Some(value) = number.as_u64() else { return false };
            input.check_view(field, View::U64(value));
            *self = value;
            true
        })
    }

    fn view(&self) -> View<'_> {
        View::U64(*self)
    }
}

impl Value for f64 {
    fn empty() -> Self {
        0.0
    }

    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        let mut whole = false;
        let form = input.number(field, "a number", &mut |input, number| {
            let Some(value) = number.as_f64() else { return false };
            whole = !number.as_str().contains(['.', 'e', 'E']);
            input.check_view(field, View::F64(value));
            *self = value;
            true
        })?;
        Ok(if whole && form == Form::PLAIN { Form::WHOLE } else { form })
    }

    fn view(&self) -> View<'_> {
        View::F64(*self)
    }
}

/// The smaller types read through the widest of their kind.
macro_rules! narrow {
    ($($narrow:ty as $wide:ty, $view:ident, $expected:literal;)+) => {$(
        impl Value for $narrow {
            fn empty() -> Self {
                Default::default()
            }

            fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
                let mut wide = <$wide>::empty();
                let form = wide.read(input, field)?;
                match Self::try_from(wide) {
                    Ok(value) => *self = value,
                    Err(_) => input.unfit(field, $expected, &wide.to_string()),
                }
                Ok(form)
            }

            fn view(&self) -> View<'_> {
                View::$view((*self).into())
            }
        }
    )+};
}

narrow! {
    i8 as i64, I64, "an integer of 8 bits";
    i16 as i64, I64, "an integer of 16 bits";
    i32 as i64, I64, "an integer of 32 bits";
    u8 as u64, U64, "a whole number of 8 bits";
    u16 as u64, U64, "a whole number of 16 bits";
    u32 as u64, U64, "a whole number of 32 bits";
}
