//! [`Json`] as a value.

use crate::Accept;
use crate::data::Json;
use crate::engine::{Decoder, Value, View};
use crate::form::Form;
use crate::json::{self, Kind, Scan, Scanner};
use crate::shape::Field;

/// Returns the object or list whose JSON text is in a string. `None` for other texts.
fn wrapped(string: &str) -> Scan<Option<String>> {
    let text = Scanner::new(string).string()?;
    let holds = matches!(Scanner::new(&text).peek(), Ok(Kind::Object | Kind::List)) && json::validate(&text).is_ok();
    Ok(holds.then(|| text.into_owned()))
}

impl Value for Json {
    fn empty() -> Self {
        Json::null()
    }

    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        let kind = input.json.peek()?;
        let text = input.json.skip()?;
        match kind {
            // An item of a list or map may be any JSON.
            Kind::Null if !field.key.text.is_empty() => input.record_missing(field, "null"),
            Kind::String if field.accepts(Accept::JsonText) => {
                if let Some(inside) = wrapped(text)? {
                    *self = Json(inside.into());
                    return Ok(Form::TEXT);
                }
            }
            _ => {}
        }
        input.share_into(&mut self.0, text);
        Ok(Form::PLAIN)
    }

    fn view(&self) -> View<'_> {
        View::Json(&self.0)
    }
}
