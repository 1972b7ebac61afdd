//! The schemas beside the decoder: an independent validator and ours must agree on every payload, save where a table says why not.

mod judges;
mod language;
mod probes;
mod usual;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jsonschema::Validator;
use serde_json::Value;
use triggerkit_spec::model::{Body, Object, Provider, Sample};
use triggerkit_spec::{SampleFolder, SourceFile, builtin, check};

use judges::{checker, decoder};
use probes::Probe;

use super::node::Node;
use super::{FOLDER, generate, standalone};
use crate::generated::File;
use crate::workspace::{Spec, Workspace};

/// The differences between schema and decoder: the probe, which of them accepts it, and the reason.
const DECODER: &[(&str, Accepts, &str)] = &[
    ("1.0", Accepts::Schema, INTEGERS),
    ("an integer that no type holds, as text", Accepts::Schema, IN_TEXT),
    ("a number of a limited range, as text", Accepts::Schema, IN_TEXT),
    ("JSON in text", Accepts::Schema, IN_TEXT),
    ("bytes", Accepts::Schema, IN_TEXT),
    ("a number in place of limited text", Accepts::Schema, DIGITS),
    ("null", Accepts::Schema, NULLS),
    ("null as an item", Accepts::Schema, NULLS),
    ("another text", Accepts::Schema, "an empty text is the text of an empty list, but no value of a required one"),
    ("a length in bytes", Accepts::Schema, BYTES),
    ("a cron expression", Accepts::Schema, CRON),
    ("under both names", Accepts::Ours, ALIASES),
    ("the list after another key", Accepts::Schema, ORDER),
];

/// The same for the checker of samples, with the specs of the tests of the language.
const CHECKER: &[(&str, Accepts, &str)] = &[
    ("1.0", Accepts::Schema, INTEGERS),
    ("an integer that no type holds, as text", Accepts::Schema, IN_TEXT),
    ("a number of a limited range, as text", Accepts::Schema, IN_TEXT),
    ("JSON in text", Accepts::Schema, IN_TEXT),
    ("a list in text", Accepts::Schema, IN_TEXT),
    ("bytes", Accepts::Schema, IN_TEXT),
    ("a number in place of limited text", Accepts::Schema, DIGITS),
    ("a length in bytes", Accepts::Schema, BYTES),
    ("a cron expression", Accepts::Schema, CRON),
    ("text of a time", Accepts::Schema, "no keyword has the directives of strftime, so a comment names the form"),
    ("the 30th of February", Accepts::Schema, "a pattern cannot check the length of a month"),
    ("under both names", Accepts::Ours, ALIASES),
    ("the list after another key", Accepts::Schema, ORDER),
];

const INTEGERS: &str = "1.0 is an integer for JSON Schema";
const IN_TEXT: &str = "no keyword checks the contents of a text";
const NULLS: &str = "items that are null are left out, so a list of nothing else counts as absent in a rule";
const DIGITS: &str = "no keyword checks the digits of a number";
const BYTES: &str = "lengths are counted in characters only, so the schema checks the limits that follow from those in bytes";
const CRON: &str = "the pattern checks the letters and the number of fields, not the values of each field";
const ALIASES: &str = "next to the wire name, the decoder ignores an alias, but the schema checks both";
const ORDER: &str = "the decoder looks for the list under the first key, but members have no order for a schema";

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Accepts {
    Schema,
    Ours,
}

type Judge<'j> = Box<dyn FnMut(&str) -> bool + 'j>;

/// An object with a schema, and its judge.
struct Subject<'p> {
    stem: String,
    object: &'p Object,
    samples: &'p [Sample],
    judge: Judge<'p>,
}

/// Returns the schemas of a provider by the stems of their files.
fn schemas(provider: &Provider) -> BTreeMap<String, Validator> {
    let spec = Spec { source: SourceFile::new("", ""), provider: provider.clone() };
    let generated = generate(&Workspace { specs: vec![spec], ..Workspace::default() });
    let is_schema = |file: &&File| file.path.starts_with(FOLDER) && file.path.extension().is_some_and(|end| end == "json");
    let files = generated.files.iter().filter(is_schema);
    files
        .map(|file| {
            let schema: Value = serde_json::from_str(&file.text).unwrap();
            let problem = jsonschema::meta::validate(&schema).err().map(|error| error.to_string());
            assert_eq!(problem, None, "{}", file.path.display());
            let stem = file.path.file_stem().unwrap().to_string_lossy().into_owned();
            (stem, jsonschema::draft202012::new(&schema).unwrap())
        })
        .collect()
}

/// Probes every subject and returns the differences, each with an example.
fn differences(provider: &Provider, subjects: Vec<Subject<'_>>, tried: &mut usize) -> BTreeMap<(&'static str, Accepts), String> {
    let schemas = schemas(provider);
    let stems: BTreeSet<&str> = subjects.iter().map(|subject| subject.stem.as_str()).collect();
    assert_eq!(stems, schemas.keys().map(String::as_str).collect(), "each schema is probed");
    let mut differences = BTreeMap::new();
    for Subject { stem, object, samples, mut judge } in subjects {
        let schema = &schemas[&stem];
        for sample in samples.iter().filter(|sample| sample.body == Body::Json) {
            let value: Value = serde_json::from_slice(&sample.bytes).unwrap();
            let problems: Vec<String> = schema.iter_errors(&value).map(|error| error.to_string()).collect();
            assert!(problems.is_empty(), "{stem}: {problems:?}");
            probes::each(provider, object, &value, &mut |Probe { what, at, payload }| {
                *tried += 1;
                let accepts = match (schema.is_valid(payload), judge(&payload.to_string())) {
                    (true, false) => Accepts::Schema,
                    (false, true) => Accepts::Ours,
                    _ => return,
                };
                let value = payload.pointer(&at.iter().map(|step| format!("/{step}")).collect::<String>());
                let example = format!("{}.{stem} {}: {}", provider.name, at.join("."), value.unwrap_or(payload));
                differences.entry((what, accepts)).or_insert(example);
            });
        }
    }
    differences
}

fn agree(found: &BTreeMap<(&'static str, Accepts), String>, table: &[(&str, Accepts, &str)]) {
    let news: Vec<_> =
        found.iter().filter(|((what, accepts), _)| !table.iter().any(|row| (row.0, row.1) == (*what, *accepts))).collect();
    assert!(news.is_empty(), "not in the table: {news:#?}");
    let gone: Vec<_> = table.iter().filter(|row| !found.contains_key(&(row.0, row.1))).collect();
    assert!(gone.is_empty(), "no longer so: {gone:#?}");
}

/// Everything of a provider that has a schema, each judged by `judge`.
fn subjects<'p>(provider: &'p Provider, judge: impl Fn(&str, &'p Object) -> Judge<'p>) -> Vec<Subject<'p>> {
    let subject = |stem: String, object: &'p Object, samples: &'p [Sample]| {
        let judge = judge(&stem, object);
        Subject { stem, object, samples, judge }
    };
    let triggers = provider.triggers.iter().filter(|each| each.bodies != [Body::Raw]);
    let names = standalone(provider);
    let types = provider.types.iter().filter(|each| names.contains(each.object.name.as_str()));
    let configs = provider.configs.iter();
    triggers
        .map(|each| subject(each.id.clone(), &each.event, &each.samples))
        .chain(types.map(|each| subject(format!("type.{}", each.object.name), &each.object, &each.samples)))
        .chain(configs.map(|each| subject(format!("config.{}", each.id), &each.object, &each.samples)))
        .collect()
}

#[test]
fn schema_and_decoder_agree() {
    let (mut found, mut tried) = (BTreeMap::new(), 0);
    for builtin in builtin::ALL {
        let provider = builtin.check().unwrap();
        let subjects = subjects(&provider, |stem, object| {
            // What is not such JSON is bytes then, whatever it is.
            if provider.trigger(stem).is_some_and(|trigger| trigger.raw.is_some()) {
                let mut check = checker(&provider, object);
                return Box::new(move |text| check(text).is_ok());
            }
            let decode = decoder(&provider.name, stem, object);
            Box::new(move |text| decode(text).is_ok())
        });
        found.extend(differences(&provider, subjects, &mut tried));
    }
    assert!(tried > 15_000, "{tried}");
    agree(&found, DECODER);
}

#[test]
fn schema_and_checker_agree() {
    let (mut found, mut tried) = (BTreeMap::new(), 0);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/tests/accepted");
    let entries = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    for path in entries.filter(|path| path.extension().is_some_and(|end| end == "toml")) {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let source = SourceFile::read(stem.as_str(), &path).unwrap();
        let provider = check(&source, &stem, &SampleFolder::beside(&path, &stem)).unwrap();
        let subjects = subjects(&provider, |_, object| {
            let mut check = checker(&provider, object);
            Box::new(move |text| check(text).is_ok())
        });
        found.extend(differences(&provider, subjects, &mut tried));
    }
    assert!(tried > 2_000, "{tried}");
    agree(&found, CHECKER);
}
