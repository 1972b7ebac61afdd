//! The places of a batch's records in its payload.

use super::contract::{Object, View};
use super::path::push_name;
use crate::key_path::split_path;
use crate::shape::Payload;

/// Returns the path of every record of a batch, in order. `lists` are the paths of the lists that hold the records:
/// `records[].messages`.
pub fn record_paths(event: &dyn Object, lists: &[&str]) -> Vec<String> {
    let mut paths = Vec::new();
    for list in lists {
        collect(View::Object(event), "", Some(list), String::new(), &mut paths);
    }
    if let Payload::Root(index) = event.payload()
        && event.kept().is_none_or(|kept| kept.alias(index).is_none())
    {
        // The payload is the list itself, so its paths do not show the field's name.
        let name = event.shape().fields[index].key.text;
        paths.iter_mut().for_each(|path| *path = path.strip_prefix(name).unwrap_or(path).to_owned());
    }
    paths
}

/// Adds the paths of the records in a value, which is at `path`. `marks` are those of the last step, and `rest` is the rest of the way.
fn collect(view: View<'_>, marks: &str, rest: Option<&str>, path: String, paths: &mut Vec<String>) {
    match (view, marks.strip_prefix("[]"), rest) {
        (View::List(list), None, None) => paths.extend((0..list.len()).map(|item| format!("{path}[{item}]"))),
        (View::List(list), Some(marks), _) => {
            (0..list.len()).for_each(|item| collect(list.item(item), marks, rest, format!("{path}[{item}]"), paths));
        }
        (View::Object(object), _, Some(rest)) => {
            let (step, rest) = split_path(rest);
            let Some(index) = object.shape().index_of(step.key) else { return };
            let mut path = path;
            push_name(&mut path, step.key);
            collect(object.field(index).view(), step.marks, rest, path, paths);
        }
        _ => {}
    }
}
