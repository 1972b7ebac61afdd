//! Unions: chooses the type of a value, and reads the value as it.

use std::borrow::Cow;

use super::contract::{Union, Value, View};
use super::decoder::Decoder;
use super::path::Segment;
use crate::Accept;
use crate::form::Form;
use crate::json::{Kind, Scan, Scanner};
use crate::shape::{Choice, Field, Tags};

/// The index of the variant for everything that selects no other.
const OTHER: usize = usize::MAX;

/// Reads a union.
///
/// # Errors
/// Returns an error only if the text is not JSON.
pub fn decode_union(union: &mut dyn Union, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
    let choice = union.choice();
    match choice {
        Choice::Sibling(tags) => {
            let index = input.tag.take().and_then(|tag| selected(tags, &tag));
            return read_variant(union, input, field, index);
        }
        Choice::Kind(fields) => return read_by_kind(union, input, field, fields),
        Choice::Key(_) | Choice::Field(..) | Choice::Conditions(_) => {}
    }
    match input.json.peek()? {
        Kind::Object => match choice {
            Choice::Key(fields) => read_by_key(union, input, field, fields),
            choice => {
                let index = chosen_by_contents(choice, &input.json)?;
                read_variant(union, input, field, index)
            }
        },
        Kind::Null => read_variant(union, input, field, None),
        Kind::String if input.accepts(field, Accept::JsonText) => {
            input.embedded(field, "an object", |input| decode_union(union, input, field))
        }
        _ => {
            let start = input.json.clone();
            let form = input.skip_mismatch(field, "an object")?;
            keep_since(start, union, input, field)?;
            Ok(form)
        }
    }
}

/// Shows the value of a union. A variant with a description of its own is shown together with it.
pub fn view_union(union: &dyn Union) -> View<'_> {
    let (variant, value) = union.chosen();
    match union.choice().field(variant) {
        Some(_) => View::Variant(union),
        None => value.view(),
    }
}

/// Visits an empty value of each variant.
pub fn visit_variants(union: &mut dyn Union, visit: &mut dyn FnMut(&dyn Value)) {
    for variant in 0..union.choice().count() {
        union.choose(variant);
        match union.choice().field(variant) {
            Some(_) => visit(&*union),
            None => visit(union.chosen().1),
        }
    }
}

/// Returns the variant that a text selects.
fn selected(tags: Tags, text: &str) -> Option<usize> {
    tags.iter().position(|tags| tags.contains(&text))
}

/// Returns the variant that the contents of the next object select. The object stays unread.
fn chosen_by_contents(choice: &Choice, json: &Scanner<'_>) -> Scan<Option<usize>> {
    let mut ahead = json.clone();
    Ok(match choice {
        Choice::Field(key, tags) => tag(&mut ahead, key)?.and_then(|tag| selected(tags, &tag)),
        Choice::Conditions(conditions) => conditions.first(ahead.skip()?),
        Choice::Sibling(_) | Choice::Key(_) | Choice::Kind(_) => None,
    })
}

/// Reads an object up to a key, and returns the contents of its value: those of a string, or the JSON of a number or boolean.
fn tag<'p>(json: &mut Scanner<'p>, wanted: &str) -> Scan<Option<Cow<'p, str>>> {
    json.enter_object()?;
    while let Some(key) = json.next_key()? {
        if key != wanted {
            json.skip()?;
            continue;
        }
        return Ok(match json.peek()? {
            Kind::String => Some(json.string()?),
            Kind::Number | Kind::Bool => Some(Cow::Borrowed(json.skip()?)),
            Kind::Null | Kind::List | Kind::Object => None,
        });
    }
    Ok(None)
}

/// Reads the value of a variant that has the description of the union. Without a variant, any JSON is kept.
fn read_variant(union: &mut dyn Union, input: &mut Decoder<'_>, field: &'static Field, variant: Option<usize>) -> Scan<Form> {
    union.choose(variant.unwrap_or(OTHER));
    union.chosen_mut().read(input, field)
}

/// Keeps the value that began at `start` as JSON.
fn keep_since<'p>(start: Scanner<'p>, union: &mut dyn Union, input: &mut Decoder<'p>, field: &'static Field) -> Scan<Form> {
    input.json = start;
    read_variant(union, input, field, None)
}

/// Reads an object with one key, which selects the variant. An object with another key or several keys is kept as JSON.
fn read_by_key(union: &mut dyn Union, input: &mut Decoder<'_>, field: &'static Field, fields: &'static [Field]) -> Scan<Form> {
    let (start, before) = (input.json.clone(), input.mark());
    input.json.enter_object()?;
    let key = input.json.next_key()?;
    if let Some(variant) = key.and_then(|key| fields.iter().position(|field| field.key.text == key)) {
        let form = read_described(union, input, field, variant, &fields[variant])?;
        let is_only = input.json.object_ends();
        if is_only && !is_unread(form) {
            return Ok(of_variant(form));
        }
        if !is_only {
            // The object is none of the variants, so what is wrong with its first member does not matter.
            input.forget_since(before);
        }
    }
    keep_since(start, union, input, field)
}

/// Reads a value whose kind selects the variant.
fn read_by_kind(
    union: &mut dyn Union,
    input: &mut Decoder<'_>,
    field: &'static Field,
    fields: &'static [(Kind, Field)],
) -> Scan<Form> {
    let kind = input.json.peek()?;
    let Some(variant) = fields.iter().position(|(each, _)| *each == kind) else {
        return read_variant(union, input, field, None);
    };
    let start = input.json.clone();
    let form = read_described(union, input, field, variant, &fields[variant].1)?;
    if is_unread(form) {
        keep_since(start, union, input, field)?;
        return Ok(Form::MISFIT);
    }
    Ok(of_variant(form))
}

/// Reads the value of a variant that has a description of its own.
fn read_described(
    union: &mut dyn Union,
    input: &mut Decoder<'_>,
    field: &'static Field,
    variant: usize,
    description: &'static Field,
) -> Scan<Form> {
    input.path.push(Segment::Field(field));
    union.choose(variant);
    let form = union.chosen_mut().read(input, description)?;
    input.path.pop();
    Ok(form)
}

/// Returns whether a form is that of a value that the variant cannot hold.
fn is_unread(form: Form) -> bool {
    matches!(form, Form::MISFIT | Form::NOTHING | Form::NULL)
}

/// Returns the form of a union, given that of its variant. The union has no place for another form than the usual one.
fn of_variant(form: Form) -> Form {
    match form {
        Form::PLAIN | Form::EMPTY => Form::PLAIN,
        _ => Form::PLAIN.as_it_came(),
    }
}
