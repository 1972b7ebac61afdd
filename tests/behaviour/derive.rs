//! A derived struct behaves like the same struct of a spec.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map as Object, Value, json};
use triggerkit::{AnyTrigger, Base64, Document, Json, Kept, Map, Str, Timestamp, Trigger};

use crate::reports::{places, words};
use crate::values::comes_back;

/// The derived equivalent of [`OrderEvent`].
#[triggerkit::spec("behaviour/specs/derived.toml")]
mod spec {}

/// An order.
#[derive(Clone, PartialEq, Trigger)]
#[trigger(id = "shop.order", title = "Order placed")]
struct OrderEvent {
    /// Who ordered.
    #[trigger(length = "1-8", source = "table 1")]
    customer: Str,
    /// In cents.
    #[trigger(rename = "totalCents", range = [0, inf], accept = ["string"])]
    total: i64,
    #[trigger(time = "unix-ms", accept = ["string"])]
    placed: Timestamp,
    due: Option<Timestamp>,
    #[trigger(empty = ["None", ""])]
    note: Option<Str>,
    #[trigger(length = "-4", items(length = "1-3"), accept = ["comma-text"])]
    tags: Vec<String>,
    #[trigger(accept = ["one"])]
    lines: Vec<Line>,
    #[trigger(items(range = [0, 10]))]
    weights: Map<f64>,
    #[trigger(default = "new", one_of = ["new", "paid"])]
    state: Str,
    #[trigger(default = 1)]
    size: u64,
    #[trigger(length = "-8")]
    data: Option<Base64>,
    extra: Option<Json>,
    #[trigger(sensitive, pattern = "^[a-z]+$")]
    secret: Option<Str>,
    #[trigger(const = "order")]
    kind: Str,
    #[trigger(required, nullable, format = "uuid")]
    code: Option<Str>,
    #[trigger(accept = ["string"], aliases = ["hurry"])]
    urgent: Option<bool>,
    r#type: Option<Str>,
    /// What the struct does not name.
    #[trigger(unknown)]
    unknown: Kept,
}

/// One line.
#[derive(Clone, PartialEq, Trigger)]
struct Line {
    sku: Str,
    price: Option<f64>,
    #[trigger(unknown)]
    more: Kept,
}

/// Asserts that both structs decode, report and write a payload in the same way.
#[track_caller]
fn same(payload: &str) {
    match (OrderEvent::decode_lenient(payload), spec::OrderEvent::decode_lenient(payload)) {
        (Ok((by_hand, report)), Ok((of_spec, expected))) => {
            assert_eq!(report, expected, "{payload}");
            assert_eq!(by_hand.to_json(), of_spec.to_json(), "{payload}");
            assert_eq!(by_hand.validate(), of_spec.validate(), "{payload}");
            assert_eq!(format!("{by_hand:?}"), format!("{of_spec:?}"), "{payload}");
        }
        (Err(report), Err(expected)) => assert_eq!(report, expected, "{payload}"),
        (by_hand, of_spec) => panic!("{payload}\n{by_hand:?}\n{of_spec:?}"),
    }
}

fn valid() -> Value {
    json!({
        "customer": "Li", "totalCents": "990", "placed": 1_530_009_653_059_i64, "due": "2021-11-18T08:00:00Z", "note": "None",
        "tags": "a,b", "lines": {"sku": "tea", "price": 2, "more": 1}, "weights": {"tea": 0.5}, "state": "paid", "size": 3,
        "data": "AAE=", "extra": [null], "secret": "abc", "kind": "order", "code": null, "hurry": "true", "type": "t", "x": {"y": 1},
    })
}

#[test]
fn valid_payloads_are_read_alike() {
    same(&valid().to_string());
    let event = comes_back::<OrderEvent>(
        r#"{"customer":"Li","totalCents":"990","placed":1,"note":"","tags":"a","lines":{"sku":"s","x":1},"kind":"order","code":null,"hurry":"true","x":2}"#,
    );
    assert_eq!((event.total, event.tags.len(), event.lines[0].sku.as_str(), event.urgent), (990, 1, "s", Some(true)));
    assert_eq!(event.unknown.unknown().get("x").unwrap().as_str(), "2");
    assert_eq!(event.lines[0].more.unknown().get("x").unwrap().as_str(), "1");
}

#[test]
fn broken_payloads_are_reported_alike() {
    for payload in [
        "",
        "{",
        "[]",
        "null",
        "{}",
        "\"x\"",
        "\u{feff}{}",
        r#"{"customer":"Li","customer":"Li"}"#,
        r#"{"urgent":true,"hurry":true}"#,
    ] {
        same(payload);
    }
    let report = OrderEvent::decode(r#"{"customer":"","totalCents":-1,"placed":"soon","tags":["long","b"],"lines":[{"price":"x"}],"weights":{"a":11},"state":"old","secret":"A1","kind":"offer"}"#).unwrap_err();
    let every = [
        ("customer", "length"),
        ("totalCents", "range"),
        ("placed", "type"),
        ("tags[0]", "length"),
        ("lines[0].price", "type"),
        ("lines[0].sku", "required"),
        ("weights.a", "range"),
        ("state", "one_of"),
        ("secret", "pattern"),
        ("kind", "one_of"),
        ("code", "required"),
    ];
    assert_eq!(places(&report), every);
    assert_eq!(report.violations()[0].source, Some("table 1"));
    assert_eq!(report.violations()[8].found, "[hidden]");
}

/// Generates payloads in which some fields are replaced, removed or added.
fn mutated() -> impl Strategy<Value = String> {
    let keys: Vec<String> = valid().as_object().unwrap().keys().cloned().chain(["urgent".into(), "unknown".into()]).collect();
    let likely = select(vec![
        json!(null),
        json!(""),
        json!("None"),
        json!(0),
        json!(-1),
        json!("7"),
        json!(1.5),
        json!(true),
        json!("true"),
        json!([]),
        json!({}),
        json!(["a"]),
        json!({"sku": "s"}),
        json!([{"sku": 1}, {}]),
        json!({"a": 11}),
        json!("abcdefghi"),
        json!("order"),
    ]);
    let change = (select(keys), prop::option::of(prop_oneof![likely, crate::any_json::any_json()]));
    prop::collection::vec(change, 0..6).prop_map(|changes| {
        let mut payload = valid();
        let object: &mut Object<String, Value> = payload.as_object_mut().unwrap();
        for (key, value) in changes {
            match value {
                Some(value) => drop(object.insert(key, value)),
                None => drop(object.remove(&key)),
            }
        }
        payload.to_string()
    })
}

proptest! {
    #[test]
    fn mutated_payloads_are_read_alike(payload in mutated()) {
        same(&payload);
    }

    #[test]
    fn mangled_payloads_are_read_alike(payload in mutated(), at in any::<prop::sample::Index>(), put in "[{}\\[\\]\",:0-9x\\\\]{0,2}") {
        let mut letters: Vec<char> = payload.chars().collect();
        let at = at.index(letters.len());
        letters.splice(at..at + 1, put.chars());
        same(&letters.into_iter().collect::<String>());
    }
}

#[test]
fn builders_are_alike() {
    let by_hand = OrderEvent::builder().customer("Li").total(990).placed(Timestamp::unix_millis(1)).tags(["a"]).build().unwrap();
    let of_spec =
        spec::OrderEvent::builder().customer("Li").total(990).placed(Timestamp::unix_millis(1)).tags(["a"]).build().unwrap();
    assert_eq!(by_hand.to_json(), of_spec.to_json());
    assert_eq!((by_hand.kind.as_str(), by_hand.state.as_str(), by_hand.size), ("order", "new", 1));

    let by_hand = OrderEvent::builder().placed(Timestamp::text("x")).customer("").total(-1).state("old").code("no").build();
    let of_spec = spec::OrderEvent::builder().placed(Timestamp::text("x")).customer("").total(-1).state("old").code("no").build();
    let report = by_hand.unwrap_err();
    assert_eq!(report, of_spec.unwrap_err());
    assert_eq!(report.violations().len(), 5, "{report}");
}

#[test]
fn changed_values_are_checked_alike() {
    let mut by_hand = OrderEvent::decode(valid().to_string()).unwrap();
    let mut of_spec = spec::OrderEvent::decode(valid().to_string()).unwrap();
    by_hand.tags.extend(["x", "y", "z", "long"].map(String::from));
    of_spec.tags.extend(["x", "y", "z", "long"].map(Str::from));
    let report = by_hand.validate().unwrap_err();
    assert_eq!(report, of_spec.validate().unwrap_err());
    assert_eq!(places(&report), [("tags", "length"), ("tags[5]", "length")]);
}

#[test]
fn an_id_makes_a_trigger() {
    assert_eq!((OrderEvent::INFO.id, OrderEvent::INFO.title), ("shop.order", "Order placed"));
    let trigger = AnyTrigger::of::<OrderEvent>();
    let event = trigger.decode(valid().to_string().as_bytes()).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&event.to_json()).unwrap(), valid());
    assert_eq!(places(&trigger.decode(b"{\"customer\": 1}").unwrap_err())[0], ("customer", "type"));
}

/// A struct that does not keep unknown fields.
#[derive(Clone, PartialEq, Trigger)]
struct Plain {
    #[trigger(aliases = ["identity"])]
    id: String,
    #[trigger(accept = ["string"])]
    count: Option<u8>,
}

#[test]
fn unknown_fields_are_skipped_without_kept() {
    let plain = Plain::decode(r#"{"identity": "a", "count": "9", "x": {"deep": [1]}, "y": null}"#).unwrap();
    assert_eq!((plain.id.as_str(), plain.count, plain.unknown().is_none()), ("a", Some(9), true));
    assert_eq!(plain.to_json(), r#"{"id":"a","count":9}"#);
    assert_eq!(Plain::decode(plain.to_json()).unwrap(), plain);
}

/// Integers of every width.
#[derive(Clone, PartialEq, Trigger)]
struct Narrow {
    a: Option<u8>,
    b: Option<i16>,
    c: Option<u32>,
    #[trigger(range = [0, 100])]
    d: Option<i8>,
}

#[test]
fn narrow_integers_have_their_limits() {
    let narrow = comes_back::<Narrow>(r#"{"a":255,"b":-32768,"c":4294967295,"d":100}"#);
    assert_eq!((narrow.a, narrow.b, narrow.c, narrow.d), (Some(255), Some(-32_768), Some(u32::MAX), Some(100)));
    assert_eq!(words(&Narrow::decode(r#"{"a":256}"#).unwrap_err()), ["a", "type", "a whole number of 8 bits", "256"]);
    assert_eq!(words(&Narrow::decode(r#"{"b":-32769}"#).unwrap_err()), ["b", "type", "an integer of 16 bits", "-32769"]);
    assert_eq!(words(&Narrow::decode(r#"{"c":-1}"#).unwrap_err()), ["c", "type", "a whole number of 32 bits", "-1"]);
    assert_eq!(words(&Narrow::decode(r#"{"d":101}"#).unwrap_err()), ["d", "range", "0 to 100", "101"]);
    assert_eq!(words(&Narrow::decode(r#"{"d":1000}"#).unwrap_err()), ["d", "type", "an integer of 8 bits", "1000"], "wrong once");
}

/// A struct that contains itself.
#[derive(Clone, PartialEq, Trigger)]
struct Folder {
    name: Str,
    folders: Vec<Folder>,
    parent: Option<Box<Folder>>,
}

#[test]
fn structs_may_contain_themselves() {
    let payload = r#"{"name":"a","folders":[{"name":"b","folders":[{"name":"c"}]}],"parent":{"name":"p"}}"#;
    assert_eq!(comes_back::<Folder>(payload).folders[0].folders[0].name, "c");
    let report = Folder::decode(r#"{"name":"a","folders":[{"name":"b","folders":[{}]}],"parent":{}}"#).unwrap_err();
    assert_eq!(places(&report), [("folders[0].folders[0].name", "required"), ("parent.name", "required")]);
    let deep = |levels| "{\"name\":\"a\",\"parent\":".repeat(levels) + "null" + &"}".repeat(levels);
    Folder::decode(deep(128)).unwrap();
    assert_eq!(places(&Folder::decode(deep(129)).unwrap_err()), [("$", "limit")]);
}

#[test]
fn serde_is_implemented() {
    let folder: Folder = serde_json::from_value(json!({"name": "a", "folders": [{"name": "b"}]})).unwrap();
    assert_eq!(serde_json::to_value(&folder).unwrap(), json!({"name": "a", "folders": [{"name": "b"}]}));
    let error = serde_json::from_value::<Folder>(json!({"folders": [{}]})).unwrap_err().to_string();
    assert!(error.contains("folders[0].name: expected a value") && error.contains("\nname: expected a value"), "{error}");
}
