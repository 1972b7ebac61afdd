//! Objects: keys in the order of the document or in any other, what waits for the rest of its object, and what never came.

use std::borrow::Cow;

use triggerkit_core::Accept;
use triggerkit_core::json::{Kind, Scan};

use super::{Decoder, Segment, check};
use crate::Object;
use crate::report::Rule;
use crate::shape::{Field, FieldSet, Form, Presence, Shape};
use crate::value::View;

impl<'p> Decoder<'p> {
    /// Passes over a value that is read when the rest of its object is known.
    fn defer(&mut self, index: usize, alias: Option<Cow<'p, str>>) -> Scan<Deferred<'p>> {
        self.json.peek()?;
        let position = self.json.position();
        self.json.skip()?;
        Ok(Deferred { index, position, alias })
    }

    /// Whether the field at hand was there, but of another kind.
    fn misread(&self, field: &'static Field) -> bool {
        if self.report.is_empty() {
            return false;
        }
        let path = self.path.to_text(self.json.text(), field.wire);
        self.report.violations().iter().any(|violation| violation.rule == Rule::Type && violation.path == path)
    }
}

/// A value that was passed over: a union before its tag, or a key that is only another name of a field.
struct Deferred<'p> {
    index: usize,
    position: usize,
    alias: Option<Cow<'p, str>>,
}

/// The index of a key that is not where the document's order would have it, and whether the key is an alias.
fn search(shape: &Shape, key: &str, expected: usize) -> Option<(usize, bool)> {
    // Most often fields before it were left out.
    let (before, behind) = shape.fields.split_at(expected.min(shape.fields.len()));
    let position = |fields: &[Field]| fields.iter().position(|field| field.wire == key);
    if let Some(index) = position(behind).map(|index| expected + index).or_else(|| position(before)) {
        return Some((index, false));
    }
    shape.fields.iter().position(|field| field.aliases.contains(&key)).map(|index| (index, true))
}

/// Reads an object into a struct.
///
/// # Errors
/// Only where the text is no JSON.
pub fn decode_object(object: &mut dyn Object, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
    if input.json.ahead() != b'{' {
        return no_object(object, input, field);
    }
    input.json.enter_object()?;
    input.path.push(Segment::Field(field));
    members(object, input)?;
    input.path.pop();
    Ok(Form::PLAIN)
}

#[inline(never)]
fn no_object(object: &mut dyn Object, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
    if input.json.peek()? == Kind::String && field.accepts(Accept::JsonText) {
        return input.embedded(field, "an object", |input| decode_object(object, input, field));
    }
    input.mismatch(field, "an object")
}

#[inline]
fn members(object: &mut dyn Object, input: &mut Decoder<'_>) -> Scan<()> {
    let shape = object.shape();
    let mut seen = FieldSet::NONE;
    let mut deferred = Vec::new();
    // The fields that the document has behind the one read last.
    let mut rest = shape.fields;
    loop {
        let field = match rest.split_first() {
            Some((field, others)) if input.json.guessed_key(field.written) => {
                rest = others;
                field
            }
            _ if input.json.object_ends() => break,
            _ => match unexpected(object, input, shape, rest, &mut deferred)? {
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
            twice(input, field);
        }
        if field.tag.is_some() {
            deferred.push(input.defer(index, None)?);
        } else {
            member(object, input, field, index)?;
        }
    }
    if !deferred.is_empty() {
        late(object, input, shape, &mut seen, deferred)?;
    }
    let unseen = shape.demands.without(&seen);
    if !unseen.is_empty() {
        absent(object, input, shape, unseen);
    }
    if !shape.rules.is_empty() {
        rules(object, input);
    }
    Ok(())
}

/// What follows in an object where the guess was wrong.
enum Next {
    /// The value of the first of these fields.
    Field(&'static [Field]),
    /// Another key; this one is dealt with.
    Key,
    /// Nothing.
    End,
}

/// Reads a key that is not the one that the document's order would have next.
#[inline(never)]
fn unexpected<'p>(
    object: &mut dyn Object,
    input: &mut Decoder<'p>,
    shape: &'static Shape,
    rest: &'static [Field],
    deferred: &mut Vec<Deferred<'p>>,
) -> Scan<Next> {
    let Some(key) = input.json.next_key()? else { return Ok(Next::End) };
    match search(shape, &key, shape.fields.len() - rest.len()) {
        Some((index, false)) => return Ok(Next::Field(&shape.fields[index..])),
        Some((index, true)) => deferred.push(input.defer(index, Some(key))?),
        None => unknown(object, input, key)?,
    }
    Ok(Next::Key)
}

#[cold]
fn twice(input: &mut Decoder<'_>, field: &'static Field) {
    input.record(field, Rule::Duplicate, "the key once".into(), "the key twice".into());
}

#[inline(never)]
fn rules(object: &dyn Object, input: &mut Decoder<'_>) {
    for (field, expected, found) in check::rules(object, &|field| input.misread(field)) {
        input.record(field, Rule::Fields, expected, found.into());
    }
}

/// Reads what was passed over, now that the rest of its object is known.
#[inline(never)]
fn late<'p>(
    object: &mut dyn Object,
    input: &mut Decoder<'p>,
    shape: &'static Shape,
    seen: &mut FieldSet,
    deferred: Vec<Deferred<'p>>,
) -> Scan<()> {
    for Deferred { index, position, alias } in deferred {
        let behind = input.json.clone();
        input.json = behind.at(position);
        match alias {
            // The field came under its own name as well, so this key is somebody else's.
            Some(key) if !seen.insert(index) => unknown(object, input, key)?,
            alias => {
                if let Some(key) = alias {
                    keep_alias(object, input, index, key);
                }
                let field = &shape.fields[index];
                input.tag = field.tag.and_then(|tag| match object.field(tag).view() {
                    View::Text(text) => Some(text.to_owned()),
                    _ => None,
                });
                member(object, input, field, index)?;
            }
        }
        input.json = behind;
    }
    Ok(())
}

/// What becomes of fields whose key did not come.
#[inline(never)]
fn absent(object: &mut dyn Object, input: &mut Decoder<'_>, shape: &'static Shape, unseen: FieldSet) {
    for index in unseen.iter() {
        let field = &shape.fields[index];
        match field.presence {
            Presence::Required | Presence::Nullable => input.record(field, Rule::Required, "a value".into(), "nothing".into()),
            Presence::Default(_) => keep_form(object, index, Form::ABSENT),
            Presence::Optional => {}
        }
    }
}

/// Keeps a field that the spec does not know; where the struct has no place for it, it is passed over.
fn unknown(object: &mut dyn Object, input: &mut Decoder<'_>, key: Cow<'_, str>) -> Scan<()> {
    let value = input.raw()?;
    if let Some(kept) = object.kept_mut() {
        kept.unknown_mut().push(input.share(key), value);
    }
    Ok(())
}

/// Remembers the key of a field that came under another name.
#[cold]
fn keep_alias(object: &mut dyn Object, input: &mut Decoder<'_>, index: usize, key: Cow<'_, str>) {
    if let Some(kept) = object.kept_mut() {
        kept.set_alias(index, input.share(key));
    }
}

#[inline]
fn keep_form(object: &mut dyn Object, index: usize, form: Form) {
    if form != Form::PLAIN {
        keep_unusual(object, index, form);
    }
}

#[inline(never)]
fn keep_unusual(object: &mut dyn Object, index: usize, form: Form) {
    if form != Form::MISFIT
        && let Some(kept) = object.kept_mut()
    {
        kept.set_form(index, form);
    }
}

/// Reads the value of a field.
#[inline]
fn member(object: &mut dyn Object, input: &mut Decoder<'_>, field: &'static Field, index: usize) -> Scan<()> {
    let form = match field.presence {
        Presence::Default(_) if input.json.ahead() == b'n' => {
            input.json.null()?;
            Form::NULL
        }
        _ => object.field_mut(index).read(input, field)?,
    };
    keep_form(object, index, form);
    Ok(())
}
