//! Which samples are detected as which triggers, for every sample and trigger.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use proptest::prelude::*;
use serde_json::Value;
use triggerkit::{AnyEvent, Detection, Rule, detect};
use triggerkit_core::detect::{Condition, Matcher};
use triggerkit_core::json::write_string;

use crate::every_trigger::each;

/// Returns headers that satisfy the trigger's own condition, as the platform would send them.
fn own_headers(condition: Option<&Condition>) -> Vec<(&str, &str)> {
    condition.map(Condition::headers).unwrap_or_default()
}

/// Returns the reason why the samples of one trigger can be detected as another, for each pair of ids that a spec names.
fn reasons() -> BTreeMap<(&'static str, &'static str), String> {
    let mut reasons = BTreeMap::new();
    each(|_, model, compiled| {
        for id in compiled.info.ambiguous_with {
            reasons.insert((compiled.info.id, *id), model.ambiguous_with[*id].clone());
        }
    });
    reasons
}

#[test]
fn the_matrix_of_samples_and_triggers() {
    let reasons = reasons();
    let mut matrix = String::new();
    each(|_, model, compiled| {
        let own = compiled.info.id;
        for sample in compiled.info.samples {
            let found = ids(detect(sample.payload, &own_headers(compiled.info.detect)));
            let others = found.iter().filter(|id| **id != own).map(|id| {
                let reason = reasons.get(&(own, *id)).or_else(|| reasons.get(&(*id, own)));
                format!(" ({id}: {})", reason.unwrap_or_else(|| panic!("no spec says why a sample of {own} is detected as {id}")))
            });
            let others: String = others.collect();
            let found = match &found[..] {
                [] if model.raw.is_some() => "- (any bytes)".to_owned(),
                [] => panic!("a sample of {own} is not detected"),
                found => found.join(" or "),
            };
            let variant = if sample.variant.is_empty() { String::new() } else { format!(".{}", sample.variant) };
            matrix.push_str(&format!("{own}{variant} => {found}{others}\n"));
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
fn a_hint_restricts_detection_to_one_provider() {
    let payload = br#"{"httpMethod": "GET", "path": "/", "queryStringParameters": {}, "queryParameters": {}}"#;
    let Detection::Several(both) = detect(payload, &[]) else { panic!("two gateways describe this shape") };
    assert_eq!(both.iter().map(|trigger| trigger.info.id).collect::<Vec<_>>(), ["aliyun.apigw", "volcengine.apig"]);
    let report = detect(payload, &[]).one().unwrap_err();
    assert_eq!(report.to_string(), "$: expected the payload of one trigger, found aliyun.apigw or volcengine.apig [detect]");
    let hinted = Detection::among(triggerkit::volcengine::TRIGGERS, payload, &[]).one().unwrap();
    assert_eq!(hinted.info.id, "volcengine.apig");
    assert!(triggerkit::aliyun::AnyEvent::decode(payload, &[]).is_ok());
}

#[test]
fn header_names_ignore_case() {
    for name in ["X-FGS-EVENT-TYPE", "x-fgs-event-type", "X-Fgs-Event-Type"] {
        let payload = br#"{"trigger_urn": "urn", "task_token": "token"}"#;
        assert_eq!(detect(payload, &[(name, "heartbeat")]).one().unwrap().info.id, "huawei.heartbeat");
    }
}

#[test]
fn payloads_that_are_not_objects_are_not_detected() {
    for payload in [b"".as_slice(), b"[]", b"null", b"1", b"\"text\"", b"text", b"\xa1\x61a\x01", b"\xff", b"{", b"{}"] {
        assert!(matches!(detect(payload, &[]), Detection::None));
        assert_eq!(AnyEvent::decode(payload, &[]).unwrap_err().violations()[0].rule, Rule::Detect);
    }
}

/// A payload is read until one trigger is certain, whatever follows. Of a long one the start is tried first.
#[test]
fn reading_ends_where_one_is_certain() {
    let rest = "\"text\",".repeat(1000);
    let found = |payload: String| ids(detect(payload.as_bytes(), &[]));
    let timer = r#""trigger_type":"TIMER""#;
    let lts = r#""lts":{"data":""}"#;
    let gateway = r#""httpMethod":"GET","queryParameters":{},"queryStringParameters":{}"#;
    for long in ["\"long\":1".to_owned(), format!("\"long\":[{rest}1]"), format!("\"long\":\"{}\"", "火".repeat(1000))] {
        assert_eq!(found(format!("{{{timer},{long},{lts}}}")), ["huawei.timer"]);
        assert_eq!(found(format!("{{{lts},{long},{timer}}}")), ["huawei.lts"]);
        assert_eq!(found(format!("{{{long},{lts},{timer}}}")), ["huawei.lts"]);
        assert_eq!(found(format!("{{{timer},{long},")), ["huawei.timer"]);
        assert_eq!(found(format!("{{{timer},{long}]{{")), ["huawei.timer"]);
        assert_eq!(found(format!("{{{long},{timer}}} {{}}")), ["huawei.timer"]);
        assert_eq!(found(format!("{{{long}}} {{{timer}}}")), [""; 0]);
        assert_eq!(found(format!("{{{gateway},{long}}}")), ["aliyun.apigw", "volcengine.apig"]);
        assert_eq!(found(format!("{{{gateway},{long},\"requestContext\":{{\"apiId\":\"\"}}}}")), ["huawei.apig"]);
        assert_eq!(found(format!("{{{gateway},{long}")), [""; 0], "whether something is absent shows at the end");
    }
}

/// Triggers that test the same place are found together, or one after the other has failed. Of others the first that is met is found.
#[test]
fn triggers_that_share_a_place_wait_for_each_other() {
    use triggerkit_core::detect::{Matches, Test};
    let path = |path: &'static str, test| Condition::Path(path.into(), test);
    let is = |text: &'static str| Test::equals(vec![text.into()].into());
    let all = |conditions: Vec<Condition>| Condition::All(conditions.into());
    let header = |value: &'static str| Condition::Header("X-Type".into(), vec![value.into()].into());
    let conditions = [
        all(vec![path("order", Test::Present), path("placed", Test::Present)]),
        all(vec![path("order", Test::Present), path("paid.by", is("card"))]),
        all(vec![path("n", is("1")), path("n", is("1"))]),
        all(vec![path("n", Test::Kind(triggerkit_core::json::Kind::Number)), path("big[]", Test::Present)]),
        header("sent"),
        all(vec![header("sent"), path("late", Test::Present)]),
    ];
    let matcher = Matcher::new(conditions.iter().map(Some));
    let detect = |payload: &str| matcher.detect(payload, &&[][..]);
    let one = Matches::One;
    for (payload, detected, whole) in [
        (r#"{"order":1,"placed":1}"#, one(0), one(0)),
        (r#"{"order":1,"placed":1,"paid":{"by":"card"}}"#, Matches::Several(vec![0, 1]), Matches::Several(vec![0, 1])),
        (r#"{"paid":{"by":"card"},"placed":1,"order":1}"#, Matches::Several(vec![0, 1]), Matches::Several(vec![0, 1])),
        (r#"{"paid":{"by":"cash"},"paid":{"by":"card"},"placed":1,"order":1}"#, one(0), one(0)),
        (r#"{"n":1,"big":[]}"#, one(2), one(2)),
        (r#"{"n":1,"big":[{}, 1]}"#, Matches::Several(vec![2, 3]), Matches::Several(vec![2, 3])),
        (r#"{"n":"1","order":1,"placed":1,"paid":{}}"#, one(2), Matches::Several(vec![0, 2])),
        (r#"{"n":12,"big":[1]}"#, one(3), one(3)),
    ] {
        assert_eq!((detect(payload), matcher.matches(payload, &&[][..])), (detected, whole), "{payload}");
    }
    // A value that is cut off may go on, so the start of a payload decides nothing by it.
    for start in [r#"{"n":1"#, r#"{"order":1,"placed":1"#, r#"{"order":1,"placed":1,"paid":{"by":"ca"#] {
        assert_eq!(matcher.detect_by_start(start, &&[][..]), None, "{start}");
    }
    assert_eq!(matcher.detect_by_start(r#"{"order":1,"paid":{"by":"cash"},"placed":t"#, &&[][..]), Some(0));
    // Every trigger that tests the header can still be meant.
    let sent = &[("x-type", " Sent ")][..];
    assert_eq!(matcher.detect(r#"{"a":1}"#, &sent), one(4));
    assert_eq!(matcher.detect(r#"{"late":1}"#, &sent), Matches::Several(vec![4, 5]));
    assert_eq!(matcher.detect("{} {\"late\":1}", &sent), one(4));
}

/// Writes a value as JSON, with the keys of its objects in an order that only the seed decides.
fn shuffled(value: &Value, seed: u64, out: &mut String) {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_cached_key(|(key, _)| {
                let mut hasher = std::hash::DefaultHasher::new();
                (seed, key).hash(&mut hasher);
                hasher.finish()
            });
            let mut before = '{';
            for (key, member) in members {
                out.push(before);
                write_string(out, key);
                out.push(':');
                shuffled(member, seed, out);
                before = ',';
            }
            out.push_str(if before == '{' { "{}" } else { "}" });
        }
        Value::Array(items) => {
            let mut before = '[';
            for item in items {
                out.push(before);
                shuffled(item, seed, out);
                before = ',';
            }
            out.push_str(if before == '[' { "[]" } else { "]" });
        }
        scalar => out.push_str(&scalar.to_string()),
    }
}

fn ids(found: Detection) -> Vec<&'static str> {
    match found {
        Detection::One(trigger) => vec![trigger.info.id],
        Detection::Several(triggers) => triggers.iter().map(|trigger| trigger.info.id).collect(),
        _ => Vec::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Which trigger a sample is detected as does not depend on the order of its keys, nor on whether it is read to its end.
    #[test]
    fn the_order_of_keys_does_not_matter(seed: u64) {
        let matcher = Matcher::new(triggerkit::triggers().map(|trigger| trigger.info.detect));
        for trigger in triggerkit::triggers() {
            let headers = own_headers(trigger.info.detect);
            for sample in trigger.info.samples {
                let Ok(value) = serde_json::from_slice(sample.payload) else { continue };
                let mut text = String::new();
                shuffled(&value, seed, &mut text);
                prop_assert_eq!(ids(detect(text.as_bytes(), &headers)), ids(detect(sample.payload, &headers)), "{}", text);
                prop_assert_eq!(matcher.detect(&text, &&headers[..]), matcher.matches(&text, &&headers[..]), "{}", text);
            }
        }
    }
}
