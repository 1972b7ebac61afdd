//! Reads encoded values, without decoding them.

use super::Decoder;
use crate::Step;
use crate::data::{BYTE_LIST, BYTES_KEY, Json, is_byte_list};
use crate::form::Form;
use crate::json::{Kind, Scan, Scanner};
use crate::shape::Field;
use crate::text::Str;

/// Returns what an encoded value is expected to be if its JSON cannot be read by the first step of the codec.
pub(in crate::engine) fn misfit_of_encoded(first: Step, json: &str) -> Option<&'static str> {
    match (first, json.as_bytes().first()) {
        (Step::Numbers, _) => (!is_byte_list(json)).then_some(BYTE_LIST),
        (_, Some(b'"')) => None,
        // Published payloads contain either plain JSON text or the value itself.
        (Step::Json, Some(b'{' | b'[')) => None,
        _ => Some("a string"),
    }
}

impl Decoder<'_> {
    /// Reads an encoded value as it was written, if the first step of its codec can read it.
    ///
    /// # Errors
    /// Returns an error if the text is not JSON.
    pub fn read_encoded(&mut self, encoded: &mut Json, field: &'static Field, first: Step) -> Scan<Form> {
        self.json.peek()?;
        let start = self.json.clone();
        let raw = self.json.skip()?;
        if let Some(expected) = misfit_of_encoded(first, raw) {
            self.json = start;
            return self.skip_mismatch(field, expected);
        }
        if !field.checks.is_empty()
            && let Ok(text) = Scanner::new(raw).string()
        {
            self.check_text(field, &text);
        }
        *encoded = Json::raw(self.share(raw));
        Ok(Form::PLAIN)
    }

    /// Reads `{"$bytes": "…"}` and returns its base64 text. Any other object stays unread.
    pub(crate) fn read_bytes(&mut self) -> Scan<Option<Str>> {
        let mut inside = self.json.clone();
        inside.enter_object()?;
        let text = match inside.next_key()? {
            Some(key) if key == BYTES_KEY && inside.peek()? == Kind::String => inside.string()?,
            _ => return Ok(None),
        };
        if inside.next_key()?.is_some() {
            return Ok(None);
        }
        self.json = inside;
        Ok(Some(self.share(text)))
    }
}
