//! Confirms that an event belongs to its trigger by the fields that were decoded, which mostly spares reading the payload again.

use triggerkit_core::detect::{Headers, Known, Matcher, Matches};
use triggerkit_core::engine::{Object, View};
use triggerkit_core::form::Form;
use triggerkit_core::json::{Kind, Scanner};
use triggerkit_core::key_path::{KeyStep, split_path};
use triggerkit_core::report::Report;
use triggerkit_core::shape::{Payload, Presence};

/// Returns whether an event is certain to match, which one with violations never is. If not, its payload has to be looked at.
pub(super) fn is_confirmed(event: &dyn Object, report: &Report, matcher: &Matcher<'_>, headers: &dyn Headers) -> bool {
    report.is_empty()
        && matches!(event.payload(), Payload::Json)
        && matcher.matches_known(|path| known(value_at(event, path)?), headers) != Matches::None
}

/// Returns the value at a path if the payload has it in its usual form. Defaults, values under an alias and items of lists do not count.
fn value_at<'o>(object: &'o dyn Object, path: &str) -> Option<View<'o>> {
    let (KeyStep { key, marks: "", .. }, rest) = split_path(path) else { return None };
    let index = object.shape().fields.iter().position(|field| field.key.text == key)?;
    let kept = object.kept()?;
    let is_usual = kept.form(index) == Form::PLAIN && kept.alias(index).is_none();
    if !is_usual || matches!(object.shape().fields[index].presence, Presence::Default(_)) {
        return None;
    }
    match (object.field(index).view(), rest) {
        (view, None) => Some(view),
        (View::Object(inner), Some(rest)) => value_at(inner, rest),
        _ => None,
    }
}

/// Returns what a view shows for certain about the JSON that it was read from. An empty list or map may not have been there.
/// Conditions on the parts of a variant are not answered here.
fn known(view: View<'_>) -> Option<Known<'_>> {
    let (kind, text) = match view {
        View::Absent | View::List(_) | View::Map(_) | View::Variant(_) => return None,
        View::Text(text) => (Some(Kind::String), Some(text)),
        View::Bool(_) => (Some(Kind::Bool), None),
        View::I64(_) | View::U64(_) | View::F64(_) => (Some(Kind::Number), None),
        View::Object(_) => (Some(Kind::Object), None),
        View::Json(json) => (Scanner::new(json).peek().ok(), None),
        View::Time(_) | View::Encoded(_) | View::Bytes(_) | View::Raw(_) => (None, None),
    };
    Some(Known { kind, text })
}
