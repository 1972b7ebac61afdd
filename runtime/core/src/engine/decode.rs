//! Decoding: a whole payload into a value, and an object into a struct.

use std::borrow::Cow;

use arcstr::ArcStr;

use super::contract::{Object, Value, View};
use super::decoder::{Decoder, Doubtful};
use super::path::Segment;
use super::rules::broken_rules;
use super::secret_names::SecretNames;
use crate::Accept;
use crate::data::{Json, Kept};
use crate::form::Form;
use crate::json::{Kind, Scan, Scanner, SyntaxError};
use crate::limits::Limits;
use crate::report::{HIDDEN, Report, Rule, Violation, describe_not_utf8};
use crate::shape::{Field, FieldSet, Presence, Shape};
use crate::text::Str;

/// Describes a whole payload.
static ROOT: Field = Field { presence: Presence::Required, ..Field::PLAIN };

/// Decodes `payload` into `target` and returns every violation.
///
/// # Errors
/// Returns an error if there is no value at all: the payload is not UTF-8, not JSON, not of the target's kind, or exceeds a limit.
pub fn decode_into(target: &mut dyn Value, payload: &[u8], limits: &Limits) -> Result<Report, Report> {
    decode_as(target, &ROOT, payload, limits)
}

/// Decodes `payload` like [`decode_into`], as the value of a field.
///
/// # Errors
/// Those of [`decode_into`].
pub fn decode_as(target: &mut dyn Value, field: &'static Field, payload: &[u8], limits: &Limits) -> Result<Report, Report> {
    read_value(target, field, &shared_text(payload)?, limits)
}

/// Decodes a text like [`decode_into`], without a copy of it.
///
/// # Errors
/// Those of [`decode_into`].
pub fn decode_shared(target: &mut dyn Object, text: &ArcStr, limits: &Limits) -> Result<Report, Report> {
    read_value(target, &ROOT, text, limits)
}

#[inline(always)]
fn read_value(target: &mut dyn Value, field: &'static Field, text: &ArcStr, limits: &Limits) -> Result<Report, Report> {
    let tolerant = matches!(target.view(), View::Object(object) if object.shape().tolerant);
    let read = |target: &mut dyn Value, input: &mut Decoder<'_>| read_root(target, input, field);
    read_text(text, tolerant, limits, target, read, |target| SecretNames::of(target))
}

/// Replaces the quotations that contain secrets.
#[cold]
fn hide_secrets(report: &mut Report, doubtful: Vec<Doubtful>, names: &SecretNames) {
    if !names.is_any() {
        return;
    }
    for Doubtful { violation, described, is_structured, keys } in doubtful {
        let quoted = report.violations().get(violation).map_or("", |violation| violation.found.as_str());
        if keys.iter().any(|key| names.has(key)) {
            report.set_found(violation, HIDDEN.into());
        } else if is_structured || names.may_be_in(quoted) {
            report.set_found(violation, described.into());
        }
    }
}

/// Decodes a payload that is the value of a struct's field: a list, or one item of it. It may also be an object whose first
/// key is one of the field's, with the list as its value.
///
/// # Errors
/// Those of [`decode_into`].
pub fn decode_list(target: &mut dyn Object, index: usize, payload: &[u8], limits: &Limits) -> Result<Report, Report> {
    let field = &target.shape().fields[index];
    let mut is_wrapped = false;
    let tolerant = target.shape().tolerant;
    let read = |target: &mut dyn Object, input: &mut Decoder<'_>| {
        let key = first_key(&input.json);
        if let Some(key) = key.filter(|key| *key == field.key.text || field.aliases.contains(&&**key)) {
            is_wrapped = true;
            keep_alias(target, input, index, key);
            return read_root(target, input, &ROOT);
        }
        if !matches!(input.json.peek()?, Kind::List | Kind::Object) {
            input.skip_mismatch(&ROOT, "a list")?;
            input.json.end()?;
            return Ok(false);
        }
        read_member(target, input, field, index)?;
        input.json.end()?;
        check_rules(target, input);
        Ok(true)
    };
    let text = shared_text(payload);
    let report = text.and_then(|text| read_text(&text, tolerant, limits, target, read, |target| SecretNames::of_object(target)));
    if is_wrapped {
        return report;
    }
    // The payload does not have the field's name, so paths do not show it.
    let change = |path: &str| match path.strip_prefix(field.key.text) {
        Some("") => "$".to_owned(),
        Some(rest) => rest.trim_start_matches('.').to_owned(),
        None => path.to_owned(),
    };
    let renamed = |mut report: Report| {
        report.map_paths(change);
        report
    };
    report.map(renamed).map_err(renamed)
}

/// Returns the first key of an object that comes next.
fn first_key<'p>(json: &Scanner<'p>) -> Option<Cow<'p, str>> {
    let mut ahead = json.clone();
    ahead.enter_object().ok()?;
    ahead.next_key().ok()?
}

/// Copies a payload once, so that the texts of its value can share the copy.
#[inline(always)]
fn shared_text(payload: &[u8]) -> Result<ArcStr, Report> {
    let text = simdutf8::compat::from_utf8(payload)
        .map_err(|error| Violation::new(Rule::Utf8, "UTF-8", describe_not_utf8(payload, error.valid_up_to())))?;
    if u32::try_from(text.len()).is_err() {
        return Err(Violation::new(Rule::Size, "less than 4 GiB", format!("{} bytes", text.len())).into());
    }
    Ok(ArcStr::from(text))
}

/// Reads a text into a target. `read` returns false if the text has no value of the right kind. `names` returns the names of secrets
/// in the target's type, which the report does not quote.
fn read_text<T: ?Sized>(
    text: &ArcStr,
    tolerant: bool,
    limits: &Limits,
    target: &mut T,
    read: impl FnOnce(&mut T, &mut Decoder<'_>) -> Scan<bool>,
    names: impl FnOnce(&mut T) -> SecretNames,
) -> Result<Report, Report> {
    let mut input = Decoder::new(text, tolerant, limits);
    let is_read = read(target, &mut input).map_err(|error| stopped(text, error, limits))?;
    let (mut report, doubtful) = input.into_report();
    if !doubtful.is_empty() {
        hide_secrets(&mut report, doubtful, &names(target));
    }
    if is_read { Ok(report) } else { Err(report) }
}

/// Returns why a text was not read to its end.
#[cold]
fn stopped(text: &str, error: SyntaxError, limits: &Limits) -> Report {
    let expected = if error.is_too_deep() {
        format!("at most {} lists and objects inside each other", limits.depth)
    } else if error.is_stopped() {
        format!("a value that takes at most {} bytes of memory", limits.memory_for(text.len()))
    } else {
        return Report::not_json(text, error);
    };
    Violation::new(Rule::Limit, expected, format!("more at byte {}", error.offset())).into()
}

/// Reads the whole text. Returns false if its root is of another kind than the target.
fn read_root(target: &mut dyn Value, input: &mut Decoder<'_>, field: &'static Field) -> Scan<bool> {
    let fits = match (target.view(), input.json.peek()?) {
        // JSON text is an object within a payload, but not a payload.
        (View::Object(_), Kind::String) => {
            input.skip_mismatch(field, "an object")?;
            false
        }
        (view, kind) => {
            let fits = !matches!(view, View::Object(_)) || kind == Kind::Object;
            target.read(input, field)?;
            fits
        }
    };
    input.json.end()?;
    Ok(fits)
}

/// Reads an object into a struct.
///
/// # Errors
/// Returns an error only if the text is not JSON.
pub fn decode_object(object: &mut dyn Object, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
    if input.json.ahead() != b'{' {
        return read_other_kind(object, input, field);
    }
    input.json.enter_object()?;
    input.path.push(Segment::Field(field));
    let form = read_members(object, input, field)?;
    input.path.pop();
    Ok(form)
}

#[inline(never)]
fn read_other_kind(object: &mut dyn Object, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
    if input.json.peek()? == Kind::String && input.accepts(field, Accept::JsonText) {
        return input.embedded(field, "an object", |input| decode_object(object, input, field));
    }
    input.skip_mismatch(field, "an object")
}

/// A value that is read after the rest of its object: a union before its tag, or the value of an alias.
struct Deferred<'p> {
    index: usize,
    position: usize,
    alias: Option<Cow<'p, str>>,
}

#[inline]
fn read_members(object: &mut dyn Object, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
    let shape = object.shape();
    let mut seen = FieldSet::NONE;
    let mut deferred = Vec::new();
    // The fields that usually follow the one read last.
    let mut rest = shape.fields;
    loop {
        let field = match rest.split_first() {
            Some((field, others)) if input.json.guessed_key(field.key.json) => {
                rest = others;
                field
            }
            _ if input.json.object_ends() => break,
            _ => match read_unexpected_key(object, input, shape, rest, &mut deferred)? {
                Next::Field([field, others @ ..]) => {
                    rest = others;
                    field
                }
                Next::Key => continue,
                Next::Field([]) | Next::End => break,
            },
        };
        let index = shape.fields.len() - rest.len() - 1;
        if !seen.insert(index) {
            record_duplicate(input, field);
        }
        if field.tag.is_some() {
            deferred.push(defer(input, index, None)?);
        } else {
            read_member(object, input, field, index)?;
        }
    }
    if !deferred.is_empty() {
        read_deferred(object, input, shape, &mut seen, deferred)?;
    }
    let unseen = shape.demands.without(&seen);
    if !unseen.is_empty() {
        if input.stands_for_nothing(field) {
            return Ok(Form::MISFIT);
        }
        record_absent(object, input, shape, unseen);
    }
    if !shape.rules.is_empty() {
        check_rules(object, input);
    }
    Ok(Form::PLAIN)
}

/// What follows in an object after a key that was not the expected one.
enum Next {
    /// The value of the first of these fields.
    Field(&'static [Field]),
    /// Another key. This one and its value are read.
    Key,
    /// The end of the object.
    End,
}

/// Reads a key that is not the expected one.
#[inline(never)]
fn read_unexpected_key<'p>(
    object: &mut dyn Object,
    input: &mut Decoder<'p>,
    shape: &'static Shape,
    rest: &'static [Field],
    deferred: &mut Vec<Deferred<'p>>,
) -> Scan<Next> {
    let start = input.json.position();
    let Some(key) = input.json.next_key()? else { return Ok(Next::End) };
    if let Cow::Owned(text) = &key {
        input.check_pairs(&ROOT, start, text);
    }
    match find_field(shape, &key, shape.fields.len() - rest.len()) {
        Some((index, false)) => return Ok(Next::Field(&shape.fields[index..])),
        Some((index, true)) => deferred.push(defer(input, index, Some(key))?),
        None => keep_unknown(object, input, key)?,
    }
    Ok(Next::Key)
}

/// Returns the index of the field with this key, and whether the key is an alias.
fn find_field(shape: &Shape, key: &str, expected: usize) -> Option<(usize, bool)> {
    // Most often fields before it were left out, so the search starts with the fields that follow.
    let (before, after) = shape.fields.split_at(expected.min(shape.fields.len()));
    let position = |fields: &[Field]| fields.iter().position(|field| field.key.text == key);
    if let Some(index) = position(after).map(|index| expected + index).or_else(|| position(before)) {
        return Some((index, false));
    }
    shape.fields.iter().position(|field| field.aliases.contains(&key)).map(|index| (index, true))
}

/// Skips a value and remembers where it is.
fn defer<'p>(input: &mut Decoder<'p>, index: usize, alias: Option<Cow<'p, str>>) -> Scan<Deferred<'p>> {
    input.json.peek()?;
    let position = input.json.position();
    input.json.skip()?;
    Ok(Deferred { index, position, alias })
}

#[cold]
fn record_duplicate(input: &mut Decoder<'_>, field: &'static Field) {
    input.record(field, Rule::Duplicate, "the key once".into(), &"the key twice".into());
}

#[inline(never)]
fn check_rules(object: &dyn Object, input: &mut Decoder<'_>) {
    // A field whose value does not fit is present as far as rules go.
    for (field, rule, found) in broken_rules(object, &|field| input.is_misfit(field)) {
        input.record(field, Rule::Fields, rule.to_string().into(), &found);
    }
}

/// Reads the values that had to wait for the rest of their object.
#[inline(never)]
fn read_deferred<'p>(
    object: &mut dyn Object,
    input: &mut Decoder<'p>,
    shape: &'static Shape,
    seen: &mut FieldSet,
    deferred: Vec<Deferred<'p>>,
) -> Scan<()> {
    let mut aliases: Vec<(usize, Cow<'p, str>)> = Vec::new();
    for Deferred { index, position, alias } in deferred {
        let end = input.json.clone();
        input.json = end.at(position);
        let field = &shape.fields[index];
        let is_repeated = alias.as_ref().is_some_and(|key| aliases.iter().any(|(of, used)| (*of, used) == (index, key)));
        match alias {
            // The field came under another name as well, so this key is an unknown one.
            Some(key) if !is_repeated && !seen.insert(index) => keep_unknown(object, input, key)?,
            alias => {
                if is_repeated {
                    record_duplicate(input, field);
                } else if let Some(key) = alias {
                    aliases.push((index, key.clone()));
                    keep_alias(object, input, index, key);
                }
                input.tag = field.tag.and_then(|tag| match object.field(tag).view() {
                    View::Text(text) => Some(text.to_owned()),
                    _ => None,
                });
                read_member(object, input, field, index)?;
            }
        }
        input.json = end;
    }
    Ok(())
}

/// Records the required fields whose key did not come, and remembers which defaults apply.
#[inline(never)]
fn record_absent(object: &mut dyn Object, input: &mut Decoder<'_>, shape: &'static Shape, unseen: FieldSet) {
    for index in unseen.iter() {
        let field = &shape.fields[index];
        match field.presence {
            Presence::Required | Presence::Nullable => input.record(field, Rule::Required, "a value".into(), &"nothing".into()),
            Presence::Default(_) => keep_form(object, index, Form::ABSENT),
            Presence::Optional => {}
        }
    }
}

/// Keeps a field that the spec does not define. A struct without a place for unknown fields drops it.
fn keep_unknown(object: &mut dyn Object, input: &mut Decoder<'_>, key: Cow<'_, str>) -> Scan<()> {
    let value = input.raw()?;
    if let Some(kept) = object.kept_mut() {
        input.take_memory(Kept::ENTRY)?;
        kept.unknown_mut().push(input.share(key), value);
    }
    Ok(())
}

/// Remembers the alias under which a field came.
#[cold]
fn keep_alias(object: &mut dyn Object, input: &mut Decoder<'_>, index: usize, key: Cow<'_, str>) {
    if let Some(kept) = object.kept_mut() {
        kept.set_alias(index, input.share(key));
    }
}

#[inline(never)]
fn keep_form(object: &mut dyn Object, index: usize, form: Form) {
    if let Some(kept) = object.kept_mut() {
        kept.set_form(index, form);
    }
}

/// Keeps what the form of a value that began at `start` requires to write it again as it came.
#[cold]
fn keep_unusual_form(object: &mut dyn Object, input: &mut Decoder<'_>, index: usize, form: Form, start: usize) -> Scan<()> {
    input.take_memory(Kept::ENTRY)?;
    let field = &object.shape().fields[index];
    let json = || input.share(input.json.since(start).trim_ascii_start());
    match form {
        // The value of a required field cannot be kept twice, because the field itself is written too.
        Form::MISFIT if !field.may_be_absent() => {}
        Form::MISFIT => {
            if matches!(field.presence, Presence::Default(_)) {
                keep_form(object, index, Form::ABSENT);
            }
            if let Some(kept) = object.kept_mut() {
                let key = Str::from(kept.alias(index).unwrap_or(field.key.text));
                kept.unknown_mut().push(key, Json::raw(json()));
            }
        }
        Form::NOTHING => keep_form(object, index, Form::EMPTY),
        form => {
            if let Some(kept) = object.kept_mut() {
                kept.set_form(index, form.unmarked());
                if form.is_as_it_came() {
                    kept.set_original(index, json());
                }
            }
        }
    }
    Ok(())
}

/// Reads the value of a field.
#[inline]
fn read_member(object: &mut dyn Object, input: &mut Decoder<'_>, field: &'static Field, index: usize) -> Scan<()> {
    let start = input.json.position();
    let form = match field.presence {
        Presence::Default(_) if input.json.ahead() == b'n' => {
            input.json.null()?;
            Form::NULL
        }
        _ => object.field_mut(index).read(input, field)?,
    };
    match form {
        Form::PLAIN => {}
        form if form.is_kept_alone() => keep_form(object, index, form),
        form => keep_unusual_form(object, input, index, form, start)?,
    }
    Ok(())
}
