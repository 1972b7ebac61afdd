//! The places of a batch's records in its payload.

use super::contract::{Object, View};
use super::path::push_name;
use super::place::split_path;
use crate::shape::Payload;

/// Returns the path of every record of a batch, in order. `lists` are the paths of the lists that hold the records:
/// `records[].messages`.
pub fn record_paths(event: &dyn Object, lists: &[&str]) -> Vec<String> {
    let mut paths = Vec::new();
    for list in lists {
        collect(View::Object(event), list, String::new(), &mut paths);
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

fn collect(view: View<'_>, rest: &str, path: String, paths: &mut Vec<String>) {
    let View::Object(object) = view else { return };
    let (key, each, rest) = split_path(rest);
    let Some(index) = object.shape().index_of(key) else { return };
    let mut path = path;
    push_name(&mut path, key);
    match object.field(index).view() {
        View::List(list) if rest.is_empty() => paths.extend((0..list.len()).map(|item| format!("{path}[{item}]"))),
        View::List(list) if each => {
            (0..list.len()).for_each(|item| collect(list.item(item), rest, format!("{path}[{item}]"), paths));
        }
        view => collect(view, rest, path, paths),
    }
}
