//! [`Decoder`]: one pass over a payload that continues after every violation. Only invalid JSON ends it.

use std::borrow::Cow;

use arcstr::ArcStr;

use super::path::{Path, PathText, Segment};
use crate::Accept;
use crate::data::{BYTES_KEY, Json};
use crate::form::Form;
use crate::json::{Kind, Near, Scan, Scanner, Unescaped, write_string};
use crate::quote::{push_quote, quote_text};
use crate::report::{HIDDEN, Report, Rule, Violation};
use crate::shape::{Check, Field, Measurable, Presence};
use crate::text::Str;

/// The capacity reserved for a quotation, in bytes. Most fit.
const USUAL_QUOTATION: usize = 80;

/// Reads a payload into values and records every violation with its path.
pub struct Decoder<'p> {
    /// The shared copy of the payload, or of JSON text in a string of it. Long texts are slices of it.
    payload: &'p ArcStr,
    pub(crate) json: Scanner<'p>,
    pub(super) path: Path,
    path_text: PathText,
    report: Report,
    /// The text of the sibling that selects a union's type.
    pub(super) tag: Option<String>,
    /// A buffer for texts with escapes.
    unescaped: Unescaped,
    /// A buffer for the words of a violation.
    words: String,
}

/// Returns the form of an absent value that this text stands for, if it is such a text.
#[inline]
fn form_of_nothing(field: &Field, text: &str) -> Option<Form> {
    match field.empty.iter().position(|each| *each == text) {
        Some(index) => Some(Form::sentinel(index)),
        None if text.is_empty() && (field.accepts(Accept::String) || field.accepts(Accept::JsonText)) => Some(Form::EMPTY),
        None => None,
    }
}

impl<'p> Decoder<'p> {
    #[inline]
    pub(super) fn new(payload: &'p ArcStr) -> Self {
        Decoder {
            payload,
            json: Scanner::new(payload),
            path: Path::default(),
            path_text: PathText::default(),
            report: Report::default(),
            tag: None,
            unescaped: Unescaped::default(),
            words: String::new(),
        }
    }

    #[inline]
    pub(super) fn into_report(self) -> Report {
        self.report
    }

    /// Sets `place` to a text that was read: a slice of the payload if it is part of it.
    #[inline]
    pub(crate) fn share_into<'t>(&self, place: &mut Str, text: impl Into<Cow<'t, str>>) {
        match text.into() {
            Cow::Borrowed(text) => self.share_slice(place, text),
            Cow::Owned(text) => *place = Str::from(text),
        }
    }

    /// Sets `place` to a slice of the current text.
    #[inline]
    pub(crate) fn share_slice(&self, place: &mut Str, text: &str) {
        place.share(self.payload, text);
    }

    /// Returns a text that was read: a slice of the payload if it is part of it.
    pub(crate) fn share<'t>(&self, text: impl Into<Cow<'t, str>>) -> Str {
        let mut place = Str::new();
        self.share_into(&mut place, text);
        place
    }

    /// Records a violation at a field of the current value.
    #[cold]
    pub(super) fn record(&mut self, field: &'static Field, rule: Rule, expected: Cow<'static, str>, found: Str) {
        let (path, sensitive) = self.path_text.write(&self.path, self.json.text(), field.key.text);
        let path = path.to_owned();
        let found = if field.sensitive || sensitive { HIDDEN.into() } else { found };
        self.report.push(Violation { path, rule, expected, found, source: field.source });
    }

    /// Returns whether a value of the wrong kind was recorded at a field of the current value.
    pub(super) fn is_misfit(&self, field: &'static Field) -> bool {
        if self.report.is_empty() {
            return false;
        }
        let path = self.path.to_text(self.json.text(), field.key.text);
        self.report.violations().iter().any(|violation| violation.rule == Rule::Type && violation.path == path)
    }

    /// Returns a short quotation, after a word for its kind unless that is empty.
    fn quoted(&mut self, word: &str, text: &str) -> Str {
        self.words.clear();
        self.words.reserve(USUAL_QUOTATION);
        self.words.push_str(word);
        self.words.push_str(if word.is_empty() { "" } else { " " });
        push_quote(&mut self.words, text);
        Str::from(self.words.as_str())
    }

    /// Records that a value is missing if the field is required.
    #[cold]
    pub(crate) fn record_missing(&mut self, field: &'static Field, found: &str) {
        if field.presence == Presence::Required {
            self.record(field, Rule::Required, "a value".into(), found.into());
        }
    }

    /// Records a value of the right kind that the type cannot hold.
    #[cold]
    pub(crate) fn record_unfit(&mut self, field: &'static Field, expected: &'static str, found: &str) -> Form {
        let found = self.quoted("", found);
        self.record(field, Rule::Type, expected.into(), found);
        Form::MISFIT
    }

    /// Records a text that the type cannot hold.
    #[cold]
    pub(crate) fn record_unfit_text(&mut self, field: &'static Field, expected: &'static str, found: &str) -> Form {
        self.record(field, Rule::Type, expected.into(), quote_text(found).into());
        Form::MISFIT
    }

    /// Takes `""` as an absent value.
    pub(crate) fn take_empty_text(&mut self, field: &'static Field) -> Form {
        self.record_missing(field, "\"\"");
        Form::EMPTY
    }

    /// Skips a value of the wrong kind and records it. Null is recorded only if the field is required.
    #[cold]
    pub(crate) fn skip_mismatch(&mut self, field: &'static Field, expected: &'static str) -> Scan<Form> {
        let kind = self.json.peek()?;
        let raw = self.json.skip()?;
        match (kind, field.presence) {
            (Kind::Null, Presence::Required) => {
                self.record(field, Rule::Required, expected.into(), "null".into());
                Ok(Form::PLAIN)
            }
            (Kind::Null, _) => Ok(Form::NULL),
            _ => {
                let found = self.quoted(kind.word(), raw);
                self.record(field, Rule::Type, expected.into(), found);
                Ok(Form::MISFIT)
            }
        }
    }

    /// Reads null in place of a list or map, which is empty then.
    pub(crate) fn read_null_container(&mut self, field: &'static Field, expected: &'static str) -> Scan<Form> {
        self.skip_mismatch(field, expected)?;
        Ok(Form::NULL)
    }

    /// Reads a text that is not a plain string: one with escapes or white space before it, or a number.
    #[inline(never)]
    pub(crate) fn read_other_text(&mut self, text: &mut Str, field: &'static Field) -> Scan<Form> {
        let start = self.json.position();
        match self.json.peek()? {
            Kind::String => {
                // After white space, the plain string has not been tried yet.
                if self.json.position() > start
                    && let Some(plain) = self.json.plain_string()
                {
                    self.check_text(field, plain);
                    self.share_slice(text, plain);
                    return Ok(Form::PLAIN);
                }
                let mut unescaped = std::mem::take(&mut self.unescaped);
                let read = self.json.unescape(&mut unescaped).map(|unescaped| {
                    self.check_text(field, unescaped);
                    *text = Str::from(unescaped);
                    Form::PLAIN
                });
                self.unescaped = unescaped;
                read
            }
            Kind::Number if field.accepts(Accept::Number) => {
                let number = self.json.number()?.as_str();
                self.check_text(field, number);
                self.share_slice(text, number);
                Ok(Form::NUMBER)
            }
            _ => self.skip_mismatch(field, "text"),
        }
    }

    /// Returns whether the next value may be an absent one: null, or a text if the field has such texts.
    #[inline]
    pub(crate) fn may_be_nothing(&mut self, field: &'static Field) -> bool {
        match self.json.ahead() {
            b'n' => true,
            b'"' => !field.empty.is_empty() || !field.accept.is_empty(),
            _ => false,
        }
    }

    /// Reads null, or a text that stands for an absent value. Any other value stays unread.
    #[inline(never)]
    pub(crate) fn read_nothing(&mut self, field: &'static Field) -> Scan<Option<Form>> {
        if self.json.ahead() == b'n' {
            self.json.null()?;
            return Ok(Some(Form::NULL));
        }
        self.read_sentinel(field)
    }

    /// Reads a text that stands for an empty list or map. Any other value stays unread.
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

    /// Checks a text against the field's constraints.
    #[inline]
    pub(crate) fn check_text(&mut self, field: &'static Field, text: &str) {
        // Most constrained fields have one constraint, which is cheaper to evaluate here than through the list.
        match field.checks {
            [] => {}
            [Check::Length(length)] if length.admits_text(text) => {}
            _ => self.check_all(field, Measurable::Text(text)),
        }
    }

    /// Checks an integer against the field's constraints.
    #[inline]
    pub(crate) fn check_integer(&mut self, field: &'static Field, value: Measurable<'_>) {
        match (field.checks, value) {
            ([], _) => {}
            ([Check::Range(range)], Measurable::I64(value)) if range.admits_i64(value) => {}
            ([Check::Range(range)], Measurable::U64(value)) if range.admits_u64(value) => {}
            _ => self.check_all(field, value),
        }
    }

    /// Checks any value against the field's constraints.
    #[inline]
    pub(crate) fn check(&mut self, field: &'static Field, value: Measurable<'_>) {
        if !field.checks.is_empty() {
            self.check_all(field, value);
        }
    }

    #[inline(never)]
    fn check_all(&mut self, field: &'static Field, value: Measurable<'_>) {
        if let Some(check) = field.broken_check(value) {
            self.record(field, check.rule(), check.to_string().into(), check.found(value).into());
        }
    }

    /// Enters a field that holds items.
    pub(crate) fn enter_list(&mut self, field: &'static Field) {
        self.path.push(Segment::Field(field));
        self.path.push(Segment::Item(0));
    }

    /// Estimates how many more items a list that began at `start` has, from the length of the items so far. Never more than
    /// the rest of the text has bytes for.
    pub(crate) fn more_items(&self, start: usize, items: usize, size: usize) -> usize {
        const FIRST: usize = 256;
        let rest = self.json.text().len() - self.json.position();
        let taken = (self.json.position() - start).max(1);
        let guess = if items == 0 { FIRST / size.max(1) } else { rest * items / taken };
        guess.min(rest / size.max(1)) + 1
    }

    #[inline]
    pub(crate) fn next_item(&mut self) {
        if let Some(Segment::Item(index)) = self.path.last_mut() {
            *index += 1;
        }
    }

    /// Enters a field that holds entries.
    pub(crate) fn enter_map(&mut self, field: &'static Field) {
        self.path.push(Segment::Field(field));
        self.path.push(Segment::KeyAt(0));
    }

    /// Returns the next key of the current map and adds it to the path; `None` after the last one.
    #[inline]
    pub(crate) fn next_key(&mut self) -> Scan<Option<Cow<'p, str>>> {
        if !self.json.more_keys()? {
            return Ok(None);
        }
        // If the value before was read from JSON text, this segment holds a copied key.
        let at = self.json.position();
        if let Some(step) = self.path.last_mut() {
            *step = Segment::KeyAt(at);
        }
        self.json.key().map(Some)
    }

    /// Leaves a list or map.
    pub(crate) fn leave(&mut self) {
        self.path.pop();
        self.path.pop();
    }

    /// Reads a value from JSON text in a string.
    pub(crate) fn embedded(
        &mut self,
        field: &'static Field,
        expected: &'static str,
        read: impl FnOnce(&mut Decoder<'_>) -> Scan<Form>,
    ) -> Scan<Form> {
        let text = match self.json.plain_string() {
            Some(text) => ArcStr::from(text),
            None => ArcStr::from(self.json.unescape(&mut self.unescaped)?),
        };
        if text.is_empty() {
            self.record_missing(field, "\"\"");
            return Ok(Form::COMMA);
        }
        match self.read_within(&text, read) {
            Ok(Form::MISFIT) => Ok(Form::MISFIT),
            Ok(_) => Ok(Form::TEXT),
            Err(error) => {
                self.record(field, Rule::Type, expected.into(), format!("text that is not JSON: {error}").into());
                Ok(Form::MISFIT)
            }
        }
    }

    /// Reads a value as if the payload had `text` as a JSON string.
    pub(crate) fn read_within_text(&mut self, text: &str, read: impl FnOnce(&mut Decoder<'_>) -> Scan<Form>) -> Scan<Form> {
        let mut quoted = String::with_capacity(text.len() + 2);
        write_string(&mut quoted, text);
        self.read_within(&ArcStr::from(quoted), read)
    }

    fn read_within(&mut self, text: &ArcStr, read: impl FnOnce(&mut Decoder<'_>) -> Scan<Form>) -> Scan<Form> {
        let depth = self.path.len();
        self.path.copy_keys(self.json.text());
        let mut inner = Decoder {
            payload: text,
            json: Scanner::new(text),
            path: std::mem::take(&mut self.path),
            path_text: PathText::default(),
            report: std::mem::take(&mut self.report),
            tag: None,
            unescaped: std::mem::take(&mut self.unescaped),
            words: std::mem::take(&mut self.words),
        };
        let read = read(&mut inner).and_then(|form| inner.json.end().map(|()| form));
        self.path = inner.path;
        // Text that is cut off leaves steps on the path.
        self.path.truncate(depth);
        self.report = inner.report;
        self.unescaped = inner.unescaped;
        self.words = inner.words;
        read
    }

    /// Takes the text of the sibling that selects a union's type.
    pub fn take_tag(&mut self) -> Option<String> {
        self.tag.take()
    }

    /// Reads any value as it was written.
    ///
    /// # Errors
    /// Returns an error if the text is not JSON.
    pub fn raw(&mut self) -> Scan<Json> {
        let text = self.json.skip()?;
        Ok(Json::raw(self.share(text)))
    }

    /// Reads encoded text as it was written. With `or_value`, an object or list may take its place.
    ///
    /// # Errors
    /// Returns an error if the text is not JSON.
    pub fn read_encoded(&mut self, encoded: &mut Json, field: &'static Field, or_value: bool) -> Scan<Form> {
        let kind = self.json.peek()?;
        let is_value = or_value && matches!(kind, Kind::Object | Kind::List);
        if kind != Kind::String && !is_value {
            return self.skip_mismatch(field, "a string");
        }
        let raw = self.json.skip()?;
        if !is_value && !field.checks.is_empty() {
            let text = Scanner::new(raw).string()?;
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
