//! Checks `failures`: how the platform learns which records of a batch have failed.

use triggerkit_core::key_path::{BRACES, path_steps};

use super::distinct::distinct;
use super::draft::{Draft, Drafts};
use super::path::{self, End};
use crate::diagnostic::{Context, Problem};
use crate::model::{Failures, RecordId, Template, TemplatePart, Type};
use crate::raw::{self, Spanned, Text};
use crate::words;

pub(super) fn check(cx: &mut Context, types: &Drafts, event: &Draft, trigger: &raw::Trigger) -> Option<Failures> {
    let raw = trigger.failures.as_ref()?;
    let record = record(cx, types, event, trigger, raw)?;
    check_stop(cx, raw);
    let every = raw.every.as_ref().is_some_and(|every| every.value);
    check_answer(cx, types, trigger, raw);
    let id = raw.id.as_ref().and_then(|id| record_id(cx, types, record, id));
    let group = raw.group.as_ref().map(|group| template(cx, types, record, "group", group));
    distinct(cx, "copy", &raw.copy);
    for field in &raw.copy {
        record.expect(cx, field);
    }
    Some(Failures {
        list: raw.list.as_ref()?.value.clone(),
        key: raw.key.as_ref()?.value.clone(),
        id: id?,
        group: group.flatten(),
        stop: raw.stop.as_ref().is_some_and(|stop| stop.value),
        every,
        with: raw.with.iter().map(|(key, text)| (key.value.clone(), text.value.clone())).collect(),
        copy: raw.copy.iter().map(|field| field.value.clone()).collect(),
    })
}

fn record_id(cx: &mut Context, types: &Drafts, record: &Draft, raw: &raw::RecordId) -> Option<RecordId> {
    let mut value = |text: &Text| template(cx, types, record, "id", text);
    match raw {
        raw::RecordId::One(text) => value(text).map(RecordId::One),
        raw::RecordId::Named(values) => {
            let values: Vec<_> = values.iter().map(|(name, text)| Some((name.value.clone(), value(text)?))).collect();
            values.into_iter().collect::<Option<_>>().map(RecordId::Named)
        }
    }
}

/// Returns the type of the records, which has to be an object.
fn record<'d>(
    cx: &mut Context,
    types: &'d Drafts,
    event: &'d Draft,
    trigger: &raw::Trigger,
    raw: &Spanned<raw::Failures>,
) -> Option<&'d Draft> {
    let Some(path) = trigger.records.first() else {
        return cx.fail(&raw.span, Problem::FailuresWithoutRecords {});
    };
    // Any other end of the path is reported as a mistake of `records`.
    match path::follow(types, event, path).ok()?.record()? {
        Type::Object(name) => types.get(name),
        ty => cx.fail(&raw.span, Problem::FailuresOfValues { ty: &words::described(ty) }),
    }
}

/// Reports keys that contradict the end of the batch at the first failure.
fn check_stop(cx: &mut Context, raw: &raw::Failures) {
    let is_set = |flag: &Option<Spanned<bool>>| flag.as_ref().is_some_and(|flag| flag.value);
    if !is_set(&raw.stop) {
        return;
    }
    if let Some(group) = &raw.group {
        let reason = "the batch ends at the first failure of any group";
        cx.error(&group.span, Problem::FailuresConflict { key: &"group", reason: &reason });
    }
    if let Some(every) = raw.every.as_ref().filter(|every| every.value) {
        let reason = "the records after a failure would have no entry";
        cx.error(&every.span, Problem::FailuresConflict { key: &"every", reason: &reason });
    }
}

/// Checks that the list and its keys are part of the response, if the spec describes one.
fn check_answer(cx: &mut Context, types: &Drafts, trigger: &raw::Trigger, raw: &raw::Failures) {
    let Some(response) = trigger.response.first() else {
        if let Some(every) = raw.every.as_ref().filter(|every| every.value) {
            cx.error(&every.span, Problem::EveryWithoutResponse {});
        }
        return;
    };
    // An unknown type is reported as a mistake of `response`.
    let (Some(draft), Some(list)) = (types.get(response), &raw.list) else { return };
    let reason = match draft.find(list).map(|index| &draft.slots[index]) {
        None => format!("{} has no field `{}`; {}", draft.head.owner, list.value, draft.suggest(list)),
        Some(slot) => match &slot.ty {
            None => return,
            Some(Type::Encoded(..)) => format!("`{}` is encoded text", list.value),
            Some(Type::List(item)) => match &**item {
                Type::Object(name) => return check_keys(cx, types.get(name), raw),
                ty => format!("each of its items is {}", words::described(ty)),
            },
            Some(ty) => format!("`{}` holds {}", list.value, words::described(ty)),
        },
    };
    cx.error(&list.span, Problem::BadFailureList { list: &**list, reason: &reason });
}

/// Checks that the entries of the answer have the keys of a failed record.
fn check_keys(cx: &mut Context, entry: Option<&Draft>, raw: &raw::Failures) {
    let Some(entry) = entry else { return };
    for key in raw.key.iter().chain(raw.with.iter().map(|(key, _)| key)).chain(&raw.copy) {
        entry.expect(cx, key);
    }
}

/// Reads a path, or a text with paths in braces.
fn template(cx: &mut Context, types: &Drafts, record: &Draft, key: &str, text: &Text) -> Option<Template> {
    let parts = if is_path(text) { Ok(vec![Part::Path(text)]) } else { split(text) };
    let parts = parts.and_then(|parts| parts.into_iter().map(|part| resolve(types, record, &part)).collect());
    match parts {
        Ok(parts) => Some(Template(parts)),
        Err(reason) if reason.is_empty() => None,
        Err(reason) => cx.fail(&text.span, Problem::BadRecordPath { key: &key, path: &**text, reason: &reason }),
    }
}

/// A part of a template, before its path is followed.
enum Part<'t> {
    Text(&'t str),
    Path(&'t str),
}

/// Returns whether a text is a path: it has braces only in quoted names.
fn is_path(text: &str) -> bool {
    path_steps(text).all(|step| (step.is_quoted || !step.key.contains(BRACES)) && !step.marks.contains(BRACES))
}

/// Splits a text at the brace that ends a path, which is not in a quoted name.
fn split_at_end(text: &str) -> Option<(&str, &str)> {
    let mut is_quoted = false;
    let is_end = |sign: char| {
        is_quoted ^= sign == '"';
        sign == '}' && !is_quoted
    };
    let end = text.find(is_end)?;
    Some((&text[..end], &text[end + 1..]))
}

/// Splits a template at its braces. `Err` is the reason why they do not match.
fn split(text: &str) -> Result<Vec<Part<'_>>, String> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (before, after) = rest.split_once('{').unwrap_or((rest, ""));
        if before.contains('}') {
            return Err("a `}` has no `{` before it".to_owned());
        }
        if !before.is_empty() {
            parts.push(Part::Text(before));
        }
        if before.len() == rest.len() {
            break;
        }
        let (path, tail) = split_at_end(after).ok_or_else(|| "a `{` is not closed".to_owned())?;
        parts.push(Part::Path(path));
        rest = tail;
    }
    Ok(parts)
}

/// Follows the path of a part to a text or a whole number. `Err` is empty if the mistake was reported before.
fn resolve(types: &Drafts, record: &Draft, part: &Part<'_>) -> Result<TemplatePart, String> {
    let path = match part {
        Part::Text(text) => return Ok(TemplatePart::Text((*text).to_owned())),
        Part::Path(path) => path,
    };
    let End { path, slot, ty } = path::follow_objects(types, record, path)?;
    match ty {
        Type::Encoded(..) => Err(format!("`{}` is encoded text", slot.wire.value)),
        Type::String | Type::I64 | Type::U64 => Ok(TemplatePart::Path(path.to_string())),
        ty => Err(format!("`{}` holds {}", slot.wire.value, words::described(ty))),
    }
}
