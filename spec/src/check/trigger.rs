//! Checks triggers: bodies, the response, the batch, and the triggers that they are ambiguous with.

use std::collections::BTreeMap;

use super::draft::{Draft, Drafts};
use super::scope::{Named, Scope};
use crate::diagnostic::{Context, Problem};
use crate::model::{Body, Field, Presence, Span, Trigger, Type, ValueRules};
use crate::names;
use crate::raw::{self, Spec, Text};
use crate::suggest::Suggestion;
use crate::words;

/// Checks everything of a trigger but its event and its samples.
pub(super) fn check(
    cx: &mut Context,
    scope: &Scope<'_>,
    spec: &Spec,
    provider: &str,
    types: &Drafts,
    raw: &raw::Trigger,
    draft: &Draft,
) -> Trigger {
    let id = &raw.object.id.value;
    let bodies = bodies(cx, raw);
    let mut event = draft.object();
    let takes_raw = if bodies == [Body::Raw] {
        check_no_fields(cx, raw);
        event.fields.push(payload(&raw.object.id.span));
        Some(event.fields.len() - 1)
    } else {
        raw_field(cx, raw, &bodies, draft)
    };
    Trigger {
        id: id.clone(),
        title: raw.title.as_ref().map(|title| title.value.clone()).unwrap_or_default(),
        event,
        raw: takes_raw,
        marker: names::type_name(id).unwrap_or_default(),
        bodies,
        detect: raw.detect.as_ref().map(|detect| detect.value.clone()),
        ambiguous_with: ambiguous_with(cx, spec, provider, raw),
        response: raw.response.as_ref().and_then(|name| response(cx, scope, name)),
        records: raw.records.as_ref().and_then(|path| records(cx, types, draft, path)),
        samples: Vec::new(),
        span: raw.object.id.span.clone(),
    }
}

fn bodies(cx: &mut Context, raw: &raw::Trigger) -> Vec<Body> {
    let Some(words) = &raw.body else { return vec![Body::Json] };
    let mut bodies = Vec::new();
    let mut unknown = false;
    for word in &**words {
        match Body::ALL.into_iter().find(|body| body.word() == word.value) {
            Some(body) if bodies.contains(&body) => {
                cx.error(&word.span, Problem::Twice { word: &**word, key: &"body" });
            }
            Some(body) => bodies.push(body),
            None => {
                let suggestion = Suggestion::new(word, "bodies", Body::ALL.map(Body::word));
                cx.error(&word.span, Problem::UnknownBody { word: &**word, suggestion: &suggestion });
                unknown = true;
            }
        }
    }
    // Any body may have been meant, so do not report its samples as well.
    if unknown { Body::ALL.to_vec() } else { bodies }
}

/// Returns the only field of an event that is raw bytes.
fn payload(span: &Span) -> Field {
    Field {
        wire: "payload".into(),
        name: "payload".into(),
        doc: Some("The payload, as it arrived.".into()),
        source: None,
        ty: Type::Raw,
        presence: Presence::Required,
        rules: ValueRules::default(),
        items: ValueRules::default(),
        aliases: Vec::new(),
        codec: Vec::new(),
        base64_flag: None,
        tag: None,
        span: span.clone(),
    }
}

/// Finds the field that takes raw bodies, for a trigger that has JSON bodies too.
fn raw_field(cx: &mut Context, raw: &raw::Trigger, bodies: &[Body], draft: &Draft) -> Option<usize> {
    let owner = format!("trigger `{}`", raw.object.id.value);
    let place = &raw.object.id.span;
    let report = |cx: &mut Context, span: &Span, reason: &str| {
        cx.error(span, Problem::RawField { owner: &owner, reason: &reason });
    };
    let both = bodies.contains(&Body::Raw) && raw.body.as_ref().is_some_and(|body| body.len() == bodies.len());
    match &raw.raw {
        None if both => report(cx, place, "accepts a raw body, but has no `raw` field"),
        None => {}
        Some(name) if !both => report(cx, &name.span, "has a `raw` field, but does not accept both JSON and a raw body"),
        Some(name) => {
            if raw.detect.is_none() {
                report(cx, place, "accepts a raw body, but has no `detect` to select the JSON payloads");
            }
            let index = draft.expect(cx, name)?;
            let slot = &draft.slots[index];
            if slot.encoded || slot.ty.as_ref().is_some_and(|ty| *ty != Type::String) {
                let reason = format!("cannot store the raw body in `{}`, which is not a plain `string`", name.value);
                report(cx, &name.span, &reason);
            }
            return Some(index);
        }
    }
    None
}

/// Reports fields, and keys that refer to fields, of a trigger with only raw bodies.
fn check_no_fields(cx: &mut Context, raw: &raw::Trigger) {
    let owner = format!("trigger `{}`", raw.object.id.value);
    let fields = raw.object.fields.as_ref().and_then(|fields| fields.first()).map(|field| ("fields", &field.key.span));
    let like = raw.object.like.as_ref().map(|like| ("like", &like.span));
    let records = raw.records.as_ref().map(|records| ("records", &records.span));
    let rules = raw.object.rules.first().map(|rule| ("rules", &rule.span));
    for (key, span) in [fields, like, records, rules].into_iter().flatten() {
        cx.error(span, Problem::FieldsOfRaw { owner: &owner, key: &key });
    }
}

fn response(cx: &mut Context, scope: &Scope<'_>, name: &Text) -> Option<String> {
    if scope.find(name) == Some(Named::Object) {
        return Some(name.value.clone());
    }
    let suggestion = Suggestion::new(name, "types", scope.objects());
    cx.fail(&name.span, Problem::UnknownResponse { name: &**name, suggestion: &suggestion })
}

/// Follows a path of plain objects to a list.
fn records(cx: &mut Context, types: &Drafts, event: &Draft, path: &Text) -> Option<Vec<String>> {
    let steps: Vec<&str> = path.split('.').collect();
    let mut draft = event;
    for (index, step) in steps.iter().enumerate() {
        let owner = &draft.head.owner;
        let last = index + 1 == steps.len();
        let Some(slot) = draft.find(step).map(|found| &draft.slots[found]) else {
            return bad_records(cx, path, &format!("{owner} has no field `{step}`; {}", draft.suggest(step)));
        };
        match slot.ty.as_ref()? {
            _ if slot.encoded => return bad_records(cx, path, &format!("`{step}` is encoded text")),
            Type::List(_) if last => break,
            Type::Object(name) if !last => draft = types.get(name)?,
            ty => return bad_records(cx, path, &format!("`{step}` holds {}", words::described(ty))),
        }
    }
    Some(steps.into_iter().map(str::to_owned).collect())
}

fn bad_records(cx: &mut Context, path: &Text, reason: &str) -> Option<Vec<String>> {
    cx.fail(&path.span, Problem::BadRecords { path: &**path, reason: &reason })
}

fn ambiguous_with(cx: &mut Context, spec: &Spec, provider: &str, raw: &raw::Trigger) -> BTreeMap<String, String> {
    let others = raw.ambiguous_with.iter().filter(|(id, _)| is_other_trigger(cx, spec, provider, raw, id));
    others.map(|(id, reason)| (id.value.clone(), reason.value.clone())).collect()
}

/// Returns whether the id is that of another trigger. Ids of other providers cannot be checked.
fn is_other_trigger(cx: &mut Context, spec: &Spec, provider: &str, raw: &raw::Trigger, id: &Text) -> bool {
    let Some((of, trigger)) = id.split_once('.').filter(|(of, trigger)| !of.is_empty() && names::is_id(trigger)) else {
        let right = format!("{provider}.{}", id.rsplit('.').next().unwrap_or_default());
        cx.error(&id.span, Problem::BadAmbiguous { id: &**id, right: &right });
        return false;
    };
    if of != provider {
        return true;
    }
    if trigger == raw.object.id.value {
        cx.error(&id.span, Problem::AmbiguousWithItself { id: &**id });
        return false;
    }
    let known = spec.triggers.iter().any(|each| each.object.id.value == trigger);
    if !known {
        let ids: Vec<String> = spec.triggers.iter().map(|each| format!("{provider}.{}", each.object.id.value)).collect();
        let suggestion = Suggestion::new(id, "triggers", ids.iter().map(String::as_str));
        cx.error(&id.span, Problem::UnknownAmbiguous { id: &**id, suggestion: &suggestion });
    }
    known
}
