//! The places of a batch's records in its payload.

use super::contract::{Object, View};
use super::path::{Path, PathText, Segment};
use crate::key_path::{Mark, split_mark, split_path};
use crate::shape::{Field, Payload};
use crate::text::Str;

/// Returns the path of every record of a batch, in order, as violations have it. `lists` are the paths of the lists and maps that hold
/// the records: `records[].messages`, or `records{}`.
///
/// Several records have the same path if it hides the keys of a map or cuts them off, or if a key occurs twice.
pub fn record_paths(event: &dyn Object, lists: &[&str]) -> Vec<String> {
    let mut places = Places::default();
    for list in lists {
        places.collect(View::Object(event), &Field::PLAIN, "", Some(list));
    }
    let mut paths = places.found;
    if let Payload::Root(index) = event.payload()
        && event.kept().is_none_or(|kept| kept.alias(index).is_none())
    {
        // The payload is the list itself, so its paths do not show the field's name.
        let name = event.shape().fields[index].key.text;
        paths.iter_mut().for_each(|path| *path = path.strip_prefix(name).unwrap_or(path).to_owned());
    }
    paths
}

/// The paths that were found so far, and the path to the current value.
#[derive(Default)]
struct Places {
    path: Path,
    text: PathText,
    found: Vec<String>,
}

impl Places {
    /// Adds the paths of the records in a value of a field. `marks` are those of the last step, and `rest` is the rest of the way.
    fn collect(&mut self, view: View<'_>, field: &'static Field, marks: &str, rest: Option<&str>) {
        self.path.push(Segment::Field(field));
        match (view, split_mark(marks), rest) {
            (View::List(list), None, None) => (0..list.len()).for_each(|item| self.inside(Segment::Item(item), Self::add)),
            (View::List(list), Some((Mark::Items, marks)), _) => {
                for item in 0..list.len() {
                    let view = list.item(item);
                    self.inside(Segment::Item(item), |places| places.collect(view, field.items, marks, rest));
                }
            }
            (View::Map(map), Some((Mark::Values, marks)), _) => {
                for (key, view) in (0..map.len()).map(|entry| map.entry(entry)) {
                    let is_record = marks.is_empty() && rest.is_none() && !matches!(view, View::List(_));
                    self.inside(Segment::Key(Str::from(key)), |places| match is_record {
                        true => places.add(),
                        false => places.collect(view, field.items, marks, rest),
                    });
                }
            }
            (View::Object(object), _, Some(rest)) => {
                let (step, rest) = split_path(rest);
                let shape = object.shape();
                if let Some(index) = shape.index_of(step.key) {
                    self.collect(object.field(index).view(), &shape.fields[index], step.marks, rest);
                }
            }
            _ => {}
        }
        self.path.pop();
    }

    /// Adds the path of the current value.
    fn add(&mut self) {
        self.found.push(self.text.write(&self.path, "", "").0.to_owned());
    }

    fn inside(&mut self, segment: Segment, visit: impl FnOnce(&mut Self)) {
        self.path.push(segment);
        visit(self);
        self.path.pop();
    }
}
