//! Samples: every file belongs to something, everything that needs one has one, and each obeys the spec.

use std::collections::BTreeMap;

use crate::conform::{self, Violation};
use crate::diagnostic::{Context, Problem};
use crate::json::{self, line_column};
use crate::model::{Body, Provider, Sample, Span};
use crate::raw::{Spec, Text};
use crate::samples::SampleFiles;
use crate::suggest::Suggestion;

/// Files in the folder that are for people.
const PROSE: [&str; 2] = ["NOTES.md", "README.md"];

/// What a sample is of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Trigger(usize),
    Type(usize),
    Config(usize),
}

/// A sample with what messages need.
struct Given {
    of: Of,
    sample: Sample,
    /// "the sample `samples/huawei/kafka.json`"
    shown: String,
    /// Place of the inline text in the spec.
    inline: Option<Span>,
}

/// Hands every sample to its owner in `provider`, and checks it against the owner's object.
pub(super) fn check(cx: &mut Context, text: &str, spec: &Spec, provider: &mut Provider, files: &dyn SampleFiles) {
    let mut refused = Vec::new();
    let mut given = inline(cx, spec, provider, &mut refused);
    match files.files() {
        Ok(files) => {
            for (name, bytes) in files {
                refused.extend(file(cx, provider, &mut given, &name, &bytes));
            }
        }
        Err(error) => drop(cx.error(&(0..0), Problem::SamplesUnreadable { reason: &error })),
    }
    given.sort_by(|a, b| a.sample.variant.cmp(&b.sample.variant));
    missing(cx, provider, &given, &refused);
    for each in &given {
        judge(cx, text, provider, each);
    }
    for Given { of, sample, .. } in given {
        match of {
            Of::Trigger(index) => provider.triggers[index].samples.push(sample),
            Of::Type(index) => provider.types[index].samples.push(sample),
            Of::Config(index) => provider.configs[index].samples.push(sample),
        }
    }
}

/// The samples that stand in the spec.
fn inline(cx: &mut Context, spec: &Spec, provider: &Provider, refused: &mut Vec<Of>) -> Vec<Given> {
    let mut given = Vec::new();
    let mut add = |of, text: &Text, body, owner: String| {
        let sample = Sample { variant: String::new(), body, bytes: text.as_bytes().to_vec(), file: None };
        let shown = shown(&sample, &owner);
        given.push(Given { of, sample, shown, inline: Some(text.span.clone()) });
    };
    for (index, raw) in spec.triggers.iter().enumerate() {
        let Some(text) = &raw.sample else { continue };
        let id = &raw.object.id.value;
        match provider.triggers[index].bodies.first() {
            Some(Body::Cbor) => {
                cx.error(&text.span, Problem::InlineCbor { id });
                refused.push(Of::Trigger(index));
            }
            body => add(Of::Trigger(index), text, body.copied().unwrap_or(Body::Json), format!("trigger `{id}`")),
        }
    }
    for (index, raw) in spec.configs.iter().enumerate() {
        if let Some(text) = &raw.sample {
            add(Of::Config(index), text, Body::Json, format!("configuration `{}`", raw.object.id.value));
        }
    }
    given
}

/// What messages call a sample.
pub(super) fn shown(sample: &Sample, owner: &str) -> String {
    match &sample.file {
        Some(file) => format!("the sample `{file}`"),
        None => format!("the inline sample of {owner}"),
    }
}

/// Takes a file in, if it belongs to something. Otherwise returns what it would have been of, as far as that is known.
fn file(cx: &mut Context, provider: &Provider, given: &mut Vec<Given>, name: &str, bytes: &[u8]) -> Option<Of> {
    if PROSE.contains(&name) {
        return None;
    }
    let path = format!("samples/{}/{name}", provider.name);
    let Some((of, variant, extension)) = owner(provider, name) else {
        cx.error(&(0..0), Problem::StraySample { file: &path, suggestion: &meant(provider, name) });
        return None;
    };
    let (bodies, span): (&[Body], &Span) = match of {
        Of::Trigger(index) => (&provider.triggers[index].bodies, &provider.triggers[index].span),
        Of::Type(index) => (&[Body::Json], &provider.types[index].object.span),
        Of::Config(index) => (&[Body::Json], &provider.configs[index].object.span),
    };
    // A CBOR payload is shown as JSON beside it, which is what people and the checker read.
    let body = match extension {
        "json" if bodies.contains(&Body::Json) || bodies.contains(&Body::Cbor) => Body::Json,
        "cbor" if bodies.contains(&Body::Cbor) => Body::Cbor,
        "txt" if bodies.contains(&Body::Raw) => Body::Raw,
        _ => {
            let body = bodies.iter().map(|body| body.word()).collect::<Vec<_>>().join(" or ");
            let right = bodies.iter().map(|body| format!("`.{}`", body.extension())).collect::<Vec<_>>().join(" or ");
            cx.error(span, Problem::SampleKind { sample: &path, extension: &extension, body: &body, right: &right });
            return Some(of);
        }
    };
    let twin = given.iter().find(|each| each.of == of && each.sample.variant == variant && each.sample.body == body);
    if let Some(twin) = twin.and_then(|twin| twin.inline.as_ref()) {
        cx.error(twin, Problem::SampleTwice { file: &path });
        return None;
    }
    let sample = Sample { variant: variant.to_owned(), body, bytes: bytes.to_vec(), file: Some(path) };
    let shown = shown(&sample, "");
    given.push(Given { of, sample, shown, inline: None });
    None
}

/// What a file's name says: its owner, its variant, its extension.
fn owner<'n>(provider: &Provider, name: &'n str) -> Option<(Of, &'n str, &'n str)> {
    let (stem, extension) = name.rsplit_once('.')?;
    let (first, rest) = stem.split_once('.').unwrap_or((stem, ""));
    let (of, variant) = match first {
        "type" | "config" => {
            let (id, variant) = rest.split_once('.').unwrap_or((rest, ""));
            let of = if first == "type" {
                provider.types.iter().position(|each| each.object.name == id).map(Of::Type)
            } else {
                provider.configs.iter().position(|each| each.id == id).map(Of::Config)
            };
            (of?, variant)
        }
        id => (Of::Trigger(provider.triggers.iter().position(|each| each.id == id)?), rest),
    };
    (!variant.contains('.')).then_some((of, variant, extension))
}

/// What a misnamed file may have been meant for, in words.
fn meant(provider: &Provider, name: &str) -> String {
    let (lead, rest) = match name.split_once('.') {
        Some(("type", rest)) => ("type.", rest),
        Some(("config", rest)) => ("config.", rest),
        _ => ("", name),
    };
    let (id, tail) = rest.split_at(rest.find('.').unwrap_or(rest.len()));
    let (what, known): (&str, Vec<&str>) = match lead {
        "type." => ("types", provider.types.iter().map(|each| each.object.name.as_str()).collect()),
        "config." => ("configurations", provider.configs.iter().map(|each| each.id.as_str()).collect()),
        _ => ("triggers", provider.triggers.iter().map(|each| each.id.as_str()).collect()),
    };
    let suggestion = Suggestion::new(id, what, known.iter().copied());
    match suggestion.nearest() {
        // The id is right, so something behind it is not.
        Some(near) if near == id => "at most one word stands between the id and the extension".to_owned(),
        Some(near) => Suggestion::of(&format!("{lead}{near}{tail}")).to_string(),
        None => suggestion.to_string(),
    }
}

/// Reports triggers and configurations without a sample. One that was refused is not missing.
fn missing(cx: &mut Context, provider: &Provider, given: &[Given], refused: &[Of]) {
    let has = |of, bodies: &[Body]| {
        refused.contains(&of) || given.iter().any(|each| each.of == of && bodies.contains(&each.sample.body))
    };
    let folder = format!("samples/{}", provider.name);
    for (index, trigger) in provider.triggers.iter().enumerate() {
        let body = trigger.bodies.first().copied().unwrap_or(Body::Json);
        let inline = if body == Body::Cbor { "" } else { INLINE };
        if !has(Of::Trigger(index), &trigger.bodies) {
            let right = format!("add the file `{folder}/{}.{}`{inline}", trigger.id, body.extension());
            let owner = format!("trigger `{}`", trigger.id);
            cx.error(&trigger.span, Problem::NoSample { owner: &owner, right: &right });
        }
    }
    for (index, config) in provider.configs.iter().enumerate() {
        if !has(Of::Config(index), &[Body::Json]) {
            let right = format!("add the file `{folder}/config.{}.json`{INLINE}", config.id);
            let owner = format!("configuration `{}`", config.id);
            cx.error(&config.object.span, Problem::NoSample { owner: &owner, right: &right });
        }
    }
}

/// The other way to give a sample.
const INLINE: &str = ", or say `sample = '…'`";

/// Checks a JSON sample against its object. Other bytes are not looked into.
fn judge(cx: &mut Context, text: &str, provider: &Provider, given: &Given) {
    if given.sample.body != Body::Json {
        return;
    }
    let object = match given.of {
        Of::Trigger(index) => &provider.triggers[index].event,
        Of::Type(index) => &provider.types[index].object,
        Of::Config(index) => &provider.configs[index].object,
    };
    let place = given.inline.as_ref().unwrap_or(&object.span);
    let json = match std::str::from_utf8(&given.sample.bytes) {
        Ok(json) => json,
        Err(error) => {
            let at = error.valid_up_to() + 1;
            cx.error(place, Problem::SampleNotUtf8 { sample: &given.shown, at: &at });
            return;
        }
    };
    match json::parse(json) {
        Ok(node) => {
            let violations = conform::violations(conform::definitions(provider), object, &node);
            report(cx, text, given, json, &violations);
        }
        Err(error) => {
            let at = line_column(json, error.offset);
            let place = within(text, given, json, error.offset).unwrap_or_else(|| place.clone());
            cx.error(&place, Problem::SampleNotJson { sample: &given.shown, at: &at, reason: &error.reason });
        }
    }
}

/// Reports violations at the fields that they break; of those at one field, the first and how many more.
fn report(cx: &mut Context, text: &str, given: &Given, json: &str, violations: &[Violation]) {
    let mut by_field: BTreeMap<(usize, &str), Vec<&Violation>> = BTreeMap::new();
    for violation in violations {
        by_field.entry((violation.spec.start, violation.rule)).or_default().push(violation);
    }
    for list in by_field.values() {
        let Some(first) = list.first() else { continue };
        let more = match list.len() {
            1 => String::new(),
            2 => " (and in one more place)".to_owned(),
            count => format!(" (and in {} more places)", count - 1),
        };
        let at = line_column(json, first.at);
        let place = match &first.path[..] {
            "" => format!("as a whole ({at})"),
            path => format!("at `{path}` ({at})"),
        };
        let reason = match &first.doc {
            Some(doc) => doc.trim_end_matches('.').to_owned(),
            None => format!("expected {}, found {}", first.expected, first.found),
        };
        let problem = Problem::SampleBreaks { sample: &given.shown, place: &place, reason: &reason, more: &more };
        let diagnostic = cx.error(&first.spec, problem);
        if let Some(place) = within(text, given, json, first.at) {
            diagnostic.note(&place, "in the sample");
        }
    }
}

/// The place in the spec of an offset in an inline sample, where the sample stands there letter by letter.
fn within(text: &str, given: &Given, json: &str, offset: usize) -> Option<Span> {
    let span = given.inline.as_ref()?;
    let start = span.start + text.get(span.clone())?.find(json)? + offset;
    Some(start..start + 1)
}
