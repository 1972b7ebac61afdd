//! Checks samples: every file belongs to an item of the spec, every item that needs a sample has one, and each satisfies the spec.

use std::collections::{BTreeMap, BTreeSet};

use triggerkit_core::report::{Rule, describe_not_utf8};

use crate::diagnostic::{Context, Problem};
use crate::json::line_column;
use crate::judge::{Judge, Violation};
use crate::model::{Body, Config, Provider, Sample, Span, Trigger};
use crate::raw::{Spec, Text};
use crate::samples::SampleFiles;
use crate::suggest::Suggestion;

/// Files in the folder that are not samples.
const PROSE: [&str; 2] = ["NOTES.md", "README.md"];

/// What a sample is of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Of {
    Trigger(usize),
    Type(usize),
    Config(usize),
}

impl Of {
    /// Returns the encodings of its values.
    fn bodies(self, provider: &Provider) -> &[Body] {
        match self {
            Of::Trigger(index) => &provider.triggers[index].bodies,
            Of::Type(_) | Of::Config(_) => &[Body::Json],
        }
    }

    /// Returns the place of its name.
    fn span(self, provider: &Provider) -> &Span {
        match self {
            Of::Trigger(index) => &provider.triggers[index].span,
            Of::Type(index) => &provider.types[index].object.span,
            Of::Config(index) => &provider.configs[index].object.span,
        }
    }
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

/// Adds every sample to its owner in `provider`, and checks it against the owner's object.
pub(super) fn check(cx: &mut Context, text: &str, spec: &Spec, provider: &mut Provider, files: &dyn SampleFiles) {
    let mut refused = Vec::new();
    let mut given = inline(cx, spec, provider, &mut refused);
    let owners = Owners::of(provider);
    let inline: BTreeMap<Of, (Body, Span)> =
        given.iter().filter_map(|each| Some((each.of, (each.sample.body, each.inline.clone()?)))).collect();
    match files.files() {
        Ok(files) => {
            for (name, bytes) in files {
                match file(cx, provider, &owners, &inline, &name, &bytes) {
                    Taken::In(sample) => given.push(*sample),
                    Taken::Refused(owners) => refused.extend(owners),
                    Taken::Not => {}
                }
            }
        }
        Err(error) => drop(cx.error(&(0..0), Problem::SamplesUnreadable { reason: &error })),
    }
    given.sort_by(|a, b| a.sample.variant.cmp(&b.sample.variant));
    missing(cx, provider, &given, &refused);
    let mut judge = Judge::of(provider);
    for each in &given {
        check_sample(cx, text, provider, &mut judge, each);
    }
    for Given { of, sample, .. } in given {
        match of {
            Of::Trigger(index) => provider.triggers[index].samples.push(sample),
            Of::Type(index) => provider.types[index].samples.push(sample),
            Of::Config(index) => provider.configs[index].samples.push(sample),
        }
    }
}

/// Returns the samples that are part of the spec.
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

/// Returns the name of a sample in messages.
pub(super) fn shown(sample: &Sample, owner: &str) -> String {
    match &sample.file {
        Some(file) => format!("the sample `{file}`"),
        None => format!("the inline sample of {owner}"),
    }
}

/// The result of reading a file.
enum Taken {
    In(Box<Given>),
    /// It belongs to one of these items, but is wrong.
    Refused(Vec<Of>),
    /// It is not a sample, or is reported already.
    Not,
}

/// Reads a file, if it belongs to an item. `inline` are the samples that are part of the spec.
fn file(
    cx: &mut Context,
    provider: &Provider,
    owners: &Owners<'_>,
    inline: &BTreeMap<Of, (Body, Span)>,
    name: &str,
    bytes: &[u8],
) -> Taken {
    if PROSE.contains(&name) {
        return Taken::Not;
    }
    let path = format!("samples/{}/{name}", provider.name);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let (of, variant) = match &owners.of_file(provider, stem, extension)[..] {
        [] => {
            cx.error(&(0..0), Problem::StraySample { file: &path, suggestion: &meant(provider, name) });
            return Taken::Not;
        }
        [reading] => *reading,
        readings => {
            report_ambiguous(cx, provider, &path, readings);
            return Taken::Refused(readings.iter().map(|(of, _)| *of).collect());
        }
    };
    let (bodies, span) = (of.bodies(provider), of.span(provider));
    let Some(body) = body_of(bodies, extension) else {
        let body = bodies.iter().map(|body| body.word()).collect::<Vec<_>>().join(" or ");
        let right = bodies.iter().map(|body| format!("`.{}`", body.extension())).collect::<Vec<_>>().join(" or ");
        cx.error(span, Problem::SampleKind { sample: &path, extension: &extension, body: &body, right: &right });
        return Taken::Refused(vec![of]);
    };
    if let Some((_, twin)) = inline.get(&of).filter(|(other, _)| variant.is_empty() && *other == body) {
        cx.error(twin, Problem::SampleTwice { file: &path });
        return Taken::Not;
    }
    let sample = Sample { variant: variant.to_owned(), body, bytes: bytes.to_vec(), file: Some(path) };
    let shown = shown(&sample, "");
    Taken::In(Box::new(Given { of, sample, shown, inline: None }))
}

/// The items that may have samples, by the start of their files' names.
struct Owners<'p>(BTreeMap<(&'static str, &'p str), Of>);

impl<'p> Owners<'p> {
    fn of(provider: &'p Provider) -> Self {
        let triggers = provider.triggers.iter().enumerate().map(|(index, each)| (("", each.id.as_str()), Of::Trigger(index)));
        let types = provider.types.iter().enumerate().map(|(index, each)| (("type", each.object.name.as_str()), Of::Type(index)));
        let configs = provider.configs.iter().enumerate().map(|(index, each)| (("config", each.id.as_str()), Of::Config(index)));
        Owners(triggers.chain(types).chain(configs).collect())
    }

    /// Returns what a file can be a sample of, each with the variant. There are two readings if a trigger is called `config` or `type`, and
    /// its variant like a configuration or a type.
    fn of_file<'n>(&self, provider: &Provider, stem: &'n str, extension: &str) -> Vec<(Of, &'n str)> {
        let (first, rest) = stem.split_once('.').unwrap_or((stem, ""));
        let (id, variant) = rest.split_once('.').unwrap_or((rest, ""));
        let part = ["type", "config"].into_iter().find(|word| *word == first).map(|word| ((word, id), variant));
        let readings = std::iter::once((("", first), rest)).chain(part);
        let readings = readings.filter(|(_, variant)| !variant.contains('.'));
        let mut readings: Vec<_> = readings.filter_map(|(key, variant)| Some((*self.0.get(&key)?, variant))).collect();
        if readings.len() > 1 {
            readings.retain(|(of, _)| body_of(of.bodies(provider), extension).is_some());
        }
        readings
    }
}

/// Returns the encoding of a sample file, if it can have this extension.
fn body_of(bodies: &[Body], extension: &str) -> Option<Body> {
    match extension {
        // A trigger with CBOR payloads may also show them as JSON, which is the form that is checked.
        "json" if bodies.contains(&Body::Json) || bodies.contains(&Body::Cbor) => Some(Body::Json),
        "cbor" if bodies.contains(&Body::Cbor) => Some(Body::Cbor),
        "txt" if bodies.contains(&Body::Raw) => Some(Body::Raw),
        _ => None,
    }
}

/// Reports a file whose name has two readings.
fn report_ambiguous(cx: &mut Context, provider: &Provider, file: &str, readings: &[(Of, &str)]) {
    let [(trigger, variant), (other, _)] = readings else { return };
    let (owner, inline) = match other {
        Of::Config(index) => (format!("configuration `{}`", provider.configs[*index].id), INLINE),
        Of::Type(index) => (format!("type `{}`", provider.types[*index].object.name), ""),
        Of::Trigger(index) => (format!("trigger `{}`", provider.triggers[*index].id), INLINE),
    };
    let stem = file.trim_end_matches(".json");
    let right = format!("{stem}.main.json`{inline}");
    let problem = Problem::SampleAmbiguous { file: &file, variant, owner: &owner, right: &right };
    cx.error(trigger.span(provider), problem).note(other.span(provider), owner.clone());
}

/// Suggests a name for a misnamed file.
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
        // The id is right, so the rest of the name is not.
        Some(near) if near == id => "write at most one word between the id and the extension".to_owned(),
        Some(near) => Suggestion::of(&format!("{lead}{near}{tail}")).to_string(),
        None => suggestion.to_string(),
    }
}

/// Reports triggers and configurations without a sample, except for those whose sample is wrong.
fn missing(cx: &mut Context, provider: &Provider, given: &[Given], refused: &[Of]) {
    let mut there: BTreeMap<Of, Vec<Body>> = BTreeMap::new();
    for each in given {
        there.entry(each.of).or_default().push(each.sample.body);
    }
    let refused: BTreeSet<&Of> = refused.iter().collect();
    let has = |of, bodies: &[Body]| {
        refused.contains(&of) || there.get(&of).is_some_and(|there| there.iter().any(|body| bodies.contains(body)))
    };
    let folder = format!("samples/{}", provider.name);
    let mut require = |of, bodies: &[Body], stem: &str, owner: String, span| {
        if !has(of, bodies) {
            let body = bodies.first().copied().unwrap_or(Body::Json);
            let inline = if body == Body::Cbor { "" } else { INLINE };
            let right = format!("add the file `{folder}/{stem}.{}`{inline}", body.extension());
            cx.error(span, Problem::NoSample { owner: &owner, right: &right });
        }
    };
    for (index, Trigger { id, bodies, span, .. }) in provider.triggers.iter().enumerate() {
        require(Of::Trigger(index), bodies, id, format!("trigger `{id}`"), span);
    }
    for (index, Config { id, object, .. }) in provider.configs.iter().enumerate() {
        let owner = format!("configuration `{id}`");
        require(Of::Config(index), &[Body::Json], &format!("config.{id}"), owner, &object.span);
    }
}

/// The alternative to a file.
const INLINE: &str = ", or write `sample = '…'`";

/// Checks a JSON sample against its object. Other samples have no structure to check.
fn check_sample<'m>(cx: &mut Context, text: &str, provider: &'m Provider, judge: &mut Judge<'m>, given: &Given) {
    if given.sample.body != Body::Json {
        return;
    }
    let object = match given.of {
        Of::Trigger(index) => &provider.triggers[index].event,
        Of::Type(index) => &provider.types[index].object,
        Of::Config(index) => &provider.configs[index].object,
    };
    let place = given.inline.as_ref().unwrap_or(&object.span);
    match std::str::from_utf8(&given.sample.bytes).map(|json| (json, judge.sample(object, json))) {
        Ok((json, Ok(violations))) => report(cx, text, given, json, &violations),
        Ok((json, Err(error))) => {
            let at = line_column(json, error.offset());
            let place = within(text, given, json, error.offset()).unwrap_or_else(|| place.clone());
            cx.error(&place, Problem::SampleNotJson { sample: &given.shown, at: &at, reason: &error.reason() });
        }
        Err(error) => {
            let found = describe_not_utf8(&given.sample.bytes, error.valid_up_to());
            cx.error(place, Problem::SampleNotUtf8 { sample: &given.shown, found: &found });
        }
    }
}

/// Reports violations at their fields: of each field, the first violation and the number of others.
fn report(cx: &mut Context, text: &str, given: &Given, json: &str, violations: &[Violation]) {
    let mut by_field: BTreeMap<(usize, Rule), Vec<&Violation>> = BTreeMap::new();
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
            "$" => format!("as a whole ({at})"),
            path => format!("at `{path}` ({at})"),
        };
        let reason = format!("expected {}, found {}", first.expected, first.found);
        let problem = Problem::SampleBreaks { sample: &given.shown, place: &place, reason: &reason, more: &more };
        let diagnostic = cx.error(&first.spec, problem);
        if let Some(place) = within(text, given, json, first.at) {
            diagnostic.note(&place, "in the sample");
        }
    }
}

/// Returns the place in the spec of an offset in an inline sample, unless the sample has escapes there.
fn within(text: &str, given: &Given, json: &str, offset: usize) -> Option<Span> {
    let span = given.inline.as_ref()?;
    let start = span.start + text.get(span.clone())?.find(json)? + offset;
    Some(start..start + 1)
}
