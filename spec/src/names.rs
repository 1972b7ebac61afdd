//! Converts wire names to Rust names. Case is changed nowhere else.

use heck::{ToSnakeCase, ToUpperCamelCase};

/// Returns the Rust name of a field in snake_case, or `None` if no valid name is left.
///
/// A keyword stays as it is, except for the few that cannot be raw. A name that starts with a digit gets an underscore.
///
/// ```
/// use triggerkit_spec::names;
///
/// assert_eq!(names::field("msgId").as_deref(), Some("msg_id"));
/// assert_eq!(names::field("type").as_deref(), Some("type"));
/// assert_eq!(names::field("self").as_deref(), Some("self_"));
/// assert_eq!(names::field("3gp").as_deref(), Some("_3gp"));
/// assert_eq!(names::field("…"), None);
/// ```
pub fn field(wire: &str) -> Option<String> {
    usable(wire.to_snake_case())
}

/// Returns the Rust name of a variant or type in UpperCamelCase, or `None` if no valid name is left.
///
/// ```
/// use triggerkit_spec::names;
///
/// assert_eq!(names::type_name("ObjectCreated:Put").as_deref(), Some("ObjectCreatedPut"));
/// assert_eq!(names::type_name("work_success").as_deref(), Some("WorkSuccess"));
/// assert_eq!(names::type_name("self").as_deref(), Some("Self_"));
/// ```
pub fn type_name(wire: &str) -> Option<String> {
    usable(wire.to_upper_camel_case())
}

/// Returns the name of a type's builder.
pub fn builder(type_name: &str) -> String {
    format!("{type_name}Builder")
}

/// The name of the enum of all events of a provider.
pub const ANY_EVENT: &str = "AnyEvent";

/// Returns the name of the event of a trigger, given its marker type.
pub fn event(marker: &str) -> String {
    format!("{marker}Event")
}

/// Returns the name of the configuration with this id.
pub fn config(id: &str) -> Option<String> {
    type_name(id).map(|name| format!("{name}Config"))
}

/// Returns the name of the enum of the responses to an operation, or to the events of a trigger.
pub fn response(name: &str) -> String {
    format!("{name}Response")
}

fn usable(name: String) -> Option<String> {
    if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return None;
    }
    match name.bytes().next()? {
        b'0'..=b'9' => Some(format!("_{name}")),
        _ if unraw(&name) => Some(format!("{name}_")),
        _ => Some(name),
    }
}

/// Keywords that are not valid names even with `r#`.
pub(crate) fn unraw(name: &str) -> bool {
    matches!(name, "self" | "Self" | "super" | "crate")
}

/// Returns whether a text is a valid name, raw or not.
pub(crate) fn is_rust(name: &str) -> bool {
    let first = name.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    first && name != "_" && !unraw(name) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Returns whether a text is a valid type name: letters and digits, the first one upper case.
pub fn is_type_name(text: &str) -> bool {
    text.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Returns whether a text is an id: lower-case words joined by single underscores, starting with a letter.
pub fn is_id(text: &str) -> bool {
    let word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    text.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase()) && text.split('_').all(word)
}
