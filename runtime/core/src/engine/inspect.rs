//! Finds what the fields of a decoded payload do not show: unknown fields and the contents of encoded text.

use super::contract::{Object, View};
use super::path::{Path, Segment};
use crate::data::{Json, Kept, Map};
use crate::report::Report;
use crate::shape::Field;
use crate::text::Str;

/// A part of a payload that its fields do not show.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Detail {
    /// The path to it, in wire names.
    pub path: String,
    /// What it is.
    pub kind: DetailKind,
}

/// What a [`Detail`] is.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum DetailKind {
    /// A field that the spec does not define.
    Unknown(Json),
    /// The decoded contents of encoded text, or why they could not be decoded.
    Inside(Result<Vec<u8>, Report>),
}

/// Returns every detail of a struct, in the order of its fields. Sensitive fields are skipped.
pub fn details(object: &dyn Object) -> Vec<Detail> {
    let mut inspector = Inspector { path: Path::default(), details: Vec::new() };
    inspector.inspect_object(object);
    inspector.details
}

/// Returns the fields that the spec does not define. Values that did not fit their field are not among them: their violation
/// describes them, and they may be sensitive.
pub(super) fn unknown_fields(object: &dyn Object) -> impl Iterator<Item = (&Str, &Json)> {
    let unknown = object.kept().map(Kept::unknown).into_iter().flat_map(Map::iter);
    let fields = object.shape().fields;
    let is_known = |key: &str| fields.iter().any(|field| field.key.text == key || field.aliases.contains(&key));
    unknown.filter(move |(key, _)| !is_known(key))
}

struct Inspector {
    path: Path,
    details: Vec<Detail>,
}

impl Inspector {
    fn inspect_object(&mut self, object: &dyn Object) {
        for (index, field) in object.shape().fields.iter().enumerate().filter(|(_, field)| !field.sensitive) {
            self.path.push(Segment::Field(field));
            self.inspect(object.field(index).view(), field);
            self.path.pop();
        }
        for (key, value) in unknown_fields(object) {
            self.inside(Segment::Key(key.clone()), |inspector| inspector.note(DetailKind::Unknown(value.clone())));
        }
    }

    fn inspect(&mut self, view: View<'_>, field: &'static Field) {
        match view {
            View::Object(object) => self.inspect_object(object),
            View::Encoded(encoded) => self.note(DetailKind::Inside(encoded.inside())),
            View::List(list) => {
                for index in 0..list.len() {
                    self.inside(Segment::Item(index), |inspector| inspector.inspect(list.item(index), field.items));
                }
            }
            View::Map(map) => {
                for (key, view) in (0..map.len()).map(|index| map.entry(index)) {
                    self.inside(Segment::Key(Str::from(key)), |inspector| inspector.inspect(view, field.items));
                }
            }
            _ => {}
        }
    }

    fn note(&mut self, kind: DetailKind) {
        self.details.push(Detail { path: self.path.to_text("", ""), kind });
    }

    fn inside(&mut self, segment: Segment, inspect: impl FnOnce(&mut Self)) {
        self.path.push(segment);
        inspect(self);
        self.path.pop();
    }
}
