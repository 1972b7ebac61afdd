//! The form of a decoded value is kept and written back. A changed value is written in a form that fits.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};
use triggerkit::{Document, Json};

use super::comes_back;
use super::specs::{FormsEvent, Kind, NeedsEvent, Part};
use crate::reports::{places, words};

#[test]
fn absent_values_have_many_forms() {
    for payload in [
        "{}",
        r#"{"tags":null,"part":null,"table":null,"gone":null,"size":null,"state":null,"plain":null,"late":null,"later":null}"#,
        r#"{"tags":[],"parts":[],"table":{},"counts":[],"by_name":{},"floats":[],"later":[]}"#,
        r#"{"tags":"","part":"","table":"","listing":"","anything":"","size":"","late":""}"#,
        r#"{"gone":"None"}"#,
        r#"{"gone":"-"}"#,
        r#"{"nones":"None","nothings":"None","encoded":"None"}"#,
        r#"{"nones":"-","encoded":""}"#,
        r#"{"nones":null,"nothings":null,"encoded":null}"#,
        r#"{"scale":null,"open":null,"kind":null}"#,
        r#"{"open":""}"#,
        r#"{"table":"{}","listing":"[]"}"#,
        r#"{"part":"null","table":"null","listing":"null"}"#,
    ] {
        let event = comes_back::<FormsEvent>(payload);
        assert!(event.tags.is_empty() && event.table.is_empty() && event.later.is_empty() && event.listing.is_empty());
        assert_eq!((event.part, event.gone, event.plain, event.late), (None, None, None, None));
        assert!(event.nones.is_empty() && event.nothings.is_empty() && event.encoded.is_none());
        assert_eq!((event.size, event.state.as_str(), event.scale, event.open, event.kind), (3, "new", 2.0, true, Kind::Box));
    }
}

#[test]
fn an_empty_text_is_not_absent() {
    let event = comes_back::<FormsEvent>(r#"{"gone":"","state":""}"#);
    assert_eq!((event.gone.as_deref(), event.state.as_str()), (Some(""), ""));
}

#[test]
fn required_values_may_be_empty_but_not_absent() {
    let event = comes_back::<NeedsEvent>(r#"{"count":"9","ready":"false","name":null,"parts":[],"table":{}}"#);
    assert_eq!((event.count, event.ready, event.name), (9, false, None));
    let null = NeedsEvent::decode(r#"{"count":null,"ready":null,"name":null,"parts":null,"table":null}"#).unwrap_err();
    let every = [("count", "required"), ("ready", "required"), ("parts", "required"), ("table", "required")];
    assert_eq!(places(&null), every);
    let absent = NeedsEvent::decode("{}").unwrap_err();
    assert_eq!(places(&absent), [&every[..2], &[("name", "required")], &every[2..]].concat());
}

#[test]
fn defaults_are_written_only_if_they_were_in_the_payload() {
    for payload in [r#"{"size":3}"#, r#"{"size":"3"}"#, r#"{"size":null}"#, r#"{"size":""}"#, "{}"] {
        let mut event = comes_back::<FormsEvent>(payload);
        assert_eq!(event.size, 3);
        event.size = 4;
        assert_eq!(FormsEvent::decode(event.to_json()).unwrap().size, 4, "{}", event.to_json());
    }
}

#[test]
fn one_item_is_a_list() {
    let event = comes_back::<FormsEvent>(r#"{"parts":{"id":1},"names":"a"}"#);
    assert_eq!((event.parts.len(), event.parts[0].id, event.names[0].as_str()), (1, Some(1), "a"));
    let report = FormsEvent::decode(r#"{"parts":{"id":"x"},"names":true}"#).unwrap_err();
    assert_eq!(places(&report), [("parts[0].id", "type"), ("names[0]", "type")]);
}

#[test]
fn json_text_is_parsed() {
    let event = comes_back::<FormsEvent>(
        r#"{"part":"{\"id\":1,\"more\":[2]}","table":"{\"a\":1}","listing":"[1,2]","anything":"{\"a\":[1]}"}"#,
    );
    assert_eq!(event.part.as_ref().unwrap().id, Some(1));
    assert_eq!(event.part.as_ref().unwrap().unknown().unwrap().get("more").unwrap().as_str(), "[2]");
    assert_eq!((event.table.get("a"), &event.listing[..]), (Some(&1), &[1, 2][..]));
    assert_eq!(event.anything.unwrap().at("a[]"), Some(Json::from(1i64)));

    let report =
        FormsEvent::decode(r#"{"part":"{\"id\":true}","table":"{\"a\":1,\"b\":\"x\"}","listing":"[1","texts":["{}","no"]}"#)
            .unwrap_err();
    assert_eq!(places(&report), [("part.id", "type"), ("table.b", "type"), ("listing", "type"), ("texts[1]", "type")]);
    assert_eq!(
        words(&FormsEvent::decode(r#"{"part":"{} x"}"#).unwrap_err())[3],
        "text that is not JSON: expected the end of the text at byte 3"
    );
}

#[test]
fn json_text_of_any_type_is_parsed_unless_it_is_empty() {
    for text in [r#""plain""#, r#""5""#, r#""true""#, r#""null""#, r#""{broken""#, r#""\"quoted\"""#] {
        let event = comes_back::<FormsEvent>(&format!(r#"{{"anything":{text}}}"#));
        assert_eq!(event.anything.unwrap().as_str(), text);
    }
}

#[test]
fn numbers_are_accepted_as_text() {
    let event = comes_back::<FormsEvent>(r#"{"word":1506416585881590900.50,"words":[1,2]}"#);
    assert_eq!((event.word.as_deref(), event.words[1].as_str()), (Some("1506416585881590900.50"), "2"));
    assert_eq!(
        places(&FormsEvent::decode(r#"{"word":true,"words":[null]}"#).unwrap_err()),
        [("word", "type"), ("words[0]", "required")]
    );
}

#[test]
fn items_keep_their_form() {
    for payload in [
        r#"{"counts":["1","2"],"by_name":{"a":"1"},"texts":["{\"id\":1}"],"floats":[1,2]}"#,
        r#"{"counts":[1,2],"by_name":{"a":1},"texts":[{"id":1}],"floats":[1.0,2.5]}"#,
        r#"{"floats":[1,2.5]}"#,
        r#"{"words":["a",5]}"#,
    ] {
        comes_back::<FormsEvent>(payload);
    }
}

#[test]
fn aliases_are_written_back() {
    for key in ["old", "older", "oldest"] {
        assert_eq!(comes_back::<FormsEvent>(&format!(r#"{{"{key}":"x"}}"#)).old.as_deref(), Some("x"));
    }
}

#[test]
fn unknown_keys_keep_their_escapes() {
    let event = comes_back::<FormsEvent>(r#"{"a\"b\\c\n火😀":[1,{"":null}],"":{}}"#);
    let unknown = event.unknown().unwrap();
    assert_eq!(unknown.get("a\"b\\c\n火😀").unwrap().as_str(), r#"[1,{"":null}]"#);
    assert_eq!(unknown.get("").unwrap().as_str(), "{}");
}

#[test]
fn a_changed_value_is_written_in_a_valid_form() {
    let mut event = FormsEvent::decode(
        r#"{"tags":"a,b","names":"a","word":5,"table":"","parts":{"id":1},"gone":"None","nones":"-","old":"x"}"#,
    )
    .unwrap();
    event.tags = vec!["a,b".into()];
    event.names.push("b".into());
    event.word = Some("five".into());
    event.table = [("x", 1i64)].into();
    event.parts.clear();
    event.gone = Some("here".into());
    event.old = None;
    event.nones = vec!["one".into()];
    let expected =
        json!({"tags": ["a,b"], "names": ["a", "b"], "word": "five", "table": {"x": 1}, "gone": "here", "nones": ["one"]});
    assert_eq!(serde_json::from_str::<Value>(&event.to_json()).unwrap(), expected);
}

/// Texts that look like other values.
const ODD: &[&str] = &["", "None", "-", "new", "3", "true", "null", "[1]", "{}", "\"x\"", "a,b", ",", "1e3", "01", "火\n😀\\\""];

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![select(ODD).prop_map(str::to_owned), "[a-z0-9,\"]{0,5}"]
}

fn any_part() -> impl Strategy<Value = Value> {
    (prop::option::of(any::<i64>()), prop::option::of(any_text())).prop_map(|(id, name)| {
        let mut part = Map::new();
        part.extend(id.map(|id| ("id".to_owned(), json!(id))));
        part.extend(name.map(|name| ("name".to_owned(), json!(name))));
        part.into()
    })
}

/// Generates a value, plain or as JSON text.
fn or_text(value: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    (value, any::<bool>()).prop_map(|(value, text)| if text { json!(value.to_string()) } else { value })
}

/// Generates a list whose items are either all plain or all texts.
fn all_or_none(item: impl Strategy<Value = Value>) -> impl Strategy<Value = Vec<Value>> {
    (prop::collection::vec(item, 0..4), any::<bool>())
        .prop_map(|(items, text)| if text { items.iter().map(|item| json!(item.to_string())).collect() } else { items })
}

fn integer() -> impl Strategy<Value = Value> {
    any::<i64>().prop_map(Value::from)
}

fn text() -> impl Strategy<Value = Value> {
    any_text().prop_map(Value::from)
}

fn list<T: std::fmt::Debug + Into<Value>>(item: impl Strategy<Value = T>) -> impl Strategy<Value = Value> {
    prop::collection::vec(item, 0..4).prop_map(|items| items.into_iter().map(Into::into).collect::<Vec<Value>>().into())
}

fn table(value: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    prop::collection::btree_map(any_text(), value, 0..3).prop_map(|map| map.into_iter().collect::<Value>())
}

/// Generates a field of the event in one of its forms.
fn any_field() -> impl Strategy<Value = (&'static str, Value)> {
    let comma = prop::collection::vec("[a-z]{1,3}", 0..4).prop_map(|words| json!(words.join(",")));
    let float = prop_oneof![any::<i32>().prop_map(Value::from), (-1e9..1e9f64).prop_map(Value::from)];
    prop_oneof![
        prop_oneof![list(any_text()), comma].prop_map(|value| ("tags", value)),
        prop_oneof![list(any_part()), any_part()].prop_map(|value| ("parts", value)),
        prop_oneof![list(any_text()), text()].prop_map(|value| ("names", value)),
        or_text(any_part()).prop_map(|value| ("part", value)),
        or_text(table(integer())).prop_map(|value| ("table", value)),
        or_text(list(any::<i64>())).prop_map(|value| ("listing", value)),
        or_text(crate::any_json::any_json()).prop_map(|value| ("anything", value)),
        prop_oneof![text(), integer()].prop_map(|value| ("word", value)),
        text().prop_map(|value| ("gone", value)),
        all_or_none(integer()).prop_map(|items| ("counts", items.into())),
        all_or_none(any_part()).prop_map(|items| ("texts", items.into())),
        prop_oneof![list(any_text()), list(any::<i64>())].prop_map(|value| ("words", value)),
        prop_oneof![list(any::<i32>()), list(-1e9..1e9f64)].prop_map(|value| ("floats", value)),
        or_text(integer()).prop_map(|value| ("size", value)),
        text().prop_map(|value| ("state", value)),
        or_text(float).prop_map(|value| ("late", value)),
        list(any_text()).prop_map(|value| ("later", value)),
        crate::any_json::any_json().prop_map(|value| ("plain", value)),
        prop_oneof![list(any_text()), select(&["None", "-"][..]).prop_map(Value::from)].prop_map(|value| ("nones", value)),
        prop_oneof![table(integer()), Just(json!("None"))].prop_map(|value| ("nothings", value)),
        prop_oneof![any_part().prop_map(|part| json!(part.to_string())), text()].prop_map(|value| ("encoded", value)),
        (-1e9..1e9f64).prop_map(|value| ("scale", value.into())),
        or_text(any::<bool>().prop_map(Value::from)).prop_map(|value| ("open", value)),
        text().prop_map(|value| ("kind", value)),
        (select(&["old", "older", "oldest"][..]), text()),
        select(&["tags", "part", "table", "gone", "size", "late", "later", "plain", "nones", "encoded", "kind"][..])
            .prop_map(|key| (key, Value::Null)),
        (select(&["unknown", "x\"y"][..]), crate::any_json::any_json()),
    ]
}

/// Generates a payload of the event, with one of the names of each field.
fn any_payload() -> impl Strategy<Value = Value> {
    prop::collection::vec(any_field(), 0..12).prop_map(|fields| {
        let mut payload: Map<String, Value> = fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        if payload.contains_key("old") || payload.contains_key("older") {
            payload.remove("oldest");
        }
        if payload.contains_key("old") {
            payload.remove("older");
        }
        payload.into()
    })
}

/// Returns a copy of `a` with the values of `b` and the forms of `a`.
fn with_values_of(a: &FormsEvent, b: &FormsEvent) -> FormsEvent {
    let FormsEvent { tags, parts, names, part, table, listing, anything, word, gone, counts, by_name, .. } = b.clone();
    let FormsEvent { texts, words, floats, size, state, plain, late, later, old, .. } = b.clone();
    let FormsEvent { nones, nothings, encoded, scale, open, kind, .. } = b.clone();
    let mut mixed = a.clone();
    (mixed.tags, mixed.parts, mixed.names, mixed.part, mixed.table) = (tags, parts, names, part, table);
    (mixed.listing, mixed.anything, mixed.word, mixed.gone, mixed.counts) = (listing, anything, word, gone, counts);
    (mixed.by_name, mixed.texts, mixed.words, mixed.floats, mixed.size) = (by_name, texts, words, floats, size);
    (mixed.state, mixed.plain, mixed.late, mixed.later, mixed.old) = (state, plain, late, later, old);
    (mixed.nones, mixed.nothings, mixed.encoded, mixed.scale) = (nones, nothings, encoded, scale);
    (mixed.open, mixed.kind) = (open, kind);
    mixed
}

/// Returns the values of an event without their forms. A `null` counts as absent.
fn values(event: &FormsEvent) -> String {
    let mut event = event.clone();
    event.plain = event.plain.filter(|value| value.as_str() != "null");
    event.anything = event.anything.filter(|value| value.as_str() != "null");
    format!("{:?}", with_values_of(&FormsEvent::decode("{}").unwrap(), &event))
}

proptest! {
    #[test]
    fn every_form_comes_back(payload in any_payload()) {
        let event = FormsEvent::decode(payload.to_string());
        let event = event.unwrap_or_else(|report| panic!("{payload}\n{report}"));
        let written: Value = serde_json::from_str(&event.to_json()).unwrap();
        prop_assert_eq!(written, payload);
        prop_assert_eq!(event.validate(), Ok(()));
    }

    #[test]
    fn every_change_is_written_right(before in any_payload(), after in any_payload()) {
        let forms = FormsEvent::decode(before.to_string()).unwrap();
        let wanted = FormsEvent::decode(after.to_string()).unwrap();
        let mixed = with_values_of(&forms, &wanted);
        let written = mixed.to_json();
        let read = FormsEvent::decode(&written).unwrap_or_else(|report| panic!("{written}\n{report}"));
        // A text that counts as absent cannot be the value of its own field.
        prop_assume!(!wanted.gone.as_deref().is_some_and(|text| ["None", "-"].contains(&text)));
        prop_assert_eq!(values(&read), values(&wanted), "{}", written);
    }
}

#[test]
fn equality_ignores_forms() {
    let texts = FormsEvent::decode(r#"{"size":"3","late":"2","tags":"a"}"#).unwrap();
    let plain = FormsEvent::decode(r#"{"tags":["a"],"late":2}"#).unwrap();
    assert_eq!(texts, plain);
    assert_eq!(Part::decode(r#"{"id":1,"name":"x"}"#).unwrap(), Part::decode(r#"{"name":"x","id":1}"#).unwrap());
    assert_ne!(Part::decode(r#"{"id":1,"x":1}"#).unwrap(), Part::decode(r#"{"id":1,"x":2}"#).unwrap());
}
