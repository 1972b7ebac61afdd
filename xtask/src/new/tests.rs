//! Drafts every built-in trigger from its samples alone, and checks what is rejected.

use std::path::PathBuf;

use triggerkit_core::detect::{Matcher, Matches};
use triggerkit_spec::model::{Body, Provider, Trigger};
use triggerkit_spec::{SourceFile, builtin, check, json};

use super::{Beside, Given, Written, write};
use crate::workspace::{Spec, Workspace};

fn given(name: &str, bytes: &[u8]) -> Given {
    Given { path: PathBuf::from(name), bytes: bytes.to_vec() }
}

fn samples(trigger: &Trigger) -> Vec<Given> {
    let name = |sample: &triggerkit_spec::model::Sample| {
        let variant = if sample.variant.is_empty() { String::new() } else { format!(".{}", sample.variant) };
        format!("{}{variant}.{}", trigger.id, sample.body.extension())
    };
    trigger.samples.iter().map(|sample| given(&name(sample), &sample.bytes)).collect()
}

/// Returns the text of the draft and its checked model.
fn spec(written: &Written, name: &str) -> (String, Provider) {
    let text = String::from_utf8(written.files[0].1.clone()).unwrap();
    let files: Vec<_> = written.files[1..]
        .iter()
        .map(|(path, bytes)| (path.file_name().unwrap().to_string_lossy().into_owned(), bytes.clone()))
        .collect();
    let provider = check(&SourceFile::new("spec.toml", &*text), name, &Beside { old: None, new: &files });
    (text.clone(), provider.unwrap_or_else(|failure| panic!("{failure}\n{text}")))
}

fn builtins() -> Vec<Provider> {
    builtin::ALL.iter().map(|each| each.check().unwrap()).collect()
}

/// Returns the triggers that can be drafted: those whose payload is an object.
fn drafted(provider: &Provider) -> impl Iterator<Item = &Trigger> {
    // Whatever the draft of a fallback tests, the fallback's own samples have it too.
    provider.triggers.iter().filter(|trigger| trigger.event.root.is_none() && !trigger.fallback)
}

#[test]
fn every_trigger_can_be_drafted_from_its_samples() {
    let mut made = 0;
    for provider in builtins() {
        for trigger in drafted(&provider) {
            let written = write(&Workspace::default(), "fresh", &trigger.id, &samples(trigger))
                .unwrap_or_else(|error| panic!("{}: {error}", trigger.id));
            let again = write(&Workspace::default(), "fresh", &trigger.id, &samples(trigger)).unwrap();
            assert_eq!(written.files, again.files);
            let (text, fresh) = spec(&written, "fresh");
            let [fresh] = &fresh.triggers[..] else { panic!("one trigger") };
            assert_eq!(fresh.samples.len(), trigger.samples.len(), "{}", trigger.id);
            assert_eq!(fresh.bodies.contains(&Body::Raw), trigger.bodies.contains(&Body::Raw), "{}", trigger.id);
            assert!(written.guesses > 0 && text.contains("# guessed"));
            if let Some(main) = trigger.samples.iter().find(|sample| sample.body == Body::Json) {
                let node = json::parse(std::str::from_utf8(&main.bytes).unwrap()).unwrap();
                let json::Value::Object(members) = node.value else { panic!("{}: no object", trigger.id) };
                let keys: Vec<&str> = members.iter().map(|(key, _)| &**key).collect();
                let fields = fresh.event.fields.iter().map(|field| field.wire.as_str());
                assert_eq!(fields.filter(|wire| keys.contains(wire)).collect::<Vec<_>>(), keys, "{}", trigger.id);
            }
            made += 1;
        }
    }
    assert!(made > 40, "{made}");
}

/// Each trigger is added to its own provider once more, under another id.
#[test]
fn a_trigger_can_be_added_to_a_provider() {
    let specs: Vec<Spec> =
        builtin::ALL.iter().map(|each| Spec { source: each.source(), provider: each.check().unwrap() }).collect();
    let workspace = Workspace { specs, ..Workspace::default() };
    for provider in workspace.providers() {
        let fallback =
            provider.triggers.iter().find(|trigger| trigger.fallback).map(|trigger| Matcher::new([trigger.detect.as_ref()]));
        // What is in the envelope of a fallback needs a condition that only its author knows.
        let is_wrapped = |trigger: &&Trigger| {
            let holds = |text: &str| fallback.as_ref().is_some_and(|matcher| matcher.matches(text, &&[][..]) != Matches::None);
            trigger.samples.iter().filter_map(|sample| std::str::from_utf8(&sample.bytes).ok()).any(holds)
        };
        for trigger in drafted(provider).filter(|trigger| !is_wrapped(trigger)) {
            let id = format!("{}_again", trigger.id);
            let written =
                write(&workspace, &provider.name, &id, &samples(trigger)).unwrap_or_else(|error| panic!("{id}: {error}"));
            let text = String::from_utf8(written.files[0].1.clone()).unwrap();
            assert!(!written.is_new && text.contains(&format!("\n[triggers.{id}]\n")));
        }
    }
}

const SHOP: &str = r#"{
  "source": "shop", "action": "ORDER_PLACED", "at": "2018-06-26T08:54:07Z", "sentAt": 1530002047, "ms": "1530002047123", "µs": 1530002047123456,
  "count": "3", "orderId": "17", "paid": "true", "gift": false, "price": 1.5, "big": 18446744073709551615,
  "headers": {"X-A": "1", "x b": "2"}, "mixed": {"a b": 1, "c": "x"},
  "detail": "{\"who\": {\"name\": \"Ann\"}}", "packed": "eyJ3aG8iOiAiQW5uIn0=", "password": "hunter2",
  "items": [{"sku": "tea", "state": "NEW", "from": {"city": "Bern"}}, {"sku": "cup", "state": "OLD", "extra": null, "to": {"city": "Rome"}}],
  "build": 1, "nothing": null, "none": [], "table": {"2018-01-01": [1, 2], "2018-01-02": [3]}, "msgId": "a", "msg_id": "b"
}"#;

#[test]
fn guesses_are_readable() {
    let written = write(&Workspace::default(), "shop", "order", &[given("order.json", SHOP.as_bytes())]).unwrap();
    insta::assert_snapshot!(spec(&written, "shop").0);
}

#[test]
fn samples_are_merged() {
    let one = br#"{"id": 1, "who": {"name": "Ann"}, "tags": {"name": "x"}, "list": {"a": 1}}"#;
    let two = br#"{"id": "2", "who": {"age": 3}, "more": [1, "x"], "list": [{"a": 2, "b": 3}]}"#;
    let written = write(&Workspace::default(), "shop", "order", &[given("a.json", one), given("b.json", two)]).unwrap();
    let names: Vec<_> = written.files.iter().map(|(path, _)| path.display().to_string()).collect();
    assert_eq!(names, ["spec/shop.toml", "spec/samples/shop/order.json", "spec/samples/shop/order.b.json"]);
    insta::assert_snapshot!(spec(&written, "shop").0);
}

#[test]
fn records_may_be_in_a_map_of_lists() {
    let payload = br#"{"source": "kafka", "records.by-name": {"orders::/": [{"topic": "orders", "offset": 1}], "parcels::/": [{"topic": "parcels"}]}}"#;
    let written = write(&Workspace::default(), "shop", "order", &[given("a.json", payload)]).unwrap();
    let (_, shop) = spec(&written, "shop");
    assert_eq!(shop.triggers[0].records.iter().map(ToString::to_string).collect::<Vec<_>>(), [r#""records.by-name"{}"#]);
}

#[test]
fn errors_are_explained() {
    let huawei = builtin::find("huawei").unwrap();
    let specs = vec![Spec { source: huawei.source(), provider: huawei.check().unwrap() }];
    let workspace = Workspace { specs, ..Workspace::default() };
    let error = |provider: &str, trigger: &str, name: &str, bytes: &[u8]| {
        write(&workspace, provider, trigger, &[given(name, bytes)]).unwrap_err().to_string()
    };
    let all = [
        error("huawei", "kafka", "a.json", b"{}"),
        error("shop", "New Order", "a.json", b"{}"),
        error("shop", "order", "a.json", b"{\n  no"),
        error("shop", "order", "a.json", b"\xff"),
        error("shop", "order", "a.json", b"[1]"),
        error("shop", "order", "a.cbor", b"\xa0"),
        write(&workspace, "shop", "order", &[]).unwrap_err().to_string(),
    ];
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn the_command_writes_what_the_checker_accepts() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("spec/samples/shop");
    std::fs::create_dir_all(&folder).unwrap();
    // The second sample is already in the folder of samples.
    let [first, second] = ["order.json", "refund.json"].map(|name| folder.join(name));
    for (trigger, path) in [("order", &first), ("refund", &second)] {
        std::fs::write(path, SHOP.replace("\"shop\"", &format!("{trigger:?}"))).unwrap();
        super::command(root.path(), "shop", trigger, std::slice::from_ref(path)).unwrap();
    }
    let checked = Workspace::read(root.path()).unwrap();
    assert!(checked.failures.is_empty(), "{}", checked.failures[0]);
    let ids: Vec<_> = checked.workspace.specs[0].provider.triggers.iter().map(|each| each.id.as_str()).collect();
    assert_eq!(ids, ["order", "refund"]);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2);
}
