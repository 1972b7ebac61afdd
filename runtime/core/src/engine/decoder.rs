//! [`Decoder`]: one pass over a payload that continues after every violation. Only invalid JSON ends it.

mod budget;
mod encoded;

use std::borrow::Cow;

use arcstr::ArcStr;

pub(super) use encoded::misfit_of_encoded;

use super::path::{Path, PathText, Segment};
use crate::Accept;
use crate::data::Json;
use crate::form::Form;
use crate::json::{Kind, Scan, Scanner, Unescaped, validate, write_string};
use crate::limits::Limits;
use crate::quote::Found;
use crate::report::{HIDDEN, MAX_VIOLATIONS, Report, ReportMark, Rule, Severity, Violation, WHOLE_PAIRS};
use crate::shape::{Check, Field, Measurable, Presence};
use crate::text::Str;

/// The capacity reserved for a quotation, in bytes. Most fit.
const USUAL_QUOTATION: usize = 80;

/// A quotation that may contain secrets. That is known only when the type of the whole payload is looked at.
pub(super) struct Doubtful {
    /// The index of the violation.
    pub(super) violation: usize,
    /// What to show in place of the quotation.
    pub(super) described: String,
    /// Whether the value is an object or list, which is never quoted if the type has anything sensitive. Others are described
    /// only if they mention the name of a secret.
    pub(super) is_structured: bool,
    /// The keys of maps on the path.
    pub(super) keys: Vec<String>,
}

/// Reads a payload into values and records every violation with its path.
pub struct Decoder<'p> {
    /// The shared copy of the payload, or of JSON text in a string of it. Long texts are slices of it.
    payload: &'p ArcStr,
    pub(crate) json: Scanner<'p>,
    pub(super) path: Path,
    path_text: PathText,
    report: Report,
    /// The quotations that may contain secrets of the payload's type.
    doubtful: Vec<Doubtful>,
    /// Whether the forms that clouds mix up are read everywhere.
    pub(super) tolerant: bool,
    /// The text of the sibling that selects a union's type.
    pub(super) tag: Option<String>,
    limits: &'p Limits,
    /// How many bytes the value may still take.
    memory_left: usize,
    /// A buffer for texts with escapes.
    unescaped: Unescaped,
    /// A buffer for the words of a violation.
    words: String,
}

impl<'p> Decoder<'p> {
    #[inline]
    pub(super) fn new(payload: &'p ArcStr, tolerant: bool, limits: &'p Limits) -> Self {
        Decoder {
            payload,
            json: Scanner::new(payload).with_depth(limits.depth),
            path: Path::default(),
            path_text: PathText::default(),
            report: Report::default(),
            doubtful: Vec::new(),
            tolerant,
            tag: None,
            limits,
            memory_left: limits.memory_for(payload.len()),
            unescaped: Unescaped::default(),
            words: String::new(),
        }
    }

    /// Returns the report, and which of its quotations are doubtful.
    #[inline]
    pub(super) fn into_report(self) -> (Report, Vec<Doubtful>) {
        (self.report, self.doubtful)
    }

    /// Returns whether the values of a field are read in a form.
    #[inline]
    pub(crate) fn accepts(&self, field: &Field, form: Accept) -> bool {
        field.accepts(form) || (self.tolerant && form.is_mixed_up())
    }

    /// Sets `place` to a text that was read: a slice of the payload if it is part of it.
    #[inline]
    pub(crate) fn share_into<'t>(&self, place: &mut Str, text: impl Into<Cow<'t, str>>) {
        match text.into() {
            Cow::Borrowed(text) => self.share_slice(place, text),
            Cow::Owned(text) => *place = Str::from(text),
        }
    }

    /// Sets `place` to a slice of the current text. Most values are text, so this is part of the code that reads it.
    #[inline(always)]
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
    pub(super) fn record(&mut self, field: &'static Field, rule: Rule, expected: Cow<'static, str>, found: &Found<'_>) {
        let (path, sensitive) = self.path_text.write(&self.path, self.json.text(), field.key.text);
        let path = path.to_owned();
        let found = if field.sensitive || sensitive { HIDDEN.into() } else { self.quoted(field, found) };
        let severity = match rule {
            Rule::Type | Rule::Limit if self.is_dispensable(field) => Severity::Drift,
            rule => rule.severity_of_value(),
        };
        self.report.push(Violation { path, rule, severity, expected, found, source: field.source });
    }

    /// Returns how the next violation shows what was found. Nothing else here quotes the payload.
    fn quoted(&mut self, field: &Field, found: &Found<'_>) -> Str {
        if let Found::Words(words) = found {
            return Str::from(&**words);
        }
        if !self.limits.quotes || !field.sensitive_keys.is_empty() {
            return found.described().into();
        }
        let violation = self.report.violations().len();
        if violation < MAX_VIOLATIONS {
            let (described, is_structured) = (found.described(), found.is_structured());
            let keys = self.path.keys(self.json.text());
            self.doubtful.push(Doubtful { violation, described, is_structured, keys });
        }
        self.words.clear();
        self.words.reserve(USUAL_QUOTATION);
        found.push_quoted(&mut self.words);
        Str::from(self.words.as_str())
    }

    /// Returns whether the value of a field is sensitive, or a value that it is in.
    pub fn is_sensitive(&self, field: &Field) -> bool {
        field.sensitive || self.path.is_sensitive(self.json.text())
    }

    /// Returns whether the event can do without a value of the current object. An item counts with the list or map that has it.
    pub(super) fn is_dispensable(&self, field: &'static Field) -> bool {
        let owner = if field.key.text.is_empty() { self.path.container() } else { Some(field) };
        owner.is_some_and(Field::is_dispensable)
    }

    /// Returns whether a value of the wrong kind was recorded at a field of the current value, or inside of it.
    pub(super) fn is_misfit(&self, field: &'static Field) -> bool {
        if self.report.is_empty() {
            return false;
        }
        let path = self.path.to_text(self.json.text(), field.key.text);
        let is_inside = |rest: &str| rest.is_empty() || rest.starts_with(['.', '[']);
        let leads_here = |violation: &Violation| violation.path.strip_prefix(&path).is_some_and(is_inside);
        self.report.violations().iter().any(|violation| violation.rule == Rule::Type && leads_here(violation))
    }

    /// Records that a value is missing if the field is required.
    #[cold]
    pub(crate) fn record_missing(&mut self, field: &'static Field, found: &'static str) {
        if field.presence == Presence::Required {
            self.record(field, Rule::Required, "a value".into(), &found.into());
        }
    }

    /// Records a value of the right kind that the type cannot hold.
    #[cold]
    pub(crate) fn record_unfit(&mut self, field: &'static Field, expected: &'static str, found: &str) -> Form {
        self.record(field, Rule::Type, expected.into(), &Found::Bare(found.into()));
        Form::MISFIT
    }

    /// Records a text that the type cannot hold.
    #[cold]
    pub(crate) fn record_unfit_text(&mut self, field: &'static Field, expected: &'static str, found: &str) -> Form {
        self.record(field, Rule::Type, expected.into(), &Found::Text(found));
        Form::MISFIT
    }

    /// Skips a value of the wrong kind and records it. Null is recorded only if the field is required.
    #[cold]
    pub(crate) fn skip_mismatch(&mut self, field: &'static Field, expected: &'static str) -> Scan<Form> {
        let kind = self.json.peek()?;
        let raw = self.json.skip()?;
        match (kind, field.presence) {
            (Kind::Null, Presence::Required) => {
                self.record(field, Rule::Required, expected.into(), &"null".into());
                Ok(Form::PLAIN.as_it_came())
            }
            (Kind::Null, _) => Ok(Form::NULL),
            (_, Presence::Optional | Presence::Default(_)) if self.is_nothing(raw) => Ok(Form::MISFIT),
            _ => {
                let is_other_text = kind == Kind::String && matches!(expected, "an object" | "a list");
                let found = if is_other_text { Found::TextOfOther(raw) } else { Found::Value(raw) };
                self.record(field, Rule::Type, expected.into(), &found);
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
                    self.share_into(text, plain);
                    return Ok(Form::PLAIN);
                }
                let mut unescaped = std::mem::take(&mut self.unescaped);
                let read = self.json.unescape(&mut unescaped).map(|unescaped| {
                    self.check_text(field, unescaped);
                    *text = Str::from(unescaped);
                    self.check_pairs(field, start, unescaped)
                });
                self.unescaped = unescaped;
                read
            }
            kind if self.reads_bare(field, kind) => {
                let bare = self.json.skip()?;
                self.check_text(field, bare);
                self.share_into(text, bare);
                Ok(if kind == Kind::Number { Form::BARE } else { Form::PLAIN.as_it_came() })
            }
            _ => self.skip_mismatch(field, "text"),
        }
    }

    /// Records half of a surrogate pair in a string that was read from `start` on. The string is kept as it came.
    pub(crate) fn check_pairs(&mut self, field: &'static Field, start: usize, text: &str) -> Form {
        if !self.json.is_lossy(start, text) {
            return Form::PLAIN;
        }
        self.record(field, Rule::Utf8, WHOLE_PAIRS.into(), &Found::Text(text));
        Form::PLAIN.as_it_came()
    }

    /// Records half of a surrogate pair in the current key, whose text was copied.
    #[cold]
    pub(crate) fn check_key(&mut self, field: &'static Field, key: &str) -> Form {
        match self.path.last_mut() {
            Some(&mut Segment::KeyAt(start)) => self.check_pairs(field, start, key),
            _ => Form::PLAIN,
        }
    }

    /// Reads a string, and records half of a surrogate pair in it.
    pub(crate) fn read_string(&mut self, field: &'static Field) -> Scan<(Cow<'p, str>, Form)> {
        let start = self.json.position();
        let text = self.json.string()?;
        let form = match &text {
            Cow::Owned(text) => self.check_pairs(field, start, text),
            Cow::Borrowed(_) => Form::PLAIN,
        };
        Ok((text, form))
    }

    /// Returns whether values of this kind are read as text.
    fn reads_bare(&self, field: &Field, kind: Kind) -> bool {
        match kind {
            Kind::Number => self.accepts(field, Accept::Number),
            Kind::Bool => self.accepts(field, Accept::Bool),
            Kind::Object | Kind::List => field.accepts(Accept::Json),
            Kind::String | Kind::Null => false,
        }
    }

    /// Returns whether a text is read as the JSON of a list. In a tolerant spec, any other text is one item of the list.
    pub(crate) fn reads_list_text(&self, field: &Field) -> bool {
        if field.accepts(Accept::JsonText) {
            return true;
        }
        let is_list = |text: &str| text.is_empty() || (text.trim_start().starts_with('[') && validate(text).is_ok());
        self.accepts(field, Accept::JsonText) && self.json.clone().string().is_ok_and(|text| is_list(&text))
    }

    /// Returns whether the event can do without the current item, and so without the list or map that has it.
    #[cold]
    pub(crate) fn is_dispensable_item(&self) -> bool {
        self.path.container().is_some_and(Field::is_dispensable)
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
            self.record(field, check.rule(), check.to_string().into(), &check.found(value));
        }
    }

    /// Enters a field that holds items.
    pub(crate) fn enter_list(&mut self, field: &'static Field) {
        self.path.push(Segment::Field(field));
        self.path.push(Segment::Item(0));
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
        let start = self.json.position();
        let text = match self.json.plain_string() {
            Some(text) => ArcStr::from(text),
            None => {
                let text = ArcStr::from(self.json.unescape(&mut self.unescaped)?);
                self.check_pairs(field, start, &text);
                text
            }
        };
        if text.is_empty() {
            return Ok(self.take_empty_text(field));
        }
        match self.read_within(&text, read) {
            // The text `null` is an absent value, which is kept like one that does not fit.
            Ok(Form::MISFIT | Form::NULL) => Ok(Form::MISFIT),
            Ok(_) => Ok(Form::TEXT.as_it_came()),
            Err(error) if error.is_stopped() => Err(error),
            Err(error) => {
                self.record(field, Rule::Type, expected.into(), &format!("text that is not JSON: {error}").into());
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
            // A text may contain a text, so the depth of both counts.
            json: self.json.inside(text),
            path: std::mem::take(&mut self.path),
            path_text: PathText::default(),
            report: std::mem::take(&mut self.report),
            doubtful: std::mem::take(&mut self.doubtful),
            tolerant: self.tolerant,
            tag: None,
            limits: self.limits,
            memory_left: self.memory_left,
            unescaped: std::mem::take(&mut self.unescaped),
            words: std::mem::take(&mut self.words),
        };
        let read = read(&mut inner).and_then(|form| inner.json.end().map(|()| form));
        self.path = inner.path;
        // Text that is cut off leaves steps on the path.
        self.path.truncate(depth);
        self.report = inner.report;
        self.memory_left = inner.memory_left;
        self.doubtful = inner.doubtful;
        self.unescaped = inner.unescaped;
        self.words = inner.words;
        read
    }

    /// Returns a mark of what was reported so far.
    pub(super) fn mark(&self) -> (ReportMark, usize) {
        (self.report.mark(), self.doubtful.len())
    }

    /// Forgets the violations that were recorded since a mark.
    #[cold]
    pub(super) fn forget_since(&mut self, (report, doubtful): (ReportMark, usize)) {
        self.report.forget_since(report);
        self.doubtful.truncate(doubtful);
    }

    /// Reads any value as it was written.
    ///
    /// # Errors
    /// Returns an error if the text is not JSON.
    pub fn raw(&mut self) -> Scan<Json> {
        let text = self.json.skip()?;
        Ok(Json::raw(self.share(text)))
    }
}
