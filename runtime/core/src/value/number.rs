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
        let mut number_form = Form::PLAIN;
        let form = input.read_number(field, "a number", |input, number| {
            let Some(value) = number.as_f64() else { return false };
            number_form = float_form(number, value);
            input.check(field, Measurable::F64(value));
            *self = value;
            true
        })?;
        Ok(match (form, number_form) {
            (Form::TEXT, Form::PLAIN) => Form::TEXT,
            (Form::TEXT, Form::WHOLE) => Form::WHOLE_TEXT,
            (Form::TEXT, _) => Form::TEXT.as_it_came(),
            (Form::PLAIN, form) | (form, _) => form,
        })
    }

    fn view(&self) -> View<'_> {
        View::F64(*self)
    }
}

/// Returns the form of a number that is read as a float. If the float is not written like this, the number is kept as it came.
pub(super) fn float_form(number: Number<'_>, value: f64) -> Form {
    // A float holds every number of up to fifteen digits, and the shortest text of it is the number. Others are compared.
    const EXACT: usize = 15;
    let text = number.as_str();
    let is_short = text.len() <= EXACT;
    if is_short && number.is_whole() {
        return Form::WHOLE;
    }
    let is_shortest = || !text.ends_with('0') || text.ends_with(".0");
    let is_small = || text.trim_start_matches('-').starts_with("0.0000");
    let is_usual = is_short && is_shortest() && !is_small() && !text.contains(['e', 'E']);
    if is_usual || is_written_as(value, text) { Form::PLAIN } else { Form::PLAIN.as_it_came() }
}

/// Returns whether a float with a fraction is written as `text`.
fn is_written_as(value: f64, text: &str) -> bool {
    // Both write the shortest text of a float. They differ only in when and how they write an exponent.
    match value.abs() {
        1e-4..1e16 => zmij::Buffer::new().format_finite(value) == text,
        _ => format!("{value:?}") == text,
    }
}

/// Returns the form of a number that is read as an integer. Integers do not have the sign of `-0`.
pub(super) fn integer_form(number: Number<'_>) -> Form {
    if number.as_str() == "-0" { Form::PLAIN.as_it_came() } else { Form::PLAIN }
}

/// An integer that is not written as up to sixteen digits alone.
trait OtherNumber {
    fn read_other(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form>;
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
                self.read_other(input, field)
            }

            fn view(&self) -> View<'_> {
                View::$view((*self).into())
            }
        }

        impl OtherNumber for $ty {
            #[inline(never)]
            fn read_other(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
                let mut number_form = Form::PLAIN;
                let form = input.read_number(field, $expected, |input, number| {
                    let Some(value) = number.$read().and_then(|value| Self::try_from(value).ok()) else { return false };
                    *self = value;
                    number_form = integer_form(number);
                    input.check_integer(field, Measurable::$view((*self).into()));
                    true
                })?;
                Ok(if number_form == Form::PLAIN { form } else { form.as_it_came() })
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
