//! CBOR payloads: what each tag means, what is refused and in which words, and that every value is written so that it can be read.

use ciborium::Value as Cbor;
use serde_json::json;
use triggerkit::aliyun::TablestoreEvent;
use triggerkit::{Document, Report, Rule, Scalar};

/// Returns the bytes of a text of hexadecimal digits and blanks.
fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.chars().filter_map(|digit| digit.to_digit(16)).map(|digit| digit as u8).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

/// Returns an event with an unknown field `x` that has this value.
fn event_with(value: &[u8]) -> Vec<u8> {
    let start = b"\xa3\x67Version\x67Sync-v1\x67Records\x80\x61x";
    [start.as_slice(), value].concat()
}

/// Returns the JSON text as which a value is read.
fn read(value: &[u8]) -> Result<String, Report> {
    let event = TablestoreEvent::decode(event_with(value))?;
    Ok(event.unknown().unwrap().get("x").unwrap().as_str().to_owned())
}

#[track_caller]
fn assert_read(value: &str, json: &str) {
    assert_eq!(read(&hex(value)).unwrap_or_else(|report| panic!("{value}: {report}")), json, "{value}");
}

/// Returns what is found instead of CBOR.
#[track_caller]
fn refused(value: &[u8]) -> String {
    let report = read(value).expect_err("it is refused");
    let [violation] = report.violations() else { panic!("{report}") };
    assert_eq!((violation.rule, &*violation.expected), (Rule::Codec, "CBOR"));
    violation.found.to_string()
}

#[test]
fn values_without_tags_are_read() {
    for (value, json) in [
        ("00", "0"),
        ("1bffffffffffffffff", "18446744073709551615"),
        ("20", "-1"),
        ("3bffffffffffffffff", "-18446744073709551616"),
        ("f4", "false"),
        ("f5", "true"),
        ("f6", "null"),
        ("f7", "null"),
        ("f90000", "0.0"),
        ("f98000", "-0.0"),
        ("f93e00", "1.5"),
        ("f97bff", "65504.0"),
        ("f90001", "5.960464477539063e-8"),
        ("f90400", "6.103515625e-5"),
        ("f9c400", "-4.0"),
        ("f97c00", "null"),
        ("f97e00", "null"),
        ("fa47c35000", "100000.0"),
        ("fb3ff199999999999a", "1.1"),
        ("40", r#"{"$bytes":""}"#),
        ("4401020304", r#"{"$bytes":"AQIDBA=="}"#),
        ("5f42010243030405ff", r#"{"$bytes":"AQIDBAU="}"#),
        ("60", r#""""#),
        ("62225c", r#""\"\\""#),
        ("7f 65 7374726561 64 6d696e67 ff", r#""streaming""#),
        ("80", "[]"),
        ("9fff", "[]"),
        ("8301820203820405", "[1,[2,3],[4,5]]"),
        ("9f018202039f0405ffff", "[1,[2,3],[4,5]]"),
        ("a0", "{}"),
        ("bfff", "{}"),
        ("a201020304", r#"{"1":2,"3":4}"#),
        ("bf6161f5f502ff", r#"{"a":true,"true":2}"#),
    ] {
        assert_read(value, json);
    }
}

#[test]
fn tags_that_describe_a_value_are_passed_over() {
    for tag in
        ["c0", "c1", "d820", "d821", "d822", "d823", "d824", "d825", "d9d9f7", "ca", "d8ff", "d903e8", "dbffffffffffffffff"]
    {
        for (value, json) in [
            ("00", "0"),
            ("fb41d452d9e2000000", "1363896200.0"),
            ("6161", r#""a""#),
            ("4101", r#"{"$bytes":"AQ=="}"#),
            ("8101", "[1]"),
            ("a16161f6", r#"{"a":null}"#),
            ("f6", "null"),
        ] {
            assert_read(&format!("{tag}{value}"), json);
            assert_read(&format!("{tag}d9d9f7{tag}{value}"), json);
        }
        assert_read(&format!("a1{tag}6161 {tag}00"), r#"{"a":0}"#);
    }
    assert_read(&("c1".repeat(10_000) + "00"), "0");
}

#[test]
fn tags_of_another_kind_of_value_are_passed_over() {
    for tag in ["c2", "c3", "c4", "c5", "d5", "d6", "d7", "d818", "d825"] {
        for (value, json) in [
            ("05", "5"),
            ("6161", r#""a""#),
            ("8101", "[1]"),
            ("83010203", "[1,2,3]"),
            ("82016161", r#"[1,"a"]"#),
            ("f6", "null"),
        ] {
            assert_read(&format!("{tag}{value}"), json);
        }
        assert_read(&format!("a1{tag}6161{tag}a0"), r#"{"a":{}}"#);
    }
    assert_read("c4 4101", r#"{"$bytes":"AQ=="}"#);
    assert_read("d825 4101", r#"{"$bytes":"AQ=="}"#);
    assert_read("c4 9f01ff", "[1]");
    assert_read("c4 9f 01 02 03 ff", "[1,2,3]");
}

#[test]
fn whole_numbers_of_any_size_are_numbers() {
    for (value, json) in [
        ("c240", "0"),
        ("c340", "-1"),
        ("c24101", "1"),
        ("c2420000", "0"),
        ("c3420000", "-1"),
        ("c348ffffffffffffffff", "-18446744073709551616"),
        ("c249010000000000000000", "18446744073709551616"),
        ("c349010000000000000000", "-18446744073709551617"),
        ("c25f 4101 48 0000000000000000 ff", "18446744073709551616"),
        ("c2 50 ffffffffffffffffffffffffffffffff", "340282366920938463463374607431768211455"),
        ("c2 51 0100000000000000000000000000000000", "340282366920938463463374607431768211456"),
        ("c2 4c 033b2e3c9fd0803ce8000000", "1000000000000000000000000000"),
    ] {
        assert_read(value, json);
    }
    assert_read("a1 c249010000000000000000 00", r#"{"18446744073709551616":0}"#);
    let largest = read(&[b"\xc2\x59\x04\x00".as_slice(), &[0xff; 1024]].concat()).unwrap();
    assert_eq!((largest.len(), &largest[..20]), (2467, "10907481356194159294"));
    let padded = [b"\xc2\x59\x08\x00".as_slice(), &[0; 2047], b"\x05"].concat();
    assert_eq!(read(&padded).unwrap(), "5");
    let found = refused(&[b"\xc2\x59\x04\x01".as_slice(), &[0xff; 1025]].concat());
    assert_eq!(found, "a whole number of 1025 bytes, where at most 1024 are read, at byte 1057");
}

#[test]
fn fractions_are_numbers() {
    for (value, json) in [
        ("c482 21 196ab3", "273.15"),
        ("c482 21 396ab2", "-273.15"),
        ("c482 00 05", "5"),
        ("c482 02 05", "500"),
        ("c482 02 00", "0"),
        ("c482 14 01", "100000000000000000000"),
        ("c482 1903e7 01", "1e999"),
        ("c482 3903e6 01", "1e-999"),
        ("c482 22 01", "0.001"),
        ("c482 22 20", "-0.001"),
        ("c482 3b7fffffffffffffff 01", "1e-9223372036854775808"),
        ("c482 21 c249010000000000000000", "184467440737095516.16"),
        ("c482 21 c349010000000000000000", "-184467440737095516.17"),
        ("c49f 21 196ab3 ff", "273.15"),
        ("c482 21 c25f426ab3ff", "273.15"),
        ("c582 20 03", "1.5"),
        ("c582 20 22", "-1.5"),
        ("c582 01 03", "6"),
        ("c582 3863 00", "0"),
        ("c582 1840 01", "18446744073709551616"),
        ("c582 1840 20", "-18446744073709551616"),
        ("c582 1903e8 01", "1.0715086071862673e301"),
        ("c582 390431 01", "5e-324"),
        ("c582 390431 1b0010000000000000", "2.2250738585072014e-308"),
        ("c582 20 c249010000000000000000", "9223372036854775808"),
    ] {
        assert_read(value, json);
    }
    for inexact in
        ["c582 390432 01", "c582 190400 01", "c582 3903e7 1bffffffffffffffff", "c582 1b7fffffffffffffff 1b8000000000000000"]
    {
        assert!(refused(&hex(inexact)).starts_with("a binary fraction that is not exactly a float of 64 bits at byte "));
    }
    let found = refused(&hex("c482 1bffffffffffffffff 01"));
    assert!(found.starts_with("a fraction whose exponent has more than 64 bits at byte "), "{found}");
}

#[test]
fn bytes_are_text_in_the_encoding_that_is_expected() {
    for (value, json) in [
        ("d5 43fbffee", r#""-__u""#),
        ("d5 41ff", r#""_w""#),
        ("d6 41ff", r#""/w==""#),
        ("d7 43fbffee", r#""FBFFEE""#),
        ("d7 a16161 8241ff01", r#"{"a":["FF",1]}"#),
        ("d7 82 d6 41ff 41ff", r#"["/w==","FF"]"#),
        ("82 d7 41ff 41ff", r#"["FF",{"$bytes":"/w=="}]"#),
        ("d825 50 f81d4fae7dec11d0a76500a0c91e6bf6", r#""f81d4fae-7dec-11d0-a765-00a0c91e6bf6""#),
    ] {
        assert_read(value, json);
    }
}

#[test]
fn embedded_values_are_read() {
    for (value, json) in [
        ("d818 4100", "0"),
        ("d818 43820102", "[1,2]"),
        ("d818 5f 4182 420102 ff", "[1,2]"),
        ("d818 44d8184100", "0"),
        ("d818 49c24701000000000000", "281474976710656"),
        ("d7 d818 4241ff", r#""FF""#),
    ] {
        assert_read(value, json);
    }
    for (value, found) in
        [("d81840", "data that ends too early"), ("d818420000", "1 byte after the value"), ("d8184181", "data that ends")]
    {
        assert!(refused(&hex(value)).starts_with(found), "{}", refused(&hex(value)));
    }
}

#[test]
fn other_bytes_are_refused_in_plain_words() {
    for (value, found) in [
        ("", "data that ends too early at byte 28"),
        ("19 00", "data that ends too early at byte 28"),
        ("1c", "the byte 0x1c, which begins no value at byte 28"),
        ("1f", "the byte 0x1f, which begins no value at byte 28"),
        ("df", "the byte 0xdf, which begins no value at byte 28"),
        ("ff", "the end of a list or map in place of a value at byte 29"),
        ("81ff", "the end of a list or map in place of a value at byte 30"),
        ("bf6161ff", "the end of a list or map in place of a value at byte 32"),
        ("f0", "the simple value 16, which has no meaning at byte 29"),
        ("f863", "the simple value 99, which has no meaning at byte 30"),
        ("62ff", "data that ends too early at byte 29"),
        ("61ff", "text that is not UTF-8 at byte 30"),
        ("7f 4161 ff", "a part of a text that is not text at byte 30"),
        ("7f 7f6161ff ff", "a part of a text that is not text at byte 30"),
        ("5f 6161 ff", "a part of a byte string that is not a byte string at byte 30"),
        ("a1 f6 00", "a map key that is not text, a number or a boolean at byte 30"),
        ("a1 80 00", "a map key that is not text, a number or a boolean at byte 30"),
        ("a1 4101 00", "a map key that is not text, a number or a boolean at byte 31"),
        ("00 00", "1 byte after the value at byte 29"),
        ("00 0000", "2 bytes after the value at byte 29"),
    ] {
        assert_eq!(refused(&hex(value)), found, "{value}");
    }
    for deep in [vec![0x81; 10_000], vec![0x9f; 10_000], [b'\xa1', b'\x00'].repeat(10_000)] {
        assert!(refused(&deep).starts_with("lists or maps nested deeper than 128 levels at byte "));
    }
    let embedded = (0..200).fold(vec![0], |inside, _| {
        let mut outer = vec![0xd8, 0x18, 0x59];
        outer.extend((inside.len() as u16).to_be_bytes());
        outer.extend(inside);
        outer
    });
    assert!(refused(&embedded).starts_with("lists or maps nested deeper than 128 levels at byte "));
}

#[test]
fn declared_lengths_reserve_no_memory() {
    for kind in ["5b", "7b", "9b", "bb", "d8185b", "c25b", "5f5b", "7f7b"] {
        for length in ["7fffffffffffffff", "ffffffffffffffff"] {
            let found = refused(&hex(&format!("{kind}{length}")));
            assert!(found.starts_with("data that ends too early"), "{found}");
        }
    }
}

#[test]
fn bytes_of_every_kind_never_panic() {
    for first in 0..=u8::MAX {
        for second in 0..=u8::MAX {
            for rest in [b"".as_slice(), b"\x00", b"\x61a", b"\xff\xff\xff\xff\xff\xff\xff\xff\xff"] {
                drop(read(&[&[first, second], rest].concat()));
                drop(read(&[&[0xc4, first, second], rest].concat()));
            }
        }
    }
}

/// Numbers that no integer and no float of 64 bits can hold, and some that one can.
const NUMBERS: [&str; 26] = [
    "0",
    "-0",
    "-0.0",
    "1.50",
    "0.1",
    "1e300",
    "-1e300",
    "1e999",
    "-1e999",
    "1E+999",
    "1e-999",
    "0e999999999999999999999",
    "1e999999999999999999999",
    "1e-999999999999999999999",
    "1.000000000000000000000000001",
    "-0.00000000000000000000000000000000000012345678901234567890",
    "18446744073709551615",
    "18446744073709551616",
    "-18446744073709551616",
    "-18446744073709551617",
    "-9223372036854775809",
    "340282366920938463463374607431768211456",
    "-340282366920938463463374607431768211457",
    "1234567890123456789012345678901234567890.5e-7",
    "123456789e17",
    "12345678901234567890e9223372036854775807",
];

/// Returns the value of a number, however it is written: its sign, its digits, and the power of ten of the last one.
fn exact(number: &str) -> (bool, String, i128) {
    let (negative, text) = number.strip_prefix('-').map_or((false, number), |text| (true, text));
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let digits = digits.trim_start_matches('0');
    let short = digits.trim_end_matches('0');
    if short.is_empty() {
        return (false, "0".into(), 0);
    }
    let dropped = (digits.len() - short.len()) as i128;
    (negative, short.to_owned(), exponent.parse::<i128>().unwrap() - fraction.len() as i128 + dropped)
}

#[test]
fn every_number_is_written_without_loss() {
    let long: Vec<String> = [2_466, 2_467, 100_000]
        .into_iter()
        .flat_map(|digits| {
            let number = "1234567890".repeat(digits / 10 + 1)[..digits].to_owned();
            [number.clone(), format!("-{number}"), format!("0.{number}"), format!("{number}.5e-3")]
        })
        .collect();
    let written = NUMBERS.into_iter().chain(long.iter().map(String::as_str));
    for number in written {
        let payload = format!(r#"{{"Version":"Sync-v1","Records":[],"x":{number}}}"#);
        let event = TablestoreEvent::decode(&payload).unwrap();
        let written = event.to_payload();
        let again = TablestoreEvent::decode(&written).unwrap_or_else(|report| panic!("{number}: {report}"));
        assert_eq!(exact(again.unknown().unwrap().get("x").unwrap().as_str()), exact(number), "{number}");
        // Only numbers that have too many digits, or too large an exponent, make the payload JSON.
        let (_, digits, exponent) = exact(number);
        let is_json = digits.len() > 2_466 || i64::try_from(exponent).is_err();
        assert_eq!(written.starts_with(b"{"), is_json, "{number}");
        assert_eq!(again.to_payload().starts_with(b"{"), is_json, "{number}");
    }
}

#[test]
fn integers_and_floats_are_written_as_such() {
    let numbers = json!([0, 23, 24, 255, 256, 65_536, 4_294_967_296u64, u64::MAX, -1, -25, i64::MIN, 1.5, 0.1, 1e300, -0.5]);
    let payload = json!({"Version": "Sync-v1", "Records": [], "x": numbers, "y": [true, false, null, "火", {"$bytes": "AQ=="}]});
    let event = TablestoreEvent::decode(payload.to_string()).unwrap();
    let read: Cbor = ciborium::from_reader(&*event.to_payload()).unwrap();
    let read = read.into_map().unwrap();
    let value = |key: &str| read.iter().find(|(name, _)| name.as_text() == Some(key)).unwrap().1.clone();
    let integers = [0i128, 23, 24, 255, 256, 65_536, 4_294_967_296, u64::MAX.into(), -1, -25, i64::MIN.into()];
    let integers = integers.map(|integer| Cbor::Integer(integer.try_into().unwrap()));
    let floats = [1.5, 0.1, 1e300, -0.5].map(Cbor::Float);
    assert_eq!(value("x"), Cbor::Array(integers.into_iter().chain(floats).collect()));
    let others = [Cbor::Bool(true), Cbor::Bool(false), Cbor::Null, Cbor::Text("火".into()), Cbor::Bytes(vec![1])];
    assert_eq!(value("y"), Cbor::Array(others.to_vec()));
}

#[test]
fn tagged_cells_are_read_into_their_fields() {
    let column = |value: &str| [hex("a3 6454797065 63507574 6a436f6c756d6e4e616d65 6163 6556616c7565"), hex(value)].concat();
    for (value, cell) in [
        ("c1 1a514b67b0", Scalar::I64(1_363_896_240)),
        ("c0 6432303133", Scalar::Text("2013".into())),
        ("c2 48ffffffffffffffff", Scalar::U64(u64::MAX)),
        ("c482 21 196ab3", Scalar::F64(273.15)),
        ("d820 6161", Scalar::Text("a".into())),
        ("d818 4100", Scalar::I64(0)),
    ] {
        let record = [hex("a3 6454797065 66507574526f77 6a5072696d6172794b6579 80 67436f6c756d6e73 81"), column(value)].concat();
        let payload = [hex("c6 a2 6756657273696f6e 6753796e632d7631 675265636f726473 81"), record].concat();
        let event = TablestoreEvent::decode(&payload).unwrap_or_else(|report| panic!("{value}: {report}"));
        assert_eq!(event.records[0].columns[0].value, Some(cell));
        assert_eq!(triggerkit::detect(&payload, &[]).one().unwrap().info.id, "aliyun.tablestore");
        assert_eq!(TablestoreEvent::decode(event.to_payload()).unwrap(), event);
    }
}
