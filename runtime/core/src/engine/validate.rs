//! Validation: checks a value made by hand against the rules that payloads obey.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::contract::{Object, Value, View};
use super::decoder::misfit_of_encoded;
use super::path::{Path, PathText, Segment};
use super::rules::broken_rules;
use super::secret_names::SecretNames;
use crate::data::Timestamp;
use crate::form::Form;
use crate::limits::Limits;
use crate::quote::Found;
use crate::report::{HIDDEN, Report, Rule, Violation};
use crate::shape::{Field, Measurable, Presence};
use crate::text::Str;
use crate::{Accept, Number, TimeKind};

/// Checks a value against the rules of its type.
///
/// # Errors
/// Returns every violation.
pub fn validate(value: &dyn Value, limits: &Limits) -> Result<(), Report> {
    let tolerant = matches!(value.view(), View::Object(object) if object.shape().tolerant);
    let (path, path_text, report) = Default::default();
    let mut validator =
        Validator { tolerant, quotes: limits.quotes, root: value, names: OnceCell::new(), path, path_text, report };
    validator.check_value(value.view(), &Field::PLAIN);
    validator.report.into_result(())
}

struct Validator<'v> {
    /// Whether payloads may have the forms that clouds mix up.
    tolerant: bool,
    /// Whether reports quote values. If not, they describe them by kind and size.
    quotes: bool,
    root: &'v dyn Value,
    /// The names of secrets in the type of the root.
    names: OnceCell<SecretNames>,
    path: Path,
    path_text: PathText,
    report: Report,
}

impl Validator<'_> {
    fn record(&mut self, field: &Field, rule: Rule, expected: impl Into<Cow<'static, str>>, found: &Found<'_>) {
        let (path, sensitive) = self.path_text.write(&self.path, "", field.key.text);
        let path = path.to_owned();
        let found = if field.sensitive || sensitive { HIDDEN.into() } else { self.quoted(field, found) };
        let severity = rule.severity_of_value();
        let expected = expected.into();
        self.report.push(Violation { path, rule, severity, expected, found, source: field.source });
    }

    /// Returns how a violation at the current value shows what was found. Nothing else here quotes the value.
    fn quoted(&self, field: &Field, found: &Found<'_>) -> Str {
        let mut quoted = String::new();
        if matches!(found, Found::Words(_)) {
            found.push_quoted(&mut quoted);
            return quoted.into();
        }
        let names = self.names.get_or_init(|| SecretNames::of(self.root));
        if self.path.keys("").iter().any(|key| names.has(key)) {
            return HIDDEN.into();
        }
        found.push_quoted(&mut quoted);
        let may_show = names.is_any() && (found.is_structured() || names.may_be_in(&quoted));
        if !self.quotes || !field.sensitive_keys.is_empty() || may_show {
            return found.described().into();
        }
        quoted.into()
    }

    fn check_value(&mut self, view: View<'_>, field: &'static Field) {
        if let Some((expected, found)) = unwritable(field, view, self.tolerant) {
            self.record(field, Rule::Type, expected, &found);
        } else if let Some(value) = measurable(view)
            && let Some(check) = field.broken_check(value)
        {
            self.record(field, check.rule(), check.to_string(), &check.found(value));
        }
        match view {
            View::Object(object) => self.check_object(object, field),
            View::Variant(union) => {
                let (variant, view) = union.described();
                self.path.push(Segment::Field(field));
                self.check_value(view, variant);
                self.path.pop();
            }
            View::List(list) => {
                for index in 0..list.len() {
                    self.check_item(field, Segment::Item(index), list.item(index));
                }
            }
            View::Map(map) => {
                for index in 0..map.len() {
                    let (key, view) = map.entry(index);
                    self.check_item(field, Segment::Key(Str::from(key)), view);
                }
            }
            View::Absent if field.presence == Presence::Required => {
                self.record(field, Rule::Required, "a value", &"nothing".into());
            }
            _ => {}
        }
    }

    fn check_item(&mut self, field: &'static Field, segment: Segment, view: View<'_>) {
        self.path.push(Segment::Field(field));
        self.path.push(segment);
        self.check_value(view, field.items);
        self.path.pop();
        self.path.pop();
    }

    fn check_object(&mut self, object: &dyn Object, field: &'static Field) {
        self.path.push(Segment::Field(field));
        for (index, field) in object.shape().fields.iter().enumerate() {
            let view = object.field(index).view();
            let form = object.kept().map_or(Form::PLAIN, |kept| kept.form(index));
            if !is_left_out(field, view, form) {
                self.check_value(view, field);
            }
        }
        for (field, rule, found) in broken_rules(object, &|_| false) {
            self.record(field, Rule::Fields, rule.to_string(), &found);
        }
        self.path.pop();
    }
}

/// Returns what constraints look at in a value.
fn measurable(view: View<'_>) -> Option<Measurable<'_>> {
    Some(match view {
        View::Text(text) => Measurable::Text(text),
        View::I64(value) => Measurable::I64(value),
        View::U64(value) => Measurable::U64(value),
        View::F64(value) => Measurable::F64(value),
        View::Json(raw) => Measurable::Json(raw),
        View::Encoded(encoded) => Measurable::Json(encoded.raw()),
        View::List(list) => Measurable::Count(list.len()),
        View::Map(map) => Measurable::Count(map.len()),
        View::Time(time) if !time.is_number() => Measurable::Text(time.as_str()),
        View::Absent | View::Bool(_) | View::Time(_) | View::Bytes(_) | View::Raw(_) | View::Object(_) | View::Variant(_) => {
            return None;
        }
    })
}

/// Returns whether a payload leaves the list or map out because it is empty. Its length is not checked then.
fn is_left_out(field: &Field, view: View<'_>, form: Form) -> bool {
    let is_empty = match view {
        View::List(list) => list.is_empty(),
        View::Map(map) => map.is_empty(),
        _ => false,
    };
    let is_written = match form {
        Form::EMPTY | Form::TEXT => true,
        Form::COMMA => field.accepts(Accept::CommaText),
        _ => field.presence != Presence::Optional,
    };
    is_empty && !is_written
}

/// Returns what is expected and found if no payload can hold the value: a float that JSON cannot write, a time of another kind, or
/// an encoded value that the first step of its codec cannot read.
fn unwritable<'v>(field: &Field, view: View<'v>, tolerant: bool) -> Option<(&'static str, Found<'v>)> {
    match view {
        View::F64(value) if !value.is_finite() => Some(("a number that JSON can hold", value.to_string().into())),
        View::Encoded(encoded) => {
            let expected = misfit_of_encoded(encoded.first_step(), encoded.raw())?;
            Some((expected, Found::Value(encoded.raw())))
        }
        View::Time(time) if !is_writable(time, field, tolerant) => {
            let found = match time.is_number() {
                true => format!("{time} ({})", time.kind().word()).into(),
                false => Found::Text(time.as_str()),
            };
            Some((field.time.expected(), found))
        }
        _ => None,
    }
}

/// Returns whether a payload can hold the time in this field.
fn is_writable(time: &Timestamp, field: &Field, tolerant: bool) -> bool {
    if field.time == TimeKind::Any {
        return true;
    }
    match (field.time.nanoseconds().is_some(), time.is_number()) {
        (true, true) => time.kind() == field.time,
        (true, false) => (tolerant || field.accepts(Accept::String)) && Number::parse(time.as_str()).is_some(),
        (false, true) => tolerant || field.accepts(Accept::Number),
        (false, false) => true,
    }
}
