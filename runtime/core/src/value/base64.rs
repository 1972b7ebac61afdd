//! [`Base64`] as a value.

use crate::data::Base64;
use crate::engine::{Decoder, Value, View};
use crate::form::Form;
use crate::json::{Kind, Scan};
use crate::shape::Field;

impl Value for Base64 {
    fn empty() -> Self {
        Base64::default()
    }

    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        if input.json.peek()? == Kind::Object
            && let Some(bytes) = input.read_bytes()?
        {
            input.check_text(field, &bytes);
            self.0 = bytes;
            return Ok(Form::PLAIN);
        }
        self.0.read(input, field)
    }

    fn view(&self) -> View<'_> {
        View::Text(&self.0)
    }
}
