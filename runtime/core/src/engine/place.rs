//! Values at paths of wire names: `requestContext.http.method`.

use super::contract::{Object, View};

/// Splits a path into the first key, whether `[]` follows it, and the rest of the path.
pub(super) fn split_path(path: &str) -> (&str, bool, &str) {
    let (key, rest) = path.split_once('.').unwrap_or((path, ""));
    match key.strip_suffix("[]") {
        Some(key) => (key, true, rest),
        None => (key, false, rest),
    }
}

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
    let (key, _, rest) = split_path(path);
    let Some(index) = object.shape().index_of(key) else { return View::Absent };
    match object.field(index).view() {
        view if rest.is_empty() => view,
        View::Object(inner) => value_at(inner, rest),
        _ => View::Absent,
    }
}
