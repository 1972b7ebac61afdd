//! One pass over a payload that never stops at the first problem. Only text that is no JSON ends it.

mod object;

use std::borrow::Cow;

use arcstr::ArcStr;
use triggerkit_core::Accept;
use triggerkit_core::json::{Kind, Near, Scan, Scanner, Unescaped};

use super::check;
use super::path::{Path, Segment, Told};
use crate::report::{HIDDEN, Report, Rule, Violation, push_quote, quote_text};
use crate::shape::{Check, Field, Form, Presence};
use crate::value::{Json, Str, Value, View};

pub use object::decode_object;

/// Room for most quotations, in bytes.
const USUAL_QUOTATION: usize = 80;

/// Reads a payload into values and records what does not fit.
pub struct Decoder<'p> {
    /// One shared copy of the payload, or of the JSON text in a string of it, which texts are slices of.
    payload: &'p ArcStr,
    pub(crate) json: Scanner<'p>,
    path: Path,
    told: Told,
    report: Report,
    /// Text of the sibling that selects a union's type.
    tag: Option<String>,
    /// Room for texts with escapes, until they are copied out.
    unescaped: Unescaped,
    /// Room for what is said of a violation, until it is copied out.
    words: String,
}

/// Reads `payload` into `target`. `Ok` holds what is wrong with it; `Err` says why there is no value at all.
///
/// # Errors
/// Not UTF-8, not JSON, or not of the target's kind.
pub fn decode_into(target: &mut dyn Value, payload: &[u8]) -> Result<Report, Report> {
    let text = match simdutf8::compat::from_utf8(payload) {
        Ok(text) => text,
        Err(error) => {
            let found = format!("an invalid byte at offset {}", error.valid_up_to());
            return Err(Violation::new(Rule::Utf8, "UTF-8", found).into());
        }
    };
    if u32::try_from(text.len()).is_err() {
        return Err(Violation::new(Rule::Size, "less than 4 GiB", format!("{} bytes", text.len())).into());
    }
    let payload = ArcStr::from(text);
    let mut input = Decoder::new(&payload);
    match input.root(target) {
        Ok(true) => Ok(input.report),
        Ok(false) => Err(input.report),
        Err(error) => Err(Report::not_json(text, error)),
    }
}

/// What a text says of an absent value, if it does.
#[inline]
fn meaning(field: &Field, text: &str) -> Option<Form> {
    match field.empty.iter().position(|each| *each == text) {
        Some(index) => Some(Form::sentinel(index)),
        None if text.is_empty() && (field.accepts(Accept::String) || field.accepts(Accept::JsonText)) => Some(Form::EMPTY),
        None => None,
    }
}

impl<'p> Decoder<'p> {
    fn new(payload: &'p ArcStr) -> Self {
        Decoder {
            payload,
            json: Scanner::new(payload),
            path: Path::default(),
            told: Told::default(),
            report: Report::default(),
            tag: None,
            unescaped: Unescaped::default(),
            words: String::new(),
        }
    }

    /// Reads the whole text; false when its root is of another kind than the target.
    fn root(&mut self, target: &mut dyn Value) -> Scan<bool> {
        const ROOT: &Field = &Field { presence: Presence::Required, ..Field::PLAIN };
        let fits = !matches!(target.view(), View::Object(_)) || self.json.peek()? == Kind::Object;
        target.read(self, ROOT)?;
        self.json.end()?;
        Ok(fits)
    }

    /// Makes `place` the text that was read, as a slice of the payload where it is one.
    #[inline]
    pub(crate) fn share_into<'t>(&self, place: &mut Str, text: impl Into<Cow<'t, str>>) {
        match text.into() {
            Cow::Borrowed(text) => self.share_slice(place, text),
            Cow::Owned(text) => *place = Str::from(text),
        }
    }

    /// The same of a slice of the text at hand.
    #[inline]
    pub(crate) fn share_slice(&self, place: &mut Str, text: &str) {
        place.share(self.payload, text);
    }

    /// The text that was read, as a slice of the payload where it is one.
    pub(crate) fn share<'t>(&self, text: impl Into<Cow<'t, str>>) -> Str {
        let mut place = Str::new();
        self.share_into(&mut place, text);
        place
    }

    #[cold]
    fn record(&mut self, field: &'static Field, rule: Rule, expected: Cow<'static, str>, found: Str) {
        let (path, sensitive) = self.told.tell(&self.path, self.json.text(), field.wire);
        let path = path.to_owned();
        let found = if field.sensitive || sensitive { HIDDEN.into() } else { found };
        self.report.push(Violation { path, rule, expected, found, source: field.source });
    }

    /// A short quotation, behind a word for what it is when that is not empty.
    fn quoted(&mut self, word: &str, text: &str) -> Str {
        self.words.clear();
        self.words.reserve(USUAL_QUOTATION);
        self.words.push_str(word);
        self.words.push_str(if word.is_empty() { "" } else { " " });
        push_quote(&mut self.words, text);
        Str::from(self.words.as_str())
    }

    /// Records a required value that is not there, unless the field can do without.
    #[cold]
    pub(crate) fn missing(&mut self, field: &'static Field, found: &str) {
        if field.presence == Presence::Required {
            self.record(field, Rule::Required, "a value".into(), found.into());
        }
    }

    /// Records a value of the right kind that the type cannot hold.
    #[cold]
    pub(crate) fn unfit(&mut self, field: &'static Field, expected: &'static str, found: &str) -> Form {
        let found = self.quoted("", found);
        self.record(field, Rule::Type, expected.into(), found);
        Form::MISFIT
    }

    /// The same of a text.
    #[cold]
    pub(crate) fn unfit_text(&mut self, field: &'static Field, expected: &'static str, found: &str) -> Form {
        self.record(field, Rule::Type, expected.into(), quote_text(found).into());
        Form::MISFIT
    }

    /// Reads `""` where it means nothing.
    pub(crate) fn empty_text(&mut self, field: &'static Field) -> Form {
        self.missing(field, "\"\"");
        Form::EMPTY
    }

    /// Records and skips a value of the wrong kind.
    #[cold]
    pub(crate) fn mismatch(&mut self, field: &'static Field, expected: &'static str) -> Scan<Form> {
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

    /// Reads null where a list or map is usual: nothing, unless it is required.
    pub(crate) fn null_container(&mut self, field: &'static Field, expected: &'static str) -> Scan<Form> {
        self.mismatch(field, expected)?;
        Ok(Form::NULL)
    }

    /// Reads what is no plain string into a text.
    #[inline(never)]
    pub(crate) fn other_text(&mut self, text: &mut Str, field: &'static Field) -> Scan<Form> {
        let start = self.json.position();
        match self.json.peek()? {
            Kind::String => {
                // Behind white space, nobody has tried yet.
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
            _ => self.mismatch(field, "text"),
        }
    }

    /// Whether the value ahead may mean nothing: null, or a text where the field has such texts.
    #[inline]
    pub(crate) fn may_be_nothing(&mut self, field: &'static Field) -> bool {
        match self.json.ahead() {
            b'n' => true,
            b'"' => !field.empty.is_empty() || !field.accept.is_empty(),
            _ => false,
        }
    }

    /// Reads null, or a text that means nothing; otherwise leaves the value unread.
    #[inline(never)]
    pub(crate) fn nothing(&mut self, field: &'static Field) -> Scan<Option<Form>> {
        if self.json.ahead() == b'n' {
            self.json.null()?;
            return Ok(Some(Form::NULL));
        }
        self.sentinel(field)
    }

    /// Reads a text that means an empty list or map; otherwise leaves the value unread.
    #[inline]
    pub(crate) fn no_items(&mut self, field: &'static Field) -> Scan<Option<Form>> {
        if field.empty.is_empty() || self.json.ahead() != b'"' {
            return Ok(None);
        }
        Ok(self.sentinel(field)?.map(|form| if form == Form::EMPTY { Form::COMMA } else { form }))
    }

    fn sentinel(&mut self, field: &'static Field) -> Scan<Option<Form>> {
        let form = match self.json.near_string() {
            Near::Text(text) => meaning(field, text),
            Near::Long if field.empty.iter().all(|text| text.len() <= 8) => None,
            Near::Long | Near::Escape => meaning(field, &self.json.clone().string()?),
        };
        if form.is_some() {
            self.json.string()?;
        }
        Ok(form)
    }

    /// Checks a text against the field's constraints.
    #[inline]
    pub(crate) fn check_text(&mut self, field: &'static Field, text: &str) {
        // Most constrained fields have one constraint, which is cheaper to ask here than by way of the list.
        match field.checks {
            [] => {}
            [Check::Length(length)] if length.admits_text(text) => {}
            _ => self.check_all(field, View::Text(text)),
        }
    }

    /// Checks an integer against the field's constraints.
    #[inline]
    pub(crate) fn check_integer(&mut self, field: &'static Field, value: View<'_>) {
        match (field.checks, value) {
            ([], _) => {}
            ([Check::Range(range)], View::I64(value)) if range.admits_i64(value) => {}
            ([Check::Range(range)], View::U64(value)) if range.admits_u64(value) => {}
            _ => self.check_all(field, value),
        }
    }

    /// Checks any value against the field's constraints.
    #[inline]
    pub(crate) fn check_view(&mut self, field: &'static Field, view: View<'_>) {
        if !field.checks.is_empty() {
            self.check_all(field, view);
        }
    }

    #[inline(never)]
    fn check_all(&mut self, field: &'static Field, view: View<'_>) {
        if let Some((rule, expected, found)) = check::broken(field, view) {
            self.record(field, rule, expected, found.into());
        }
    }

    /// Steps into a field that holds items.
    pub(crate) fn enter_list(&mut self, field: &'static Field) {
        self.path.push(Segment::Field(field));
        self.path.push(Segment::Item(0));
    }

    /// How many more items a list that began at `start` may hold, by what the items so far took: no more than the rest
    /// of the text has bytes for.
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

    /// Steps into a field that holds entries.
    pub(crate) fn enter_map(&mut self, field: &'static Field) {
        self.path.push(Segment::Field(field));
        self.path.push(Segment::KeyAt(0));
    }

    /// The next key of the map entered last, its place kept for the path; `None` behind the last one.
    #[inline]
    pub(crate) fn next_key(&mut self) -> Scan<Option<Cow<'p, str>>> {
        if !self.json.more_keys()? {
            return Ok(None);
        }
        // The step may hold the key before this one as text, after a value in text of its own.
        let at = self.json.position();
        if let Some(step) = self.path.last_mut() {
            *step = Segment::KeyAt(at);
        }
        self.json.key().map(Some)
    }

    /// Steps back out of a list or map.
    pub(crate) fn leave(&mut self) {
        self.path.pop();
        self.path.pop();
    }

    /// Reads a value from JSON text that stands in a string.
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
            self.missing(field, "\"\"");
            return Ok(Form::COMMA);
        }
        match self.within(&text, read) {
            Ok(Form::MISFIT) => Ok(Form::MISFIT),
            Ok(_) => Ok(Form::TEXT),
            Err(error) => {
                self.record(field, Rule::Type, expected.into(), format!("text that is no JSON: {error}").into());
                Ok(Form::MISFIT)
            }
        }
    }

    /// Reads a value as if `text` stood there as a JSON string.
    pub(crate) fn within_text(&mut self, text: &str, read: impl FnOnce(&mut Decoder<'_>) -> Scan<Form>) -> Scan<Form> {
        let mut quoted = String::with_capacity(text.len() + 2);
        triggerkit_core::json::write_string(&mut quoted, text);
        self.within(&ArcStr::from(quoted), read)
    }

    fn within(&mut self, text: &ArcStr, read: impl FnOnce(&mut Decoder<'_>) -> Scan<Form>) -> Scan<Form> {
        let depth = self.path.len();
        self.path.settle(self.json.text());
        let mut inner = Decoder {
            payload: text,
            json: Scanner::new(text),
            path: std::mem::take(&mut self.path),
            told: Told::default(),
            report: std::mem::take(&mut self.report),
            tag: None,
            unescaped: std::mem::take(&mut self.unescaped),
            words: std::mem::take(&mut self.words),
        };
        let read = read(&mut inner).and_then(|form| inner.json.end().map(|()| form));
        self.path = inner.path;
        // Text that breaks off leaves the path where it broke.
        self.path.truncate(depth);
        self.report = inner.report;
        self.unescaped = inner.unescaped;
        self.words = inner.words;
        read
    }

    /// Takes the text that selects a union's type.
    pub fn take_tag(&mut self) -> Option<String> {
        self.tag.take()
    }

    /// Reads any value as it stands.
    pub fn raw(&mut self) -> Scan<Json> {
        let text = self.json.skip()?;
        Ok(Json::raw(self.share(text)))
    }
}
