//! Unions that choose their type by a key, a field, a kind or conditions.

use serde_json::Value;
use triggerkit::{Base64, Document, Json, Limits, Map, Rule, Str};

use crate::reports::{places, words};

/// Unions of every kind.
#[triggerkit::spec("behaviour/specs/unions.toml")]
mod specs {}

use specs::{AttributeValue, Change, Owner, Part, PartsEvent, Person, Sealed, StreamEvent, Wheel};

/// Asserts that a payload decodes without violations, and that the event is written as the payload.
#[track_caller]
fn comes_back<T: Document>(payload: &str) -> T {
    let event = T::decode(payload).unwrap_or_else(|report| panic!("{payload}\n{report}"));
    let [written, original] = [&event.to_json(), payload].map(|json| serde_json::from_str::<Value>(json).unwrap());
    assert_eq!(written, original);
    event.validate().unwrap_or_else(|report| panic!("{payload}\n{report}"));
    event
}

fn stream(keys: &str) -> String {
    format!(r#"{{"keys":{keys},"needs":[]}}"#)
}

fn parts(fields: &str) -> String {
    format!(r#"{{{fields},"must":{{"type":"2"}}}}"#)
}

#[test]
fn the_only_key_selects_the_type() {
    let keys = r#"{"a":{"S":"x"},"b":{"N":"-7"},"c":{"B":"AQI="},"d":{"SS":["a","b"]},"e":{"NULL":true},"f":{"BOOL":false}}"#;
    let event = comes_back::<StreamEvent>(&stream(keys));
    let value = |key: &str| event.keys.get(key).unwrap();
    assert_eq!(*value("a"), AttributeValue::S("x".into()));
    assert_eq!(*value("b"), AttributeValue::N("-7".into()));
    assert_eq!(*value("c"), AttributeValue::B(Base64::encode([1, 2])));
    assert_eq!(*value("d"), AttributeValue::Ss(vec!["a".into(), "b".into()]));
    assert_eq!((value("e"), value("f")), (&AttributeValue::Null(true), &AttributeValue::Bool(false)));
    let nested = r#"{"m":{"M":{"l":{"L":[{"M":{}},{"L":[]},{"S":""}]}}}}"#;
    let event = comes_back::<StreamEvent>(&stream(nested));
    let Some(AttributeValue::M(map)) = event.keys.get("m") else { panic!("another type") };
    let Some(AttributeValue::L(list)) = map.get("l") else { panic!("another type") };
    assert_eq!(list[2], AttributeValue::S(Str::new()));
    comes_back::<StreamEvent>(r#"{"keys":{},"one":{"L":[]},"needs":[{"S":"a"}],"rows":[[],[{"S":"b"},{"BOOL":true}]]}"#);
}

#[test]
fn a_value_of_a_table_is_small() {
    assert!(size_of::<AttributeValue>() <= 48, "{}", size_of::<AttributeValue>());
    assert!(size_of::<Owner>() <= 48, "{}", size_of::<Owner>());
}

#[test]
fn other_objects_are_kept_as_json() {
    for other in [
        r#"{"X":1}"#,
        r#"{}"#,
        r#"{"S":"a","N":"1"}"#,
        r#"{"S":"a","S":"b"}"#,
        r#"{"N":"x","more":[1, 2.50]}"#,
        r#"{"s":"a"}"#,
        r#"{"S":null}"#,
        r#"{ "L" : [ {"S": 1}, 5 ], "": {} }"#,
        r#"{"M":{"a":{"Q":[]}},"S":"\u0041"}"#,
    ] {
        let event = comes_back::<StreamEvent>(&stream(&format!(r#"{{"a":{other}}}"#)));
        assert_eq!(event.keys.get("a"), Some(&AttributeValue::Other(Json::parse(other).unwrap())), "{other}");
        comes_back::<StreamEvent>(&format!(r#"{{"keys":{{}},"one":{other},"needs":[{other}]}}"#));
    }
    // Within a known variant, only the innermost value is kept as JSON.
    let event = comes_back::<StreamEvent>(&stream(r#"{"a":{"L":[{"S":"x"},{"Y":1e2},null]}}"#));
    let Some(AttributeValue::L(list)) = event.keys.get("a") else { panic!("another type") };
    assert_eq!(list[0], AttributeValue::S("x".into()));
    assert!(matches!((&list[1], &list[2]), (AttributeValue::Other(_), AttributeValue::Other(_))));
}

#[test]
fn values_of_the_wrong_kind_are_reported_at_their_key() {
    let broken = |keys: &str| StreamEvent::decode(stream(keys)).unwrap_err();
    assert_eq!(words(&broken(r#"{"a":{"S":5}}"#)), ["keys.a.S", "type", "text", "number 5"]);
    assert_eq!(words(&broken(r#"{"a":{"N":"x"}}"#))[..2], ["keys.a.N", "format"]);
    assert_eq!(places(&broken(r#"{"a":{"M":{"b":{"L":[{"BOOL":"no"}]}}}}"#)), [("keys.a.M.b.L[0].BOOL", "type")]);
    assert_eq!(places(&broken(r#"{"a":{"NS":["1","x"]}}"#)), [("keys.a.NS[1]", "format")]);
    for wrong in ["5", "\"x\"", "[1]", "true"] {
        assert_eq!(places(&broken(&format!(r#"{{"a":{wrong}}}"#))), [("keys.a", "type")]);
        let report = StreamEvent::decode(format!(r#"{{"keys":{{}},"needs":[],"one":{wrong}}}"#)).unwrap_err();
        assert_eq!(places(&report), [("one", "type")]);
    }
    let (event, report) = StreamEvent::decode_lenient(r#"{"keys":{},"needs":[],"one":{"S":[1,"\u0041"]}}"#).unwrap();
    assert_eq!(places(&report), [("one.S", "type")]);
    assert_eq!(event.to_json(), r#"{"keys":{},"one":{"S":[1,"\u0041"]},"needs":[]}"#);
    // Text that is not JSON ends everything.
    assert_eq!(broken(r#"{"a":{"S":"x" "N":1}}"#).violations()[0].rule, Rule::Json);
}

#[test]
fn a_field_of_the_value_selects_its_type() {
    let event = comes_back::<PartsEvent>(&parts(
        r#""parts":[{"type":"wheel","size":28,"more":1},{"size":1,"type":"wheel","rest":[{"type":"2"}]},{"type":2,"color":"red"},{"type":true}]"#,
    ));
    assert!(matches!(&event.parts[0], Part::Wheel(wheel) if wheel.size == 28));
    assert!(matches!(&event.parts[1], Part::Wheel(wheel) if matches!(wheel.rest[0], Part::Frame(_))));
    assert!(matches!((&event.parts[2], &event.parts[3]), (Part::Frame(_), Part::Frame(_))));
    for other in [r#"{"type":"saddle","size":"x"}"#, "{}", r#"{"type":null}"#, r#"{"type":["wheel"]}"#, r#"{"Type":"wheel"}"#] {
        let event = comes_back::<PartsEvent>(&parts(&format!(r#""parts":[{other}],"part":{other}"#)));
        assert!(matches!((&event.parts[0], &event.part), (Part::Other(_), Some(Part::Other(_)))), "{other}");
    }
    let broken = |fields: &str| PartsEvent::decode(parts(fields)).unwrap_err();
    assert_eq!(places(&broken(r#""parts":[{"size":99,"type":"wheel"}]"#)), [("parts[0].size", "range")]);
    assert_eq!(places(&broken(r#""parts":[{"type":"wheel"}]"#)), [("parts[0].size", "required")]);
    assert_eq!(places(&broken(r#""part":"wheel""#)), [("part", "type")]);
    assert_eq!(places(&PartsEvent::decode(r#"{"must":7}"#).unwrap_err()), [("must", "type")]);
}

#[test]
fn the_first_condition_that_holds_selects_the_type() {
    let change = |json: &str| comes_back::<PartsEvent>(&parts(&format!(r#""change":{json},"log":{{"a":{json}}}"#))).change;
    assert!(matches!(change(r#"{"version":2,"type":"changed","from":"a"}"#), Some(Change::ChangeV2(_))));
    assert!(matches!(change(r#"{"type":"change","place":"b","version":3}"#), Some(Change::ChangeV1(_))));
    assert!(matches!(change(r#"{"removed":{"at":5}}"#), Some(Change::Removal(_))));
    assert!(matches!(change(r#"{"gone":true}"#), Some(Change::Removal(_))));
    for other in [r#"{"gone":true,"type":"x"}"#, r#"{"removed":{"at":"5"}}"#, "{}"] {
        assert!(matches!(change(other), Some(Change::Other(_))), "{other}");
    }
    let report = PartsEvent::decode(parts(r#""log":{"a":{"version":2.0,"type":"change"}}"#)).unwrap_err();
    assert_eq!(places(&report), [("log.a.from", "required")]);
}

#[test]
fn the_kind_of_the_value_selects_its_type() {
    let owner = |json: &str| comes_back::<PartsEvent>(&parts(&format!(r#""owner":{json},"owners":[{json},{json}]"#))).owner;
    assert_eq!(owner(r#""me""#), Some(Owner::String("me".into())));
    assert!(matches!(owner("1700000000"), Some(Owner::Number(_))));
    assert!(matches!(owner(r#"{"name":"Li","boss":{"name":"Bo","boss":"me"},"x":null}"#), Some(Owner::Object(_))));
    assert_eq!(owner("[1,2]"), Some(Owner::List(vec![1, 2])));
    assert_eq!(owner("[]"), Some(Owner::List(vec![])));
    assert_eq!(owner("true"), Some(Owner::Bool(true)));
    let broken = |fields: &str| PartsEvent::decode(parts(fields)).unwrap_err();
    assert_eq!(places(&broken(r#""owner":"longer than it may be""#)), [("owner", "length")]);
    assert_eq!(places(&broken(r#""owners":["ok",{"boss":""}]"#)), [("owners[1].boss", "length"), ("owners[1].name", "required")]);
    assert_eq!(places(&broken(r#""owners":[[1,2,3,4]]"#)), [("owners[0]", "length")]);
    assert_eq!(places(&broken(r#""owner":[1,"x"]"#)), [("owner[1]", "type")]);
    // A value that does not fit is kept, as in a field of that type.
    let (event, report) = PartsEvent::decode_lenient(parts(r#""owner":[1,"x"]"#)).unwrap();
    assert!(!report.is_fatal() && event.owner.is_none());
    assert!(event.to_json().contains(r#""owner":[1,"x"]"#));
    // Sealed has no numbers.
    assert!(matches!(comes_back::<PartsEvent>(&parts(r#""secret":5"#)).secret, Some(specs::AttributeOrText::Other(_))));
}

#[test]
fn values_made_by_hand_are_validated() {
    let event = StreamEvent::builder()
        .keys([("n", AttributeValue::N("seven".into())), ("s", AttributeValue::S("x".into()))].into_iter().collect::<Map<_>>())
        .needs(vec![AttributeValue::Ns(vec!["1".into(), "x".into()])])
        .build();
    assert_eq!(places(&event.unwrap_err()), [("keys.n.N", "format"), ("needs[0].NS[1]", "format")]);
    let wheel = Wheel::builder().r#type("wheel").size(20).build().unwrap();
    let person = Person::builder().name("Li").boss("me").build().unwrap();
    let event = PartsEvent::builder().must(wheel.clone()).parts([wheel]).owner(person).owners([1_i64].map(|one| vec![one]));
    let event = event.build().unwrap();
    assert_eq!(PartsEvent::decode(event.to_json()).unwrap(), event);
    let report = PartsEvent::builder().must(Part::Other(Json::from(1_i64))).owner("too long to be it").build().unwrap_err();
    assert_eq!(places(&report), [("owner", "length")]);
}

#[test]
fn debug_shows_the_key_and_hides_secrets() {
    let event = comes_back::<StreamEvent>(&stream(r#"{"a":{"M":{"b":{"L":[{"S":"x"},{"Q":1}]}}}}"#));
    assert_eq!(format!("{:?}", event.keys.get("a").unwrap()), r#"M({"b": L([S("x"), {"Q":1}])})"#);
    assert!(format!("{event:?}").contains(r#"keys: {"a": M({"b": L([S("x"), {"Q":1}])})}"#), "{event:?}");
    for secret in [r#"{"pin":"hunter2"}"#, r#""hunter2""#, r#"{"keys":{"token":"hunter2"}}"#, r#"{"open":{"pin":"hunter2"}}"#] {
        let event = comes_back::<PartsEvent>(&parts(&format!(r#""secret":{secret}"#)));
        let shown = format!("{event:?} {:?}", event.secret);
        assert!(!shown.contains("hunter2"), "{shown}");
    }
    let person = format!("{:?}", comes_back::<PartsEvent>(&parts(r#""owner":{"name":"Li","secret":"hunter2"}"#)).owner);
    assert!(person.contains("Li") && !person.contains("hunter2"), "{person}");
    let report = PartsEvent::decode(parts(r#""secret":{"pin":{"hunter2":1}}"#)).unwrap_err();
    assert_eq!(places(&report), [("secret.pin", "type")]);
    assert!(!report.to_string().contains("hunter2"), "{report}");
    assert_eq!(format!("{:?}", Sealed::Open(Json::from(true))), "open(true)");
}

#[test]
fn violations_of_an_object_with_several_keys_are_forgotten() {
    let (event, report) = StreamEvent::decode_lenient(stream(r#"{"a":{"N":{"deep":1},"S":2},"b":{"S":3}}"#)).unwrap();
    assert_eq!(places(&report), [("keys.b.S", "type")]);
    assert!(event.to_json().contains(r#""a":{"N":{"deep":1},"S":2}"#));
}

#[test]
fn deep_and_long_values_stop_at_the_limits() {
    let nested = |depth: usize| stream(&format!(r#"{{"a":{}{{"S":"x"}}{}}}"#, r#"{"L":["#.repeat(depth), "]}".repeat(depth)));
    comes_back::<StreamEvent>(&nested(60));
    assert_eq!(StreamEvent::decode(nested(70)).unwrap_err().violations()[0].rule, Rule::Limit);
    assert_eq!(StreamEvent::decode(nested(100_000)).unwrap_err().violations()[0].rule, Rule::Limit);
    // Each level turns out to have two keys only at its end.
    let doubled =
        |depth: usize| stream(&format!(r#"{{"a":{}{{}}{}}}"#, r#"{"L":["#.repeat(depth), r#"],"S":"x"}"#.repeat(depth)));
    comes_back::<StreamEvent>(&doubled(60));
    let many = stream(&format!(r#"{{"a":{{"L":[{}{{}}]}}}}"#, "{},".repeat(100_000)));
    let few = Limits::DEFAULT.memory(1 << 10, 1);
    assert_eq!(StreamEvent::decode_with(&many, &few).unwrap_err().violations()[0].rule, Rule::Limit);
}

#[test]
fn serde_reads_and_writes_unions() {
    let value: AttributeValue = serde_json::from_str(r#"{"L":[{"S":"x"},{"Q":1}]}"#).unwrap();
    assert_eq!(serde_json::to_string(&value).unwrap(), r#"{"L":[{"S":"x"},{"Q":1}]}"#);
    let owner: Owner = serde_json::from_str("[1]").unwrap();
    assert_eq!(serde_json::to_string(&owner).unwrap(), "[1]");
    assert!(serde_json::from_str::<AttributeValue>("5").is_err());
}
