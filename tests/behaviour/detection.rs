//! Which samples are detected as which triggers, for all pairs of samples and triggers.

use std::hash::{Hash, Hasher};

use proptest::prelude::*;
use serde_json::Value;
use triggerkit::{AnyEvent, Detection, Rule, detect};
use triggerkit_core::detect::{Condition, Plan};
use triggerkit_core::json::write_string;

use crate::every_trigger::each;

/// Returns headers that match the trigger's own condition, as the platform sends them.
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
fn a_hint_restricts_detection_to_one_provider() {
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

/// A payload is read only until one trigger is certain. The rest is not read.
#[test]
fn reading_ends_when_one_trigger_is_certain() {
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
        assert_eq!(found(format!("{{{gateway},{long}}}")), ["volcengine.apig", "aliyun.apigw"]);
        assert_eq!(found(format!("{{{gateway},{long},\"requestContext\":{{\"apiId\":\"\"}}}}")), ["huawei.apig"]);
        assert_eq!(found(format!("{{{gateway},{long}")), [""; 0], "whether something is absent shows at the end");
    }
}

/// Triggers that test the same path wait until the others have failed. Among triggers without a common path, the first match wins.
#[test]
fn triggers_with_a_common_path_wait_for_each_other() {
    use triggerkit_core::detect::{Test, Verdict};
    let path = |path: &'static str, test| Condition::Path(path.into(), test);
    let is = |text: &'static str| Test::Equals(vec![text.into()].into());
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
    let plan = Plan::new(&conditions);
    let tell = |payload: &str| plan.tell(payload, &&[][..]);
    let one = Verdict::One;
    for (payload, told, whole) in [
        (r#"{"order":1,"placed":1}"#, one(0), one(0)),
        (r#"{"order":1,"placed":1,"paid":{"by":"card"}}"#, Verdict::Several(vec![0, 1]), Verdict::Several(vec![0, 1])),
        (r#"{"paid":{"by":"card"},"placed":1,"order":1}"#, Verdict::Several(vec![0, 1]), Verdict::Several(vec![0, 1])),
        (r#"{"paid":{"by":"cash"},"paid":{"by":"card"},"placed":1,"order":1}"#, one(0), one(0)),
        (r#"{"n":1,"big":[]}"#, one(2), one(2)),
        (r#"{"n":1,"big":[{}, 1]}"#, Verdict::Several(vec![2, 3]), Verdict::Several(vec![2, 3])),
        (r#"{"n":"1","order":1,"placed":1,"paid":{}}"#, one(2), Verdict::Several(vec![0, 2])),
        (r#"{"n":12,"big":[1]}"#, one(3), one(3)),
    ] {
        assert_eq!((tell(payload), plan.judge(payload, &&[][..])), (told, whole), "{payload}");
    }
    // A truncated payload may continue, so nothing can be concluded from what is absent.
    for start in [r#"{"n":1"#, r#"{"order":1,"placed":1"#, r#"{"order":1,"placed":1,"paid":{"by":"ca"#] {
        assert_eq!(plan.early(start, &&[][..]), None, "{start}");
    }
    assert_eq!(plan.early(r#"{"order":1,"paid":{"by":"cash"},"placed":t"#, &&[][..]), Some(0));
    // Every trigger that tests the header may still match.
    let sent = &[("x-type", " Sent ")][..];
    assert_eq!(plan.tell(r#"{"a":1}"#, &sent), one(4));
    assert_eq!(plan.tell(r#"{"late":1}"#, &sent), Verdict::Several(vec![4, 5]));
    assert_eq!(plan.tell("{} {\"late\":1}", &sent), one(4));
}

/// Writes a value as JSON, with the keys of its objects in an order that depends on the seed.
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

    /// Detection depends neither on the order of keys nor on whether the payload is complete.
    #[test]
    fn the_order_of_keys_is_all_one(seed: u64) {
        let conditions: Vec<&Condition> = triggerkit::triggers().filter_map(|trigger| trigger.info.detect).collect();
        let plan = Plan::new(conditions);
        for trigger in triggerkit::triggers() {
            let headers = own_headers(trigger.info.detect);
            for sample in trigger.info.samples {
                let Ok(value) = serde_json::from_slice(sample.payload) else { continue };
                let mut text = String::new();
                shuffled(&value, seed, &mut text);
                prop_assert_eq!(ids(detect(text.as_bytes(), &headers)), ids(detect(sample.payload, &headers)), "{}", text);
                prop_assert_eq!(plan.tell(&text, &&headers[..]), plan.judge(&text, &&headers[..]), "{}", text);
            }
        }
    }
}

/// Testing all conditions at once gives the same result as testing each one alone, also for truncated samples.
#[test]
fn all_conditions_at_once_agree_with_each_alone() {
    use triggerkit_core::detect::{Facts, Verdict};
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
                    // The plan already knows the kind of a truncated value.
                    assert!(whole.iter().all(|index| cut.contains(index)), "{}", compiled.info.id);
                }
            }
        }
    });
}
