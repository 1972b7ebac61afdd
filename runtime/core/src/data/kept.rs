//! [`Kept`]: what a struct keeps of its payload besides its fields.

use super::{Json, Map};
use crate::form::Form;
use crate::text::Str;

/// What a struct keeps of its payload besides its fields: unknown fields, and the forms of values. It is small if there are
/// neither.
///
/// Only the unknown fields count for equality.
#[derive(Clone, Default)]
pub struct Kept {
    /// The forms of the first sixteen fields, four bits each.
    forms: u64,
    rest: Option<Box<Rest>>,
}

#[derive(Clone, Default)]
struct Rest {
    unknown: Map<Json>,
    forms: Vec<(usize, Form)>,
    aliases: Vec<(usize, Str)>,
    originals: Vec<(usize, Str)>,
}

impl Kept {
    /// How many bytes one thing that is kept takes at most.
    pub(crate) const ENTRY: usize = 2 * size_of::<(Str, Json)>() + size_of::<Rest>();

    /// Creates an empty one.
    pub const fn new() -> Self {
        Kept { forms: 0, rest: None }
    }

    /// Returns the fields that the spec does not define, in the order of the payload.
    pub fn unknown(&self) -> &Map<Json> {
        static NONE: Map<Json> = Map::new();
        self.rest.as_ref().map_or(&NONE, |rest| &rest.unknown)
    }

    /// Returns the unknown fields to change them.
    pub fn unknown_mut(&mut self) -> &mut Map<Json> {
        &mut self.rest.get_or_insert_default().unknown
    }

    #[inline]
    pub(crate) fn set_form(&mut self, field: usize, form: Form) {
        if field < 16 {
            let shift = field * 4;
            self.forms = self.forms & !(0xf << shift) | u64::from(form.bits()) << shift;
        } else if form != Form::PLAIN {
            self.rest.get_or_insert_default().forms.push((field, form));
        }
    }

    /// Returns the form in which a field arrived.
    #[doc(hidden)]
    pub fn form(&self, field: usize) -> Form {
        if field < 16 {
            return Form::from_bits((self.forms >> (field * 4) & 0xf) as u8);
        }
        let forms = self.rest.iter().flat_map(|rest| rest.forms.iter());
        forms.rev().find(|(index, _)| *index == field).map_or(Form::PLAIN, |(_, form)| *form)
    }

    pub(crate) fn set_original(&mut self, field: usize, json: Str) {
        self.rest.get_or_insert_default().originals.push((field, json));
    }

    /// Returns the JSON of a field whose form alone does not describe how it came.
    pub(crate) fn original(&self, field: usize) -> Option<&str> {
        let originals = &self.rest.as_ref()?.originals;
        originals.iter().find(|(index, _)| *index == field).map(|(_, json)| json.as_str())
    }

    pub(crate) fn set_alias(&mut self, field: usize, key: Str) {
        self.rest.get_or_insert_default().aliases.push((field, key));
    }

    /// Returns the key of a field if it was an alias.
    #[doc(hidden)]
    pub fn alias(&self, field: usize) -> Option<&str> {
        let aliases = &self.rest.as_ref()?.aliases;
        aliases.iter().find(|(index, _)| *index == field).map(|(_, key)| key.as_str())
    }
}

impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        self.unknown() == other.unknown()
    }
}
