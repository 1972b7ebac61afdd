//! `Json`, which keeps any value as it is written, and `Base64`.

use serde_json::json;
use triggerkit::{Base64, Json, Kind, Rule};

use crate::reports::{only, words};

#[test]
fn the_text_is_kept() {
    let text = r#"{"b": 1.0, "a": 12345678901234567890123, "b": "\u0041"}"#;
    let value = Json::parse(text).unwrap();
    assert_eq!(value.as_str(), text);
    assert_eq!(format!("{value} {value:?}"), format!("{text} {text}"));
    assert_eq!(value.at("a").unwrap().as_str(), "12345678901234567890123");
}

#[test]
fn paths_lead_to_values() {
    let value = Json::parse(r#"{"records": [{"id": "x", "tags": [[7]]}], "": {"n": null}}"#).unwrap();
    assert_eq!(value.at("records[].id").unwrap().text().as_deref(), Some("x"));
    assert_eq!(value.at("records[].tags[][]").unwrap(), Json::from(7i64));
    for path in ["records.id", "records[].x", "records[].id.y", "x", "records[][]"] {
        assert_eq!(value.at(path), None, "{path}");
    }
}

#[test]
fn kinds_are_distinguished() {
    let kinds = [
        ("null", Kind::Null),
        ("true", Kind::Bool),
        ("-1", Kind::Number),
        (" \"x\"", Kind::String),
        ("[]", Kind::List),
        ("{}", Kind::Object),
    ];
    for (text, kind) in kinds {
        assert_eq!(Json::parse(text).unwrap().kind(), kind);
    }
    assert_eq!(Json::default(), Json::null());
}

#[test]
fn values_become_json() {
    assert_eq!(Json::from("a\"\n").as_str(), r#""a\"\n""#);
    assert_eq!(Json::from(true).as_str(), "true");
    assert_eq!(Json::from(i64::MIN).as_str(), "-9223372036854775808");
    assert_eq!(Json::from(u64::MAX).as_str(), "18446744073709551615");
    assert_eq!(Json::from_serialize(&json!({"a": [1, null]})).unwrap().as_str(), r#"{"a":[1,null]}"#);
    let keys_are_lists = std::collections::BTreeMap::from([(vec![1], 2)]);
    assert_eq!(only(&Json::from_serialize(&keys_are_lists).unwrap_err()).rule, Rule::Json);
}

#[test]
fn json_becomes_values() {
    assert_eq!(Json::parse("[1, 2]").unwrap().to::<Vec<u8>>().unwrap(), [1, 2]);
    let report = Json::parse("[1, -2]").unwrap().to::<Vec<u8>>().unwrap_err();
    assert_eq!((only(&report).rule, &*only(&report).expected), (Rule::Type, "a value of the type asked for"));
}

#[test]
fn invalid_json_is_reported_with_line_and_byte() {
    let found = |text: &str| words(&Json::parse(text).unwrap_err()).map(str::to_owned);
    assert_eq!(found("{\n  \"a\": x}"), ["$", "json", "JSON", "expected a value at line 2, byte 8"]);
    assert_eq!(found("[1,"), ["$", "json", "JSON", "the text ends too early at line 1, byte 4"]);
    assert_eq!(found("\"火\" x"), ["$", "json", "JSON", "expected the end of the text at line 1, byte 7"]);
    assert_eq!(found("{\"a\" 1}")[3], "expected `:` at line 1, byte 6");
    assert_eq!(found("[1 2]")[3], "expected `,` or `]` at line 1, byte 4");
    assert_eq!(found("\"\\x\"")[3], "unknown escape at line 1, byte 2");
    assert_eq!(found("\"a\nb\"")[3], "a control character in a string must be escaped at line 1, byte 3");
}

#[test]
fn json_is_unchanged_by_serde() {
    let text = r#"{"n":18446744073709551615,"f":1.5,"l":[null,true,"\n"]}"#;
    let value: Json = serde_json::from_str(text).unwrap();
    assert_eq!(value.as_str(), text);
    assert_eq!(serde_json::to_value(&value).unwrap(), serde_json::from_str::<serde_json::Value>(text).unwrap());
}

#[test]
fn base64_keeps_its_text() {
    for (bytes, text) in [(&b""[..], ""), (b"f", "Zg=="), (b"fo", "Zm8="), (b"foo", "Zm9v"), (b"\xff\xef", "/+8=")] {
        assert_eq!(Base64::encode(bytes).as_str(), text);
        assert_eq!(Base64::from_text(text).decode().unwrap(), bytes);
    }
    let broken_lines = Base64::from_text("Zm9v\r\nZm9v\n");
    assert_eq!(broken_lines.decode().unwrap(), b"foofoo");
    assert_eq!(broken_lines.as_str(), "Zm9v\r\nZm9v\n");
    for text in ["Zg", "Zg=", "Z g==", "Zm9v!", "_-8=", "===="] {
        assert_eq!(only(&Base64::from_text(text).decode().unwrap_err()).rule, Rule::Codec, "{text}");
    }
}

#[test]
fn base64_of_any_length_tells_the_byte_that_is_wrong() {
    let bytes: Vec<u8> = (0..=254).collect();
    for length in 0..bytes.len() {
        let text = Base64::encode(&bytes[..length]);
        assert_eq!(text.decode().unwrap(), bytes[..length]);
    }
    let text = Base64::encode(&bytes);
    for index in 0..text.as_str().len() {
        let broken = [&text.as_str()[..index], "%", &text.as_str()[index + 1..]].concat();
        let report = Base64::from_text(broken).decode().unwrap_err();
        assert_eq!(words(&report), ["$", "codec", "base64 text", &format!("Invalid symbol 37, offset {index}.")]);
    }
}
