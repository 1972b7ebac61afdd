//! [`RecordKey`]: what a record contributes to the answer if it fails.

use triggerkit_core::engine::{Object, View, value_at, write_view};
use triggerkit_core::form::Form;
use triggerkit_core::key_path::write_key;
use triggerkit_core::shape::Field;

use crate::failures::{FailuresInfo, IdPart, RecordId};
use crate::json_text::{push_member, string};

/// The id of a record, its group, and the fields that the entry of a failed record repeats.
pub(super) struct RecordKey {
    /// As JSON.
    pub(super) id: String,
    pub(super) group: Option<String>,
    /// Keys, each with its value as JSON.
    copied: Vec<(&'static str, String)>,
}

impl RecordKey {
    /// Reads the key of a record. `is_known` returns whether the value at a path is that of the event. `Err` is the path of the part
    /// of the id that the record lacks.
    pub(super) fn read(
        info: &FailuresInfo,
        record: &dyn Object,
        is_known: &dyn Fn(&str) -> bool,
    ) -> Result<RecordKey, &'static str> {
        let id = match info.id {
            RecordId::One(template) => value(record, template, is_known)?,
            RecordId::Named(values) => {
                let mut id = String::new();
                for (name, template) in values {
                    push_member(&mut id, name, &value(record, template, is_known)?);
                }
                id + "}"
            }
        };
        let group = match info.group {
            _ if info.stop => Some(String::new()),
            group => group.and_then(|template| value(record, template, is_known).ok()),
        };
        let known = info.copy.iter().filter(|key| is_known(&write_key(key)));
        let copied = known.filter_map(|key| Some((*key, field(record, key)?))).collect();
        Ok(RecordKey { id, group, copied })
    }

    /// Writes the entry of the record if it has failed.
    pub(super) fn entry(&self, info: &FailuresInfo) -> String {
        let mut entry = String::new();
        push_member(&mut entry, info.key, &self.id);
        info.with.iter().for_each(|(key, text)| push_member(&mut entry, key, &string(text)));
        self.copied.iter().for_each(|(key, json)| push_member(&mut entry, key, json));
        entry + "}"
    }
}

/// Returns a value that is made from the fields of a record, as JSON.
fn value(record: &dyn Object, template: &[IdPart], is_known: &dyn Fn(&str) -> bool) -> Result<String, &'static str> {
    let mut text = String::new();
    for part in template {
        let path = match *part {
            IdPart::Text(part) => {
                text.push_str(part);
                continue;
            }
            IdPart::Path(path) => path,
        };
        match value_at(record, path) {
            _ if !is_known(path) => return Err(path),
            View::Text(part) if !part.is_empty() => text.push_str(part),
            View::I64(_) | View::U64(_) if template.len() == 1 => return Ok(json(value_at(record, path))),
            view @ (View::I64(_) | View::U64(_)) => text.push_str(&json(view)),
            _ => return Err(path),
        }
    }
    Ok(string(&text))
}

/// Returns a field of a record as JSON. An optional value that does not fit the spec is kept as it arrived.
fn field(record: &dyn Object, key: &str) -> Option<String> {
    let misfit = record.kept().and_then(|kept| kept.unknown().iter().find(|(name, _)| *name == key));
    match (misfit, value_at(record, &write_key(key))) {
        (Some((_, misfit)), _) => Some(misfit.as_str().to_owned()),
        (None, View::Absent) => None,
        (None, view) => Some(json(view)),
    }
}

/// Returns a value as JSON.
pub(super) fn json(view: View<'_>) -> String {
    let mut out = String::new();
    write_view(&mut out, view, &Field::PLAIN, Form::PLAIN);
    out
}
