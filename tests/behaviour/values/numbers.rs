//! Numbers and booleans: exact values, and their wire forms.

use proptest::prelude::*;

use super::comes_back;
use super::specs::{FormsEvent, NeedsEvent, NumbersEvent};
use crate::reports::{places, words};

#[test]
fn integers_are_exact() {
    for value in [i64::MIN, i64::MAX, 0, 1_506_416_585_881_590_900, -9_007_199_254_740_993] {
        assert_eq!(comes_back::<NumbersEvent>(&format!(r#"{{"signed":{value}}}"#)).signed, Some(value));
        assert_eq!(comes_back::<NumbersEvent>(&format!(r#"{{"signed_text":"{value}"}}"#)).signed_text, Some(value));
    }
    for value in [u64::MAX, 0, 9_007_199_254_740_993, 1_506_416_585_881_590_900] {
        assert_eq!(comes_back::<NumbersEvent>(&format!(r#"{{"unsigned":{value}}}"#)).unsigned, Some(value));
        assert_eq!(comes_back::<NumbersEvent>(&format!(r#"{{"unsigned_text":"{value}"}}"#)).unsigned_text, Some(value));
    }
}

#[test]
fn integers_beyond_the_limits_are_violations() {
    for (field, text) in [
        ("signed", "9223372036854775808"),
        ("signed", "-9223372036854775809"),
        ("signed", "1.0"),
        ("signed", "1e3"),
        ("unsigned", "18446744073709551616"),
        ("unsigned", "-1"),
        ("unsigned", "0.5"),
    ] {
        let report = NumbersEvent::decode(format!(r#"{{"{field}":{text}}}"#)).unwrap_err();
        let expected = if field == "signed" { "an integer" } else { "a whole number" };
        assert_eq!(words(&report), [field, "type", expected, text]);
    }
}

#[test]
fn texts_are_numbers_only_if_the_spec_accepts_them() {
    let report = NumbersEvent::decode(r#"{"signed":"9","unsigned":"9","float":"9","flag":"true"}"#).unwrap_err();
    assert_eq!(places(&report), [("signed", "type"), ("unsigned", "type"), ("float", "type"), ("flag", "type")]);
    assert_eq!(report.violations()[0].found, "string \"9\"");
}

#[test]
fn texts_that_are_not_numbers_are_quoted() {
    for (text, found) in [
        ("x", "\"x\""),
        ("0x10", "\"0x10\""),
        ("+1", "\"+1\""),
        (" 1", "\" 1\""),
        ("1,000", "\"1,000\""),
        ("01", "\"01\""),
        (r"1\n\u001b[31m", r#""1\n\u{1b}[31m""#),
    ] {
        let report = NumbersEvent::decode(format!(r#"{{"signed_text":"{text}"}}"#)).unwrap_err();
        assert_eq!(words(&report), ["signed_text", "type", "an integer", found]);
    }
}

#[test]
fn an_empty_text_is_not_a_number() {
    let payload = r#"{"signed_text":"","unsigned_text":"","float_text":"","flag_text":"","small":""}"#;
    let event = comes_back::<NumbersEvent>(payload);
    assert_eq!(
        (event.signed_text, event.unsigned_text, event.float_text, event.flag_text, event.small),
        (None, None, None, None, None)
    );
    let report = NeedsEvent::decode(r#"{"count":"","ready":"","name":"","parts":[],"table":{}}"#).unwrap_err();
    assert_eq!(places(&report), [("count", "required"), ("ready", "required")]);
}

#[test]
fn booleans_have_three_spellings() {
    for (text, value) in [("true", true), ("\"true\"", true), ("false", false), ("\"false\"", false)] {
        assert_eq!(comes_back::<NumbersEvent>(&format!(r#"{{"flag_text":{text}}}"#)).flag_text, Some(value));
    }
    // The spelling of other languages is read, and written back until the value is changed.
    for (text, value) in [("True", true), ("TRUE", true), ("False", false), ("FALSE", false)] {
        let mut event = comes_back::<NumbersEvent>(&format!(r#"{{"flag_text":"{text}"}}"#));
        assert_eq!(event.flag_text, Some(value));
        event.flag_text = Some(!value);
        assert_eq!(event.to_json(), format!(r#"{{"flag_text":"{}"}}"#, !value));
    }
    for text in ["\"yes\"", "\"1\"", "1", "0"] {
        assert_eq!(places(&NumbersEvent::decode(format!(r#"{{"flag_text":{text}}}"#)).unwrap_err()), [("flag_text", "type")]);
    }
}

#[test]
fn floats_are_written_as_they_were_read() {
    for text in
        ["9", "9.0", "9.5", "-0.0", "-0", "0.1", "1e300", "5e-324", "1.50", "1E2", "1e+2", "0.00001", "100000000000000000000.0"]
    {
        comes_back::<NumbersEvent>(&format!(r#"{{"float":{text}}}"#));
        comes_back::<NumbersEvent>(&format!(r#"{{"float_text":{text}}}"#));
    }
    for text in ["9", "9.0", "9.5", "-3", "0.10", "1e5"] {
        comes_back::<NumbersEvent>(&format!(r#"{{"float_text":"{text}"}}"#));
    }
    let report = NumbersEvent::decode(r#"{"float":1e999}"#).unwrap_err();
    assert_eq!(words(&report), ["float", "type", "a number", "1e999"]);
}

/// A float cannot hold these numbers. Each is written as it came until the value is changed.
#[test]
fn numbers_that_are_rounded_are_written_as_they_came() {
    for text in [
        "1e-999",
        "-1e-999",
        "46744073709551616",
        "9007199254740993",
        "123456789012345678901234567890",
        "0.1000000000000000055511",
        "3.0000",
    ] {
        let mut event = comes_back::<NumbersEvent>(&format!(r#"{{"float":{text},"ratio":1.00}}"#));
        assert_eq!((event.float, event.ratio), (Some(text.parse().unwrap()), Some(1.0)));
        event.float = Some(2.5);
        assert_eq!(event.to_json(), r#"{"float":2.5,"ratio":1.00}"#);
        comes_back::<NumbersEvent>(&format!(r#"{{"float_text":"{text}"}}"#));
        comes_back::<FormsEvent>(&format!(r#"{{"floats":[1.5,{text},2],"scale":{text}}}"#));
    }
    // No float is near this one. It is drift, and kept.
    let (event, report) = NumbersEvent::decode_lenient(r#"{"float":1e400}"#).unwrap();
    assert_eq!((places(&report), event.float, event.to_json().as_str()), (vec![("float", "type")], None, r#"{"float":1e400}"#));
    for field in ["signed", "unsigned", "signed_text", "small"] {
        let event = comes_back::<NumbersEvent>(&format!(r#"{{"{field}":-0}}"#));
        assert_eq!(event.signed.or(event.signed_text).or(event.small).or(event.unsigned.map(|_| 0)), Some(0));
    }
    comes_back::<NumbersEvent>(r#"{"signed_text":"-0"}"#);
    comes_back::<FormsEvent>(r#"{"counts":[1,-0,"-0"]}"#);
}

#[test]
fn floats_that_json_cannot_represent_are_violations() {
    for (value, found) in [(f64::NAN, "NaN"), (f64::INFINITY, "inf"), (f64::NEG_INFINITY, "-inf")] {
        let report = NumbersEvent::builder().float(value).build().unwrap_err();
        assert_eq!(words(&report), ["float", "type", "a number that JSON can hold", found]);
        let mut event = NumbersEvent::decode(r#"{"float":"1","float_text":"1"}"#.replace("\"1\",", "1,")).unwrap();
        (event.float, event.float_text) = (Some(value), Some(value));
        assert_eq!(event.to_json(), r#"{"float":null,"float_text":null}"#);
    }
}

#[test]
fn ranges_include_their_ends() {
    for value in ["-5", "600", "\"600\""] {
        comes_back::<NumbersEvent>(&format!(r#"{{"small":{value}}}"#));
    }
    for (value, found) in [("-6", "-6"), ("601", "601"), ("\"601\"", "601"), ("9223372036854775807", "9223372036854775807")] {
        let report = NumbersEvent::decode(format!(r#"{{"small":{value}}}"#)).unwrap_err();
        assert_eq!(words(&report), ["small", "range", "-5 to 600", found]);
    }
    comes_back::<NumbersEvent>(r#"{"ratio":1}"#);
    assert_eq!(words(&NumbersEvent::decode(r#"{"ratio":1.0000001}"#).unwrap_err()), ["ratio", "range", "0 to 1", "1.0000001"]);
}

proptest! {
    #[test]
    fn every_float_comes_back(value in any::<f64>().prop_filter("JSON has no infinities", |value| value.is_finite())) {
        let text = serde_json::to_string(&value).unwrap();
        let event = NumbersEvent::decode(format!(r#"{{"float":{text}}}"#)).unwrap();
        prop_assert_eq!(event.float.unwrap().to_bits(), value.to_bits());
        let again = NumbersEvent::decode(event.to_json()).unwrap();
        prop_assert_eq!(again.float.unwrap().to_bits(), value.to_bits());
    }

    #[test]
    fn every_integer_comes_back(signed in any::<i64>(), unsigned in any::<u64>()) {
        let event = NumbersEvent::builder().signed(signed).unsigned(unsigned).build().unwrap();
        let again = NumbersEvent::decode(event.to_json()).unwrap();
        prop_assert_eq!((again.signed, again.unsigned), (Some(signed), Some(unsigned)));
    }
}
