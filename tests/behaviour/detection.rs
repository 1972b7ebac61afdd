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

/// Long payloads are told by their start where it tells, whatever follows; by all of them where it does not.
#[test]
fn long_payloads_are_told_by_their_start() {
    let rest = "\"text\",".repeat(1000);
    let found = |payload: String| match detect(payload.as_bytes(), &[]) {
        Detection::One(trigger) => vec![trigger.info.id],
        Detection::Several(triggers) => triggers.iter().map(|trigger| trigger.info.id).collect(),
        _ => Vec::new(),
    };
    let timer = r#""trigger_type":"TIMER""#;
    let lts = r#""lts":{"data":""}"#;
    assert_eq!(found(format!("{{{timer},{lts}}}")), ["huawei.timer", "huawei.lts"]);
    assert_eq!(found(format!("{{{timer},\"long\":[{rest}1],{lts}}}")), ["huawei.timer"]);
    assert_eq!(found(format!("{{{lts},\"long\":[{rest}1],{timer}}}")), ["huawei.lts"]);
    assert_eq!(found(format!("{{{timer},{lts},\"long\":[{rest}1]}}")), ["huawei.timer", "huawei.lts"]);
    assert_eq!(found(format!("{{\"long\":[{rest}1],{lts},{timer}}}")), ["huawei.timer", "huawei.lts"]);
    assert_eq!(found(format!("{{{timer},\"long\":[{rest}")), ["huawei.timer"]);
    assert_eq!(found(format!("{{\"火\":\"{}\",{timer}}}", "火".repeat(1000))), ["huawei.timer"]);
    let gateway = r#""httpMethod":"GET","queryParameters":{},"queryStringParameters":{}"#;
    assert_eq!(found(format!("{{{gateway},\"body\":\"{}\"}}", "a".repeat(2000))), ["volcengine.apig", "aliyun.apigw"]);
    assert_eq!(
        found(format!("{{{gateway},\"body\":\"{}\",\"requestContext\":{{\"apiId\":\"\"}}}}", "a".repeat(2000))),
        ["huawei.apig"]
    );
}

/// Conditions asked together say what each of them says alone, of every sample and of what is left when one is cut off.
#[test]
fn all_at_once_is_each_alone() {
    use triggerkit_core::detect::{Facts, Plan, Verdict};
    let conditions: Vec<&Condition> = triggerkit::triggers().filter_map(|trigger| trigger.info.detect).collect();
    let plan = Plan::new(conditions.iter().copied());
    each(|_, _, compiled| {
        for sample in compiled.info.samples {
            let Ok(text) = std::str::from_utf8(sample.payload) else { continue };
            for headers in [own_headers(compiled.info.detect), Vec::new()] {
                let together = |text: &str| match plan.judge(text, &&headers[..]) {
                    Verdict::None => Vec::new(),
                    Verdict::One(one) => vec![one],
                    Verdict::Several(several) => several,
                };
                let facts = |text| Facts::of(text, conditions.iter().copied());
                let alone = |facts: &Facts<'_>| {
                    let holds = |index: &usize| conditions[*index].holds(facts, &&headers[..]);
                    (0..conditions.len()).filter(holds).collect::<Vec<_>>()
                };
                assert_eq!(together(text), alone(&facts(text)), "{}", compiled.info.id);
                let behind = format!("{text} x");
                assert_eq!(together(&behind), alone(&facts(&behind)), "{}", compiled.info.id);
                for end in (0..text.len()).step_by(7).filter(|end| text.is_char_boundary(*end)) {
                    let (cut, whole) = (together(&text[..end]), alone(&facts(&text[..end])));
                    // Of a value that is cut off, the plan knows what it is by then.
                    assert!(whole.iter().all(|index| cut.contains(index)), "{}", compiled.info.id);
                }
            }
        }
    });
}
