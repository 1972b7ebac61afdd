//! Times whose form a spec names.

use jiff::Timestamp;

use times::RequestEvent;

#[triggerkit::spec("behaviour/specs/times.toml")]
mod times {}

#[test]
fn a_time_of_a_pattern_has_an_instant_and_is_kept() {
    let payload = r#"{"at":"09/Apr/2015:12:34:56 +0200","changed":"Jun 1, 2021 7:01:14 AM UTC","days":["2024-02-29"]}"#;
    let event = RequestEvent::decode(payload).unwrap();
    let at = Timestamp::strptime("%d/%b/%Y:%H:%M:%S %z", "09/Apr/2015:12:34:56 +0200").unwrap();
    assert_eq!(event.at.unix_nanoseconds(), Some(at.as_nanosecond()));
    assert_eq!(event.changed.as_ref().unwrap().unix_nanoseconds(), Some(1_622_530_874_000_000_000));
    // A day without a zone is not an instant.
    assert_eq!(event.days[0].unix_nanoseconds(), None);
    assert_eq!(event.to_json(), payload);
}

#[test]
fn another_text_is_a_violation_and_is_kept() {
    let payload = r#"{"at":"2015-04-09T12:34:56Z","days":["2023-02-29"]}"#;
    let (event, report) = RequestEvent::decode_lenient(payload).unwrap();
    let violations: Vec<_> = report.violations().iter().map(|each| (each.path.as_str(), each.expected.as_ref())).collect();
    let expected = ["a time in the form `%d/%b/%Y:%H:%M:%S %z`", "a time in the form `%F`"];
    assert_eq!(violations, [("at", expected[0]), ("days[0]", expected[1])]);
    // What the text says is read all the same.
    assert_eq!(event.at.unix_nanoseconds(), Some(1_428_582_896_000_000_000));
    assert_eq!(event.to_json(), payload);
}

#[test]
fn a_built_time_is_checked() {
    let built = |text: &str| RequestEvent::builder().at(triggerkit::Timestamp::text(text)).build();
    assert_eq!(built("yesterday").unwrap_err().violations()[0].path, "at");
    let event = built("09/Apr/2015:12:34:56 +0000").unwrap();
    assert_eq!(event, RequestEvent::decode(event.to_json()).unwrap());
}

#[test]
fn text_dates_of_vendors_have_an_instant_without_a_pattern() {
    for (text, expected) in [
        ("09/Apr/2015:12:34:56 +0000", Some(1_428_582_896)),
        ("Mon, 02 Jan 2006 15:04:05 GMT", Some(1_136_214_245)),
        ("2012-07-26 04:05:06 UTC", Some(1_343_275_506)),
        ("Jun 1, 2021 7:01:14 PM UTC", Some(1_622_574_074)),
        ("2024-01-01 00:00:00.0", None),
        ("Jun 1, 2021 7:01:14 AM", None),
    ] {
        let time = triggerkit::Timestamp::text(text);
        assert_eq!(time.unix_nanoseconds().map(|instant| instant / 1_000_000_000), expected, "{text}");
    }
}
