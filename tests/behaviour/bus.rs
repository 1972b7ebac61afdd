//! The parts of the spec language for events of many sources: negated conditions and parts of texts.

use triggerkit::{Detection, Detector};

#[triggerkit::spec("behaviour/specs/bus.toml")]
mod bus {}

static BUS: Detector = Detector::new(|| bus::TRIGGERS.iter().collect());

/// Returns the ids of the triggers that a payload is detected as, without the provider.
fn detected_with(payload: &str, headers: &[(&str, &str)]) -> Vec<&'static str> {
    let found = match BUS.detect(payload.as_bytes(), headers) {
        Detection::One(trigger) => vec![trigger],
        Detection::Several(triggers) => triggers,
        _ => Vec::new(),
    };
    found.into_iter().map(|trigger| trigger.info.id.strip_prefix("bus.").unwrap()).collect()
}

fn detected(payload: &str) -> Vec<&'static str> {
    detected_with(payload, &[])
}

#[test]
fn a_negated_condition_holds_if_the_value_fails_it_or_is_absent() {
    for payload in [r#"{"upload": {"key": "a.jpg"}}"#, r#"{"upload": {}}"#, r#"{"upload": {"key": 1}}"#, r#"{"upload": null}"#] {
        assert_eq!(detected(payload), ["upload"], "{payload}");
        assert_eq!(detected_with(payload, &[("x-event", "sent")]), ["upload"], "{payload}");
        assert_eq!(detected_with(payload, &[("x-event", " Test ")]), [""; 0], "{payload}");
    }
    for payload in [r#"{"upload": {"key": "a.tmp"}}"#, r#"{"upload": {"key": ".part"}}"#, r#"{"key": "a.jpg"}"#] {
        assert_eq!(detected(payload), [""; 0], "{payload}");
    }
    assert_eq!(detected(r#"{"upload": {"key": "a.jpg"}, "cut": "#), ["upload"], "a value decides at once");
    assert_eq!(detected(r#"{"upload": {}, "cut": "#), [""; 0], "what is absent shows at the end");
}

#[test]
fn a_text_contains_a_part_in_any_case() {
    for (queue, is_detected) in
        [("/orders/", true), ("eu/ORDERS/1", true), ("eu/parcels/", true), ("orders", false), ("", false), ("/ördərs/", false)]
    {
        let expected: &[&str] = if is_detected { &["queue"] } else { &[] };
        assert_eq!(detected(&format!(r#"{{"queue": "{queue}"}}"#)), expected, "{queue}");
    }
    assert_eq!(detected(r#"{"queue": ["/orders/"]}"#), [""; 0], "a list is not a text");
}

#[test]
fn what_a_payload_lacks_is_in_words() {
    let trigger = bus::TRIGGERS.iter().find(|trigger| trigger.info.id == "bus.upload").unwrap();
    let lacks = |payload: &str, headers: &[(&str, &str)]| trigger.compare(payload.as_bytes(), headers).unwrap().lacks;
    assert_eq!(lacks(r#"{"upload": {"key": "a.tmp"}}"#, &[]), ["`upload.key` does not end with `.tmp` or `.part`"]);
    assert_eq!(lacks("{}", &[("X-Event", "test")]), ["`upload` is there", "header `X-Event` is not `test`"]);
    assert_eq!(
        trigger.info.detect.unwrap().to_string(),
        "`upload` is there and `upload.key` does not end with `.tmp` or `.part` and header `X-Event` is not `test`"
    );
}
