//! What a decoded payload holds beyond its fields: what the spec does not know, and what is wrapped in text.

use super::contract::{Object, View};
use super::path::{Path, Segment};
use crate::data::{Json, Kept};
use crate::report::Report;
use crate::shape::Field;
use crate::text::Str;

/// Something in a payload that its fields do not show.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Detail {
    /// Where, in wire names.
    pub path: String,
    /// What it is.
    pub kind: DetailKind,
}

/// What a [`Detail`] is.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum DetailKind {
    /// A field that the spec does not know.
    Unknown(Json),
    /// The bytes inside encoded text, or the step that failed.
    Inside(Result<Vec<u8>, Report>),
}

/// Every detail of a struct, in the order of its fields. What is sensitive stays closed.
pub fn details(object: &dyn Object) -> Vec<Detail> {
    let mut inspector = Inspector { path: Path::default(), details: Vec::new() };
    inspector.object(object);
    inspector.details
}

struct Inspector {
    path: Path,
    details: Vec<Detail>,
}

impl Inspector {
    fn object(&mut self, object: &dyn Object) {
        for (index, field) in object.shape().fields.iter().enumerate().filter(|(_, field)| !field.sensitive) {
            self.path.push(Segment::Field(field));
            self.value(object.field(index).view(), field);
            self.path.pop();
        }
        let unknown = object.kept().map(Kept::unknown);
        for (key, value) in unknown.iter().flat_map(|unknown| unknown.iter()) {
            self.inside(Segment::Key(key.clone()), |inspector| inspector.note(DetailKind::Unknown(value.clone())));
        }
    }

    fn value(&mut self, view: View<'_>, field: &'static Field) {
        match view {
            View::Object(object) => self.object(object),
            View::Encoded(encoded) => self.note(DetailKind::Inside(encoded.inside())),
            View::List(list) => {
                for index in 0..list.len() {
                    self.inside(Segment::Item(index), |inspector| inspector.value(list.item(index), field.items));
                }
            }
            View::Map(map) => {
                for (key, view) in (0..map.len()).map(|index| map.entry(index)) {
                    self.inside(Segment::Key(Str::from(key)), |inspector| inspector.value(view, field.items));
                }
            }
            _ => {}
        }
    }

    fn note(&mut self, kind: DetailKind) {
        self.details.push(Detail { path: self.path.to_text("", ""), kind });
    }

    fn inside(&mut self, segment: Segment, look: impl FnOnce(&mut Self)) {
        self.path.push(segment);
        look(self);
        self.path.pop();
    }
}
