//! Absent values: null, and what clouds send in its place.

use super::decoder::Decoder;
use crate::Accept;
use crate::form::Form;
use crate::json::{Near, Scan};
use crate::shape::{Field, Presence};

/// Returns whether `""` is read as an absent value: the usual value is not text, but may be in a string.
fn takes_empty_text(field: &Field) -> bool {
    field.accepts(Accept::String) || field.accepts(Accept::JsonText)
}

/// Returns the form of the absent value that a text means; `None` for any other text.
#[inline]
fn form_of_nothing(field: &Field, text: &str) -> Option<Form> {
    match field.empty.iter().position(|each| *each == text) {
        Some(index) => Some(Form::sentinel(index)),
        None if text.is_empty() && takes_empty_text(field) => Some(Form::EMPTY),
        None => None,
    }
}

impl Decoder<'_> {
    /// Returns whether the JSON of a value is empty text, an empty object or an empty list, which mean nothing in a tolerant
    /// spec.
    pub(super) fn is_nothing(&self, raw: &str) -> bool {
        let inside = raw.strip_prefix(['"', '{', '[']).and_then(|rest| rest.strip_suffix(['"', '}', ']']));
        let is_empty = |inside: &str| inside.trim_ascii().is_empty() && (inside.is_empty() || !raw.starts_with('"'));
        self.tolerant && inside.is_some_and(is_empty)
    }

    /// Takes `""` as an absent value.
    pub(crate) fn take_empty_text(&mut self, field: &'static Field) -> Form {
        self.record_missing(field, "\"\"");
        Form::NOTHING
    }

    /// Returns whether the object that was just read is `{}` in place of an absent value.
    #[cold]
    pub(super) fn stands_for_nothing(&self, field: &Field) -> bool {
        let object = self.json.since(0).strip_suffix('}');
        self.tolerant && field.presence == Presence::Optional && object.is_some_and(|text| text.trim_ascii_end().ends_with('{'))
    }

    /// Skips `{}` in place of a list that may be absent. Any other object stays unread.
    #[cold]
    pub(crate) fn skip_empty_object(&mut self, field: &Field) -> Scan<bool> {
        let mut ahead = self.json.clone();
        let is_absent = field.is_dispensable() && self.is_nothing(ahead.skip()?);
        if is_absent {
            self.json = ahead;
        }
        Ok(is_absent)
    }

    /// Reads a null item that a list or map leaves out, as in a tolerant spec. Any other value stays unread.
    pub(crate) fn read_null_item(&mut self, field: &Field, is_json: bool) -> Scan<bool> {
        let is_left_out = self.tolerant && !is_json && !field.batch && self.json.ahead() == b'n';
        if is_left_out {
            self.json.null()?;
        }
        Ok(is_left_out)
    }

    /// Returns whether the next value may be an absent one: null, or a text if the field has such texts.
    #[inline]
    pub(crate) fn may_be_nothing(&mut self, field: &'static Field) -> bool {
        match self.json.ahead() {
            b'n' => true,
            b'"' => match (field.empty, field.accept) {
                ([], [] | [Accept::Json]) => false,
                ([], _) => takes_empty_text(field),
                _ => true,
            },
            _ => false,
        }
    }

    /// Reads null, or a text that means an absent value. Any other value stays unread.
    #[inline(never)]
    pub(crate) fn read_nothing(&mut self, field: &'static Field) -> Scan<Option<Form>> {
        if self.json.ahead() == b'n' {
            self.json.null()?;
            return Ok(Some(Form::NULL));
        }
        self.read_sentinel(field)
    }

    /// Reads a text that means an empty list or map. Any other value stays unread.
    #[inline]
    pub(crate) fn read_no_items(&mut self, field: &'static Field) -> Scan<Option<Form>> {
        if field.empty.is_empty() || self.json.ahead() != b'"' {
            return Ok(None);
        }
        Ok(self.read_sentinel(field)?.map(|form| if form == Form::EMPTY { Form::COMMA } else { form }))
    }

    fn read_sentinel(&mut self, field: &'static Field) -> Scan<Option<Form>> {
        let form = match self.json.near_string() {
            Near::Text(text) => form_of_nothing(field, text),
            Near::Long if field.empty.iter().all(|text| text.len() <= 8) => None,
            Near::Long | Near::Escape => form_of_nothing(field, &self.json.clone().string()?),
        };
        if form.is_some() {
            self.json.string()?;
        }
        Ok(form)
    }
}
