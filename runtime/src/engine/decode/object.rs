//! Objects: keys in the order of the document or in any other, what waits for the rest of its object, and what never came.

use std::borrow::Cow;

use triggerkit_core::Accept;
use triggerkit_core::json::{Key, Kind, Scan};

use super::{Decoder, Segment, check};
use crate::Object;
use crate::report::Rule;
use crate::shape::{Field, Form, Presence, Shape};
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

/// Fields seen in an object.
#[derive(Default)]
struct Seen([u64; 4]);

impl Seen {
    /// Marks a field; false when it was marked before. Specs hold at most 256 fields.
    #[inline]
    fn insert(&mut self, index: usize) -> bool {
        let word = &mut self.0[index / 64 % 4];
        let bit = 1 << (index % 64);
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    #[inline]
    fn contains(&self, index: usize) -> bool {
        self.0[index / 64 % 4] >> (index % 64) & 1 == 1
    }
}

/// The index of a key that is not where the document's order would have it, and whether the key is an alias.
fn search(shape: &Shape, key: &str) -> Option<(usize, bool)> {
    if let Some(index) = shape.fields.iter().position(|field| field.wire == key) {
        return Some((index, false));
    }
    shape.fields.iter().position(|field| field.aliases.contains(&key)).map(|index| (index, true))
}

/// Reads an object into a struct.
///
/// # Errors
/// Only where the text is no JSON.
pub fn decode_object(object: &mut dyn Object, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
    match input.json.peek()? {
        Kind::Object => {}
        Kind::String if field.accepts(Accept::JsonText) => {
            let text = input.json.string()?;
            return input.embedded(field, "an object", text, |input| decode_object(object, input, field));
        }
        _ => return input.mismatch(field, "an object"),
    }
    input.path.0.push(Segment::Field(field));
    members(object, input)?;
    input.path.0.pop();
    input.misfit = false;
    Ok(Form::PLAIN)
}

fn members(object: &mut dyn Object, input: &mut Decoder<'_>) -> Scan<()> {
    let shape = object.shape();
    let mut seen = Seen::default();
    let mut expected = 0;
    let mut deferred = Vec::new();
    input.json.enter_object()?;
    loop {
        let guess = shape.fields.get(expected).map_or("", |field| field.wire);
        let index = match input.json.next_key_like(guess)? {
            Key::End => break,
            Key::Guessed if expected < shape.fields.len() => expected,
            // No field is left to guess, and the key is the empty text.
            Key::Guessed => {
                unknown(object, input, Cow::Borrowed(""))?;
                continue;
            }
            Key::Other(key) => match search(shape, &key) {
                Some((index, false)) => index,
                Some((index, true)) => {
                    deferred.push(input.defer(index, Some(key))?);
                    continue;
                }
                None => {
                    unknown(object, input, key)?;
                    continue;
                }
            },
        };
        expected = index + 1;
        let field = &shape.fields[index];
        if !seen.insert(index) {
            input.record(field, Rule::Duplicate, "the key once".into(), "the key twice".into());
        }
        if field.tag.is_some() {
            deferred.push(input.defer(index, None)?);
            continue;
        }
        member(object, input, field, index)?;
    }
    for Deferred { index, position, alias } in deferred {
        let behind = input.json.clone();
        input.json = behind.at(position);
        match alias {
            // The field came under its own name as well, so this key is somebody else's.
            Some(key) if !seen.insert(index) => unknown(object, input, key)?,
            Some(key) => {
                keep_alias(object, input, index, key);
                member(object, input, &shape.fields[index], index)?;
            }
            None => member(object, input, &shape.fields[index], index)?,
        }
        input.json = behind;
    }
    for (index, field) in shape.fields.iter().enumerate().filter(|(index, _)| !seen.contains(*index)) {
        match field.presence {
            Presence::Required | Presence::Nullable => input.record(field, Rule::Required, "a value".into(), "nothing".into()),
            Presence::Default(_) => keep_form(object, index, Form::ABSENT),
            Presence::Optional => {}
        }
    }
    if !shape.rules.is_empty() {
        for (field, expected, found) in check::rules(object, &|field| input.misread(field)) {
            input.record(field, Rule::Fields, expected, found);
        }
    }
    Ok(())
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
    if form != Form::PLAIN
        && let Some(kept) = object.kept_mut()
    {
        kept.set_form(index, form);
    }
}

/// Reads the value of a field. A union's tag is known by now, save where it never came.
#[inline]
fn member(object: &mut dyn Object, input: &mut Decoder<'_>, field: &'static Field, index: usize) -> Scan<()> {
    if let Some(tag) = field.tag {
        input.tag = match object.field(tag).view() {
            View::Text(text) => Some(text.to_owned()),
            _ => None,
        };
    }
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
