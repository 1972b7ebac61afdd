//! Values at paths of wire names: `requestContext.http.method`.

use super::contract::{Object, View};
use crate::key_path::split_path;

/// Returns whether a value is there.
pub fn has_value(view: View<'_>) -> bool {
    match view {
        View::Absent => false,
        View::List(list) => !list.is_empty(),
        View::Map(map) => !map.is_empty(),
        View::Json(raw) => raw != "null",
        _ => true,
    }
}

/// Returns the value at a path through objects: `requestContext.http.method`.
pub fn value_at<'o>(object: &'o dyn Object, path: &str) -> View<'o> {
    let (step, rest) = split_path(path);
    let Some(index) = object.shape().index_of(step.key) else { return View::Absent };
    match (object.field(index).view(), rest) {
        (view, None) => view,
        (View::Object(inner), Some(rest)) => value_at(inner, rest),
        _ => View::Absent,
    }
}
