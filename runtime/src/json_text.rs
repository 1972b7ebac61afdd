//! Builds JSON text piece by piece.

use triggerkit_core::json::write_string;

/// Adds a member to an object without its closing brace. The value is JSON.
pub(crate) fn push_member(object: &mut String, name: &str, value: &str) {
    object.push(if object.is_empty() { '{' } else { ',' });
    write_string(object, name);
    object.push(':');
    object.push_str(value);
}

/// Returns a text as a JSON string.
pub(crate) fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    write_string(&mut out, text);
    out
}
