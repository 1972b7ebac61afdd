//! `Map`, which has values by key in the order of the payload.

use triggerkit::huawei::ApigEvent;
use triggerkit::{Document, Json, Map, Str, Trigger};

fn map(entries: &[(&str, &str)]) -> Map<Str> {
    entries.iter().copied().collect()
}

#[test]
fn equality_ignores_the_order_of_keys() {
    assert_eq!(map(&[("a", "1"), ("b", "2")]), map(&[("b", "2"), ("a", "1")]));
    assert_ne!(map(&[("a", "1"), ("b", "2")]), map(&[("b", "1"), ("a", "2")]));
    assert_ne!(map(&[("a", "1")]), map(&[("a", "1"), ("a", "1")]));
    assert_ne!(map(&[("a", "1")]), map(&[]));
}

#[test]
fn equality_respects_the_order_of_duplicate_keys() {
    assert_eq!(map(&[("a", "1"), ("b", "2"), ("a", "3")]), map(&[("b", "2"), ("a", "1"), ("a", "3")]));
    assert_ne!(map(&[("a", "1"), ("a", "3")]), map(&[("a", "3"), ("a", "1")]));
}

#[test]
fn the_last_of_two_duplicate_keys_counts() {
    let doubled = map(&[("a", "1"), ("A", "2"), ("a", "3")]);
    assert_eq!(doubled.get("a").unwrap(), "3");
    assert_eq!(doubled.get("A").unwrap(), "2");
    assert_eq!(doubled.get("x"), None);
    assert_eq!(doubled.len(), 3);
    assert_eq!(doubled.iter().map(|(key, value)| format!("{key}{value}")).collect::<Vec<_>>(), ["a1", "A2", "a3"]);
}

#[test]
fn keys_are_found_in_any_case() {
    let headers = map(&[("Content-Type", "text/plain"), ("content-type", "text/html"), ("Größe", "1")]);
    assert_eq!(headers.get_ignore_case("CONTENT-TYPE").unwrap(), "text/html");
    assert_eq!(headers.get("CONTENT-TYPE"), None);
    assert_eq!(headers.get_ignore_case("größe").unwrap(), "1");
    assert_eq!(headers.get_ignore_case("GRÖSSE"), None);
}

#[test]
fn duplicate_keys_of_a_payload_are_kept() {
    let payload = r#"{"httpMethod":"GET","path":"/","headers":{"a":"1","a":"2"},"more":1,"more":2}"#;
    let event = super::comes_back::<ApigEvent>(payload);
    assert_eq!(event.headers.get("a").unwrap(), &Json::from("2"));
    assert_eq!(event.unknown().unwrap().get("more").unwrap(), &Json::from(2i64));
    assert_eq!(event.unknown().unwrap().len(), 2);
}

#[test]
fn maps_are_collections() {
    let mut map: Map<Str> = [("a", "1")].into();
    map.push("b", "2".into());
    assert_eq!(format!("{map:?}"), r#"{"a": "1", "b": "2"}"#);
    assert_eq!(map.keys().map(Str::as_str).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(map.into_iter().collect::<Vec<_>>(), [("a".into(), "1".into()), ("b".into(), "2".into())]);
    assert!(Map::<Str>::new().is_empty() && Map::<Str>::default() == Map::new());
}

#[test]
fn entries_can_be_set_and_removed() {
    let mut map: Map<Str> = [("a", "1"), ("b", "2"), ("a", "3")].into();
    map.insert("a", "4".into());
    map.insert("c", "5".into());
    *map.get_mut("b").unwrap() = "6".into();
    assert_eq!(map.iter().map(|(key, value)| format!("{key}{value}")).collect::<String>(), "a4b6c5");
    map.extend([("b", "7")]);
    assert_eq!(map.remove("b").unwrap(), "7");
    assert_eq!(map.remove("b"), None);
    let keys: Vec<&Str> = (&map).into_iter().map(|(key, _)| key).collect();
    assert!("a" == *keys[0] && *"c" == *keys[1]);
}

#[derive(Trigger)]
struct Readings {
    #[trigger(items(accept = ["json-text"]))]
    stations: Map<Vec<i64>>,
}

#[test]
fn entries_after_json_text_have_their_own_paths() {
    let report = Readings::decode(r#"{"stations": {"north": "[1, true]", "south": [false], "west": "[2, null]", "east": [3]}}"#)
        .unwrap_err();
    let paths: Vec<&str> = report.violations().iter().map(|violation| violation.path.as_str()).collect();
    assert_eq!(paths, ["stations.north[1]", "stations.south[0]", "stations.west[1]"]);
}
