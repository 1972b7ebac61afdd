//! Checks triggers: bodies, the response, the batch, and the triggers that they are ambiguous with.

use std::collections::BTreeMap;

use triggerkit_core::key_path::Mark;
use triggerkit_core::time::parse_rfc3339;

use super::distinct::distinct;
use super::draft::{Draft, Drafts};
use super::object;
use super::path::{self, End};
use super::scope::{Named, Scope};
use super::{failures, http};
use crate::diagnostic::{Context, Problem};
use crate::model::{Body, Field, Path, Presence, Response, Span, Status, Trigger, Type, ValueRules};
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
    let mut takes_raw = Some(event.fields.len());
    let mut records = Vec::new();
    let (mut failures, mut http) = (None, None);
    if bodies == [Body::Raw] {
        check_no_fields(cx, raw);
        event.fields.push(payload(&raw.object.id.span));
    } else {
        event = object::complete(cx, types, draft, &raw.object);
        event.root = root(cx, raw, &bodies, draft);
        takes_raw = raw_field(cx, raw, &bodies, draft);
        records = self::records(cx, types, draft, &raw.records);
        failures = failures::check(cx, types, draft, raw);
        http = raw.http.as_ref().map(|http| http::request(cx, types, draft, http));
    }
    event.tolerant = spec.is_tolerant();
    Trigger {
        id: id.clone(),
        title: raw.title.as_ref().map(|title| title.value.clone()).unwrap_or_default(),
        event,
        raw: takes_raw,
        marker: names::type_name(id).unwrap_or_default(),
        detect: raw.detect.as_ref().map(|detect| detect.value.clone()),
        fallback: is_fallback(cx, raw),
        ambiguous_with: ambiguous_with(cx, spec, provider, raw),
        response: response(cx, scope, spec, raw),
        http,
        records,
        failures,
        status: status(cx, spec, provider, raw),
        bodies,
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
        base64_flag: None,
        tag: None,
        batch: false,
        batch_items: 0,
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
            if slot.ty.as_ref().is_some_and(|ty| *ty != Type::String) {
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
    let records = raw.records.first().map(|records| ("records", &records.span));
    let failures = raw.failures.as_ref().map(|failures| ("failures", &failures.span));
    let root = raw.root.as_ref().map(|root| ("root", &root.span));
    let rules = raw.object.rules.first().map(|rule| ("rules", &rule.span));
    let accessors = raw.object.accessors.first().map(|(name, _)| ("accessors", &name.span));
    let http = raw.http.as_ref().map(|http| ("http", &http.span));
    for (key, span) in [fields, like, records, failures, root, rules, accessors, http].into_iter().flatten() {
        cx.error(span, Problem::FieldsOfRaw { owner: &owner, key: &key });
    }
}

/// Finds what the function returns: the event, or one of several types, the first of which has to be HTTP if the event is.
fn response(cx: &mut Context, scope: &Scope<'_>, spec: &Spec, raw: &raw::Trigger) -> Response {
    if let Some(name) = raw.response.iter().find(|name| name.value == Response::EVENT) {
        check_event_as_response(cx, raw, name);
        return Response::Event;
    }
    let mut types = distinct(cx, "response", &raw.response);
    if let (Some(first), true) = (raw.response.first(), raw.http.is_some()) {
        let mut objects = spec.types.iter();
        if objects.any(|def| def.object.id.value == first.value && def.http.is_none()) {
            cx.error(&first.span, Problem::ResponseNotHttp { response: &**first });
        }
    }
    for name in raw.response.iter().filter(|name| scope.find(name) != Some(Named::Object)) {
        let event = name.eq_ignore_ascii_case(Response::EVENT).then_some(Response::EVENT);
        let suggestion = Suggestion::new(name, "types", event.into_iter().chain(scope.objects()));
        cx.error(&name.span, Problem::UnknownResponse { name: &**name, suggestion: &suggestion });
    }
    types.retain(|name| scope.find(name) == Some(Named::Object));
    if types.is_empty() { Response::Undocumented } else { Response::OneOf(types) }
}

/// Reports what keeps the event from being the answer.
fn check_event_as_response(cx: &mut Context, raw: &raw::Trigger, name: &Text) {
    let other = [Body::Cbor, Body::Raw].map(Body::word);
    let has_other = raw.body.as_ref().is_some_and(|words| words.iter().any(|word| other.contains(&word.as_str())));
    let reasons = [
        has_other.then_some("its body is not just `json`"),
        raw.http.as_ref().map(|_| "it is an HTTP request, and its answer an HTTP response"),
        raw.failures.as_ref().map(|_| "the answer is the list of `failures`"),
        (raw.response.len() > 1).then_some("a list of responses can only name types"),
    ];
    for reason in reasons.into_iter().flatten() {
        cx.error(&name.span, Problem::EventAsResponse { reason: &reason });
    }
}

/// Follows each path to a list, or to the values of a map. Several of them hold records of one type and begin with different fields.
fn records(cx: &mut Context, types: &Drafts, event: &Draft, paths: &[Text]) -> Vec<Path> {
    let mut found: Vec<(Path, &Type)> = Vec::new();
    for path in paths {
        let reason = match path::follow(types, event, path) {
            Ok(end) => match end.record() {
                Some(record) => match other_records(&found, &end.path, record) {
                    Some(reason) => reason,
                    None => {
                        found.push((end.path, record));
                        continue;
                    }
                },
                None => no_records(path, &end),
            },
            Err(reason) if reason.is_empty() => continue,
            Err(reason) => reason,
        };
        cx.error(&path.span, Problem::BadRecords { path: &**path, reason: &reason });
    }
    found.into_iter().map(|(path, _)| path).collect()
}

/// Returns why a path cannot lead to records in addition to those that were found.
fn other_records(found: &[(Path, &Type)], path: &Path, record: &Type) -> Option<String> {
    let (first, ty) = found.first()?;
    let clashes = |(other, _): &(Path, _)| other.0.first().map(|step| &step.wire) == path.0.first().map(|step| &step.wire);
    if *ty != record {
        return Some(format!("its records are of another type than those of `{first}`"));
    }
    found.iter().any(clashes).then(|| "another path begins with the same field".to_owned())
}

/// Returns why a path does not end where records are.
fn no_records(path: &str, end: &End<'_>) -> String {
    match end.ty {
        Type::Encoded(..) => format!("`{}` is encoded text", end.slot.wire.value),
        Type::Map(_) => format!("`{path}` is a map; write `{path}{{}}` for the records in its values"),
        _ if end.last_mark() == Some(Mark::Items) => "the last `[]` leads to the items of the list".to_owned(),
        ty => format!("`{}` holds {}", end.slot.wire.value, words::described(ty)),
    }
}

/// Finds the field whose value is the payload: the only one, which is a list.
fn root(cx: &mut Context, raw: &raw::Trigger, bodies: &[Body], draft: &Draft) -> Option<usize> {
    let name = raw.root.as_ref()?;
    let index = draft.expect(cx, name)?;
    let slot = &draft.slots[index];
    let reason = match &slot.ty {
        _ if bodies != [Body::Json] => "the body of the trigger is not just `json`".to_owned(),
        _ if draft.slots.len() > 1 => format!("the event has other fields than `{}`", name.value),
        // A wrong field is not part of the event.
        Some(Type::Encoded(..)) => format!("`{}` is encoded text", name.value),
        Some(Type::List(_)) | None => return slot.field.is_some().then_some(index),
        Some(ty) => format!("`{}` holds {}", name.value, words::described(ty)),
    };
    cx.fail(&name.span, Problem::BadRoot { field: &**name, reason: &reason })
}

/// Checks when the trigger came and went.
fn status(cx: &mut Context, spec: &Spec, provider: &str, raw: &raw::Trigger) -> Status {
    let raw::Status { since, retired, successor } = &raw.status;
    for date in [since, retired].into_iter().flatten().filter(|date| !is_date(date)) {
        cx.error(&date.span, Problem::BadStatusDate { date: &**date });
    }
    if let Some(successor) = successor {
        is_other_trigger(cx, spec, provider, raw, "successor", successor);
    }
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
    Status { since: text(since), retired: text(retired), successor: text(successor) }
}

/// Returns whether a text is a year, with a month and a day at most: `2025-06`.
fn is_date(text: &str) -> bool {
    let rest = match text.len() {
        4 => "-01-01",
        7 => "-01",
        _ => "",
    };
    parse_rfc3339(&format!("{text}{rest}T00:00:00Z")).is_some()
}

/// Returns whether the trigger is a fallback, which needs a condition.
fn is_fallback(cx: &mut Context, raw: &raw::Trigger) -> bool {
    let Some(fallback) = raw.fallback.as_ref().filter(|fallback| fallback.value) else { return false };
    if raw.detect.is_none() {
        cx.error(&fallback.span, Problem::FallbackWithoutDetect { id: &raw.object.id.value });
    }
    true
}

fn ambiguous_with(cx: &mut Context, spec: &Spec, provider: &str, raw: &raw::Trigger) -> BTreeMap<String, String> {
    let others = raw.ambiguous_with.iter().filter(|(id, _)| is_other_trigger(cx, spec, provider, raw, "ambiguous_with", id));
    others.map(|(id, reason)| (id.value.clone(), reason.value.clone())).collect()
}

/// Returns whether the id is that of another trigger. Ids of other providers cannot be checked.
fn is_other_trigger(cx: &mut Context, spec: &Spec, provider: &str, raw: &raw::Trigger, key: &str, id: &Text) -> bool {
    let Some((of, trigger)) = id.split_once('.').filter(|(of, trigger)| !of.is_empty() && names::is_id(trigger)) else {
        let right = format!("{provider}.{}", id.rsplit('.').next().unwrap_or_default());
        cx.error(&id.span, Problem::BadTriggerId { id: &**id, right: &right });
        return false;
    };
    if of != provider {
        return true;
    }
    if trigger == raw.object.id.value {
        let what = if key == "successor" { "its own successor" } else { "ambiguous with itself" };
        cx.error(&id.span, Problem::TriggerItself { id: &**id, what: &what });
        return false;
    }
    let known = spec.triggers.iter().any(|each| each.object.id.value == trigger);
    if !known {
        let ids: Vec<String> = spec.triggers.iter().map(|each| format!("{provider}.{}", each.object.id.value)).collect();
        let suggestion = Suggestion::new(id, "triggers", ids.iter().map(String::as_str));
        cx.error(&id.span, Problem::UnknownTrigger { id: &**id, key: &key, suggestion: &suggestion });
    }
    known
}
