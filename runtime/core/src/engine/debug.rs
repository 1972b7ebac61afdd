//! The implementation of `Debug` for every generated struct.

use std::fmt;

use super::contract::{Object, View};
use super::inspect::unknown_fields;
use crate::report::HIDDEN;
use crate::shape::Field;

/// Formats a struct as `#[derive(Debug)]` does, but hides sensitive fields.
pub fn debug(object: &dyn Object, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut out = f.debug_struct(object.shape().name);
    for (index, field) in object.shape().fields.iter().enumerate() {
        out.field(field.key.text, &Shown { view: object.field(index).view(), field });
    }
    if unknown_fields(object).next().is_some() {
        out.field("unknown", &Unknown(object));
    }
    out.finish()
}

struct Unknown<'o>(&'o dyn Object);

impl fmt::Debug for Unknown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(unknown_fields(self.0)).finish()
    }
}

struct Shown<'v> {
    view: View<'v>,
    field: &'v Field,
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Shown { view, field } = *self;
        let items = |view| Shown { view, field: field.items };
        match view {
            View::Absent => f.write_str("None"),
            _ if field.sensitive => f.write_str(HIDDEN),
            View::Bool(value) => value.fmt(f),
            View::I64(value) => value.fmt(f),
            View::U64(value) => value.fmt(f),
            View::F64(value) => value.fmt(f),
            View::Text(text) => fmt::Debug::fmt(text, f),
            View::Json(raw) => f.write_str(raw),
            View::Encoded(encoded) => f.write_str(encoded.raw()),
            View::Time(time) => time.fmt(f),
            View::Bytes(base64) => write!(f, "base64 {base64:?}"),
            View::Raw(bytes) => write!(f, "{} bytes", bytes.len()),
            View::Object(object) => debug(object, f),
            View::List(list) => f.debug_list().entries((0..list.len()).map(|index| items(list.item(index)))).finish(),
            View::Map(map) => {
                let entries = (0..map.len()).map(|index| map.entry(index));
                f.debug_map().entries(entries.map(|(key, view)| (key, items(view)))).finish()
            }
        }
    }
}
