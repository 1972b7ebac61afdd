//! `#[spec]` with every keyword of the language, and the code of a fictional provider.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use http::Request;
use serde_json::json;
use triggerkit::{Detection, Encoded, Raw, Scalar, Str, Timestamp, Trigger};
use triggerkit_spec::{Failure, NoSamples, SampleFolder, SourceFile, check};

use crate::reports::{places, words};
use crate::values::comes_back;

/// A spec with every feature of the language, and further items next to the generated ones.
#[triggerkit::spec("behaviour/specs/everything.toml")]
mod everything {
    use super::SHOUT;

    impl ScalarsEvent {
        pub(super) fn shout(&self) -> String {
            self.text.to_uppercase() + SHOUT
        }
    }

    pub(super) fn stamped() -> Stamp {
        Stamp::Unpaid
    }
}

use everything::*;

const SHOUT: &str = "!";
const SPEC: &str = include_str!("specs/everything.toml");
/// A tolerant spec, which has the other words.
const TOLERANT: &str = concat!(include_str!("specs/envelopes.toml"), include_str!("specs/envelopes/parcels.toml"));
const GATEWAY: &str = include_str!("specs/gateway.toml");
const BUS: &str = include_str!("specs/bus.toml");
const FAILURES: &str = include_str!("specs/failures.toml");
const ANSWERS: &str = include_str!("specs/answers.toml");
const LANGUAGE: &str = include_str!("../../docs/spec-language.md");

/// Iterates over the words of a text.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '-').filter(|word| !word.is_empty())
}

/// Returns the words in backticks at the start of rows in the reference, except values of examples.
fn documented_words() -> Vec<&'static str> {
    let cells = LANGUAGE.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |")).map(|(cell, _)| cell);
    // The directives of times are those of strftime.
    let cells = cells.filter(|cell| !cell.starts_with('%'));
    let examples = |word: &&str| {
        ["a", "b", "x", "lts", "data", "trigger_type", "timer", "requestContext", "events", "queue", "tmp"].contains(word)
    };
    let values = |word: &&str| word.contains(char::is_uppercase) || ["worksuccess", "object", "true"].contains(word);
    cells.flat_map(words_of).filter(|word| !examples(word) && !values(word)).collect()
}

/// Iterates over the words in backticks of a section.
fn listed(title: &str) -> impl Iterator<Item = &'static str> {
    let section = LANGUAGE.split(title).nth(1).unwrap().split("\n#").next().unwrap();
    let is_example = |text: &str| text.contains(|letter: char| letter.is_uppercase() || "{\"@%".contains(letter));
    let quoted = section.split('`').skip(1).step_by(2).filter(move |text| !is_example(text));
    quoted.flat_map(words_of).filter(|word| *word != "codec")
}

#[test]
fn every_word_of_the_language_is_used() {
    let documented: Vec<&str> =
        documented_words().into_iter().chain(listed("### Types\n")).chain(listed("### Formats\n")).collect();
    assert!(documented.len() > 90, "{documented:?}");
    for word in ["base64_flag", "excludes", "unix-us", "ipv4", "comma-text", "wrapper", "scalar"] {
        assert!(documented.contains(&word), "{word} among {documented:?}");
    }
    let lines =
        [SPEC, TOLERANT, GATEWAY, BUS, FAILURES, ANSWERS].into_iter().flat_map(str::lines).filter(|line| !line.starts_with('#'));
    let lines = lines.map(|line| line.split(" doc = \"").next().unwrap());
    let used: BTreeSet<&str> = lines.flat_map(words_of).collect();
    let missing: Vec<&str> = documented.into_iter().filter(|word| !used.contains(word)).collect();
    assert!(missing.is_empty(), "documented, but in no spec of these tests: {missing:?}");
}

#[test]
fn a_module_may_have_further_items() {
    let event = ScalarsEvent::decode(Scalars::INFO.samples[0].payload).unwrap();
    assert_eq!(event.shout(), "TEXT!");
    assert_eq!(everything::stamped().as_str(), "unpaid:*");
}

#[test]
fn samples_are_compiled_in_with_their_variants() {
    let variants = |samples: &[triggerkit::Sample]| samples.iter().map(|sample| sample.variant).collect::<Vec<_>>();
    assert_eq!(variants(Scalars::INFO.samples), ["", "short"]);
    assert_eq!(variants(Mixed::INFO.samples), ["", "bare"]);
    assert_eq!(Stream::INFO.samples[0].payload, b"any bytes");
    assert_eq!(TRIGGERS.len(), 10);
    for trigger in TRIGGERS {
        for sample in trigger.info.samples {
            trigger.decode(sample.payload).unwrap_or_else(|report| panic!("{} {}\n{report}", trigger.info.id, sample.variant));
        }
    }
}

#[test]
fn scalars_have_their_types() {
    let event = ScalarsEvent::decode(Scalars::INFO.samples[0].payload).unwrap();
    let ScalarsEvent { yes, signed, unsigned, float, cell, choice, none, null, .. } = event.clone();
    assert_eq!((yes, signed, unsigned, float, cell), (true, -3, Some(u64::MAX), Some(0.5), Some(Scalar::I64(1))));
    assert_eq!((choice.as_deref(), none, null), (Some("a"), None, None));
    assert_eq!(event.bytes.as_ref().unwrap().decode().unwrap(), [0, 1]);
    assert_eq!(event.packed.as_ref().unwrap().bytes().unwrap(), b"hello");
    assert_eq!((event.kind.as_deref(), event.self_.as_deref(), event._3gp.as_deref()), (Some("t"), Some("s"), Some("g")));
    assert_eq!((event.x_vip.as_deref(), event.subject.as_deref()), (Some("v"), Some("5")));
    assert_eq!(event.body_bytes().unwrap(), b"hello");
    assert!(format!("{event:?}").contains("secret: [hidden]"));
}

#[test]
fn scalars_have_their_constraints() {
    let broken = json!({
        "text": "tea?".repeat(5), "yes": 1, "signed": 10, "unsigned": "-1", "float": 0.4, "cell": [], "bytes": 5, "choice": "c",
        "only": "that", "secret": "火火", "subject": true,
    });
    let report = ScalarsEvent::decode(broken.to_string()).unwrap_err();
    let every = [
        ("text", "length"),
        ("yes", "type"),
        ("signed", "range"),
        ("unsigned", "type"),
        ("float", "range"),
        ("cell", "type"),
        ("bytes", "type"),
        ("choice", "one_of"),
        ("only", "one_of"),
        ("secret", "length"),
        ("subject", "type"),
        ("null", "required"),
    ];
    assert_eq!(places(&report).into_iter().collect::<BTreeSet<_>>(), every.into());
}

#[test]
fn formats_are_checked() {
    FormatsEvent::decode(Formats::INFO.samples[0].payload).unwrap();
    let names = ["json", "rfc3339", "base64", "cron", "uri", "urn", "uuid", "ipv4", "integer"];
    let broken: serde_json::Value = names.into_iter().map(|name| (name, json!("x y"))).collect();
    let report = FormatsEvent::decode(broken.to_string()).unwrap_err();
    assert_eq!(report.violations().len(), names.len(), "{report}");
    assert!(report.violations().iter().all(|violation| violation.rule.id() == "format"), "{report}");
}

#[test]
fn times_of_every_kind_give_the_same_instant() {
    let at = TimesEvent::decode(Times::INFO.samples[0].payload).unwrap().at;
    let times = [at.rfc, at.s, at.ms, at.us, at.text].map(|time| time.as_ref().and_then(Timestamp::unix_nanoseconds));
    assert_eq!(times, [Some(1_000_000_000), Some(1_000_000_000), Some(1_000_000_000), Some(1_000_000_000), None]);
}

#[test]
fn envelopes_hold_lists_maps_and_codecs() {
    let event = BatchEvent::decode(Batch::INFO.samples[0].payload).unwrap();
    let letter = event.letter.as_ref().unwrap();
    assert_eq!((letter.records.len(), letter.labels.len(), letter.counts.get("a")), (1, 2, Some(&vec![1, 2])));
    assert_eq!(letter.inside.as_ref().unwrap().open().unwrap().name.as_deref(), Some("n"));
    assert_eq!(letter.again.len(), 1);
    assert_eq!(event.stamp, Some(Stamp::Unpaid));
    assert_eq!((Stamp::from("3gp"), Stamp::from("x")), (Stamp::_3gp, Stamp::Other("x".into())));
    comes_back::<BatchEvent>(r#"{"letter":{"records":["{\"id\":\"1\"}"]},"spare":"{\"labels\":\"a\"}"}"#);
}

#[test]
fn lists_that_are_absent_have_no_length() {
    let event = comes_back::<BatchEvent>(r#"{"spare":{"labels":["a"]}}"#);
    event.validate().unwrap();
    let (event, report) = BatchEvent::decode_lenient(r#"{"spare": {"records": []}}"#).unwrap();
    assert_eq!(words(&report), ["spare.records", "length", "1 to 3 items", "0 items"]);
    assert_eq!(event.validate().unwrap_err(), report);
}

#[test]
fn rules_are_checked_across_fields() {
    let report = BatchEvent::decode(r#"{"stamp": "paid"}"#).unwrap_err();
    assert_eq!(places(&report), [("letter", "fields"), ("letter", "fields")]);
    assert_eq!(report.violations()[0].expected, "`letter` beside `stamp` with the text `paid`");
    assert_eq!(report.violations()[1].expected, "at least one of `letter`, `spare` (A letter, or the spare one)");

    let report = |record: &str| BatchEvent::decode(format!(r#"{{"spare": {{"records": [{record}]}}}}"#)).unwrap_err();
    let words = |record: &str| words(&report(record)).map(str::to_owned);
    assert_eq!(words("{}"), ["spare.records[0].id", "fields", "exactly one of `id`, `name`", "none"]);
    assert_eq!(words(r#"{"id": "1", "name": "n"}"#)[3], "`id`, `name`");
    assert_eq!(
        words(r#"{"name": "n", "a": true, "b": true}"#),
        ["spare.records[0].a", "fields", "at most one of `a`, `b`", "`a`, `b`"]
    );
    assert_eq!(words(r#"{"id": "1", "a": true}"#), ["spare.records[0].name", "fields", "`name` beside `a`", "no `name`"]);
}

#[test]
fn unions_follow_their_tag() {
    let event = UnionEvent::decode(r#"{"pet": {"tricks": ["sit"]}, "what": "dog"}"#).unwrap();
    let Some(Pet::Dog(dog)) = event.pet else { panic!("another pet") };
    assert_eq!(dog.tricks, ["sit"]);
    assert!(matches!(UnionEvent::decode(r#"{"pet": {}, "what": "cow"}"#).unwrap().pet, Some(Pet::Other(_))));
}

#[test]
fn bodies_are_json_cbor_or_bytes() {
    let cell = CellEvent::decode(Cell::INFO.samples[0].payload).unwrap();
    assert_eq!(cell.value, Scalar::I64(7));
    let stream = StreamEvent::decode(b"\xff any").unwrap();
    assert_eq!(stream.payload, Raw::from(&b"\xff any"[..]));
    assert_eq!(MixedEvent::decode("{\"message\": \"json\"}").unwrap().message.as_deref(), Some("json"));
    assert_eq!(MixedEvent::decode("bare text").unwrap().message.as_deref(), Some("bare text"));
}

#[test]
fn responses_and_configurations_can_be_built() {
    let answer = Answer::text(404, "nothing");
    assert_eq!((answer.code, answer.body.as_deref(), answer.base64), (404, Some("nothing"), Some(false)));
    assert_eq!(answer.headers.get("Content-Type").unwrap(), "text/plain; charset=utf-8");
    let config = ScalarsConfig::builder().events(["some", "none"]).every("@every 5m").build().unwrap();
    assert_eq!(ScalarsConfig::decode(config.to_json()).unwrap(), config);
    assert_eq!(places(&ScalarsConfig::builder().events(["all", "none"]).build().unwrap_err()), [("events", "fields")]);
    assert_eq!(places(&ScalarsConfig::builder().events(["some", "some"]).build().unwrap_err()), [("events", "fields")]);
}

#[test]
fn operations_have_several_parameters() {
    let ask = AskEvent::builder().question("?").build().unwrap();
    let request = Calls::Ask(ask).into_request("a b", "7").unwrap();
    assert_eq!((request.method().as_str(), request.uri().to_string()), ("PUT", "/v1/a%20b/calls/7".into()));
    assert_eq!(request.headers()["X-Call"], "ask");
    assert!(matches!(Calls::from_request(&request), Ok(Calls::Ask(_))));
    let tell = Request::put("/v1/a/calls/b").header("x-call", "tell").body("{}").unwrap();
    let Ok(tell @ Calls::Tell(_)) = Calls::from_request(&tell) else { panic!("another call") };
    assert!(matches!(tell.read_response(&http::Response::new("")), Ok(CallsResponse::Tell)));
}

#[test]
fn triggers_are_detected() {
    let found = |payload: &[u8], headers: &[(&str, &str)]| match Detection::among(TRIGGERS, payload, headers) {
        Detection::One(trigger) => vec![trigger.info.id],
        Detection::Several(triggers) => triggers.iter().map(|trigger| trigger.info.id).collect(),
        _ => Vec::new(),
    };
    assert_eq!(found(Scalars::INFO.samples[1].payload, &[]), ["everything.scalars"]);
    assert_eq!(found(br#"{"text": "te", "yes": "false"}"#, &[]), Vec::<&str>::new());
    assert_eq!(found(br#"{"text": "te", "yes": false, "letter": null}"#, &[]), Vec::<&str>::new());
    assert_eq!(found(br#"{"at": {"s": 2, "ms": 5}}"#, &[]), ["everything.times"]);
    assert_eq!(found(br#"{"at": {"s": 3, "ms": 5}}"#, &[]), Vec::<&str>::new());
    assert_eq!(found(br#"{"what": "dog"}"#, &[]), ["everything.union"]);
    assert_eq!(found(b"{}", &[("x-call", "tell")]), ["everything.tell"]);
    assert_eq!(found(b"{}", &[("X-Call", " Tell ")]), ["everything.tell"]);
    assert_eq!(found(b"{}", &[("x-call", "tells")]), Vec::<&str>::new());
    // The conditions have no path in common, so the first match wins.
    assert_eq!(found(br#"{"what": "dog", "message": "x"}"#, &[]), ["everything.union"]);
    assert_eq!(found(br#"{"message": "x", "what": "dog"}"#, &[]), ["everything.mixed"]);
}

#[test]
fn codecs_encode_and_decode() {
    let record = Record::builder().name("n").build().unwrap();
    let records = Records::builder().inside(Encoded::encode(&record)).build().unwrap();
    let event = BatchEvent::builder().letter(records).build().unwrap();
    let again = BatchEvent::decode(event.to_json()).unwrap();
    assert_eq!(again.letter.unwrap().inside.unwrap().open().unwrap(), record);
    assert_eq!(record.name, Some(Str::from("n")));
}

/// Writes the spec of a fictional provider to a new folder.
fn fictional(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let samples = folder.join("samples/cloud");
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&samples).unwrap();
    let spec = r#"
        provider = { title = "A cloud", source = "cloud.md" }

        [triggers.rain]
        title  = "Rain"
        detect = { path = "drops" }

        [triggers.rain.fields]
        drops = { type = "list<Drop>", required = true, length = "1-", doc = "What fell." }

        [types.Drop.fields]
        size = { type = "f64", required = true, range = [0, 9], doc = "In millimetres." }
        kind = { type = "DropKind", doc = "What it is made of." }

        [enums.DropKind]
        values = ["water", "snow"]
    "#;
    fs::write(folder.join("cloud.toml"), spec).unwrap();
    fs::write(samples.join("rain.json"), r#"{"drops": [{"size": 1.5, "kind": "water"}]}"#).unwrap();
    fs::write(samples.join("rain.heavy.json"), r#"{"drops": [{"size": 8}, {"size": 9}]}"#).unwrap();
    folder
}

fn read(folder: &Path) -> Result<triggerkit_spec::model::Provider, Box<Failure>> {
    let file = folder.join("cloud.toml");
    let source = SourceFile::new("cloud.toml", fs::read_to_string(&file).unwrap());
    check(&source, "cloud", &SampleFolder::beside(&file, "cloud"))
}

fn types(items: &[syn::Item]) -> Vec<String> {
    let name = |item: &syn::Item| match item {
        syn::Item::Struct(item) => Some(item.ident.to_string()),
        syn::Item::Enum(item) => Some(item.ident.to_string()),
        _ => None,
    };
    items.iter().filter_map(name).collect()
}

#[test]
fn a_fictional_provider_becomes_rust() {
    let provider = read(&fictional("cloud")).unwrap();
    let runtime: syn::Path = syn::parse_quote!(::triggerkit);
    let tokens = triggerkit_codegen::provider(&provider, &runtime);
    let formatted = triggerkit_codegen::pretty(tokens).unwrap();
    let file = syn::parse_file(&formatted).unwrap();
    let builders = file.items.iter().find_map(|item| match item {
        syn::Item::Mod(item) if item.ident == "builders" => item.content.as_ref(),
        _ => None,
    });
    assert_eq!(types(&builders.unwrap().1), ["RainEventBuilder", "DropBuilder"]);
    let types = types(&file.items);
    for name in ["Rain", "RainEvent", "Drop", "DropKind"] {
        assert!(types.iter().any(|each| each == name), "{name} among {types:?}");
    }
    assert!(formatted.contains("impl ::triggerkit::") || formatted.contains("use ::triggerkit::__private as tk;"), "{formatted}");
    let again = triggerkit_codegen::provider(&read(&fictional("cloud again")).unwrap(), &runtime);
    assert_eq!(triggerkit_codegen::pretty(again).unwrap(), formatted, "the same spec gives the same code");
}

#[test]
fn samples_of_a_fictional_provider_are_checked() {
    let folder = fictional("cloud with faults");
    fs::write(folder.join("samples/cloud/rain.heavy.json"), r#"{"drops": [{"size": 10}, {}]}"#).unwrap();
    fs::write(folder.join("samples/cloud/hail.json"), "{}").unwrap();
    let failure = read(&folder).unwrap_err().to_string();
    for part in ["drops[0].size", "drops[1].size", "hail.json", "cloud.toml"] {
        assert!(failure.contains(part), "{part} in\n{failure}");
    }
    let source = SourceFile::new("cloud.toml", fs::read_to_string(folder.join("cloud.toml")).unwrap());
    let failure = check(&source, "cloud", &NoSamples).unwrap_err().to_string();
    assert!(failure.contains("sample"), "{failure}");
}
