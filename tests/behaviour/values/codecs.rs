//! Encoded values and items: percent-encoded text, bytes as lists of numbers, base64 and JSON text.

use triggerkit::{AnyTrigger, Base64, ByteList, DetailKind, Encoded, JsonText, Map, PercentText, Report, Rule, Str, Trigger};

use super::comes_back;
use super::specs::{Codes, CodesEvent, Items, ItemsEvent, Part};

fn key(text: &str) -> Encoded<Str, PercentText> {
    let payload = serde_json::json!({ "key": text }).to_string();
    comes_back::<CodesEvent>(&payload).key.unwrap()
}

fn words(report: &Report) -> [String; 4] {
    let [only] = report.violations() else { panic!("{report}") };
    [only.path.clone(), only.rule.id().to_owned(), only.expected.to_string(), only.found.to_string()]
}

#[test]
fn percent_encoded_text_is_decoded_on_opening() {
    for (text, plain) in [
        ("my+photo%20%C3%BC.jpg", "my photo ü.jpg"),
        ("a%2Bb%2f%2Fc/d", "a+b//c/d"),
        ("ü+ü", "ü ü"),
        ("%00\t\u{1f600}", "\0\t\u{1f600}"),
        ("plain", "plain"),
        ("", ""),
    ] {
        assert_eq!(key(text).open().unwrap(), plain);
        assert_eq!(key(text).bytes().unwrap(), plain.as_bytes());
        assert_eq!(key(text).text(), text);
    }
}

#[test]
fn wrong_escapes_are_reported_on_opening() {
    for (text, offset) in [("%", 0), ("a%2", 1), ("%zz", 0), ("%20%+1", 3), ("%%20", 0), ("%4ü", 0), ("ü%", 2)] {
        let found = format!("`%` without two hexadecimal digits, offset {offset}");
        assert_eq!(words(&key(text).open().unwrap_err()), ["$", "codec", "percent-encoded text", &found], "{text}");
        assert!(key(text).bytes().is_err());
    }
    for text in ["%FF", "a%C3", "%C3+%BC", "%ED%A0%80"] {
        let report = key(text).open().unwrap_err();
        assert_eq!(report.violations()[0].rule, Rule::Utf8, "{report}");
        assert!(key(text).bytes().is_ok());
    }
    let half = comes_back::<CodesEvent>(r#"{"key":"\ud83d"}"#).key.unwrap();
    assert_eq!(half.open().unwrap_err().violations()[0].rule, Rule::Utf8);
}

#[test]
fn plain_text_is_encoded() {
    for (plain, text) in [
        ("a/my photo ü.jpg", "a/my+photo+%C3%BC.jpg"),
        ("100%+_~.-*", "100%25%2B_~.-%2A"),
        ("\0\u{1f600}", "%00%F0%9F%98%80"),
        ("", ""),
    ] {
        let event = CodesEvent::builder().key(plain).build().unwrap();
        let key = event.key.as_ref().unwrap();
        assert_eq!((key.text().as_ref(), key.open().unwrap().as_str()), (text, plain));
        assert_eq!(event, CodesEvent::builder().key(plain.to_owned()).build().unwrap());
        assert_eq!(key.clone(), Encoded::encode(&Str::from(plain)));
        assert_eq!(CodesEvent::decode(event.to_json()).unwrap(), event);
    }
    assert_ne!(key("a+b"), key("a%20b"), "they are compared as they came");
}

#[test]
fn constraints_apply_to_the_encoded_text() {
    assert!(comes_back::<CodesEvent>(r#"{"key":"-"}"#).key.is_none());
    let report = CodesEvent::decode(serde_json::json!({ "key": "%20".repeat(21) }).to_string()).unwrap_err();
    assert_eq!(words(&report), ["key", "length", "at most 60 characters", "63 characters"]);
    for wrong in ["7", "true", "[1]", "{}"] {
        let (event, report) = CodesEvent::decode_lenient(format!(r#"{{"key":{wrong}}}"#)).unwrap();
        assert_eq!(words(&report)[..3], ["key", "type", "a string"]);
        assert_eq!((event.key.is_none(), event.to_json()), (true, format!(r#"{{"key":{wrong}}}"#)));
    }
}

#[test]
fn secrets_in_encoded_text_are_hidden() {
    let payload = r#"{"key":"%7B%22pin%22%3A%22hunter2%22%7D","signed":"hunter2%FF","other":"+%7b%22pin%22:%22hunter2%22%7d"}"#;
    let event: CodesEvent = comes_back(payload);
    assert!(!format!("{event:?}").contains("hunter2"), "{event:?}");
    let report = event.signed.as_ref().unwrap().open().unwrap_err();
    assert!(!report.to_string().contains("hunter2"), "{report}");
    assert!(!format!("{:?}", event.signed).contains("hunter2"));
    assert_eq!(Codes::INFO.samples.len(), 1);
}

fn header(json: &str) -> Encoded<(), ByteList> {
    comes_back::<CodesEvent>(&format!(r#"{{"header":{json}}}"#)).header.unwrap()
}

#[test]
fn lists_of_numbers_are_bytes() {
    for (json, bytes) in [
        ("[104,101,-12]", &[104, 101, 244][..]),
        ("[ 0 , -0 , 255,\n-128 ]", &[0, 0, 255, 128]),
        ("[-1,255]", &[255, 255]),
        ("[]", &[]),
        ("[ ]", &[]),
    ] {
        assert_eq!((header(json).bytes().unwrap(), header(json).text().as_ref()), (bytes.to_vec(), json));
    }
    assert!(comes_back::<CodesEvent>(r#"{"header":"-"}"#).header.is_none());
}

#[test]
fn other_lists_are_violations_and_kept() {
    for wrong in [
        "[256]",
        "[-129]",
        "[1,null]",
        r#"["1"]"#,
        "[1.0]",
        "[1e1]",
        "[[1]]",
        "[true]",
        "[{}]",
        r#""aGk=""#,
        "7",
        "{}",
        "[99999999999]",
    ] {
        let payload = format!(r#"{{"header":{wrong}}}"#);
        let (event, report) = CodesEvent::decode_lenient(payload.as_str()).unwrap();
        assert_eq!(words(&report)[..3], ["header", "type", "a list of bytes"], "{wrong}");
        assert_eq!((event.header.is_none(), event.to_json()), (true, payload));
    }
}

#[test]
fn bytes_are_encoded_as_java_writes_them() {
    let all: Vec<u8> = (0..=255).collect();
    for bytes in [&b""[..], b"hi", "grün".as_bytes(), &all] {
        let event = CodesEvent::builder().header(bytes).build().unwrap();
        assert_eq!(event.header.as_ref().unwrap().bytes().unwrap(), bytes);
        assert_eq!(event, CodesEvent::builder().header(bytes.to_vec()).build().unwrap());
        assert_eq!(CodesEvent::decode(event.to_json()).unwrap(), event);
    }
    let event = CodesEvent::builder().header(b"\x00\x7f\x80\xff").build().unwrap();
    assert_eq!(event.to_json(), r#"{"header":[0,127,-128,-1]}"#);
    assert_ne!(header("[255]"), header("[-1]"), "they are compared as they came");
}

#[test]
fn made_lists_are_validated() {
    let event = |text: &str| CodesEvent::builder().header(Encoded::<(), ByteList>::from_text(text)).build();
    assert_eq!(event("[1, -2]").unwrap().to_json(), r#"{"header":[1, -2]}"#);
    for wrong in ["", "aGk=", "[256]", "{}", "[1", "7"] {
        let encoded = Encoded::<(), ByteList>::from_text(wrong);
        assert_eq!(words(&encoded.bytes().unwrap_err())[..3], ["$", "codec", "a list of bytes"]);
        assert_eq!(words(&event(wrong).unwrap_err())[..3], ["header", "type", "a list of bytes"], "{wrong}");
    }
}

#[test]
fn secrets_in_lists_of_numbers_are_hidden() {
    let secret = Encoded::<(), ByteList>::from_bytes(r#"{"pin":"hunter2"}"#);
    let payload = format!(r#"{{"header":{},"bytes":[104,117]}}"#, secret.text());
    let event: CodesEvent = comes_back(&payload);
    let text = format!("{event:?}");
    assert!(!text.contains("104") && text.matches("[hidden]").count() == 2, "{text}");
    let (_, report) = CodesEvent::decode_lenient(r#"{"bytes":[104,117,999],"header":[104,117,999]}"#).unwrap();
    assert!(!report.to_string().contains("117"), "{report}");
}

#[test]
fn items_are_opened_one_by_one() {
    let payload = r#"{"parts":["aGk=","","PEI+"],"headers":[{"a":[104,-12]},{"b":[]}],"grid":{"x":["AA==","AQ=="],"y":[]},"orders":["{\"id\": 1}",{"id":2}],"packed":{"p":"eyJpZCI6M30="},"keys":["a+b","%C3%BC"],"must":["AP8="]}"#;
    let event: ItemsEvent = comes_back(payload);
    let parts: Vec<Vec<u8>> = event.parts.iter().map(|part| part.decode().unwrap()).collect();
    assert_eq!(parts, [&b"hi"[..], b"", b"<B>"]);
    assert_eq!(event.headers[0].get("a").unwrap().bytes().unwrap(), [104, 244]);
    assert_eq!(event.grid.get("x").unwrap()[1].decode().unwrap(), [1]);
    let ids = |order: &Encoded<Part, JsonText>| order.open().unwrap().id.unwrap();
    assert_eq!(event.orders.iter().map(ids).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(event.packed.get("p").unwrap().open().unwrap().id, Some(3));
    assert_eq!(event.keys.iter().map(|key| key.open().unwrap()).collect::<Vec<_>>(), ["a b", "ü"]);
    assert_eq!(event.must[0].decode().unwrap(), [0, 255]);
    let read: ItemsEvent = serde_json::from_str(payload).unwrap();
    assert_eq!((serde_json::to_string(&read).unwrap(), read), (payload.to_owned(), event.clone()));
    event.validate().unwrap();
    let one: ItemsEvent = comes_back(r#"{"keys":"a+b","must":[]}"#);
    assert_eq!(one.keys[0].open().unwrap(), "a b");
}

#[test]
fn wrong_contents_of_items_are_reported_on_opening() {
    let payload =
        r#"{"parts":["?"],"orders":["{\"id\": \"x\"}","no"],"packed":{"p":"?","q":"WzFd"},"keys":["%"],"must":["\u00fc"]}"#;
    let event = ItemsEvent::decode(payload).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(words(&event.parts[0].decode().unwrap_err())[..3], ["$", "codec", "base64 text"]);
    assert_eq!(words(&event.orders[0].open().unwrap_err())[..2], ["id", "type"]);
    assert_eq!(words(&event.orders[1].open().unwrap_err())[..2], ["$", "json"]);
    assert_eq!(words(&event.packed.get("p").unwrap().open().unwrap_err())[..2], ["$", "codec"]);
    assert_eq!(words(&event.packed.get("q").unwrap().open().unwrap_err())[..2], ["$", "type"]);
    assert_eq!(words(&event.keys[0].open().unwrap_err())[..2], ["$", "codec"]);
    assert_eq!(words(&event.must[0].decode().unwrap_err())[..2], ["$", "codec"]);
}

#[test]
fn items_of_other_kinds_are_violations_and_kept() {
    for (field, wrong, path, expected) in [
        ("parts", "[7]", "parts[0]", "text"),
        ("headers", r#"[{"a":[1]},{"a":[256]}]"#, "headers[1].a", "a list of bytes"),
        ("headers", r#"[{"a":"aGk="}]"#, "headers[0].a", "a list of bytes"),
        ("grid", r#"{"x":[[]]}"#, "grid.x[0]", "text"),
        ("orders", r#"["{}",true]"#, "orders[1]", "a string"),
        ("packed", r#"{"p":{}}"#, "packed.p", "a string"),
        ("keys", r#"[{}]"#, "keys[0]", "a string"),
    ] {
        let payload = format!(r#"{{"{field}":{wrong},"must":[]}}"#);
        let (event, report) = ItemsEvent::decode_lenient(payload.as_str()).unwrap();
        assert_eq!(words(&report)[..3], [path, "type", expected], "{payload}");
        let written = event.to_json();
        assert!(written.contains(&format!(r#""{field}":{wrong}"#)), "{written}");
    }
    let (_, report) = ItemsEvent::decode_lenient(r#"{"must":[null]}"#).unwrap();
    assert_eq!(words(&report)[..2], ["must[0]", "required"]);
}

#[test]
fn constraints_of_items_apply_to_the_encoded_text_or_to_the_inner_list() {
    let broken = |payload: &str| words(&ItemsEvent::decode(payload).unwrap_err());
    assert_eq!(
        broken(r#"{"parts":["aGVsbG8gd29ybGQ="],"must":[]}"#),
        ["parts[0]", "length", "at most 8 characters", "16 characters"]
    );
    assert_eq!(broken(r#"{"headers":[{}],"must":[]}"#), ["headers[0]", "length", "exactly 1 item", "0 items"]);
    assert_eq!(broken(r#"{"grid":{"x":["","",""]},"must":[]}"#), ["grid.x", "length", "at most 2 items", "3 items"]);
}

#[test]
fn items_are_built() {
    let part = Part::builder().id(1).build().unwrap();
    let event = ItemsEvent::builder()
        .must([Base64::encode("hi")])
        .headers([Map::from([("a", Encoded::from_bytes(b"hi"))])])
        .orders([Encoded::encode(&part)])
        .packed([("p", Encoded::encode(&part))])
        .keys(["a b"])
        .build()
        .unwrap();
    let json =
        r#"{"headers":[{"a":[104,105]}],"orders":["{\"id\":1}"],"packed":{"p":"eyJpZCI6MX0="},"keys":["a+b"],"must":["aGk="]}"#;
    assert_eq!(event.to_json(), json);
    assert_eq!(ItemsEvent::decode(json).unwrap(), event);
    let wrong = ItemsEvent::builder().must([]).headers([Map::from([("a", Encoded::from_text("x"))])]).build().unwrap_err();
    assert_eq!(words(&wrong)[..3], ["headers[0].a", "type", "a list of bytes"]);
}

#[test]
fn secrets_in_encoded_items_are_hidden() {
    // Base64 of `{"pin":424242}` and of `{"note":{"pin":424242}}`.
    let payload = r#"{"headers":[{"a":[123,34,112,105,110,34,58,55,125]}],"orders":["{\"pin\":424242}"],"slips":["eyJwaW4iOjQyNDI0Mn0=","eyJub3RlIjp7InBpbiI6NDI0MjQyfX0="],"sealed":["NDI0MjQy"],"must":[]}"#;
    let event: ItemsEvent = comes_back(payload);
    let text = format!("{event:?}");
    for secret in ["424242", "eyJ", "NDI0", "112"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    assert!(!format!("{:?}", event.sealed).contains("NDI0"));
    let report = event.slips[1].open().unwrap_err();
    assert!(!report.to_string().contains("424242"), "{report}");
}

#[test]
fn details_show_the_contents_of_items() {
    let event =
        AnyTrigger::of::<Items>().decode(br#"{"parts":["aGk="],"orders":["{\"id\": true}"],"keys":["%"],"must":[]}"#).unwrap();
    let details: Vec<(String, String)> = event
        .details()
        .into_iter()
        .map(|detail| {
            let kind = match detail.kind {
                DetailKind::Inside(Ok(bytes)) => String::from_utf8(bytes).unwrap(),
                DetailKind::Inside(Err(report)) => report.violations()[0].rule.id().to_owned(),
                DetailKind::Violation(violation) => violation.rule.id().to_owned(),
                other => format!("{other:?}"),
            };
            (detail.path, kind)
        })
        .collect();
    let expected = [("orders[0]", r#"{"id": true}"#), ("orders[0].id", "type"), ("keys[0]", "codec")];
    assert_eq!(details, expected.map(|(path, kind)| (path.to_owned(), kind.to_owned())));
}
