//! Which samples are recognised as which triggers: the whole matrix, by declared discriminators alone.

use triggerkit::{AnyEvent, Detection, Rule, detect};
use triggerkit_core::detect::Condition;

use crate::every_trigger::each;

/// Headers that the trigger's own condition asks for, as the platform would send them.
fn own_headers(condition: Option<&Condition>) -> Vec<(&str, &str)> {
    match condition {
        Some(Condition::Header(name, values)) => vec![(name, &values[0])],
        Some(Condition::All(all)) => all.iter().flat_map(|each| own_headers(Some(each))).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn the_matrix_of_samples_and_triggers() {
    let mut matrix = String::new();
    each(|_, _, compiled| {
        for sample in compiled.info.samples {
            let headers = own_headers(compiled.info.detect);
            let found = match detect(sample.payload, &headers) {
                Detection::One(trigger) => trigger.info.id.to_owned(),
                Detection::Several(triggers) => triggers.iter().map(|trigger| trigger.info.id).collect::<Vec<_>>().join(" or "),
                _ => "-".to_owned(),
            };
            let variant = if sample.variant.is_empty() { String::new() } else { format!(".{}", sample.variant) };
            matrix.push_str(&format!("{}{variant} => {found}\n", compiled.info.id));
        }
    });
    insta::assert_snapshot!(matrix);
}

#[test]
fn what_is_detected_is_decoded() {
    each(|_, _, compiled| {
        for sample in compiled.info.samples {
            let headers = own_headers(compiled.info.detect);
            let Detection::One(trigger) = detect(sample.payload, &headers) else { continue };
            let event = AnyEvent::decode(sample.payload, &headers).unwrap_or_else(|report| panic!("{report}"));
            assert!(format!("{event:?}").contains("Event"), "{}", trigger.info.id);
        }
    });
}

#[test]
fn a_hint_asks_one_provider_alone() {
    let payload = br#"{"httpMethod": "GET", "path": "/", "queryStringParameters": {}, "queryParameters": {}}"#;
    let Detection::Several(both) = detect(payload, &[]) else { panic!("two gateways describe this shape") };
    assert_eq!(both.iter().map(|trigger| trigger.info.id).collect::<Vec<_>>(), ["volcengine.apig", "aliyun.apigw"]);
    let report = detect(payload, &[]).one().unwrap_err();
    assert_eq!(report.to_string(), "$: expected the payload of one trigger, found volcengine.apig or aliyun.apigw [detect]");
    let hinted = Detection::among(triggerkit::volcengine::TRIGGERS, payload, &[]).one().unwrap();
    assert_eq!(hinted.info.id, "volcengine.apig");
    assert!(triggerkit::aliyun::AnyEvent::decode(payload, &[]).is_ok());
}

#[test]
fn header_names_have_no_case() {
    for name in ["X-FGS-EVENT-TYPE", "x-fgs-event-type", "X-Fgs-Event-Type"] {
        let payload = br#"{"trigger_urn": "urn", "task_token": "token"}"#;
        assert_eq!(detect(payload, &[(name, "heartbeat")]).one().unwrap().info.id, "huawei.heartbeat");
    }
}

#[test]
fn what_is_no_object_is_answered() {
    for payload in [b"".as_slice(), b"[]", b"null", b"1", b"\"text\"", b"text", b"\xa1\x61a\x01", b"\xff", b"{", b"{}"] {
        assert!(matches!(detect(payload, &[]), Detection::None));
        assert_eq!(AnyEvent::decode(payload, &[]).unwrap_err().violations()[0].rule, Rule::Detect);
    }
}
