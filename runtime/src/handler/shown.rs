//! An event that was read shows by itself that it is of its trigger, mostly; then nobody has to read the payload for that.

use triggerkit_core::detect::{Condition, Test};

use super::{Error, Invocation};
use crate::trigger::Trigger;
use triggerkit_core::document::Document;
use triggerkit_core::engine::Object;
use triggerkit_core::engine::View;
use triggerkit_core::form::Form;
use triggerkit_core::report::Report;
use triggerkit_core::shape::{Payload, Presence};

/// Refuses an event that is not of the handler's trigger, by its payload and headers.
pub(super) type Refusal<'r> = &'r dyn Fn(&Invocation) -> Result<(), Error>;

/// Reads the event of an invocation, and what is wrong with it. With a refusal nobody has asked yet whether it is of the trigger.
///
/// # Errors
/// Why it is of no trigger, or why there is no event.
pub(super) fn read<T: Trigger>(invocation: &Invocation, refusal: Option<Refusal<'_>>) -> Result<(T::Event, Report), Error> {
    let read = T::Event::decode_lenient(invocation.payload());
    if let Some(refuse) = refusal {
        let shown = match (&read, T::INFO.detect) {
            (Ok((event, report)), Some(condition)) => report.is_empty() && shows(event, condition),
            _ => false,
        };
        if !shown {
            refuse(invocation)?;
        }
    }
    read.map_err(Error::invalid)
}

/// Whether an event without violations leaves no doubt that the condition holds for its payload.
fn shows(event: &dyn Object, condition: &Condition) -> bool {
    match condition {
        Condition::All(conditions) => conditions.iter().all(|each| shows(event, each)),
        Condition::Any(conditions) => conditions.iter().any(|each| shows(event, each)),
        Condition::Path(path, test) => {
            matches!(event.payload(), Payload::Json) && at(event, path).is_some_and(|view| passes(view, test))
        }
        Condition::Header(..) | Condition::Absent(_) => false,
    }
}

/// What stands at a path in the form in which it is usually written; no default and nothing in place of an alias.
fn at<'o>(object: &'o dyn Object, path: &str) -> Option<View<'o>> {
    let mut fields = object.shape().fields.iter().enumerate();
    let (index, rest) = fields.find_map(|(index, field)| match path.strip_prefix(field.wire)? {
        "" => Some((index, None)),
        rest => Some((index, Some(rest.strip_prefix('.')?))),
    })?;
    let kept = object.kept()?;
    let is_usual = kept.form(index) == Form::PLAIN && kept.alias(index).is_none();
    if !is_usual || matches!(object.shape().fields[index].presence, Presence::Default(_)) {
        return None;
    }
    match (object.field(index).view(), rest) {
        (view, None) => Some(view),
        (View::Object(inner), Some(rest)) => at(inner, rest),
        _ => None,
    }
}

fn passes(view: View<'_>, test: &Test) -> bool {
    match (test, view) {
        (Test::Present, View::Absent | View::List(_) | View::Map(_)) => false,
        (Test::Present, _) => true,
        (Test::Equals(values), View::Text(text)) => values.iter().any(|value| value == text),
        (Test::Prefix(prefix), View::Text(text)) => text.starts_with(&**prefix),
        (Test::Equals(_) | Test::Prefix(_) | Test::Kind(_), _) => false,
    }
}
