//! Bad input to every public function gives a report and never a panic.

use triggerkit::huawei::KafkaEvent;
use triggerkit::{Base64, Base64Json, Detection, Encoded, Json, JsonText, Map, PackedJson, Rule, Str, detect};
use triggerkit_spec::model::Body;

use crate::every_trigger::{each, each_with_fields};

/// Returns inputs that are not an event of any trigger, with the rule that they violate.
fn invalid_payloads() -> Vec<(&'static str, Vec<u8>, Rule)> {
    vec![
        ("empty", Vec::new(), Rule::Json),
        ("white space", b" \n\t".to_vec(), Rule::Json),
        ("not JSON", b"<xml/>".to_vec(), Rule::Json),
        ("cut off", br#"{"messages": ["#.to_vec(), Rule::Json),
        ("two values", b"{} {}".to_vec(), Rule::Json),
        ("a NUL", b"\0".to_vec(), Rule::Json),
        ("a byte order mark", b"\xef\xbb\xbf{}".to_vec(), Rule::Json),
        ("nested lists", [vec![b'['; 10_000], vec![b']'; 10_000]].concat(), Rule::Limit),
        ("nested objects", r#"{"a":"#.repeat(10_000).into_bytes(), Rule::Limit),
        ("a nested unknown field", format!(r#"{{"x":{}}}"#, "[".repeat(10_000)).into_bytes(), Rule::Limit),
        ("invalid UTF-8", b"{\"a\": \"\xff\xfe\"}".to_vec(), Rule::Utf8),
        ("a long string", format!("\"{}\"", "x".repeat(10 << 20)).into_bytes(), Rule::Type),
        ("a list", b"[]".to_vec(), Rule::Type),
        ("text of an object", br#""{\"a\": 1}""#.to_vec(), Rule::Type),
        ("a number", b"1e999".to_vec(), Rule::Type),
        ("null", b"null".to_vec(), Rule::Required),
        ("true", b"true".to_vec(), Rule::Type),
    ]
}

#[test]
fn invalid_payloads_give_one_violation() {
    each_with_fields(|_, model, trigger| {
        let cbor = model.bodies.contains(&Body::Cbor);
        for (name, payload, rule) in invalid_payloads() {
            if name == "a list" && model.event.root.is_some() {
                // A batch may be empty, unless its length says otherwise.
                let rules = trigger.decode(&payload).err().unwrap_or_default();
                assert!(rules.violations().iter().all(|found| found.rule == Rule::Length), "{}: {rules}", trigger.info.id);
                continue;
            }
            for report in [trigger.decode(&payload).unwrap_err(), trigger.decode_lenient(&payload).unwrap_err()] {
                let rules: Vec<Rule> = report.violations().iter().map(|violation| violation.rule).collect();
                // As CBOR, the same bytes are invalid for another reason.
                assert!(rules == [rule] || cbor && rules.len() == 1, "{name} as {}: {report}", trigger.info.id);
                assert!(report.to_string().len() < 400, "{report}");
            }
        }
    });
}

#[test]
fn invalid_payloads_are_not_detected() {
    for (name, payload, _) in invalid_payloads() {
        assert!(matches!(detect(&payload, &[]), Detection::None), "{name}");
    }
}

#[test]
fn large_strings_are_read() {
    let large = "火".repeat(3 << 20);
    let known = format!(r#"{{"messages":["{large}"]}}"#);
    assert_eq!(KafkaEvent::decode(&known).unwrap().to_json(), known);
    let unknown = format!(r#"{{"messages":["m"],"x":"{large}"}}"#);
    assert_eq!(KafkaEvent::decode(&unknown).unwrap().to_json(), unknown);
}

/// Bytes that change the structure of a payload.
const BYTES: [u8; 7] = [b'"', b'\\', b'{', b']', b'0', 0xff, b','];

#[test]
fn truncated_and_mutated_payloads_never_panic() {
    each(|_, model, trigger| {
        for sample in model.samples.iter().filter(|sample| sample.bytes.len() < 5_000) {
            for end in 0..sample.bytes.len() {
                drop(trigger.decode_lenient(&sample.bytes[..end]));
            }
            for index in 0..sample.bytes.len() {
                let mut bytes = sample.bytes.clone();
                // A variant differs little from the main sample, so one byte at each place is enough.
                let chosen = if sample.variant.is_empty() { &BYTES[..] } else { &BYTES[index % BYTES.len()..][..1] };
                for byte in chosen {
                    bytes[index] = *byte;
                    if let Ok((event, _)) = trigger.decode_lenient(&bytes) {
                        drop(event.validate());
                        serde_json::from_str::<serde::de::IgnoredAny>(&event.to_json()).unwrap();
                    }
                }
            }
        }
    });
}

#[test]
fn codecs_report_the_step_that_failed() {
    let found = |report: triggerkit::Report| (report.violations()[0].rule, report.violations()[0].expected.to_string());
    assert_eq!(found(Base64::from_text("?").decode().unwrap_err()), (Rule::Codec, "base64 text".into()));
    let text = |text: &str| Encoded::<Map<Str>, PackedJson>::from_text(text).open().map(drop);
    assert_eq!(found(text("%").unwrap_err()), (Rule::Codec, "base64 text".into()));
    let base64 = |bytes: &[u8]| Base64::encode(bytes).as_str().to_owned();
    assert_eq!(found(text(&base64(b"\x1f\x8b broken")).unwrap_err()), (Rule::Codec, "gzip data".into()));
    assert_eq!(
        found(text(&base64(b"PK\x03\x04")).unwrap_err()),
        (Rule::Codec, "a zip archive of one stored or deflated file".into())
    );
    assert_eq!(found(text(&base64(b"x\x9c broken")).unwrap_err()), (Rule::Codec, "zlib data".into()));
    assert_eq!(found(text(&base64(b"not json")).unwrap_err()), (Rule::Json, "JSON".into()));
    assert_eq!(found(text(&base64(b"\xff")).unwrap_err()), (Rule::Utf8, "UTF-8".into()));
    assert_eq!(found(Encoded::<Map<Str>, JsonText>::from_text("[]").open().unwrap_err()), (Rule::Type, "an object".into()));
    assert!(Json::parse("{").is_err() && Json::parse("").is_err());
}

/// Text of other encodings, as editors and shells save it, is named.
#[test]
fn encodings_and_byte_order_marks_are_named() {
    let found = |payload: &[u8]| {
        let report = KafkaEvent::decode(payload).unwrap_err();
        assert_eq!(report.violations().len(), 1, "{report}");
        report.violations()[0].found.to_string()
    };
    let utf16 = |mark: &[u8], big: bool| {
        let units = "{\"messages\": []}".encode_utf16().map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() });
        found(&[mark, &units.collect::<Vec<_>>().concat()].concat())
    };
    assert_eq!(found(b"\xef\xbb\xbf{}"), "a byte order mark, which has to be removed at line 1, byte 1");
    assert_eq!([utf16(b"\xff\xfe", false), utf16(b"\xfe\xff", true)], ["UTF-16", "UTF-16"]);
    assert_eq!(found(b"\xff\xfe\0\0{\0\0\0}\0\0\0"), "UTF-32");
    let zero = "a zero byte, as in UTF-16, where UTF-8 is expected";
    assert_eq!(utf16(b"", false), format!("{zero} at line 1, byte 2"));
    assert_eq!(utf16(b"", true), format!("{zero} at line 1, byte 1"));
    assert_eq!(found(b"{\"a\":\"\xff\"}"), "an invalid byte at offset 6");
    assert_eq!(
        Json::parse("\u{feff}1").unwrap_err().violations()[0].found,
        "a byte order mark, which has to be removed at line 1, byte 1"
    );
}

#[test]
fn percent_signs_that_encode_nothing_are_kept() {
    let headers = [("ce-specversion", "1.0"), ("ce-subject", "%41 %+1 %4 %zz %火 %")];
    let payload = triggerkit::cloudevents::payload(&headers, b"").unwrap();
    let expected = r#"{"specversion":"1.0","subject":"A %+1 %4 %zz %火 %"}"#;
    assert_eq!(std::str::from_utf8(&payload), Ok(expected));
}

#[test]
fn packed_values_are_unpacked() {
    use std::io::Write;
    let json = br#"{"a": "b"}"#;
    let gzip = {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        out.write_all(json).unwrap();
        out.finish().unwrap()
    };
    let zlib = {
        let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        out.write_all(json).unwrap();
        out.finish().unwrap()
    };
    for bytes in [json.as_slice(), &gzip, &zlib] {
        let text = Base64::encode(bytes);
        assert_eq!(Encoded::<Map<Str>, PackedJson>::from_text(text.as_str()).open().unwrap().get("a").unwrap(), "b");
    }
    let value: Map<Str> = [("a", "b")].into();
    assert_eq!(Encoded::<_, Base64Json>::encode(&value).open().unwrap(), value);
    assert_eq!(Encoded::<_, JsonText>::encode(&value).text(), r#"{"a":"b"}"#);
}

#[test]
fn values_that_do_not_fit_are_left_out() {
    let (event, report) =
        triggerkit::huawei::TimerEvent::decode_lenient(r#"{"version":[5],"time":{"s":1},"trigger_type":"TIMER"}"#).unwrap();
    assert_eq!((event.version, event.time.is_none(), report.violations().len()), (None, true, 2));
}
