//! [`Timestamp`] as a value.

use crate::data::Timestamp;
use crate::engine::{Decoder, Value, View};
use crate::form::Form;
use crate::json::{Kind, Scan};
use crate::shape::Field;
use crate::{Accept, Number, TimeKind};

impl Value for Timestamp {
    fn empty() -> Self {
        Timestamp::text("")
    }

    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        let kind = field.time;
        let counted = kind.nanoseconds().is_some();
        match input.json.peek()? {
            Kind::Number if counted || kind == TimeKind::Any || input.accepts(field, Accept::Number) => {
                let start = input.json.position();
                if input.json.plain_integer().is_none() {
                    input.json.number()?;
                }
                (self.kind, self.number, self.pattern) = (kind, true, None);
                input.share_slice(&mut self.text, input.json.since(start));
                Ok(Form::PLAIN)
            }
            Kind::String if !counted || input.accepts(field, Accept::String) => {
                let (text, usual) = input.read_string(field)?;
                if counted && text.is_empty() {
                    return Ok(input.take_empty_text(field));
                }
                let form = match counted && Number::parse(&text).is_none() {
                    true => input.record_unfit_text(field, kind.expected(), &text),
                    false => usual,
                };
                input.check_text(field, &text);
                (self.kind, self.number, self.pattern) = (kind, false, field.time_pattern());
                input.share_into(&mut self.text, text);
                Ok(form)
            }
            _ => input.skip_mismatch(field, kind.expected()),
        }
    }

    fn view(&self) -> View<'_> {
        View::Time(self)
    }
}
