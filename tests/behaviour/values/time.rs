//! `Timestamp`, which keeps the text and computes the instant on request.

use std::time::{Duration, UNIX_EPOCH};

use jiff::Timestamp as Instant;
use jiff::tz::Offset;
use proptest::prelude::*;
use triggerkit::{TimeKind, Timestamp};
use triggerkit_core::time::parse_rfc3339;

use super::comes_back;
use super::specs::TimesEvent;
use crate::reports::{places, words};

fn nanoseconds(text: &str) -> Option<i128> {
    Timestamp::rfc3339(text).unix_nanoseconds()
}

/// Generates RFC 3339 times of the years 0 to 9999, with any offset and fraction.
fn written() -> impl Strategy<Value = String> {
    let seconds = -62_100_000_000i64..253_300_000_000;
    (seconds, 0i64..1_000_000_000, 0u32..=9, -86_340i32..=86_340, any::<[bool; 3]>()).prop_map(
        |(seconds, nanoseconds, digits, offset, [zulu, lower, space])| {
            let offset = if zulu { 0 } else { offset / 60 * 60 };
            let local = Offset::from_seconds(offset).unwrap().to_datetime(Instant::from_second(seconds).unwrap());
            let fraction = format!("{nanoseconds:09}");
            let fraction = if digits == 0 { String::new() } else { format!(".{}", &fraction[..digits as usize]) };
            let zone = match offset {
                0 if zulu => "Z".to_owned(),
                _ => format!("{}{:02}:{:02}", if offset < 0 { '-' } else { '+' }, offset.abs() / 3_600, offset.abs() / 60 % 60),
            };
            let text = format!("{}{fraction}{zone}", local.strftime("%Y-%m-%dT%H:%M:%S"));
            let text = if lower { text.to_lowercase() } else { text };
            if space { text.replacen(['T', 't'], " ", 1) } else { text }
        },
    )
}

proptest! {
    #[test]
    fn instants_are_those_of_another_implementation(text in written()) {
        let theirs = text.parse::<Instant>().unwrap().as_nanosecond();
        prop_assert_eq!(nanoseconds(&text), Some(theirs), "{}", text);
    }

    #[test]
    fn what_is_no_time_is_none_to_both(text in written(), at in any::<prop::sample::Index>(), put in "[0-9TZ:.+\\- x]{0,2}") {
        let at = at.index(text.len());
        let text = format!("{}{put}{}", &text[..at], &text[at + 1..]);
        // The other parser reads more than RFC 3339, such as years of six digits and offsets without minutes. Only our own
        // parser reads a leap second as the following one, and a tenth digit.
        let theirs = text.parse::<Instant>().ok().map(Instant::as_nanosecond);
        let longest = text.split(|letter: char| !letter.is_ascii_digit()).map(str::len).max();
        if let Some(ours) = parse_rfc3339(&text).filter(|_| !text.contains(":60") && longest < Some(10)) {
            prop_assert_eq!(Some(ours), theirs, "{}", text);
        }
    }

    #[test]
    fn counts_are_exact(count in any::<i64>()) {
        let count_of = |time: Timestamp| time.unix_nanoseconds().unwrap();
        prop_assert_eq!(count_of(Timestamp::unix_seconds(count)), i128::from(count) * 1_000_000_000);
        prop_assert_eq!(count_of(Timestamp::unix_millis(count)), i128::from(count) * 1_000_000);
        prop_assert_eq!(count_of(Timestamp::unix_micros(count)), i128::from(count) * 1_000);
    }

    #[test]
    fn fractions_of_counts_are_exact(seconds in -9_000_000_000i64..9_000_000_000, nanoseconds in 0i128..1_000_000_000) {
        let event = TimesEvent::decode(format!(r#"{{"seconds":"{seconds}.{nanoseconds:09}"}}"#)).unwrap();
        let fraction = if seconds < 0 { -nanoseconds } else { nanoseconds };
        prop_assert_eq!(event.seconds.unwrap().unix_nanoseconds(), Some(i128::from(seconds) * 1_000_000_000 + fraction));
    }

    #[test]
    fn system_times_are_the_same_instants(text in written()) {
        let nanoseconds = nanoseconds(&text).unwrap();
        let since = |distance: u128| Duration::new((distance / 1_000_000_000) as u64, (distance % 1_000_000_000) as u32);
        let expected = if nanoseconds < 0 { UNIX_EPOCH - since(nanoseconds.unsigned_abs()) } else { UNIX_EPOCH + since(nanoseconds.unsigned_abs()) };
        prop_assert_eq!(Timestamp::rfc3339(text).to_system_time(), Some(expected));
    }
}

#[test]
fn the_ends_of_the_calendar_are_read() {
    assert_eq!(nanoseconds("0000-01-01T00:00:00Z"), Some(-62_167_219_200_000_000_000));
    assert_eq!(nanoseconds("9999-12-31T23:59:59.999999999Z"), Some(253_402_300_799_999_999_999));
    assert_eq!(nanoseconds("2000-02-29T00:00:00Z"), Some(951_782_400_000_000_000));
    for text in
        ["1900-02-29T00:00:00Z", "2021-02-29T00:00:00Z", "2021-04-31T00:00:00Z", "2021-13-01T00:00:00Z", "2021-00-01T00:00:00Z"]
    {
        assert_eq!(nanoseconds(text), None, "{text}");
    }
}

#[test]
fn lenient_spellings_are_read() {
    let second = Some(1_136_214_245_000_000_000);
    for text in [
        "2006-01-02T15:04:05Z",
        "2006-01-02 15:04:05z",
        "2006-01-02t08:04:05-0700",
        "2006-01-02T15:04:05+00:00",
        "2006-01-02T15:04:05.000-00:00",
    ] {
        assert_eq!(nanoseconds(text), second, "{text}");
    }
    assert_eq!(
        nanoseconds("2006-01-02T15:04:05.1234567899Z"),
        second.map(|second| second + 123_456_789),
        "beyond the ninth digit"
    );
    assert_eq!(nanoseconds("2016-12-31T23:59:60Z"), nanoseconds("2017-01-01T00:00:00Z"), "a leap second");
}

#[test]
fn other_texts_have_no_instant() {
    for text in [
        "",
        "now",
        "2006-01-02",
        "2006-01-02T15:04:05",
        "2006-01-02T15:04:05.Z",
        "2006-01-02T15:04:05+7:00",
        "2006-01-02T24:00:00Z",
        "2006-1-2T15:04:05Z",
        "火006-01-02T15:04:05Z",
        "2006-01-02T15:04:05+25:00",
    ] {
        assert_eq!(nanoseconds(text), None, "{text}");
        assert_eq!(Timestamp::rfc3339(text).to_system_time(), None, "{text}");
    }
}

#[test]
fn times_keep_their_form() {
    let payload = r#"{"at":"2021-11-18 16:00:00.50+0800","seconds":"1576737962","millis":1530009653059,"micros":1530009653059000,"said":20171115}"#;
    let event = comes_back::<TimesEvent>(payload);
    assert_eq!(event.at.as_ref().unwrap().unix_nanoseconds(), Some(1_637_222_400_500_000_000));
    assert_eq!(event.seconds.as_ref().unwrap().unix_nanoseconds(), Some(1_576_737_962_000_000_000));
    assert_eq!(event.millis.as_ref().unwrap().unix_nanoseconds(), Some(1_530_009_653_059_000_000));
    assert_eq!(event.micros.as_ref().unwrap().unix_nanoseconds(), Some(1_530_009_653_059_000_000));
    let said = event.said.unwrap();
    assert_eq!((said.as_str(), said.kind(), said.unix_nanoseconds()), ("20171115", TimeKind::Text, None));
    for payload in [r#"{"seconds":1.25,"millis":"-1"}"#, r#"{"seconds":"","millis":""}"#, r#"{"seconds":null}"#, r#"{"said":""}"#]
    {
        comes_back::<TimesEvent>(payload);
    }
}

#[test]
fn times_of_another_kind_are_violations() {
    let report = TimesEvent::decode(r#"{"at":5,"seconds":"soon","millis":true,"micros":"1","said":[]}"#).unwrap_err();
    let every = [("at", "type"), ("seconds", "type"), ("millis", "type"), ("micros", "type"), ("said", "type")];
    assert_eq!(places(&report), every);
    assert_eq!(report.violations()[1].to_string(), "seconds: expected seconds since 1970, found \"soon\" [type]");
}

#[test]
fn times_of_another_kind_cannot_be_built() {
    let report = TimesEvent::builder().seconds(Timestamp::text("soon")).build().unwrap_err();
    assert_eq!(words(&report), ["seconds", "type", "seconds since 1970", "\"soon\""]);
    let report = TimesEvent::builder().seconds(Timestamp::unix_millis(5)).build().unwrap_err();
    assert_eq!(words(&report), ["seconds", "type", "seconds since 1970", "5 (unix-ms)"]);
    let report = TimesEvent::builder().micros(Timestamp::text("5")).at(Timestamp::unix_seconds(5)).build().unwrap_err();
    assert_eq!(places(&report), [("at", "type"), ("micros", "type")]);
    let times =
        TimesEvent::builder().seconds(Timestamp::text("5")).said(Timestamp::unix_seconds(5)).millis(Timestamp::unix_millis(5));
    let event = times.build().unwrap();
    assert_eq!(TimesEvent::decode(event.to_json()).unwrap().to_json(), event.to_json());
}

#[test]
fn times_print_as_they_were_written() {
    let text = Timestamp::rfc3339("2021-11-18T08:00:00Z");
    assert_eq!(format!("{text} {text:?}"), "2021-11-18T08:00:00Z \"2021-11-18T08:00:00Z\"");
    let count = Timestamp::unix_millis(-5);
    assert_eq!(format!("{count} {count:?}"), "-5 -5");
    assert_eq!(count.to_system_time(), Some(UNIX_EPOCH - Duration::from_millis(5)));
    assert_eq!(Timestamp::unix_seconds(i64::MAX).to_system_time().is_some(), cfg!(unix));
}
