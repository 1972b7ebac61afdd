//! [`Str`], `String` and [`Base64`] as values.

use crate::data::Base64;
use crate::engine::{Decoder, Value, View};
use crate::form::Form;
use crate::json::{Kind, Scan};
use crate::report::{Rule, Violation};
use crate::shape::Field;
use crate::text::Str;

impl Value for Str {
    fn empty() -> Self {
        Str::new()
    }

    // Most fields hold text. A call for each of them costs a tenth of decoding.
    #[inline(always)]
    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        if let Some(text) = input.json.plain_string() {
            input.check_text(field, text);
            input.share_slice(self, text);
            return Ok(Form::PLAIN);
        }
        input.read_other_text(self, field)
    }

    fn read_raw(&mut self, payload: &[u8]) -> Result<(), Violation> {
        let text = std::str::from_utf8(payload);
        *self = text.map_err(|error| Violation::new(Rule::Utf8, "UTF-8", error.to_string()))?.into();
        Ok(())
    }

    fn view(&self) -> View<'_> {
        View::Text(self)
    }
}

impl Value for String {
    fn empty() -> Self {
        String::new()
    }

    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        let mut text = Str::new();
        let form = text.read(input, field)?;
        *self = text.into();
        Ok(form)
    }

    fn view(&self) -> View<'_> {
        View::Text(self)
    }
}

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
